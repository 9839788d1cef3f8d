import { type Dictionary, dictionary } from '../source/data.ts';
import type { Path } from '../source/document.ts';
import { continues, mayEnd, OUTPUTS } from './action.ts';
import { Onward } from './onward.ts';

/** The list of actions of an output. */
export interface BranchSource {
  /** The name of the output, such as `failure`; for an item of a list its key, such as `case`. */
  readonly label: string;
  readonly list: unknown;
  readonly at: Path;
}

/** An output without actions: a call that takes it continues after the action. */
export interface OpenOutput {
  /** Empty for an output whose name is not known here. */
  readonly label: string;
  /** How certain it is that the action has this output. */
  readonly onward: Onward;
}

/** The outputs of an action as the file has them. */
export interface WrittenOutputs {
  readonly branches: readonly BranchSource[];
  /** Names of the outputs in the file, switched off or not. */
  readonly written: ReadonlySet<string>;
  /** Names of the outputs in the file that have no actions. */
  readonly empty: ReadonlySet<string>;
}

/** Keys of the maps and lists whose members are outputs. */
const GROUPS = new Set(['outputs', 'cases']);

/** Outputs that always come in pairs. */
const PARTNERS: Readonly<Record<string, string>> = {
  yes: 'no',
  no: 'yes',
  success: 'failure',
  found: 'notFound',
  notFound: 'found',
  active: 'inactive',
  inactive: 'active',
  open: 'closed',
  closed: 'open',
};

/** Outputs for failures; an action never has only these. */
const SETBACKS = new Set(['failure', 'timeout', 'notFound', 'maxNoInputs', 'maxNoMatches', 'noIntent']);

/** Outputs of a question that nobody answers; exports leave them out when they are on and empty. */
const UNANSWERED = ['maxNoInputs', 'maxNoMatches'];

/** What a part of an action is: a group of outputs, an output, an item of a list of outputs, or an output inside such an item. */
type Place = 'other' | 'group' | 'output' | 'item' | 'listed';

/** A value below an action, and what it stands in. */
interface Below {
  readonly value: unknown;
  readonly key: string | number;
  readonly holder: Below | undefined;
  readonly label: string;
  readonly place: Place;
}

/** The path of a value below the action at `at`. */
function pathOf(at: Path, below: Below): (string | number)[] {
  const steps: (string | number)[] = [];
  for (let each: Below = below; each.holder; each = each.holder) steps.push(each.key);
  return [...at, ...steps.reverse()];
}

/** Finds every list named `actions` below an action, wherever it stands; outputs that are switched off are none. */
export function readOutputs(value: Dictionary, at: Path): WrittenOutputs {
  const branches: BranchSource[] = [];
  const written = new Set<string>();
  const empty = new Set<string>();
  const open: Below[] = [{ value, key: '', holder: undefined, label: '', place: 'other' }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { label, place } = next;
    if (Array.isArray(next.value)) {
      const items: Place = place === 'group' ? 'item' : 'other';
      for (let key = 0; key < next.value.length; key++)
        open.push({ value: next.value[key], key, holder: next, label, place: items });
      continue;
    }
    const map = dictionary(next.value);
    const holds = Object.hasOwn(map, 'actions');
    const off = map.enabled === false;
    const bare = !holds && !off && (place === 'listed' || (place === 'output' && isBare(map)));
    if (holds || bare || (off && place !== 'other')) written.add(label);
    if (bare) empty.add(label);
    if (off) continue;
    if (holds) branches.push({ label, list: map.actions, at: [...pathOf(at, next), 'actions'] });
    const members = place === 'group' || (place === 'output' && !holds && !bare && !isValue(map));
    openMembers(map, next, members, open);
  }
  return { branches: branches.toReversed(), written, empty };
}

/** Adds the maps and lists in a map to the open ones. `members`: they are outputs, or groups of them. */
function openMembers(map: Dictionary, holder: Below, members: boolean, open: Below[]): void {
  for (const key of Object.keys(map)) {
    const value = map[key];
    if (key === 'actions' || typeof value !== 'object' || value === null) continue;
    open.push({ value, key, holder, label: key, place: placeIn(holder.place, members, key, value) });
  }
}

function placeIn(place: Place, members: boolean, key: string, value: object): Place {
  if (place === 'item') return 'listed';
  if (members) return Array.isArray(value) ? 'group' : 'output';
  return GROUPS.has(key) ? 'group' : 'other';
}

/** A value in the style of Architect, such as `{var: Flow.x}`: what a module gives back is no output with actions. */
function isValue(map: Dictionary): boolean {
  return ['var', 'exp', 'lit', 'noValue', 'none'].some((key) => Object.hasOwn(map, key));
}

function isBare(map: Dictionary): boolean {
  return !isValue(map) && Object.values(map).every((each) => typeof each !== 'object' || each === null);
}

/**
 * The outputs of an action that have no actions of their own, by its form rather than by its name: an output that is
 * not written, or that has no list of actions, goes on behind the action. `paths` are the outputs that a task declares.
 */
export function openOutputs(
  root: string,
  kind: string,
  value: Dictionary,
  { branches, written, empty }: WrittenOutputs,
  paths: readonly string[] | undefined,
): OpenOutput[] {
  const open = new Map<string, Onward>();
  const add = (label: string, onward: Onward) => {
    if ((open.get(label) ?? Onward.never) < onward) open.set(label, onward);
  };
  // The platform ignores letter case in the output paths of tasks.
  const names = new Set([...written].map((label) => label.toLowerCase()));
  const isWritten = (label: string) => names.has(label.toLowerCase());
  const known = paths ?? (Object.hasOwn(OUTPUTS, kind) ? OUTPUTS[kind] : undefined);
  for (const label of known ?? []) if (!isWritten(label)) add(label, Onward.certain);
  // Without any actions beside them, maps of a form that is not known may be something else than outputs.
  for (const label of empty) if (branches.length > 0 || known?.includes(label)) add(label, Onward.certain);
  if (known) return listed(open);
  if (branches.length === 0) return [{ label: '', onward: alone(kind) }];
  for (const partner of partnersOf(written)) if (!isWritten(partner)) add(partner, Onward.certain);
  if ([...written].every((label) => SETBACKS.has(label)) && !mayEnd(kind)) add('', Onward.certain);
  if (isQuestion(kind, value)) {
    for (const label of unansweredIn(root)) if (!isWritten(label)) add(label, Onward.likely);
    // Both answers and both setbacks are all that a question has.
    if (isWritten('yes')) return listed(open);
  }
  add('', Onward.unknown);
  return listed(open);
}

function partnersOf(written: ReadonlySet<string>): string[] {
  return [...written].flatMap((label) => (Object.hasOwn(PARTNERS, label) ? (PARTNERS[label] ?? []) : []));
}

/** Digital bots have no limit on silence unless it is switched on. */
function unansweredIn(root: string): readonly string[] {
  return root === 'digitalBot' ? UNANSWERED.filter((label) => label !== 'maxNoInputs') : UNANSWERED;
}

/** Whether the flow continues after an action that has no outputs in the file. */
function alone(kind: string): Onward {
  if (continues(kind)) return Onward.certain;
  return mayEnd(kind) ? Onward.unknown : Onward.likely;
}

/** True for an action that asks and waits for an answer, by its name or by its settings for missing answers. */
function isQuestion(kind: string, value: Dictionary): boolean {
  return /^ask(?=[A-Z])/.test(kind) || value.noInput !== undefined || value.noMatch !== undefined;
}

function listed(open: ReadonlyMap<string, Onward>): OpenOutput[] {
  return [...open].map(([label, onward]) => ({ label, onward }));
}
