import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { StepResult } from '../../sandbox/runner.ts';
import { createWorld, type World } from '../../sandbox/world.ts';
import { play } from '../support/workflow/play.ts';
import { readWorkflow } from '../support/workflow/read.ts';
import { closeClean } from '../support/world.ts';

interface Entry {
  readonly shard: string;
  readonly 'plan-digest': string;
  readonly flows: number;
}

const RUN = 5000;
const NAMES = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];
/** Each flow that has a partner depends on it: four flows in two groups, and four on their own. */
const PARTNERS: Readonly<Record<string, string>> = { A: 'B', C: 'D' };

const flow = (name: string, says: string) =>
  JSON.stringify({
    target_region: 'us-east-1',
    ...(PARTNERS[name] ? { depends_on: [`${PARTNERS[name]}.flow.json`] } : {}),
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

/** A world in which all flows are live, and a change of all of them is merged. */
async function merged(): Promise<World> {
  const world = await createWorld();
  world.genesys.org.jobMs = 50;
  await world.push(files('Hello'));
  expect((await world.onPush({ inputs: { deployment: 'false' } })).code).toBe(0);
  await world.push(files('Welcome'));
  return world;
}

async function plan(world: World, shards: number): Promise<Entry[]> {
  const result = await world.onPush({ runId: RUN, inputs: { mode: 'plan', shards: String(shards) } });
  expect(result.code, result.log).toBe(0);
  return result.outputs.matrix ? JSON.parse(result.outputs.matrix).include : [];
}

/** One job of the matrix. GitHub counts the run as going until the last job has ended. */
async function publish(
  world: World,
  { shard, 'plan-digest': digest }: Entry,
  more: Parameters<World['onPush']>[0] = {},
): Promise<StepResult> {
  const inputs = { mode: 'publish', shard, 'plan-digest': digest, ...more.inputs };
  const result = await world.onPush({ runId: RUN, ...more, inputs });
  world.github.runs.set(more.runId ?? RUN, 'in_progress');
  return result;
}

/** What the same publish comes to, however it was distributed. */
async function outcome(world: World): Promise<unknown> {
  const { flows } = JSON.parse((await world.audit('state/default.json')) ?? '{}') as {
    flows: Record<string, { content_digest: string; platform_version: string }>;
  };
  const records = await world.records();
  const head = (await world.github.repository.commit('refs/heads/flow-audit')) ?? '';
  const deployed = world.github.deployments
    .filter(({ statuses }) => statuses.length === 1)
    .map(({ body }) => (body.payload as { flow_name: string }).flow_name);
  return {
    live: world.genesys.org.flows
      .map(({ name, published, versions }) => `${name} ${published} ${versions.length}`)
      .toSorted(),
    state: Object.entries(flows).map(([key, each]) => [key, each.content_digest, each.platform_version]),
    records: records.map(({ flow_name: name, status }) => `${String(name)} ${String(status)}`).toSorted(),
    intents: (await world.github.repository.list(head, true)).filter(({ path }) =>
      path.startsWith('intents/'),
    ),
    deployed: deployed.toSorted(),
  };
}

/** Runs `verify` in a fresh clone, with the secret, so that seals are checked, too. */
async function verify(world: World): Promise<StepResult> {
  const folder = mkdtempSync(join(tmpdir(), 'genesys-flow-clone-'));
  try {
    execFileSync('git', ['clone', '--quiet', `file://${world.github.repository.folder}`, folder]);
    const event = { name: 'workflow_dispatch', payload: {} };
    return await world.onPush({ event, inputs: { mode: 'verify' }, variables: { GITHUB_WORKSPACE: folder } });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The outcome of a publish in one job. */
async function unsharded(): Promise<unknown> {
  const world = await merged();
  expect((await world.onPush({ runId: RUN })).code).toBe(0);
  const wanted = await outcome(world);
  await closeClean(world);
  return wanted;
}

describe('a publish in shards', () => {
  test('ends, with all shards at the same time, as a publish in one job', async () => {
    const wanted = await unsharded();
    const world = await merged();
    const matrix = await plan(world, 3);
    expect(matrix.map(({ shard }) => shard)).toEqual(['1/3', '2/3', '3/3']);
    expect(matrix.reduce((sum, { flows }) => sum + flows, 0)).toBe(NAMES.length);
    // All intents are open before the first job of the platform ends: the shards do not wait for each other.
    world.genesys.org.jobMs = 5000;
    const results = await Promise.all(matrix.map((entry) => publish(world, entry)));
    for (const { code, log } of results) expect(code, log).toBe(0);
    for (const { log } of results) expect(log).not.toContain('Waiting for the run');
    for (const [at, { outputs }] of results.entries()) {
      expect(outputs).toMatchObject({ result: 'success', published: String(matrix[at]?.flows) });
    }
    const published = results.map(
      ({ outputs }) => JSON.parse(outputs['published-flows'] ?? '[]') as string[],
    );
    for (const [name, partner] of Object.entries(PARTNERS)) {
      expect(published.filter((names) => names.includes(name))).toEqual(
        published.filter((names) => names.includes(partner)),
      );
    }
    expect(await outcome(world)).toEqual(wanted);
    const verified = await verify(world);
    expect(verified.log).toContain('The audit log is complete and unchanged: 16 records');
    expect(verified.code).toBe(0);

    const gathered = await world.onPush({ runId: RUN, inputs: { mode: 'gather', 'client-id': '' } });
    expect(gathered.outputs).toMatchObject({ result: 'success', published: '8', failed: '0' });
    expect(gathered.summary).toContain('8 flows published and verified live, 0 unchanged');
    // Nothing is left to do.
    expect(await plan(world, 3)).toEqual([]);
    const again = await publish(world, matrix[0] as Entry);
    expect(again.outputs).toMatchObject({ result: 'unchanged' });
    await closeClean(world);
  }, 240_000);

  test('recovers a shard that was killed when its job runs again', async () => {
    const wanted = await unsharded();
    for (const killAt of ['uploaded, job', 'Recorded in commit']) {
      const world = await merged();
      world.genesys.org.jobMs = 300;
      const matrix = await plan(world, 3);
      const results = await Promise.all(
        matrix.map((entry, at) => publish(world, entry, at === 1 ? { killAt } : {})),
      );
      expect(results.map(({ code }) => code)).toEqual([0, null, 0]);
      const gathered = await world.onPush({ runId: RUN, inputs: { mode: 'gather' } });
      if (killAt === 'uploaded, job') {
        expect(gathered.code).toBe(1);
        expect(gathered.outputs).toMatchObject({ result: 'failure', failed: String(matrix[1]?.flows) });
        expect(gathered.summary).toContain('the job that publishes it was interrupted');
      }
      await world.settled();
      // "Re-run failed jobs" runs the same job with the same matrix entry and a higher attempt.
      const again = await publish(world, matrix[1] as Entry, { attempt: 2 });
      expect(again.code, again.log).toBe(0);
      expect(again.log).not.toContain('Waiting for the run');
      expect(await outcome(world), killAt).toEqual(wanted);
      expect((await verify(world)).log).toContain('The audit log is complete and unchanged');
      await closeClean(world);
    }
  }, 240_000);

  test('that was killed is recovered by the next run, whatever its shards are', async () => {
    const wanted = await unsharded();
    const world = await merged();
    const matrix = await plan(world, 3);
    const killed = matrix.map((entry) => publish(world, entry, { killAt: 'uploaded, job' }));
    for (const { code } of await Promise.all(killed)) expect(code).toBeNull();
    world.github.runs.set(RUN, 'completed');
    await world.settled();
    const shards = ['1/2', '2/2'].map((shard) =>
      world.onPush({ runId: RUN + 1, inputs: { mode: 'publish', shard } }),
    );
    for (const { code, log } of await Promise.all(shards)) expect(code, log).toBe(0);
    expect(await outcome(world)).toEqual(wanted);
    expect((await verify(world)).log).toContain('The audit log is complete and unchanged');
    await closeClean(world);
  }, 240_000);
});

describe('a shard', () => {
  test('of another plan waits, and publishes only what its plan says', async () => {
    const world = await merged();
    const [first] = await plan(world, 2);
    if (!first) throw new Error('the plan has no shards');
    const other = await publish(world, { ...first, shard: '2/2' });
    expect(other.code).toBe(1);
    expect(other.log).toContain('what would be published now is not what was planned');
    expect(other.log).toContain('of its entry in the output matrix');
    await world.push({ 'flows/New.flow.json': flow('New', 'Unknown to the plan') });
    const results = [];
    for (const entry of [first, { ...first, shard: '2/2' }]) results.push(await publish(world, entry));
    for (const { code, log } of results) {
      expect(code).toBe(1);
      expect(log).toContain('is not what was planned');
    }
    expect(world.genesys.org.flows.every(({ versions }) => versions.length === 1)).toBe(true);

    // A shard of the first run is going: one of another run does not begin.
    world.genesys.org.jobMs = 3_600_000;
    const going = await world.onPush({
      runId: RUN,
      inputs: { mode: 'publish', shard: '1/2' },
      killAt: 'uploaded, job',
    });
    expect(going.code).toBeNull();
    world.github.runs.set(RUN, 'in_progress');
    const waits = await world.onPush({
      runId: RUN + 1,
      inputs: { mode: 'publish', shard: '2/2' },
      killAt: 'Waiting for the run',
    });
    expect(waits.log).toContain(
      `Waiting for the run https://github.com/sandbox/call-flows/actions/runs/${RUN}`,
    );
    await closeClean(world);
  }, 120_000);

  test('without a flow ends well, and one that is atomic is refused', async () => {
    const world = await merged();
    await world.push(Object.fromEntries(NAMES.slice(1).map((name) => [`flows/${name}.flow.json`, null])));
    await world.push({ 'flows/A.flow.json': flow('E', 'Welcome') });
    const empty = await world.onPush({ inputs: { mode: 'publish', shard: '2/2' } });
    expect(empty.outputs).toMatchObject({ result: 'unchanged', published: '0' });
    expect(empty.summary).toContain('Shard 2 of 2: no flow is in this shard');
    const atomic = await world.onPush({ inputs: { mode: 'publish', shard: '1/2', atomic: 'true' } });
    expect(atomic.code).toBe(1);
    expect(atomic.log).toContain('exclude each other');
    await closeClean(world);
  }, 60_000);
});

test('the example workflow publishes in parallel jobs, and its last job has the result of all', async () => {
  const world = await createWorld();
  const workflow = await readWorkflow('examples/workflows/fan-out.yml');
  const secrets = { GENESYS_CLIENT_ID: world.clientId, GENESYS_CLIENT_SECRET: world.clientSecret };
  const run = async (changed: Readonly<Record<string, string>>) => {
    const sha = await world.push({ 'README.md': '# Flows', ...changed });
    return (await play(world, workflow, { name: 'push', sha, ref: 'refs/heads/main' }, { secrets })).jobs;
  };
  const first = await run(files('Hello'));
  expect(first).toMatchObject({
    plan: { result: 'success' },
    publish: { result: 'success' },
    result: { result: 'success' },
  });
  // A checkout and the action in each of the four jobs.
  expect(first.publish?.steps).toHaveLength(8);
  expect(first.result?.steps.at(-1)?.outputs).toMatchObject({ result: 'success', published: '8' });
  const again = await run({ 'README.md': '# Call flows' });
  expect(again).toMatchObject({ publish: { result: 'skipped' }, result: { result: 'success' } });
  expect(again.result?.steps.at(-1)?.outputs).toMatchObject({ result: 'unchanged', published: '0' });

  // Nothing is published while a flow of the plan is blocked.
  const failed = world.genesys.org.flows.find(({ name }) => name === 'E');
  if (failed) failed.lockedBy = { user: 'Ann' };
  const locked = await run({ 'flows/E.flow.json': flow('E', 'Locked') });
  expect(locked).toMatchObject({ plan: { result: 'failure' }, publish: { result: 'skipped' } });
  await closeClean(world);
}, 240_000);
