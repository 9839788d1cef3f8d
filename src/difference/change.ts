import type { Match } from './match.ts';
import { matchParts } from './match.ts';
import type { Part, Setting, Target } from './part.ts';

/** A setting that differs; undefined in a version that does not have it. */
export interface SettingChange {
  readonly path: readonly string[];
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** A reference that differs. */
export interface TargetChange {
  readonly field: string;
  readonly before: Target | undefined;
  readonly after: Target | undefined;
}

/** What differs about one part of a flow. */
export interface PartChange {
  readonly kind: 'added' | 'removed' | 'changed';
  /** Indexes in the parts of the versions; -1 where it is not there. */
  readonly before: number;
  readonly after: number;
  /** Its name or its type differs. */
  readonly renamed: boolean;
  readonly retyped: boolean;
  /** It stands elsewhere, or at another place among the parts beside it. */
  readonly moved: boolean;
  readonly settings: readonly SettingChange[];
  readonly targets: readonly TargetChange[];
  /** Parts that came or went with it, itself included; 1 for a change. */
  readonly size: number;
}

/** What differs between two versions of a flow, as plain data. */
export interface FlowDifference {
  readonly before: readonly Part[];
  readonly after: readonly Part[];
  readonly match: Match;
  /** In the order of the later version; what was removed comes with the part that it stood in. */
  readonly changes: readonly PartChange[];
}

/** The versions of a flow around one change. */
export interface Context {
  readonly difference: FlowDifference;
  readonly change: PartChange;
}

/**
 * What differs between two versions of a flow. A part that was renamed or moved is one change; a part that came or went brings what
 * is in it along. Empty for versions that differ only in what `readSettings` leaves out.
 */
export function differenceOf(before: readonly Part[], after: readonly Part[]): FlowDifference {
  const match = matchParts(before, after);
  const { toAfter, toBefore } = match;
  const moved = movedParts(before, after, match);
  const changes: { readonly change: PartChange; readonly order: number }[] = [];
  for (const [at, part] of after.entries()) {
    const old = toBefore[at] ?? -1;
    const isInside = old === -1 && (toBefore[part.parent] ?? -1) === -1 && part.parent >= 0;
    if (isInside) continue;
    if (old === -1) {
      changes.push({ change: whole('added', -1, at, sizeOf(after, at, toBefore)), order: at });
      continue;
    }
    const earlier = before[old];
    if (!earlier) continue;
    const change = changed(earlier, part, old, at, moved.has(at), toAfter);
    if (change) changes.push({ change, order: at });
  }
  for (const [at, part] of before.entries()) {
    if (toAfter[at] !== -1 || ((toAfter[part.parent] ?? -1) === -1 && part.parent >= 0)) continue;
    changes.push({
      change: whole('removed', at, -1, sizeOf(before, at, toAfter)),
      order: toAfter[part.parent] ?? 0,
    });
  }
  const sorted = changes.toSorted((a, b) => a.order - b.order);
  return { before, after, match, changes: sorted.map(({ change }) => change) };
}

function whole(kind: 'added' | 'removed', before: number, after: number, size: number): PartChange {
  return {
    kind,
    before,
    after,
    renamed: false,
    retyped: false,
    moved: false,
    settings: [],
    targets: [],
    size,
  };
}

/** The parts in a new or removed part that are new or removed with it, itself included. */
function sizeOf(parts: readonly Part[], top: number, other: Int32Array): number {
  const inside = new Set([top]);
  for (let at = top + 1; at < parts.length; at++)
    if (inside.has(parts[at]?.parent ?? -1) && other[at] === -1) inside.add(at);
  return inside.size;
}

function changed(
  old: Part,
  fresh: Part,
  before: number,
  after: number,
  moved: boolean,
  toAfter: Int32Array,
): PartChange | undefined {
  const settings = settingChanges(old.settings, fresh.settings);
  const targets = targetChanges(old.targets, fresh.targets, toAfter);
  const renamed = old.kind !== 'flow' && old.name !== fresh.name;
  const retyped = old.type !== fresh.type;
  if (!renamed && !retyped && !moved && settings.length === 0 && targets.length === 0) return undefined;
  return { kind: 'changed', before, after, renamed, retyped, moved, settings, targets, size: 1 };
}

function settingChanges(
  old: ReadonlyMap<string, Setting>,
  fresh: ReadonlyMap<string, Setting>,
): readonly SettingChange[] {
  const found: SettingChange[] = [];
  for (const [key, { path, value }] of fresh) {
    const before = old.get(key)?.value;
    if (before !== value) found.push({ path, before, after: value });
  }
  for (const [key, { path, value }] of old)
    if (!fresh.has(key)) found.push({ path, before: value, after: undefined });
  return found;
}

/** References are the same if they lead to the same part, whatever it is called now. */
function targetChanges(
  old: readonly Target[],
  fresh: readonly Target[],
  toAfter: Int32Array,
): readonly TargetChange[] {
  const left = [...old];
  const added: Target[] = [];
  for (const target of fresh) {
    const at = left.findIndex(
      ({ field, part, rest }) =>
        field === target.field &&
        rest === target.rest &&
        (part < 0 ? -1 : (toAfter[part] ?? -1)) === target.part &&
        (part >= 0 || target.part < 0),
    );
    if (at >= 0) left.splice(at, 1);
    else added.push(target);
  }
  const changes = added.map((after): TargetChange => {
    const at = left.findIndex(({ field }) => field === after.field);
    const [before] = at >= 0 ? left.splice(at, 1) : [];
    return { field: after.field, before, after };
  });
  return [...changes, ...left.map((before) => ({ field: before.field, before, after: undefined }))];
}

/** Kinds of parts whose order says nothing. */
const UNORDERED: ReadonlySet<string> = new Set([
  'menu',
  'task',
  'state',
  'bot',
  'choice',
  'variable',
  'node',
  'body',
]);

/**
 * Parts that are in both versions and stand elsewhere: in another part, in another output of it, or in another order. Of parts that
 * changed places, as few as possible have moved. An output that has another name now is the same one.
 */
function movedParts(
  before: readonly Part[],
  after: readonly Part[],
  { toAfter, toBefore }: Match,
): ReadonlySet<number> {
  const moved = new Set<number>();
  const slots = (parts: readonly Part[]) => new Set(parts.map(({ parent, slot }) => `${parent}\0${slot}`));
  const [oldSlots, freshSlots] = [slots(before), slots(after)];
  const lists = new Map<string, number[]>();
  for (const [at, part] of after.entries()) {
    const old = before[toBefore[at] ?? -1];
    if (!old || part.parent < 0) continue;
    const parent = toBefore[part.parent] ?? -1;
    const isThere = toAfter[old.parent] === part.parent;
    const sameSlot = old.slot === part.slot;
    const wasThere = oldSlots.has(`${parent}\0${part.slot}`) || freshSlots.has(`${part.parent}\0${old.slot}`);
    if (!isThere || (!sameSlot && wasThere)) moved.add(at);
    else if (!UNORDERED.has(part.kind)) {
      const key = `${part.parent}\0${part.slot}`;
      const list = lists.get(key);
      if (list) list.push(at);
      else lists.set(key, [at]);
    }
  }
  for (const list of lists.values()) {
    const kept = new Set(longestRise(list.map((at) => toBefore[at] ?? 0)));
    for (const [position, at] of list.entries()) if (!kept.has(position)) moved.add(at);
  }
  return moved;
}

/** The positions of a longest part of the list, not necessarily side by side, in which each number is larger than the one before. */
function longestRise(numbers: readonly number[]): number[] {
  const ends: number[] = [];
  const previous: number[] = [];
  for (const [at, number] of numbers.entries()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((numbers[ends[middle] ?? 0] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    previous[at] = low > 0 ? (ends[low - 1] ?? -1) : -1;
    ends[low] = at;
  }
  const rise: number[] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) rise.push(at);
  return rise.reverse();
}
