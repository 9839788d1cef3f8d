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

/** Branches that an action always has: one that the file leaves out falls through to the next action. */
export const BRANCHES: Readonly<Record<string, readonly string[]>> = {
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
  ...Object.keys(BRANCHES).filter((kind) => kind !== 'collectInput'),
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
  'setUUIData',
  'setWhisperAudio',
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

const VOICE = new Set([
  'inboundCall',
  'outboundCall',
  'secureCall',
  'inqueueCall',
  'commonModule',
  'voicemail',
  'voice',
]);

/** True for an action that may wait for the caller, an agent or a time: menus, inputs, questions, holds, and all that is not known here. */
export function waits(kind: string): boolean {
  return !AT_ONCE.has(kind);
}

/** True for the root key of a flow that carries voice: there a transfer that fails comes back. */
export function isVoice(root: string): boolean {
  return VOICE.has(root);
}

/** True for an action that ends its sequence by leading somewhere else in this flow. */
export function returnsHere(kind: string): boolean {
  return kind === 'jumpToTask' || kind === 'jumpToMenu' || kind === 'changeState';
}
