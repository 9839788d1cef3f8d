import { expect, test } from 'vitest';
import { ActionError } from '../../src/errors.ts';
import type { Acting, Interference } from './actor.ts';
import { falseRecords, leftOver, recordsOf } from './invariants.ts';
import { Scenario } from './scenario.ts';

const KINDS: readonly Interference[] = [
  'fail',
  'fail-after',
  400,
  401,
  403,
  404,
  408,
  409,
  413,
  415,
  429,
  500,
  501,
  503,
  504,
];

/** The long proof plays each kind of error at each request; the run in CI every third kind, others at the next request. */
const STEP = process.env.PROOF === 'long' ? 1 : 3;

/** Two flows that are live, and a change of both that is merged. */
async function merged(): Promise<Scenario> {
  const scenario = new Scenario(1, ['A', 'B']);
  await scenario.time.until(scenario.run().ended);
  for (const flow of scenario.flows) flow.says = 'Welcome';
  scenario.commit();
  return scenario;
}

/** The end of a run: only errors that tell a person what to do may end it. */
async function endOf({ time }: Scenario, acting: Acting): Promise<'success' | 'reported'> {
  try {
    const result = await time.until(acting.ended);
    return result?.result === 'failure' ? 'reported' : 'success';
  } catch (error) {
    expect(error, acting.log.join('\n')).toBeInstanceOf(ActionError);
    expect((error as ActionError).hint).not.toBe('');
    return 'reported';
  }
}

test.each([
  ['a publish', {}, 30],
  ['a plan', { mode: 'plan' }, 8],
  ['a rollback', { mode: 'rollback', flow: 'A', 'to-version': '1.0' }, 12],
  ['a check for drift', { mode: 'drift', region: 'us-east-1' }, 4],
])(
  '%s with an error at any of its requests succeeds or says what to do, and the next publish recovers',
  async (_, inputs, least) => {
    const rollback = 'flow' in inputs;
    const begin = async () => {
      const scenario = await merged();
      if (rollback) await scenario.time.until(scenario.run().ended);
      return scenario;
    };
    const whole = await begin();
    const first = whole.run(inputs);
    await endOf(whole, first);
    expect(first.requests).toBeGreaterThanOrEqual(least);
    for (let at = 1; at <= first.requests; at++) {
      for (const kind of KINDS.filter((_kind, place) => (place + at) % STEP === 0)) {
        const scenario = await begin();
        await endOf(
          scenario,
          scenario.run(inputs, undefined, (request) => (request === at ? kind : undefined)),
        );
        const where = `${kind} at request ${at} of ${first.requests}`;
        const ends = [];
        for (let again = 0; again < 2; again++) ends.push(await endOf(scenario, scenario.run()));
        expect(ends.at(-1), where).toBe('success');
        const wrong = [
          ...falseRecords(scenario, recordsOf(scenario.github)),
          ...(await leftOver(scenario, [])),
        ];
        expect(wrong, where).toEqual([]);
        // A rollback is held until the flow changes; one that failed may be brought to its end by the next run.
        for (const { name, published, versions } of scenario.org.flows) {
          if (rollback && name === 'A') continue;
          expect(versions.find(({ id }) => id === published)?.yaml, `${name}, ${where}`).toContain('Welcome');
        }
      }
    }
  },
  300_000,
);
