import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Assessment, assess, assessFailedAtomic, type State } from '../../src/release/assess.ts';
import type { Observation } from '../../src/release/observation.ts';
import { liveOf } from '../../src/release/observation.ts';
import { ENDS } from '../../src/release/states.ts';
import { orgFlow, version } from '../support/genesys.ts';

const FRESH = version('3.0');
const THEIRS = version('2.0', undefined, 'Ann');
const BASE = '1.0';

/** The values that each part of an observation can have. */
const VALUES = {
  purpose: ['publish', 'adopt', 'rollback'],
  job: ['success', 'failure', 'open', 'none', 'forgotten'],
  live: ['missing', 'base', 'target', 'restored', 'ours', 'theirs'],
  version: [FRESH],
  base: [BASE, undefined],
  target: [undefined, '0.9', 'none'],
  whole: [true, false],
  placeholder: [true, false],
  overwritten: [THEIRS, undefined],
  hasEnded: [true, false],
  rollsBack: [true, false],
  overwrite: [true, false],
  doubt: [undefined, 'nobody knows this flow'],
} as const satisfies { readonly [Part in keyof Observation]: readonly Observation[Part][] };

/** Every combination of them: 69,120. */
function* combinations(): Generator<Observation> {
  const parts = Object.entries(VALUES);
  const count = parts.reduce((product, [, values]) => product * values.length, 1);
  for (let at = 0; at < count; at++) {
    let rest = at;
    const seen = parts.map(([part, values]) => {
      const value = values[rest % values.length];
      rest = Math.floor(rest / values.length);
      return [part, value];
    });
    yield Object.fromEntries(seen) as Observation;
  }
}

type Condition = { readonly [Part in keyof Observation]?: Observation[Part] | ((value: unknown) => boolean) };
const given = (value: unknown) => value !== undefined;

/**
 * The decision table, written down a second time: the first row whose conditions all hold says what is true. A part that a
 * row does not name may have any value.
 */
const TABLE: readonly (readonly [Condition, State])[] = [
  [{ purpose: 'adopt', live: 'base' }, 'live'],
  [{ purpose: 'adopt' }, 'replaced'],
  [{ live: 'target' }, 'rolled-back'],
  // A rollback was requested.
  [{ purpose: 'rollback', live: 'theirs' }, 'replaced'],
  [{ purpose: 'rollback', live: 'missing' }, 'unchanged'],
  [{ purpose: 'rollback', doubt: given }, 'unknown'],
  [{ purpose: 'rollback', target: undefined }, 'unknown'],
  [{ purpose: 'rollback', live: 'restored', overwritten: given }, 'overwrote'],
  [{ purpose: 'rollback', live: 'restored' }, 'rolled-back'],
  [{ purpose: 'rollback' }, 'rolling-back'],
  // A publish whose rollback has begun.
  [{ target: given, live: 'theirs' }, 'replaced'],
  [{ target: given, live: 'missing' }, 'unchanged'],
  [{ target: given, doubt: given }, 'unknown'],
  [{ target: given, live: 'restored', overwritten: given }, 'overwrote'],
  [{ target: given, live: 'restored' }, 'rolled-back'],
  [{ target: given }, 'rolling-back'],
  // A publish that shows no new version of this client.
  [{ live: 'theirs', hasEnded: false }, 'unfinished'],
  [{ live: 'missing', hasEnded: false }, 'unfinished'],
  [{ live: 'base', hasEnded: false }, 'unfinished'],
  [{ live: 'theirs' }, 'replaced'],
  [{ live: 'missing' }, 'unchanged'],
  [{ live: 'base' }, 'unchanged'],
  // A publish that shows one.
  [{ placeholder: true }, 'placeholder'],
  [{ job: 'none' }, 'unknown'],
  [{ job: 'forgotten' }, 'unknown'],
  [{ job: 'success', whole: true, overwritten: given, rollsBack: true, overwrite: false }, 'overwrote'],
  [{ job: 'success', whole: true }, 'live'],
  [{ rollsBack: true }, 'failed-live'],
  [{}, 'failed-kept'],
];

function holds(condition: Condition, seen: Observation): boolean {
  return Object.entries(condition).every(([part, wanted]) => {
    const value = seen[part as keyof Observation];
    return typeof wanted === 'function' ? wanted(value) : value === wanted;
  });
}

describe('what is true of a flow', () => {
  test('is as the table says, for every combination of what can be observed', () => {
    const reached = new Set<number>();
    const states = new Set<State>();
    let count = 0;
    const wrong: string[] = [];
    for (const seen of combinations()) {
      count++;
      const row = TABLE.findIndex(([condition]) => holds(condition, seen));
      reached.add(row);
      const { is } = assess(seen);
      states.add(is);
      if (is !== TABLE[row]?.[1] && wrong.length < 10)
        wrong.push(`${JSON.stringify(seen)}: ${is}, not ${TABLE[row]?.[1]}`);
    }
    expect(wrong).toEqual([]);
    expect(count).toBe(69_120);
    expect(reached.size).toBe(TABLE.length);
    expect([...states].toSorted()).toEqual(Object.keys(ENDS).toSorted());
  });

  test('never leads to a change of a version that this client did not make, nor without waiting', () => {
    const changes = (found: Assessment) => ['overwrote', 'failed-live', 'placeholder'].includes(found.is);
    for (const seen of combinations()) {
      const found = assess(seen);
      if (changes(found)) expect(['ours', 'restored']).toContain(seen.live);
      if (found.is === 'rolling-back')
        expect(seen).toMatchObject({ doubt: undefined, live: expect.not.stringMatching('theirs') });
      if (found.is === 'failed-live') expect(found.target).toBe(seen.overwritten?.id ?? seen.base ?? 'none');
    }
  });

  test('in an atomic run that failed: what went live is rolled back, and nothing else', () => {
    for (const seen of combinations()) {
      const own = assess(seen);
      const found = assessFailedAtomic(own, seen);
      const wasLive = ['live', 'failed-kept', 'placeholder', 'overwrote'].includes(own.is);
      if (wasLive && seen.purpose !== 'adopt') expect(found.is).toBe('failed-live');
      else expect(found).toBe(own);
    }
  });
});

describe('what is live', () => {
  const ours = 'our-client';
  const base = { base: '2.0', target: undefined, restoring: false };
  test.each([
    ['no flow', undefined, base, 'missing'],
    ['a flow without a version, as before', orgFlow(undefined), { ...base, base: undefined }, 'base'],
    ['a flow without a version, and it had one', orgFlow(undefined), base, 'missing'],
    ['the version from before', orgFlow(version('2.0')), base, 'base'],
    ['a newer one of this client', orgFlow(version('3.0')), base, 'ours'],
    ['an older one of this client', orgFlow(version('1.0')), base, 'theirs'],
    ['one that cannot be compared', orgFlow(version('saved_version_x')), base, 'theirs'],
    ['one of another user', orgFlow(version('3.0', undefined, 'Ann')), base, 'theirs'],
    ['one of another client', orgFlow(version('3.0', 'other-client')), base, 'theirs'],
    ['the one that a rollback goes to', orgFlow(version('1.0')), { ...base, target: '1.0' }, 'target'],
    [
      'the one that a rollback made',
      orgFlow(version('4.0')),
      { ...base, target: '1.0', restoring: true },
      'restored',
    ],
  ] as const)('%s', (_, flow, seen, is) => {
    expect(liveOf(flow, seen, ours)).toBe(is);
  });
});

test('docs/explanation/release-states.md shows the states and ends of the code', () => {
  const page = readFileSync('docs/explanation/release-states.md', 'utf8');
  const lines = page.split('```mermaid')[1]?.split('```')[0]?.split('\n') ?? [];
  const arrows = lines.flatMap((line) => {
    const [from, to] = line.trim().split(' --> ');
    return from !== undefined && to !== undefined ? [`${from} ${to.split(' :')[0]}`] : [];
  });
  const name = (state: string) => state.replaceAll('-', '_');
  const wanted = Object.entries(ENDS).flatMap(([state, ends]) => [
    `observed ${name(state)}`,
    ...ends.map((end) => `${name(state)} end_${end}`),
  ]);
  expect(arrows.toSorted()).toEqual(['[*] observed', ...wanted].toSorted());
});
