/** Flow types whose actions are known well enough to say that one of them does not exist there. */
const CALLS = ['inboundCall', 'outboundCall', 'secureCall', 'inqueueCall'];
const WITH_MENUS = ['inboundCall', 'outboundCall', 'secureCall'];
const EMAILS = ['inboundEmail', 'inqueueEmail'];
const MESSAGES = ['inboundShortMessage', 'inqueueShortMessage', 'inboundChat'];
const BOTS = ['botFlow', 'digitalBot'];
const AUTOMATION = ['workflow', 'workitem'];
const WITH_STATES = [...EMAILS, ...MESSAGES, ...AUTOMATION, ...BOTS, 'surveyInvite'];
const WELL_KNOWN: ReadonlySet<string> = new Set([...CALLS, ...WITH_STATES]);

/** The action exists in every flow type, or it is not known where it does not. */
const ANY = undefined;

/**
 * The known actions of Architect, each with the flow types that have it. From real flows, the platform's help and its
 * published validation code; a type is left out only where it is certain that it lacks the action.
 */
const ACTIONS = {
  abortSurveyInvite: ['surveyInvite'],
  addFlowMilestone: ANY,
  askForBoolean: BOTS,
  askForIntent: BOTS,
  askForSlot: BOTS,
  askSurveyQuestion: ['voiceSurvey'],
  callBotFlow: ANY,
  callCommonModule: ANY,
  callData: ANY,
  callDigitalBotFlow: [...MESSAGES, ...EMAILS, 'digitalBot', ...AUTOMATION],
  callLexBot: ANY,
  callLexV2Bot: ANY,
  callTask: ANY,
  changeState: WITH_STATES,
  clearSlot: BOTS,
  collectInput: [...CALLS, 'botFlow'],
  communicate: BOTS,
  completeSurveyInvite: ['surveyInvite'],
  createCallback: ANY,
  dataTableLookup: ANY,
  decision: ANY,
  dialByExtension: [...CALLS, 'botFlow'],
  digitalMenu: BOTS,
  disconnect: ANY,
  disconnectWorkitem: ['workitem'],
  enableParticipantRecord: ANY,
  endState: WITH_STATES,
  endTask: ANY,
  endWorkflow: ['workflow'],
  evaluateSchedule: ANY,
  evaluateScheduleGroup: ANY,
  exitBotFlow: BOTS,
  exitWorkitemFlow: ['workitem'],
  extractSecureData: ['secureCall'],
  findQueue: ANY,
  findQueueById: ANY,
  findSystemPrompt: ANY,
  findUserById: ANY,
  findUserPrompt: ANY,
  getConversationData: ANY,
  getExternalContact: ANY,
  getExternalOrganization: ANY,
  getParticipantData: ANY,
  getResponse: ANY,
  holdMusic: ['inqueueCall'],
  initializeFlowOutcome: ANY,
  jumpToMenu: WITH_MENUS,
  jumpToTask: ANY,
  loop: ANY,
  loopExit: ANY,
  loopNext: ANY,
  playAudio: [...CALLS, 'botFlow'],
  playEstimatedWaitTime: ['inqueueCall'],
  playPositionInQueue: ['inqueueCall'],
  previousMenu: WITH_MENUS,
  repeatMenu: WITH_MENUS,
  returnToAgent: ['secureCall'],
  sendAutoReply: EMAILS,
  sendNotification: ANY,
  sendResponse: MESSAGES,
  setConversationData: ANY,
  setFlowOutcome: ANY,
  setLanguage: ANY,
  setParticipantData: ANY,
  setScreenPop: ANY,
  setSurveyInviteConfiguration: ['surveyInvite'],
  setUUIData: CALLS,
  setWhisperAudio: CALLS,
  setWrapupCode: ANY,
  switch: ANY,
  transcription: ANY,
  transferToAcd: ANY,
  transferToFlow: ANY,
  transferToFlowSecure: CALLS,
  transferToGroup: ANY,
  transferToNumber: ANY,
  transferToUser: ANY,
  transferToVoicemail: [...CALLS, 'botFlow'],
  updateData: ANY,
  wait: ANY,
} as const satisfies Readonly<Record<string, readonly string[] | undefined>>;

const FLOW_TYPES: Readonly<Record<string, readonly string[] | undefined>> = ACTIONS;

/** The names of all known actions. New ones appear often, so an unknown name is no error. */
export const ACTION_NAMES: readonly string[] = Object.keys(ACTIONS);

/** The kinds of menu choices that are known: those of real flows, and of the actions that a menu can take. */
export const CHOICE_NAMES: readonly string[] = [
  'menuTask',
  'menuDisconnect',
  'menuJumpToTask',
  'menuJumpToMenu',
  'menuTransferToAcd',
  'menuTransferToFlow',
  'menuTransferToFlowSecure',
  'menuTransferToGroup',
  'menuTransferToNumber',
  'menuTransferToUser',
  'menuTransferToVoicemail',
  'menuDialByExtension',
  'menuPreviousMenu',
  'menuRepeatMenu',
  'menuSubMenu',
];

/** The flow types that have an action, where this flow type certainly lacks it; undefined where it has it or nobody knows. */
export function lacksAction(root: string, kind: string): readonly string[] | undefined {
  if (!WELL_KNOWN.has(root) || !Object.hasOwn(FLOW_TYPES, kind)) return undefined;
  const having = FLOW_TYPES[kind];
  return having === undefined || having.includes(root) ? undefined : having;
}

/** True for a flow type that can have menus, as far as is known. */
export function canHaveMenus(root: string): boolean {
  return !WELL_KNOWN.has(root) || WITH_MENUS.includes(root);
}

/** Fields of a flow itself, of all types together. */
export const FLOW_FIELDS: readonly string[] = [
  'name',
  'description',
  'division',
  'startUpRef',
  'defaultLanguage',
  'supportedLanguages',
  'variables',
  'initialGreeting',
  'settingsActionDefaults',
  'settingsBotFlow',
  'settingsCommonModule',
  'settingsErrorHandling',
  'settingsInQueueCall',
  'settingsInboundEmailHandling',
  'settingsKnowledge',
  'settingsMenu',
  'settingsNaturalLanguageUnderstanding',
  'settingsOutboundCall',
  'settingsPrompts',
  'settingsSpeechRec',
  'settingsUserInput',
  'settingsVirtualAgent',
  'startUpTaskActions',
  'startUpTaskVariables',
  'startUpState',
  'periodicState',
  'worktype',
  'menus',
  'tasks',
  'states',
  'bots',
];

/** Fields of a menu, task, state or bot that the checks read. */
export const CONTAINER_FIELDS: readonly string[] = [
  'name',
  'refId',
  'actions',
  'variables',
  'outputPaths',
  'audio',
  'choices',
  'defaultChildMenuRef',
  'settingsMenu',
  'settingsSpeechRec',
];

/** Fields of a menu's choice that the checks read. */
export const CHOICE_FIELDS: readonly string[] = [
  'name',
  'refId',
  'dtmf',
  'globalDtmf',
  'globalSpeechRecTerms',
  'speechRecTerms',
  'task',
  'targetTaskRef',
  'targetMenuRef',
  'targetQueue',
];

/** Fields of an action whose loss changes the flow. */
export const ACTION_FIELDS: readonly string[] = [
  'targetTaskRef',
  'targetMenuRef',
  'targetStateRef',
  'targetQueue',
  'category',
  'condition',
  'outputs',
  'statements',
];

/** The outputs of actions that have no others. */
export const OUTPUTS: Readonly<Record<string, readonly string[]>> = {
  callData: ['success', 'failure', 'timeout'],
  collectInput: ['success', 'failure'],
  dataTableLookup: ['found', 'notFound', 'failure'],
  decision: ['yes', 'no'],
  evaluateScheduleGroup: ['open', 'closed', 'holiday', 'emergency'],
  transferToAcd: ['success', 'failure'],
};

/** Fields that hold an audio, and the ways to write one. */
export const AUDIO_FIELDS: ReadonlySet<string> = new Set([
  'audio',
  'inputAudio',
  'preTransferAudio',
  'failureTransferAudio',
]);
export const AUDIO_KINDS: readonly string[] = [
  'tts',
  'prompt',
  'exp',
  'lit',
  'noValue',
  'alternateSequences',
];
