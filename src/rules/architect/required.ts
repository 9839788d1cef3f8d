import { isUnset, namesIn } from '../../architect/value.ts';
import { dictionary } from '../../source/data.ts';

/** A value of an action without which Architect does not publish the flow. */
export interface Requirement {
  readonly field: string;
  /** What it is, for messages: `queue`. */
  readonly words: string;
  /** A setting that replaces it. */
  readonly unless?: string;
  /** True if the value is there, where it is more than a setting. */
  holds?(value: unknown): boolean;
}

const named = (value: unknown) => namesIn(value).length > 0;

/** `category: {<integration>: {dataAction: {<name>: {…}}}}` */
function holdsDataAction(value: unknown): boolean {
  return namesIn(value).some((name) => named(dictionary(dictionary(value)[name]).dataAction));
}

/** `destination: {queue: {targetQueue: …}}` or `{user: {targetUser: …}}`; of other destinations only that there is one. */
function holdsDestination(value: unknown): boolean {
  const { queue, user } = dictionary(value);
  if (queue !== undefined) return !isUnset(dictionary(queue).targetQueue);
  if (user !== undefined) return !isUnset(dictionary(user).targetUser);
  return !isUnset(value);
}

/** `evaluationType: {schedule: {selectedSchedule: …}}`; of other ways only that there is one. */
function holdsSchedule(value: unknown): boolean {
  const { schedule } = dictionary(value);
  return schedule === undefined ? !isUnset(value) : !isUnset(dictionary(schedule).selectedSchedule);
}

const dataAction: Requirement = { field: 'category', words: 'data action', holds: holdsDataAction };
const task: Requirement = { field: 'targetTaskRef', words: 'task' };
const flow: Requirement = { field: 'targetFlow', words: 'flow' };
const condition: Requirement = { field: 'condition', words: 'condition' };

/** By action; from Architect's published validation code, where real flows and the format agree with it. */
export const REQUIRED: Readonly<Record<string, readonly Requirement[]>> = {
  askForSlot: [{ field: 'slot', words: 'slot' }],
  callBotFlow: [{ field: 'botFlow', words: 'bot flow', holds: named }],
  callCommonModule: [{ field: 'commonModule', words: 'common module', holds: named }],
  callData: [dataAction],
  callDigitalBotFlow: [{ field: 'digitalBotFlow', words: 'digital bot flow', holds: named }],
  callTask: [task],
  changeState: [{ field: 'targetStateRef', words: 'state' }],
  collectInput: [{ field: 'inputData', words: 'variable for the input' }],
  dataTableLookup: [
    { field: 'dataTable', words: 'data table', holds: named },
    { field: 'lookupValue', words: 'lookup value' },
  ],
  decision: [condition],
  evaluateSchedule: [{ field: 'evaluationType', words: 'schedule', holds: holdsSchedule }],
  evaluateScheduleGroup: [{ field: 'scheduleGroup', words: 'schedule group' }],
  findQueue: [{ field: 'findName', words: 'queue name' }],
  findQueueById: [{ field: 'findId', words: 'queue id' }],
  findUserById: [{ field: 'findId', words: 'user id' }],
  jumpToMenu: [{ field: 'targetMenuRef', words: 'menu' }],
  jumpToTask: [task],
  setFlowOutcome: [{ field: 'flowOutcome', words: 'flow outcome' }],
  setLanguage: [{ field: 'language', words: 'language' }],
  setScreenPop: [{ field: 'screenPopScript', words: 'script', holds: named }],
  transferToAcd: [{ field: 'targetQueue', words: 'queue', unless: 'directAgent' }],
  transferToFlow: [flow],
  transferToFlowSecure: [flow],
  transferToGroup: [{ field: 'targetGroup', words: 'group' }],
  transferToUser: [{ field: 'targetUser', words: 'user' }],
  transferToVoicemail: [{ field: 'destination', words: 'destination', holds: holdsDestination }],
  wait: [{ field: 'duration', words: 'duration' }],
};
