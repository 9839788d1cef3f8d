import { expect, test } from 'vitest';
import type { JobScript, Unknowns } from '../../sandbox/genesys/org.ts';
import type { Interference } from './actor.ts';
import { falseRecords, leftOver, recordsOf } from './invariants.ts';
import { Scenario } from './scenario.ts';
import { yamlOf } from './watched-org.ts';

const INPUTS = { concurrency: '2', atomic: 'true' };
const FAILS: JobScript = {
  kind: 'failure',
  messages: [{ type: 'Error', text: 'The variable is not known.' }],
};
const SLOW: JobScript = { kind: 'slow', ms: 3000 };
/** Longer than a step has time, so that an intent holds nobody off any more. */
const LONG_MS = 40 * 60_000;

/** How publishing an earlier version goes; the long proof plays all of it. */
const LONG = process.env.PROOF === 'long';
const WAYS = LONG ? (['works', 'nothing', 'refused'] as const) : (['nothing'] as const);
/** The long proof kills the run before and after each request; the run in CI before one and after the next. */
const HOWS = ['kill', 'kill-after'] as const;
const AT = LONG ? 'before and after every request' : 'before or after every request';

/** A change that is merged on top of what is live, and how the jobs of its run end. */
interface Case {
  readonly change: (scenario: Scenario) => void;
  readonly scripts?: readonly JobScript[];
}

const CASES: Readonly<Record<string, Case>> = {
  'all flows go live': { change: say },
  'the last flow fails': { change: say, scripts: [SLOW, SLOW, FAILS] },
  'a flow goes live although its job fails': { change: say, scripts: [SLOW, { kind: 'failure-but-live' }] },
  'a flow goes live and is not active': { change: say, scripts: [SLOW, SLOW, { kind: 'inactive' }] },
  'a flow is renamed, one is new, and the last fails': {
    change(scenario) {
      say(scenario);
      const [flow] = scenario.flows;
      if (flow) flow.name = 'A 2';
      scenario.flows.splice(1, 0, { name: 'D', says: 'Welcome', flowId: '' });
    },
    scripts: [SLOW, SLOW, SLOW, FAILS],
  },
  'new flows that refer to each other, and one fails': {
    change(scenario) {
      scenario.circle = true;
      for (const name of ['F', 'E', 'D']) scenario.flows.unshift({ name, says: 'Welcome', flowId: '' });
      scenario.flows.splice(3);
    },
    scripts: [SLOW, SLOW, SLOW, SLOW, SLOW, FAILS],
  },
};

function say({ flows }: Scenario): void {
  for (const flow of flows) flow.says = 'Welcome';
}

/** An org in which the flows are live, and the change of a case that is merged. */
async function merged({ change }: Case, publishVersion: Unknowns['publishVersion']): Promise<Scenario> {
  const scenario = new Scenario(1, ['A', 'B', 'C']);
  const { org, time, flows } = scenario;
  org.unknowns.publishVersion = publishVersion;
  await time.until(scenario.run(INPUTS).ended);
  for (const flow of flows) flow.flowId = org.byName('INBOUNDCALL', flow.name)?.id ?? '';
  scenario.commit();
  await time.until(scenario.run(INPUTS).ended);
  change(scenario);
  scenario.commit();
  return scenario;
}

/** What of the change is live: `some` must never be. */
function liveOf({ org, flows }: Scenario): 'all' | 'none' | 'some' {
  const fresh = flows.map(({ name, flowId }) => {
    const flow = flowId === '' ? org.byName('INBOUNDCALL', name) : org.byId(flowId);
    const there = (flow && yamlOf(flow, flow.published))?.includes('Welcome') === true;
    return flow !== undefined && (there || (flowId !== '' && name === 'A 2' && flow.name === name));
  });
  if (fresh.every((each) => each)) return 'all';
  return fresh.some((each) => each) ? 'some' : 'none';
}

/** What is wrong once an interrupted run was recovered. */
async function wrongWith(scenario: Scenario, runId: number, since: number): Promise<string[]> {
  const { org, github } = scenario;
  const wrong = [...falseRecords(scenario, recordsOf(github)), ...(await leftOver(scenario, []))];
  if (liveOf(scenario) === 'some') wrong.push('a part of it is live');
  const records = recordsOf(github).filter(({ run_id }) => run_id === runId);
  const good = records.filter(({ status }) => status === 'success').length;
  if (good > 0 && good < scenario.flows.length) wrong.push('a part of it is recorded as live');
  const touched = new Set(org.live.filter(({ at }) => at >= since).map(({ flow }) => flow));
  for (const { id, name, versions } of touched) {
    if (versions.every(({ yaml }) => yaml.includes('A placeholder, made so'))) continue;
    if (!records.some(({ flow_id }) => flow_id === id)) wrong.push(`no record of ${name}`);
  }
  return wrong;
}

/** Begins the run of a case, and kills it at one of its requests. */
async function killed(
  one: Case,
  publishVersion: Unknowns['publishVersion'],
  at: number,
  how: Interference,
): Promise<{ scenario: Scenario; runId: number; since: number; requests: number; whole: boolean }> {
  const scenario = await merged(one, publishVersion);
  const since = scenario.time.now();
  scenario.org.jobScripts.push(...(one.scripts ?? []));
  const acting = scenario.run(INPUTS, undefined, (request) => (request === at ? how : undefined));
  const result = await scenario.time.until(acting.ended);
  const runId = [...scenario.github.runs.keys()].at(-1) ?? 0;
  scenario.org.jobScripts.length = 0;
  return { scenario, runId, since, requests: acting.requests, whole: result !== undefined };
}

/** A run of the commit before, which has nothing to publish: all that it does is to recover. */
function recoverOnly(scenario: Scenario, interfere?: (request: number) => Interference | undefined) {
  return scenario.run({ concurrency: '2' }, scenario.commits.at(-2), interfere);
}

for (const [name, one] of Object.entries(CASES)) {
  test.each(WAYS)(
    `an atomic run in which ${name}, killed ${AT}, ends as one that was not (publishing a version: %s)`,
    async (publishVersion) => {
      const whole = await killed(one, publishVersion, 0, 'kill');
      expect(whole.whole).toBe(true);
      expect(await wrongWith(whole.scenario, whole.runId, whole.since)).toEqual([]);
      expect(liveOf(whole.scenario)).toBe(one.scripts ? 'none' : 'all');
      for (let at = 1; at <= whole.requests; at++) {
        for (const how of LONG ? HOWS : HOWS.slice(at % 2, (at % 2) + 1)) {
          const { scenario, runId, since } = await killed(one, publishVersion, at, how);
          const again = recoverOnly(scenario);
          await scenario.time.until(again.ended);
          const where = `${how} at request ${at} of ${whole.requests}`;
          expect(await wrongWith(scenario, runId, since), `${where}\n${again.log.join('\n')}`).toEqual([]);
        }
      }
    },
    300_000,
  );
}

test('a recovery that is killed, too, is finished by the next run', async () => {
  for (const name of ['the last flow fails', 'a flow is renamed, one is new, and the last fails']) {
    const one = CASES[name] as Case;
    const { requests } = await killed(one, 'nothing', 0, 'kill');
    for (let at = 14; at <= requests; at += LONG ? 3 : 14) {
      for (let second = 1, more = true; more; second += LONG ? 1 : 11) {
        const { scenario, runId, since } = await killed(one, 'nothing', at, 'kill-after');
        const recovery = recoverOnly(scenario, (request) => (request === second ? 'kill' : undefined));
        more = (await scenario.time.until(recovery.ended)) === undefined;
        await scenario.time.until(scenario.time.sleep(LONG_MS));
        await scenario.time.until(recoverOnly(scenario).ended);
        expect(await wrongWith(scenario, runId, since), `${name}: ${at}, then ${second}`).toEqual([]);
      }
    }
  }
}, 300_000);
