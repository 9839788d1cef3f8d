import type { FlowRule } from '../rule.ts';
import { rule as busyLoop } from './busy-loop.ts';
import { rule as choiceWithoutSelector } from './choice-without-selector.ts';
import { rule as circularTransition } from './circular-transition.ts';
import { rule as deadEnd } from './dead-end.ts';
import { rule as duplicateChoice } from './duplicate-choice.ts';
import { rule as duplicateNode } from './duplicate-node.ts';
import { rule as failureOnlyExit } from './failure-only-exit.ts';
import { rule as flowName } from './flow-name.ts';
import { rule as hardCodedId } from './hard-coded-id.ts';
import { rule as hardCodedSecret } from './hard-coded-secret.ts';
import { rule as maxNodeCount } from './max-node-count.ts';
import { rule as missingAudio } from './missing-audio.ts';
import { rule as missingFailurePath } from './missing-failure-path.ts';
import { rule as missingMedia } from './missing-media.ts';
import { rule as missingNoInput } from './missing-no-input.ts';
import { rule as missingNoMatch } from './missing-no-match.ts';
import { rule as missingStart } from './missing-start.ts';
import { rule as missingTarget } from './missing-target.ts';
import { rule as multipleStarts } from './multiple-starts.ts';
import { rule as noPathToTerminal } from './no-path-to-terminal.ts';
import { rule as terminalWithTransition } from './terminal-with-transition.ts';
import { rule as trapLoop } from './trap-loop.ts';
import { rule as unboundedReprompt } from './unbounded-reprompt.ts';
import { rule as unknownNodeType } from './unknown-node-type.ts';
import { rule as unreachableNode } from './unreachable-node.ts';
import { rule as unusedMedia } from './unused-media.ts';

/** The rules about the graph of a flow, in the order of the documentation. */
export const FLOW_RULES = [
  flowName,
  maxNodeCount,
  missingStart,
  multipleStarts,
  missingTarget,
  circularTransition,
  busyLoop,
  trapLoop,
  unboundedReprompt,
  failureOnlyExit,
  unreachableNode,
  deadEnd,
  noPathToTerminal,
  missingMedia,
  unusedMedia,
  duplicateNode,
  unknownNodeType,
  terminalWithTransition,
  duplicateChoice,
  choiceWithoutSelector,
  missingNoInput,
  missingNoMatch,
  missingFailurePath,
  missingAudio,
  hardCodedId,
  hardCodedSecret,
] as const satisfies readonly FlowRule[];
