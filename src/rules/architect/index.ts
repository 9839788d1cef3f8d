import { rule as actionFlowType } from './action-flow-type.ts';
import { rule as reference } from './architect-reference.ts';
import { rule as root } from './architect-root.ts';
import { rule as startRef } from './architect-start-ref.ts';
import { rule as choiceWithoutSelector } from './choice-without-selector.ts';
import { rule as defaultChoice } from './default-choice.ts';
import { rule as defaultLanguage } from './default-language.ts';
import { rule as dtmfDomain } from './dtmf-domain.ts';
import { rule as duplicateChoice } from './duplicate-choice.ts';
import { rule as duplicateName } from './duplicate-name.ts';
import { rule as duplicateRefId } from './duplicate-ref-id.ts';
import { rule as duplicateVariable } from './duplicate-variable.ts';
import { rule as durationLiteral } from './duration-literal.ts';
import { rule as emptyAction } from './empty-action.ts';
import { rule as emptyMenu } from './empty-menu.ts';
import { rule as languageSupported } from './language-supported.ts';
import { rule as limits } from './limits.ts';
import { rule as loopControl } from './loop-control.ts';
import { rule as menuTiming } from './menu-timing.ts';
import { rule as missingAudio } from './missing-audio.ts';
import { rule as missingDefault } from './missing-default.ts';
import { rule as missingFailurePath } from './missing-failure-path.ts';
import { rule as missingNoInput } from './missing-no-input.ts';
import { rule as missingStart } from './missing-start.ts';
import { rule as misspeltName } from './misspelt-name.ts';
import { rule as notTerminating } from './not-terminating.ts';
import { rule as previousMenu } from './previous-menu.ts';
import { rule as readNeverSet } from './read-never-set.ts';
import { rule as recursiveTaskCall } from './recursive-task-call.ts';
import { rule as requiredValue } from './required-value.ts';
import type { ArchitectRule } from './rule.ts';
import { rule as setNeverRead } from './set-never-read.ts';
import { rule as speechTerms } from './speech-terms.ts';
import { rule as switchSize } from './switch-size.ts';
import { rule as undeclaredSlot } from './undeclared-slot.ts';
import { rule as undeclaredVariable } from './undeclared-variable.ts';
import { rule as unreachableAction } from './unreachable-action.ts';
import { rule as unreachableContainer } from './unreachable-container.ts';
import { rule as unusedVariable } from './unused-variable.ts';
import { rule as valueType } from './value-type.ts';
import { rule as variableName } from './variable-name.ts';

/** The rules about Architect YAML, in the order of the documentation. */
export const ARCHITECT_RULES = [
  root,
  misspeltName,
  missingStart,
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
  missingDefault,
  missingNoInput,
  missingFailurePath,
  recursiveTaskCall,
  unusedVariable,
  setNeverRead,
  readNeverSet,
  undeclaredVariable,
  actionFlowType,
  requiredValue,
  valueType,
  durationLiteral,
  speechTerms,
  dtmfDomain,
  duplicateVariable,
  variableName,
  languageSupported,
  emptyAction,
  undeclaredSlot,
  previousMenu,
  menuTiming,
  switchSize,
] as const satisfies readonly ArchitectRule[];
