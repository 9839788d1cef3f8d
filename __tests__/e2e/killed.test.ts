import { expect, test } from 'vitest';
import { createWorld, type World } from '../../sandbox/world.ts';

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
const files = (says: string) =>
  Object.fromEntries(NAMES.map((name) => [`flows/${name}.flow.json`, flow(name, says)]));
const requests = ({ genesys, github }: World) => genesys.requests.length + github.requests.length;

/** A world in which three flows are live, and a change of all of them is merged. */
async function merged(): Promise<World> {
  const world = await createWorld();
  world.genesys.org.jobMs = 50;
  await world.push(files('Hello'));
  expect((await world.onPush({ inputs: INPUTS })).code).toBe(0);
  await world.push(files('Welcome'));
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
    locks: world.genesys.org.flows.filter(({ lockedBy }) => lockedBy !== undefined).length,
  };
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
