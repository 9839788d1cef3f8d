import type { ArchitectFlow } from '../../flow/architect.ts';
import type { Definition } from '../../manifest/manifest.ts';
import type { Report } from '../report.ts';
import { rule as reference } from './architect-reference.ts';
import { rule as root } from './architect-root.ts';
import { rule as startRef } from './architect-start-ref.ts';
import { rule as templateToken } from './template-token.ts';

/** A rule about Architect YAML only. */
export interface ArchitectRule {
  /** Its metadata stands in the catalogue, so that a run over node graphs need not load the rule. */
  readonly id: string;
  check(subject: { flow: ArchitectFlow; definition: Definition }, report: Report): void;
}

/** The rules about Architect YAML, in the order of the documentation. */
export const ARCHITECT_RULES: readonly ArchitectRule[] = [root, startRef, reference, templateToken];
