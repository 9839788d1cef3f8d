import { expect, test } from 'vitest';
import type { Interference } from './actor.ts';
import { falseRecords, leftOver, recordsOf } from './invariants.ts';
import { Scenario } from './scenario.ts';

const NAMES = Array.from({ length: 20 }, (_, at) => `F${at + 1}`);
const INPUTS = { concurrency: '4' };

/** The long proof kills the run at each request; the run in CI at every fourth, before one and after another. */
const LONG = process.env.PROOF === 'long';
const SAMPLED = LONG ? { step: 1, which: 'every' } : { step: 4, which: 'every fourth' };

/** An org with the flows of a repository live, and a change of them all that is merged. */
async function merged(names: readonly string[], prepare: (scenario: Scenario) => void): Promise<Scenario> {
  const scenario = new Scenario(1, names);
  prepare(scenario);
  await scenario.time.until(scenario.run(INPUTS).ended);
  for (const flow of scenario.flows) flow.says = 'Welcome';
  scenario.commit();
  return scenario;
}

/** What has to be the same however often a run broke off. */
function outcome({ org, github }: Scenario): unknown {
  const files = github.commits.at(-1)?.files;
  const { flows } = JSON.parse(files?.get('state/default.json') ?? '{"flows":{}}') as {
    flows: Record<string, { content_digest: string; platform_version: string }>;
  };
  return {
    live: org.flows
      .map(({ name, published, versions, active }) => `${name} ${published} ${versions.length} ${active}`)
      .toSorted(),
    state: Object.entries(flows).map(([key, each]) => [key, each.content_digest, each.platform_version]),
  };
}

/**
 * Kills a run at each of its requests in turn, or at every one of `step`, runs it again, and compares the end with that of a run
 * that was not killed. Returns the number of requests of a whole run.
 */
async function killEverywhere(
  begin: () => Promise<Scenario>,
  how: Interference,
  inputs: Readonly<Record<string, string>> = INPUTS,
  step = 1,
): Promise<number> {
  const whole = await begin();
  const first = whole.run(inputs);
  expect((await whole.time.until(first.ended))?.result).toBe('success');
  const wanted = outcome(whole);
  const from = how === 'kill' ? 1 : Math.ceil((step + 1) / 2);
  for (let at = from; at <= first.requests; at += step) {
    const scenario = await begin();
    const { time } = scenario;
    const broken = scenario.run(inputs, undefined, (request) => (request === at ? how : undefined));
    await time.until(broken.ended);
    const again = scenario.run(inputs);
    const result = await time.until(again.ended);
    const where = `${how} at request ${at} of ${first.requests}`;
    expect(result?.result, `${where}: ${again.log.join('\n')}`).not.toBe('failure');
    expect(outcome(scenario), where).toEqual(wanted);
    const wrong = [...falseRecords(scenario, recordsOf(scenario.github)), ...(await leftOver(scenario, []))];
    expect(wrong, where).toEqual([]);
  }
  return first.requests;
}

test.each(['kill', 'kill-after'] as const)(
  `a publish of 20 flows, %s at ${SAMPLED.which} request, ends, run again, as one that was not`,
  async (how) => {
    const requests = await killEverywhere(() => merged(NAMES, () => {}), how, INPUTS, SAMPLED.step);
    expect(requests).toBeGreaterThan(100);
  },
  300_000,
);

test.each(['kill', 'kill-after'] as const)(
  'a publish with a rename, %s at every request',
  async (how) => {
    const begin = async () => {
      const scenario = await merged(['A', 'B'], () => {});
      const [flow] = scenario.flows;
      if (flow) Object.assign(flow, { flowId: scenario.org.byName('INBOUNDCALL', 'A')?.id, name: 'A 2' });
      scenario.commit();
      return scenario;
    };
    expect(await killEverywhere(begin, how)).toBeGreaterThan(15);
  },
  120_000,
);

test.each(['kill', 'kill-after'] as const)(
  'a rollback, %s at every request',
  async (how) => {
    const begin = async () => {
      const scenario = await merged(['A', 'B'], () => {});
      await scenario.time.until(scenario.run(INPUTS).ended);
      return scenario;
    };
    const inputs = { mode: 'rollback', flow: 'A', 'to-version': '1.0' };
    expect(await killEverywhere(begin, how, inputs)).toBeGreaterThan(8);
  },
  120_000,
);

test('flows that refer to each other, none of them there yet: killed at any request, all are live in the end', async () => {
  const begin = () => {
    const scenario = new Scenario(1, ['A', 'B', 'C']);
    scenario.circle = true;
    scenario.commit();
    return scenario;
  };
  const whole = begin();
  const first = whole.run(INPUTS);
  const ended = await whole.time.until(first.ended);
  expect(ended?.result, JSON.stringify(ended?.flows.map(({ detail }) => detail))).toBe('success');
  // A placeholder, and what fills it.
  expect(whole.org.flows.map(({ published }) => published)).toEqual(['2.0', '2.0', '2.0']);
  for (let at = 1; at <= first.requests; at++) {
    for (const how of ['kill', 'kill-after'] as const) {
      const scenario = begin();
      const { time } = scenario;
      await time.until(
        scenario.run(INPUTS, undefined, (request) => (request === at ? how : undefined)).ended,
      );
      const again = scenario.run(INPUTS);
      const result = await time.until(again.ended);
      const where = `${how} at request ${at}: ${again.log.join('\n')}`;
      expect(result?.result, where).not.toBe('failure');
      const live = scenario.org.flows.map(({ published, versions }) =>
        versions.find(({ id }) => id === published)?.yaml.includes('transferToFlow'),
      );
      expect(live, where).toEqual([true, true, true]);
      const wrong = [
        ...falseRecords(scenario, recordsOf(scenario.github)),
        ...(await leftOver(scenario, [])),
      ];
      expect(wrong, where).toEqual([]);
    }
  }
}, 120_000);
