import { type Dictionary, dictionary } from '../source/data.ts';

/** Actions that end their sequence by what they are (Architect's own rule, from its published validation code). */
export const TERMINATING = new Set([
  'disconnect',
  'endTask',
  'jumpToTask',
  'jumpToMenu',
  'previousMenu',
  'repeatMenu',
  'changeState',
  'endState',
  'exitBotFlow',
  'endWorkflow',
  'exitWorkitemFlow',
  'completeSurveyInvite',
  'abortSurveyInvite',
  'returnToAgent',
]);

/** All outputs of actions for which the full set is documented. Other actions may have outputs that are not known here. */
export const OUTPUTS: Readonly<Record<string, readonly string[]>> = {
  decision: ['yes', 'no'],
  callData: ['success', 'failure', 'timeout'],
  dataTableLookup: ['found', 'notFound', 'failure'],
  collectInput: ['success', 'failure'],
  evaluateSchedule: ['active', 'inactive'],
  evaluateScheduleGroup: ['open', 'closed', 'holiday', 'emergency'],
  findQueue: ['found', 'notFound'],
  findQueueById: ['found', 'notFound'],
  findUserById: ['found', 'notFound'],
  switch: ['default'],
};

/** Actions that are known to go on at once. Any other may wait for the caller or the world. */
const AT_ONCE = new Set([
  ...Object.keys(OUTPUTS).filter((kind) => kind !== 'collectInput'),
  ...TERMINATING,
  'playAudio',
  'updateData',
  'setParticipantData',
  'getParticipantData',
  'setLanguage',
  'setScreenPop',
  'setFlowOutcome',
  'addFlowMilestone',
  'setConversationData',
  'getConversationData',
  'getExternalContact',
  'setUUIData',
  'setWhisperAudio',
  'setWrapupCode',
  'enableParticipantRecord',
  'sendResponse',
  'sendAutoReply',
  'sendNotification',
  'clearSlot',
  'createCallback',
  'loop',
  'loopNext',
  'loopExit',
  'callTask',
]);

/** Actions that wait, and after which the flow goes on. */
const WAITS_AND_CONTINUES = [
  'askForBoolean',
  'askForIntent',
  'askForSlot',
  'askSurveyQuestion',
  'callBotFlow',
  'callCommonModule',
  'callDigitalBotFlow',
  'callLexV2Bot',
  'collectInput',
  'communicate',
  'digitalMenu',
  'holdMusic',
  'playEstimatedWaitTime',
  'playPositionInQueue',
  'setSurveyInviteConfiguration',
  'transcription',
  'wait',
];

const CONTINUES = new Set([...[...AT_ONCE].filter((kind) => !TERMINATING.has(kind)), ...WAITS_AND_CONTINUES]);

/** How the name of an action begins that may end a flow by itself although it is not known here. */
const ENDING =
  /^(?:abort|close|complete|disconnect|end|exit|hangUp|jump|return|terminate|transfer)(?=[A-Z]|$)/;

const VOICE = new Set(['inboundCall', 'outboundCall', 'secureCall', 'inqueueCall', 'voicemail', 'voice']);
const VOICE_LOWER = new Set([...VOICE].map((root) => root.toLowerCase()));
const DIGITAL = new Set([
  'botFlow',
  'digitalBot',
  'inboundChat',
  'inboundEmail',
  'inboundShortMessage',
  'inqueueEmail',
  'inqueueShortMessage',
  'surveyInvite',
  'workflow',
  'workitem',
]);

/** What a flow carries. In voice flows a transfer that fails comes back; in digital flows it does not. */
export type Medium = 'voice' | 'digital' | 'unknown';

/** The medium of a flow; that of a common module follows from the flow types that it is compatible with. */
export function mediumOf(root: string, flow: Dictionary): Medium {
  if (VOICE.has(root)) return 'voice';
  if (DIGITAL.has(root)) return 'digital';
  if (root !== 'commonModule') return 'unknown';
  const { compatibleFlowTypes } = dictionary(flow.settingsCommonModule);
  const types = (Array.isArray(compatibleFlowTypes) ? compatibleFlowTypes : []).map((each) =>
    String(dictionary(each).flowType).toLowerCase(),
  );
  if (types.length === 0) return 'unknown';
  return types.some((type) => VOICE_LOWER.has(type)) ? 'voice' : 'digital';
}

/** True for an action that may wait for the caller, an agent or a time: menus, inputs, questions, holds, and all that is not known here. */
export function waits(kind: string): boolean {
  return !AT_ONCE.has(kind);
}

/** True for an action after which a flow is known to go on, apart from what its outputs do. */
export function continues(kind: string): boolean {
  return CONTINUES.has(kind);
}

/** True for an action whose name says that it may end the flow, whether it is known here or not. */
export function mayEnd(kind: string): boolean {
  return ENDING.test(kind);
}

/** True for an action that ends its sequence by leading somewhere else in this flow. */
export function returnsHere(kind: string): boolean {
  return kind === 'jumpToTask' || kind === 'jumpToMenu' || kind === 'changeState';
}
