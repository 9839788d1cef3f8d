import { expect, test } from 'vitest';
import { createWorld, type World } from '../../sandbox/world.ts';
import { groupBy } from '../../src/text/group-by.ts';

/** Twenty flows and every request in the long proof; three, and every seventh request else. */
const LONG = process.env.PROOF === 'long';
const STEP = LONG ? 1 : 7;
const NAMES = Array.from({ length: LONG ? 20 : 3 }, (_, at) => `F${at + 1}`);
/** Deployments come after the records and change nothing about them; they would be most of the requests. */
const INPUTS = { concurrency: LONG ? '10' : '3', deployment: LONG ? 'false' : 'auto' };
const flow = (name: string, says: string) =>
  JSON.stringify({
    target_region: 'us-east-1',
    version_matrix: { major: 1, minor: says.length, patch: 0 },
    flow_definition: {
      name,
      type: 'ivr',
      nodes: {
        start: { id: 'start', type: 'start', transitions: [{ target: 'say' }] },
        say: { id: 'say', type: 'say', text: says, transitions: [{ target: 'end' }] },
        end: { id: 'end', type: 'end', transitions: [] },
      },
    },
  });
const files = (says: string, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [`flows/${name}.flow.json`, flow(name, says)]));
const requests = ({ genesys, github }: World) => genesys.requests.length + github.requests.length;

/** A world in which flows are live, and a change of all of them is merged. */
async function merged(names: readonly string[] = NAMES, inputs = INPUTS): Promise<World> {
  const world = await createWorld();
  world.genesys.org.jobMs = 50;
  await world.push(files('Hello', names));
  expect((await world.onPush({ inputs })).code).toBe(0);
  await world.push(files('Welcome', names));
  return world;
}

/** What has to be the same however often a run broke off. */
async function outcome(world: World): Promise<unknown> {
  const { flows } = JSON.parse((await world.audit('state/default.json')) ?? '{}') as {
    flows: Record<string, { content_digest: string; platform_version: string }>;
  };
  return {
    live: world.genesys.org.flows
      .map(({ name, published, versions }) => `${name} ${published} ${versions.length}`)
      .toSorted(),
    state: Object.entries(flows).map(([key, each]) => [key, each.content_digest, each.platform_version]),
    intent: await world.audit('intents/default.json'),
    records: (await world.records())
      .map(({ flow_name, status }) => `${String(flow_name)} ${String(status)}`)
      .toSorted(),
    undeployed: await undeployed(world),
    locks: world.genesys.org.flows.filter(({ lockedBy }) => lockedBy !== undefined).length,
  };
}

/** Records without exactly one deployment that has a status. */
async function undeployed(world: World): Promise<unknown[]> {
  if (INPUTS.deployment === 'false') return [];
  const made = groupBy(
    world.github.deployments.filter(({ statuses }) => statuses.length === 1),
    ({ body }) => (body.payload as { audit_id: string }).audit_id,
  );
  return (await world.records()).filter(({ audit_id: id }) => made.get(String(id))?.length !== 1);
}

test(`a publish of ${NAMES.length} flows that is killed at any request ends, run again, as one that was not`, async () => {
  const whole = await merged();
  const first = requests(whole);
  expect((await whole.onPush({ inputs: INPUTS })).code).toBe(0);
  const total = requests(whole) - first;
  const wanted = await outcome(whole);
  await whole.close();

  let killed = 0;
  for (let at = 1; at <= total; at += STEP) {
    const world = await merged();
    const before = requests(world);
    const broken = await world.onPush({
      inputs: INPUTS,
      killWhen: () => requests(world) - before >= at,
    });
    if (broken.code === null) killed++;
    // What the platform was given goes on without us.
    await world.settled();
    const again = await world.onPush({ inputs: INPUTS });
    expect(again.code, `killed at request ${at} of ${total}: ${again.log}`).toBe(0);
    expect(await outcome(world), `killed at request ${at} of ${total}`).toEqual(wanted);
    await world.close();
  }
  // The last answers may be read before the kill arrives; all others are cut off.
  expect(killed).toBeGreaterThanOrEqual(Math.floor(total / STEP) - 2);
}, 3_600_000);

/** Audit ids of the records, and of the deployments with the states that they got. */
async function deployed(world: World): Promise<unknown> {
  const records = await world.records();
  const made = world.github.deployments.map(({ body, statuses }) => ({
    id: (body.payload as { audit_id: string }).audit_id,
    states: statuses.map(({ state }) => state),
  }));
  return {
    records: records.map(({ audit_id }) => String(audit_id)).toSorted((a, b) => (a < b ? -1 : 1)),
    made: made.toSorted(byId),
  };
}
const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);

test('a run that is killed while it makes deployments leaves the rest to the next one, which makes each once', async () => {
  const made = /^POST .*\/deployments(\/\d+\/statuses)?$/;
  const inputs = { concurrency: '3', deployment: 'auto' };
  for (let at = 0; at <= 5; at++) {
    const world = await merged(['F1', 'F2', 'F3'], inputs);
    const before = world.github.requests.length;
    const done = () => world.github.requests.slice(before).filter((each) => made.test(each)).length;
    // The answer comes late, so that the kill arrives in between; none at all is before the first of them.
    world.github.faults.add({
      on: at === 0 ? 'GET .*/deployments' : 'POST .*/deployments.*',
      // The first list is that of the deployments of the run before.
      after: at === 0 ? 1 : at - 1,
      times: 1,
      reply: 'drop-after',
    });
    const broken = await world.onPush({
      inputs,
      killWhen: () =>
        at === 0
          ? world.github.requests.slice(before).filter((each) => /^GET .*\/deployments$/.test(each)).length >
            1
          : done() >= at,
    });
    expect(broken.code, `killed at ${at}: ${broken.log}`).toBeNull();
    const again = await world.onPush({ inputs });
    expect(again.code, again.log).toBe(0);
    expect(again.outputs.result).toBe('unchanged');
    const found = (await deployed(world)) as { records: string[] };
    expect(found, `killed at ${at}`).toEqual({
      records: found.records,
      made: found.records.map((id) => ({ id, states: ['success'] })),
    });
    // And from then on there is nothing left to do.
    const count = world.github.requests.length;
    await world.onPush({ inputs });
    expect(world.github.requests.slice(count).filter((each) => made.test(each))).toEqual([]);
    await world.close();
  }
}, 600_000);
