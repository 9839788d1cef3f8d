import type { Analysis } from '../../flow/analysis.ts';
import type { ArchitectFlow } from '../../flow/architect.ts';
import type { Definition } from '../../manifest/manifest.ts';
import type { Report } from '../report.ts';
import { rule as reference } from './architect-reference.ts';
import { rule as root } from './architect-root.ts';
import { rule as startRef } from './architect-start-ref.ts';
import { rule as choiceWithoutSelector } from './choice-without-selector.ts';
import { rule as defaultChoice } from './default-choice.ts';
import { rule as defaultLanguage } from './default-language.ts';
import { rule as duplicateChoice } from './duplicate-choice.ts';
import { rule as duplicateName } from './duplicate-name.ts';
import { rule as duplicateRefId } from './duplicate-ref-id.ts';
import { rule as emptyMenu } from './empty-menu.ts';
import { rule as limits } from './limits.ts';
import { rule as loopControl } from './loop-control.ts';
import { rule as missingAudio } from './missing-audio.ts';
import { rule as notTerminating } from './not-terminating.ts';
import { rule as unreachableAction } from './unreachable-action.ts';
import { rule as unreachableContainer } from './unreachable-container.ts';

/** One Architect flow as its rules see it. */
export interface ArchitectSubject {
  readonly flow: ArchitectFlow;
  readonly definition: Definition;
  readonly analysis: Analysis;
}

/** A rule about Architect YAML only. */
export interface ArchitectRule {
  /** Its metadata stands in the catalogue, so that a run over node graphs need not load the rule. */
  readonly id: string;
  check(subject: ArchitectSubject, report: Report): void;
}

/** The rules about Architect YAML, in the order of the documentation. */
export const ARCHITECT_RULES: readonly ArchitectRule[] = [
  root,
  startRef,
  reference,
  duplicateRefId,
  duplicateName,
  notTerminating,
  unreachableAction,
  unreachableContainer,
  loopControl,
  emptyMenu,
  defaultChoice,
  duplicateChoice,
  choiceWithoutSelector,
  defaultLanguage,
  limits,
  missingAudio,
];
