import { describe, expect, test } from 'vitest';
import { architectParts } from '../../src/difference/architect-parts.ts';
import { differenceOf, type FlowDifference } from '../../src/difference/change.ts';
import type { Part } from '../../src/difference/part.ts';
import { sentences } from '../../src/difference/sentence.ts';
import { comparisonOf } from '../../src/picture/comparison.ts';
import { condense } from '../../src/picture/condense.ts';
import { diagramsOf } from '../../src/picture/detail.ts';
import { readView } from '../../src/picture/read-view.ts';
import { union } from '../../src/picture/union.ts';
import { pathKey } from '../../src/picture/view.ts';
import { corpusFlows, hasCorpus, NEEDS_CORPUS } from '../support/corpus.ts';
import { valueDefinition } from '../support/definition.ts';
import {
  copied,
  inner,
  type PartList,
  partLists,
  renumbered,
  reordered,
  seeded,
  type Tree,
} from '../support/mutate.ts';

const RUNS = process.env.PROOF === 'long' ? 10_000 : 1000;

/** One change of a flow: what was done, and to which map; undefined where the flow has nothing to do it to. */
type Mutation = (lists: readonly PartList[], random: ReturnType<typeof seeded>) => unknown;

const holding = (lists: readonly PartList[], kinds: readonly string[]) =>
  lists.filter(({ kind, items }) => kinds.includes(kind) && items.length > 0);
const ANY = ['actions', 'choices', 'menus', 'tasks', 'states'];

const rename: Mutation = (lists, random) => {
  const item = inner(random.pick(random.pick(holding(lists, ANY))?.items ?? []));
  if (!item) return undefined;
  // As an export writes it: the refId is the name and a number, and changes with it.
  item.name = `${String(item.name ?? '')} renamed`.trim();
  return item;
};
const moveWithin: Mutation = (lists, random) => {
  const list = random.pick(holding(lists, ['actions']).filter(({ items }) => items.length > 1))?.items;
  if (!list) return undefined;
  const from = random.below(list.length);
  const [item] = list.splice(from, 1);
  list.splice((from + 1 + random.below(list.length)) % (list.length + 1), 0, item);
  return inner(item);
};
const moveElsewhere: Mutation = (lists, random) => {
  const all = lists.filter(({ kind }) => kind === 'actions');
  const from = random.pick(all.filter(({ items }) => items.length > 0))?.items;
  if (!from) return undefined;
  const [item] = from.splice(random.below(from.length), 1);
  const inside = new Set(partLists(item).map(({ items }) => items));
  const to = random.pick(all.filter(({ items }) => items !== from && !inside.has(items)))?.items;
  if (!to) return undefined;
  to.splice(random.below(to.length + 1), 0, item);
  return inner(item);
};
const edit: Mutation = (lists, random) => {
  const item = inner(random.pick(random.pick(holding(lists, [...ANY, 'variables']))?.items ?? []));
  if (!item) return undefined;
  const [field, value] = random.pick<readonly [string, unknown]>([
    ['audio', { tts: 'Something else' }],
    ['timeout', { lit: { seconds: 77 } }],
    ['dtmf', 'digit_7'],
    ['targetQueue', { lit: { name: 'Another queue' } }],
    ['condition', { exp: 'Flow.other == 77' }],
  ]) ?? ['', ''];
  item[field] = value;
  return item;
};
const add: Mutation = (lists, random) => {
  const list = random.pick(holding(lists, ['actions', 'choices']));
  if (!list) return undefined;
  const value: Tree = { name: 'Brand new' };
  const item =
    list.kind === 'actions'
      ? { playAudio: { ...value, audio: { tts: 'New words' } } }
      : { menuDisconnect: { ...value, dtmf: 'digit_7' } };
  list.items.splice(random.below(list.items.length + 1), 0, item);
  return inner(item);
};
const remove: Mutation = (lists, random) => {
  const list = random.pick(holding(lists, ['actions', 'choices', 'tasks', 'menus']));
  if (!list) return undefined;
  const [item] = list.items.splice(random.below(list.items.length), 1);
  return inner(item);
};

/** The part of a flow whose value is this map. */
const indexOf = (parts: readonly Part[], value: unknown) => parts.findIndex((part) => part.value === value);

/** The keys of all parts that are marked in one of the diagrams of a flow. */
function markedKeys(before: unknown, after: unknown, difference: FlowDifference): ReadonlySet<string> {
  const viewOf = (value: unknown) => readView(valueDefinition(value));
  const [old, fresh] = [viewOf(before), viewOf(after)];
  const comparison = comparisonOf(difference, old, fresh);
  const picture = condense(union({ view: fresh, comparison, flags: new Map() }));
  const marked = new Set<string>();
  for (const { picture: shown } of diagramsOf(picture))
    for (const each of [...shown.nodes, ...shown.edges])
      if (each.mark) for (const part of each.parts) marked.add(part);
  return marked;
}

/**
 * Two neighbours that changed places may each be the one that moved, and of parts that say the same in one list each may be the new
 * one.
 */
function twinIsMarked({ before, after }: FlowDifference, part: Part, marked: ReadonlySet<string>): boolean {
  const sameList = (each: Part) => each.parent === part.parent && each.slot === part.slot;
  return [...before, ...after].some((each) => {
    const isNear =
      after.includes(part) &&
      after.includes(each) &&
      Math.abs(Number(each.at.at(-2)) - Number(part.at.at(-2))) === 1;
    const isTwin = each.type === part.type && each.name === part.name;
    return sameList(each) && (isNear || isTwin) && marked.has(pathKey(each.at));
  });
}

/** Two parts of one list that say the same cannot be reported apart: whichever of them is taken, the file is the same. */
function isSame(parts: readonly Part[], found: number, meant: number): boolean {
  const [a, b] = [parts[found], parts[meant]];
  if (found === meant || !a || !b) return found === meant;
  return a.parent === b.parent && a.slot === b.slot && JSON.stringify(a.value) === JSON.stringify(b.value);
}

const flows = hasCorpus ? corpusFlows() : [];

describe.skipIf(!hasCorpus)(`changes of flows of other people (${NEEDS_CORPUS})`, () => {
  /** A flow before and after one mutation, with the map that was changed on either side. */
  const mutated = (at: number, mutation: Mutation) => {
    const random = seeded(at);
    const before = random.pick(flows)?.definition.value;
    const { copy, of } = copied(before);
    const changed = mutation(partLists(copy), random);
    const old = [...of].find(([, made]) => made === changed)?.[0];
    const difference = differenceOf(architectParts(before), architectParts(copy));
    return { before, after: copy, of, old, changed, difference };
  };

  test.each([
    ['renamed', rename],
    ['moved in its list', moveWithin],
    ['moved to another list', moveElsewhere],
    ['changed', edit],
  ])('a part that is %s is the same part in at least 99 of 100 cases', (_, mutation) => {
    let kept = 0;
    let all = 0;
    for (let at = 0; at < RUNS / 4; at++) {
      const { old, changed, difference } = mutated(at, mutation);
      const [from, to] = [indexOf(difference.before, old), indexOf(difference.after, changed)];
      if (from < 0 || to < 0) continue;
      all++;
      if (isSame(difference.after, difference.match.toAfter[from] ?? -1, to)) kept++;
    }
    expect(all).toBeGreaterThan(RUNS / 8);
    expect(kept / all).toBeGreaterThanOrEqual(0.99);
  });

  test.each([
    ['renamed', rename],
    ['moved in its list', moveWithin],
    ['moved to another list', moveElsewhere],
    ['changed', edit],
    ['added', add],
    ['removed', remove],
  ])('a part that is %s is marked in the picture, and reported in words', (_, mutation) => {
    let all = 0;
    const unmarked: string[] = [];
    for (let at = 0; at < RUNS / 6; at++) {
      const { before, after, changed, difference, old } = mutated(at, mutation);
      if (changed === undefined || difference.changes.length === 0) continue;
      all++;
      const marked = markedKeys(before, after, difference);
      // A task's own variables, and what stands in a branch that is switched off, are settings of the part around them.
      if (indexOf(difference.after, changed) < 0 && indexOf(difference.before, old) < 0) {
        if (marked.size === 0) unmarked.push(`${at}: nothing`);
        continue;
      }
      const part =
        difference.after[indexOf(difference.after, changed)] ??
        difference.before[indexOf(difference.before, old)];
      const fresh = indexOf(difference.after, changed) >= 0;
      const key = part ? (fresh ? pathKey(part.at) : `removed\0${pathKey(part.at)}`) : '';
      const start = [...marked].some((each) => !each.includes('\0'));
      // A variable is no step: it marks the start.
      const isMarked =
        part?.kind === 'variable'
          ? start
          : marked.has(key) || (part && twinIsMarked(difference, part, marked));
      if (!isMarked) unmarked.push(`${at}: ${part?.kind} ${part?.type} ${part?.name}`);
      expect(sentences(difference).length).toBeGreaterThan(0);
    }
    expect(all).toBeGreaterThan(RUNS / 12);
    expect(unmarked).toEqual([]);
  });

  test('edits that change nothing give no difference', () => {
    const edits: readonly ((value: unknown, seed: number) => unknown)[] = [
      (value) => reordered(value),
      (value, seed) => renumbered(value, (refId) => `${refId}_${seed}`),
      (value, seed) => {
        let count = seed % 90;
        return renumbered(value, (refId) => refId.replace(/_\d+$/, () => `_${count++}`));
      },
      (value) =>
        JSON.parse(
          JSON.stringify(value, (_, each) =>
            each && typeof each === 'object' && 'refId' in each
              ? { ...each, trackingId: 5, description: '' }
              : each,
          ),
        ) as unknown,
      (value) => reordered(renumbered(value, (refId) => `x ${refId}`)),
    ];
    for (let at = 0; at < RUNS; at++) {
      const random = seeded(at);
      const value = random.pick(flows)?.definition.value;
      const edited = random.pick(edits)?.(value, at);
      const { changes } = differenceOf(architectParts(value), architectParts(edited));
      expect([at, changes]).toEqual([at, []]);
    }
  });
});
