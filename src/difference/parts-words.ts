import { dataActionOf, destinationOf } from '../architect/destination.ts';
import { short, spokenWords } from '../architect/spoken-words.ts';
import { textOf } from '../architect/value.ts';
import { dictionary } from '../source/data.ts';
import { counted } from '../text/plural.ts';
import type { Part, Target } from './part.ts';

/** Actions that speak or ask, and the setting that says what. */
const SPOKEN: Readonly<Record<string, string>> = {
  playAudio: 'audio',
  communicate: 'communication',
  sendResponse: 'messageBody',
  sendAutoReply: 'messageBody',
  collectInput: 'inputAudio',
  askForBoolean: 'question',
  askForIntent: 'question',
  askForSlot: 'question',
  digitalMenu: 'question',
};
const JUMPS: ReadonlySet<string> = new Set([
  'jumpToTask',
  'jumpToMenu',
  'changeState',
  'menuJumpToTask',
  'menuJumpToMenu',
]);
const MOST_NAME = 80;

/** The name of a part in quotes, or what it is where it has none. */
export function partName({ name, type }: Part): string {
  return name === '' ? type : `"${cut(name)}"`;
}

/** The menu, task or state that a part is in; of a node graph the node; of the flow's own settings empty. */
export function groupOf(parts: readonly Part[], at: number): string {
  for (let each = parts[at]; each; each = parts[each.parent]) {
    if (each.kind === 'variable') return 'Variables';
    if (
      each.kind === 'node' ||
      each.kind === 'menu' ||
      each.kind === 'task' ||
      each.kind === 'state' ||
      each.kind === 'bot'
    )
      return cut(each.name) || each.kind;
    if (each.kind === 'body') return 'Call';
  }
  return '';
}

/** Where a call goes from a part: `Billing`, `queue Support`, `hang up`; empty where the part does not say. */
export function goesTo(parts: readonly Part[], part: Part): string {
  const { type, value, targets } = part;
  if (type === 'menuDisconnect' || type === 'disconnect') return 'hang up';
  if (/^(?:menuT|t)ransferTo/.test(type)) return lowerFirst(destinationOf(type, value));
  const target = targets.find(({ field }) => field.startsWith('target'));
  if (target) return targetName(parts, target);
  if (type === 'menuTask') return 'its own steps';
  return JUMPS.has(type) ? textOf(value.targetTaskRef ?? value.targetMenuRef ?? value.targetStateRef) : '';
}

/** The part that a reference leads to, by its name; a menu's choice by what it does. */
export function targetName(parts: readonly Part[], { part, rest }: Target): string {
  const target = parts[part];
  if (!target) return rest === '' ? 'nothing' : cut(rest);
  if (target.kind === 'choice') {
    const to = goesTo(parts, target);
    return to === 'its own steps' || to === '' ? partName(target) : to;
  }
  return cut(target.name) || target.kind;
}

/** An option of a menu: `option 3`, or its name where it has no key. */
export function optionName({ name, value }: Part): string {
  const digit = textOf(value.dtmf).replace('digit_', '');
  return digit === '' ? `option "${cut(name)}"` : `option ${digit}`;
}

/** What an action does, in a few words: `prompt “Hello”`, `transfer to queue Support`, `step "Note"`. */
export function actionWords(parts: readonly Part[], part: Part): string {
  const { type, value } = part;
  const spoken = Object.hasOwn(SPOKEN, type) ? spokenWords(value[SPOKEN[type] ?? '']) : '';
  if (type === 'playAudio' && spoken !== '') return `prompt ${cut(spoken)}`;
  if (spoken !== '') return `${partName(part)} ${cut(spoken)}`;
  const to = goesTo(parts, part);
  if (type === 'disconnect') return 'disconnect';
  if (type.startsWith('transferTo')) return `transfer to ${to}`;
  if (type === 'callTask') return `run task ${to}`;
  if (JUMPS.has(type)) return `go to ${to}`;
  if (type === 'callData') return `data action ${cut(dataActionOf(value) || part.name)}`;
  if (type === 'decision') return `decision ${cut(textOf(dictionary(value.condition).exp) || part.name)}`;
  return `step ${partName(part)}`;
}

/** ` with 3 more steps` for what comes or goes with a part. */
export function withMore(size: number, noun = 'more step'): string {
  return size > 1 ? ` with ${counted(size - 1, noun)}` : '';
}

/** The output of an action or task that a part stands in: ` (failure of "Get")`; empty for the body of a task. */
export function branchWords(parts: readonly Part[], part: Part): string {
  const parent = parts[part.parent];
  if (!parent || (parent.kind !== 'action' && parent.kind !== 'choice')) return '';
  if (parent.kind === 'choice') return ` (${optionName(parent)})`;
  const steps = part.slot.split('\0').filter((step) => step !== 'actions' && step !== 'outputs');
  const label = (steps.at(-1) ?? '').replace(/ \(\d+\)$/, '').replace(/^case .*$/, 'a case');
  return ` (${label} of ${partName(parent)})`;
}

function cut(text: string): string {
  const line = short(text);
  return line.length > MOST_NAME ? `${line.slice(0, MOST_NAME - 1)}…` : line;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
