/** How one type of flow is called in Architect YAML and in the platform's API. */
export interface FlowType {
  /** Root key of the YAML; its spelling is the platform's, odd capitals included. */
  readonly root: string;
  /** `type` of the API, upper case. */
  readonly api: string;
}

const ROOTS: Readonly<Record<string, string>> = {
  inboundCall: 'INBOUNDCALL',
  outboundCall: 'OUTBOUNDCALL',
  secureCall: 'SECURECALL',
  inqueueCall: 'INQUEUECALL',
  inqueueEmail: 'INQUEUEEMAIL',
  inqueueShortMessage: 'INQUEUESHORTMESSAGE',
  inboundChat: 'INBOUNDCHAT',
  inboundEmail: 'INBOUNDEMAIL',
  inboundShortMessage: 'INBOUNDSHORTMESSAGE',
  commonModule: 'COMMONMODULE',
  workflow: 'WORKFLOW',
  workitem: 'WORKITEM',
  botFlow: 'BOT',
  digitalBot: 'DIGITALBOT',
  surveyInvite: 'SURVEYINVITE',
  voiceSurvey: 'VOICESURVEY',
  voicemail: 'VOICEMAIL',
  voice: 'VOICE',
  speech: 'SPEECH',
  emailSend: 'EMAILSEND',
};

/** Types of which Genesys documents neither how they run nor what they must end with. */
const UNDOCUMENTED = new Set(['voicemail', 'voice', 'speech', 'emailSend']);

/** Types in which a call or message begins at what `startUpRef` names. */
const STARTS_BY_REF = new Set([
  'inboundCall',
  'outboundCall',
  'secureCall',
  'inboundChat',
  'inboundEmail',
  'inboundShortMessage',
  'workflow',
  'workitem',
  'botFlow',
  'digitalBot',
  'surveyInvite',
  'voiceSurvey',
]);

/** True for a root key of a flow that is documented well enough for every check; the others get basic checks only. */
export function isDocumented(root: string): boolean {
  return isFlowRoot(root) && !UNDOCUMENTED.has(root);
}

/** True for a root key of a flow that needs a `startUpRef`. */
export function needsStartUpRef(root: string): boolean {
  return STARTS_BY_REF.has(root);
}

/** The inbound call flow, which is what node graphs are compiled to. */
export const INBOUND_CALL: FlowType = { root: 'inboundCall', api: 'INBOUNDCALL' };

/** True for a root key of Architect YAML that is known. */
export function isFlowRoot(key: string): boolean {
  return Object.hasOwn(ROOTS, key);
}

/** The root keys that are known. */
export const FLOW_ROOTS: readonly string[] = Object.keys(ROOTS);

/** The flow type of a root key; a key that is not known is taken for the API's name in lower camel case. */
export function flowTypeOf(root: string): FlowType {
  return { root, api: ROOTS[root] ?? root.toUpperCase() };
}
