import { dataActionOf, destinationOf } from '../architect/destination.ts';
import { short, spokenWords } from '../architect/spoken-words.ts';
import { namesIn, textOf } from '../architect/value.ts';
import { type Dictionary, dictionary } from '../source/data.ts';

import type { NodeRole, Visibility } from './view.ts';

/** How an action or a choice is shown. */
export interface Description {
  readonly role: NodeRole;
  readonly title: string;
  readonly text: string;
  readonly visibility: Visibility;
}

/** Actions that a caller does not notice. */
const QUIET: ReadonlySet<string> = new Set([
  'addFlowMilestone',
  'clearSlot',
  'enableParticipantRecord',
  'getConversationData',
  'getExternalContact',
  'getExternalOrganization',
  'getParticipantData',
  'getResponse',
  'initializeFlowOutcome',
  'findQueue',
  'findQueueById',
  'findSystemPrompt',
  'findUserById',
  'findUserPrompt',
  'setConversationData',
  'setFlowOutcome',
  'setParticipantData',
  'setScreenPop',
  'setSurveyInviteConfiguration',
  'setUUIData',
  'setWhisperAudio',
  'setWrapupCode',
  'transcription',
  'updateData',
]);
/** Actions that only lead somewhere else. */
const PASSED: ReadonlySet<string> = new Set([
  'jumpToTask',
  'jumpToMenu',
  'changeState',
  'loopNext',
  'loopExit',
]);
/** Actions that speak or write to the caller, and the setting that says what. */
const SPEAKS: Readonly<Record<string, string>> = {
  playAudio: 'audio',
  communicate: 'communication',
  sendResponse: 'messageBody',
  sendAutoReply: 'messageBody',
  holdMusic: 'prompt',
  playEstimatedWaitTime: '',
  playPositionInQueue: '',
};
const ASKS: Readonly<Record<string, string>> = {
  collectInput: 'inputAudio',
  askForBoolean: 'question',
  askForIntent: 'question',
  askForSlot: 'question',
  askSurveyQuestion: 'question',
  digitalMenu: 'question',
  dialByExtension: 'audio',
};
/** Names of ends, by what the caller or the conversation comes to. */
const ENDS: Readonly<Record<string, string>> = {
  disconnect: 'Disconnect',
  endTask: 'End of task',
  endState: 'End of state',
  endWorkflow: 'End of workflow',
  exitBotFlow: 'Exit bot',
  exitWorkitemFlow: 'Exit flow',
  disconnectWorkitem: 'Close work item',
  completeSurveyInvite: 'Complete survey',
  abortSurveyInvite: 'Abort survey',
  returnToAgent: 'Return to agent',
  previousMenu: 'Previous menu',
  repeatMenu: 'Repeat menu',
};
/** How an action of Architect YAML is shown, by its kind, name and settings. Any kind may occur. */
export function describeAction(kind: string, name: string, value: Dictionary): Description {
  const shown = (role: NodeRole, title: string, text = ''): Description => ({
    role,
    title: short(title),
    text: short(text),
    visibility: 'shown',
  });
  if (kind.startsWith('transferTo')) return shown('transfer', destinationOf(kind, value));
  const end = own(ENDS, kind);
  if (end !== undefined) return shown('end', end);
  if (PASSED.has(kind)) return { ...shown('step', name), visibility: 'passed' };
  if (QUIET.has(kind)) return { ...shown('step', name), visibility: 'quiet' };
  const spoken = own(SPEAKS, kind);
  if (spoken !== undefined) {
    const words = spoken === '' ? '' : spokenWords(value[spoken]);
    return words === '' ? shown('prompt', name) : shown('prompt', words);
  }
  const asked = own(ASKS, kind);
  if (asked !== undefined) return shown('input', name, spokenWords(value[asked]));
  return describeOther(kind, name, value, shown);
}

function describeOther(
  kind: string,
  name: string,
  value: Dictionary,
  shown: (role: NodeRole, title: string, text?: string) => Description,
): Description {
  switch (kind) {
    case 'decision': {
      const condition = isGeneric(kind, name) ? textOf(dictionary(value.condition).exp) : '';
      return shown('decision', condition || name);
    }
    case 'switch':
    case 'evaluateSchedule':
    case 'evaluateScheduleGroup':
      return shown('decision', name);
    case 'callBotFlow':
    case 'callDigitalBotFlow':
      return shown('input', `Bot ${firstName(value.botFlow ?? value.digitalBotFlow, name)}`);
    case 'loop': {
      const count = textOf(dictionary(value.loopCount).lit);
      return shown('decision', name, count === '' ? 'repeat' : `repeat up to ${count} times`);
    }
    default:
      return describeStep(kind, name, value, shown);
  }
}

function describeStep(
  kind: string,
  name: string,
  value: Dictionary,
  shown: (role: NodeRole, title: string, text?: string) => Description,
): Description {
  switch (kind) {
    case 'callData':
      return shown('data', dataActionOf(value) || name);
    case 'dataTableLookup':
      return shown('data', firstName(value.dataTable, name));
    case 'callCommonModule':
      return shown('step', `Module ${firstName(value.commonModule, name)}`);
    case 'setLanguage':
      return shown('step', `Language ${textOf(value.language) || name}`);
    default:
      return shown(value.outputs === undefined ? 'step' : 'data', name);
  }
}

function firstName(setting: unknown, otherwise: string): string {
  return namesIn(setting)[0] ?? otherwise;
}

/** True for a name that Architect gave the action itself: it says nothing. */
function isGeneric(kind: string, name: string): boolean {
  return name.replace(/[\s\d]+/g, '').toLowerCase() === kind.toLowerCase();
}

function own(map: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}
