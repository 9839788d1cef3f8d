import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RealTime } from '../../sandbox/clock.ts';
import { Org } from '../../sandbox/genesys/org.ts';
import { type GenesysSandbox, startGenesys } from '../../sandbox/genesys/server.ts';
import { createWorld, type World } from '../../sandbox/world.ts';
import { play, type Settings, type WorkflowRun } from '../support/workflow/play.ts';
import { readWorkflow } from '../support/workflow/read.ts';
import type { Trigger } from '../support/workflow/step.ts';
import { closeClean } from '../support/world.ts';

// One org and one repository; the tests tell one story, in this order.
const IVR = readFileSync('examples/flows/ivr-tester.flow.json', 'utf8');
const FLOWS = {
  'flows/ivr-tester.flow.json': IVR,
  'flows/main-menu.flow.yaml': readFileSync('examples/flows/main-menu.flow.yaml', 'utf8'),
  'flows/main-menu.yaml': readFileSync('examples/flows/main-menu.yaml', 'utf8'),
};
const MENU = FLOWS['flows/main-menu.yaml'];
const PLAN_CLIENT = {
  id: '22222222-2222-4333-8444-555555555555',
  secret: 'plan-secret-YmFy',
  lacks: ['architect:job:create', 'architect:flow:edit', 'architect:flow:publish'],
};

let world: World;
let settings: Settings;
beforeAll(async () => {
  world = await createWorld();
  world.genesys.org.clients.push(PLAN_CLIENT);
  settings = {
    secrets: {
      GENESYS_CLIENT_ID: world.clientId,
      GENESYS_CLIENT_SECRET: world.clientSecret,
      GENESYS_PLAN_CLIENT_ID: PLAN_CLIENT.id,
      GENESYS_PLAN_CLIENT_SECRET: PLAN_CLIENT.secret,
    },
  };
  await world.push({ 'README.md': '# Our call flows\n' }, 'Begin');
});
afterAll(() => closeClean(world));

const flow = (name = 'Main Menu') => world.genesys.org.flows.find((each) => each.name === name);
const main = async () => (await world.github.repository.commit('refs/heads/main')) ?? '';

/** Runs an example by its name. */
async function run(name: string, trigger: Trigger, with_: Settings = settings): Promise<WorkflowRun> {
  return play(world, await readWorkflow(`examples/workflows/${name}.yml`), trigger, with_);
}

/** The trigger of a pull request with changed files. */
async function pullRequest(
  files: Readonly<Record<string, string>>,
  number: number,
  fork = false,
): Promise<Trigger> {
  const base = await main();
  const { slug, repository } = world.github;
  const head = await repository.push(`change-${number}`, files, 'Propose a change', 'main');
  world.github.comments.pulls.set(number, 'open');
  const pull_request = {
    number,
    base: { sha: base, repo: { full_name: slug } },
    head: { sha: head, repo: { full_name: fork ? 'another-user/call-flows' : slug } },
  };
  return { name: 'pull_request', payload: { pull_request }, sha: head, ref: `refs/pull/${number}/merge` };
}

/** The trigger of a push that changes files. */
async function push(files: Readonly<Record<string, string>>): Promise<Trigger> {
  return { name: 'push', sha: await world.push(files), ref: 'refs/heads/main' };
}

const on = async (name: 'schedule' | 'workflow_dispatch', inputs?: Trigger['inputs']): Promise<Trigger> => ({
  name,
  sha: await main(),
  ref: 'refs/heads/main',
  ...(inputs ? { inputs } : {}),
});

/** What a run asked of the org and of GitHub that changes something. */
function writes(from: { readonly genesys: number; readonly github: number }): string[] {
  return [...world.genesys.requests.slice(from.genesys), ...world.github.requests.slice(from.github)].filter(
    (request) => !/^GET |^POST \/login|^POST \/api\/v2\/flows\/export/.test(request),
  );
}
const here = () => ({ genesys: world.genesys.requests.length, github: world.github.requests.length });

test('validate: an error fails the check, the fixed flow passes, and the org is never asked', async () => {
  const asked = here();
  const broken = { 'flows/ivr-tester.flow.json': IVR.replace('"target": "end"', '"target": "ende"') };
  const bad = await run('validate', await pullRequest(broken, 1), { secrets: {} });
  expect(bad.jobs.validate?.result).toBe('failure');
  expect(bad.jobs.validate?.steps.at(-1)?.log).toContain(
    '::error title=missing-target,file=flows/ivr-tester.flow.json,line=16',
  );
  const good = await run('validate', await pullRequest(FLOWS, 2), { secrets: {} });
  expect(good.jobs.validate?.result).toBe('success');
  expect(world.genesys.requests.length).toBe(asked.genesys);
  expect(writes(asked)).toEqual([]);
});

test('plan and publish: a pull request is planned by a client that can only read, and the merge publishes', async () => {
  const asked = here();
  const planned = await run('plan-and-publish', await pullRequest(FLOWS, 3));
  expect(planned.jobs).toMatchObject({ plan: { result: 'success' }, publish: { result: 'skipped' } });
  expect(planned.jobs.plan?.steps.at(-1)?.summary).toContain('Plan: 2 flows to publish');
  // All that it may write is its comment; GraphQL is how comments are read.
  expect(writes(asked)).toEqual(['POST /graphql', 'POST /repos/sandbox/call-flows/issues/3/comments']);
  expect(world.github.comments.of(3)[0]?.body).toContain('Plan: 2 flows to publish');
  expect(world.genesys.org.flows).toEqual([]);

  const merged = await run('plan-and-publish', await push(FLOWS));
  expect(merged.jobs).toMatchObject({ plan: { result: 'skipped' }, publish: { result: 'success' } });
  expect(merged.jobs.publish?.steps.at(-1)?.outputs).toMatchObject({ result: 'success', published: '2' });
  expect(flow()?.published).toBe('1.0');
  expect(await world.records()).toMatchObject([{ status: 'success' }, { status: 'success' }]);
  expect(world.github.deployments).toHaveLength(2);

  // GitHub gives a fork no secrets.
  const fork = await run(
    'plan-and-publish',
    await pullRequest({ 'flows/main-menu.yaml': `${MENU}\n` }, 4, true),
    { secrets: {} },
  );
  expect(fork.jobs.plan?.result).toBe('success');
  expect(world.github.comments.of(4)).toEqual([]);
});

test('report: the HTML report of a pull request is uploaded', async () => {
  const changed = { 'flows/main-menu.yaml': MENU.replace('dtmf: digit_9', 'dtmf: digit_8') };
  const reported = await run('report', await pullRequest(changed, 5), { secrets: {} });
  expect(reported.jobs.report?.result).toBe('success');
  expect(reported.artifacts.get('call-flow-report')).toContain('<!doctype html>');
  expect(reported.artifacts.get('call-flow-report')).toContain('Main Menu');
});

test('comment: a change is described in the conversation, in one comment', async () => {
  const changed = { 'flows/main-menu.yaml': MENU.replace('dtmf: digit_9', 'dtmf: digit_8') };
  const reviewed = await run('comment', await pullRequest(changed, 6), { secrets: {} });
  expect(reviewed.jobs.review?.result).toBe('success');
  const comments = world.github.comments.of(6);
  expect(comments).toMatchObject([{ body: expect.stringContaining('**What changes in Main Menu**') }]);
});

test('drift: a change in Architect fails the check and opens an issue, which closes when it is gone', async () => {
  expect((await run('drift', await on('schedule'))).jobs.drift?.result).toBe('success');
  const live = flow()?.versions.at(-1)?.yaml ?? '';
  const changed = live.replace('Welcome to the service line.', 'Hello from Architect.');
  world.genesys.org.publish('INBOUNDCALL', 'Main Menu', changed, { user: 'Ann' });
  const drifted = await run('drift', await on('workflow_dispatch'));
  expect(drifted.jobs.drift?.result).toBe('failure');
  expect(drifted.jobs.drift?.steps.at(-1)?.outputs.drifted).toBe('1');
  expect(world.github.issues).toMatchObject([{ state: 'open', title: expect.stringContaining('drifted') }]);
});

test('export: the changed flow comes in by a pull request, a second run updates it, and the merge adopts it', async () => {
  const inputs = { region: 'us-east-1' };
  const proposed = await run('export', await on('workflow_dispatch', inputs));
  expect(proposed.jobs.export?.result, proposed.jobs.export?.steps.at(-1)?.log).toBe('success');
  const { repository } = world.github;
  const exported = await repository.read('refs/heads/genesys-export', 'flows/main-menu.yaml');
  expect(exported?.toString('utf8')).toContain('Hello from Architect.');
  expect(await repository.git(['log', '--format=%s', 'main..genesys-export'])).toBe(
    'Export call flows from the org',
  );

  await run('export', await on('workflow_dispatch', inputs));
  expect(await repository.git(['rev-list', '--count', 'main..genesys-export'])).toBe('1');
  const calls = readFileSync(`${repository.folder}/gh-calls`, 'utf8');
  expect(calls.match(/^pr create --head genesys-export --base main /gm)).toHaveLength(1);

  const merged = await push({ 'flows/main-menu.yaml': exported?.toString('utf8') ?? '' });
  const adopted = await run('plan-and-publish', merged);
  expect(JSON.parse(adopted.jobs.publish?.steps.at(-1)?.outputs.flows ?? '')).toContainEqual(
    expect.objectContaining({ name: 'Main Menu', action: 'adopt' }),
  );
  expect((await run('drift', await on('schedule'))).jobs.drift?.result).toBe('success');
  expect(world.github.issues).toMatchObject([{ state: 'closed' }]);
  const again = await run('export', await on('workflow_dispatch', inputs));
  expect(again.jobs.export?.steps.at(-1)?.outcome).toBe('skipped');
});

test('rollback: a dispatch makes the version before live again, and records it', async () => {
  const rolledBack = await run('rollback', await on('workflow_dispatch', { flow: 'Main Menu' }));
  expect(rolledBack.jobs.rollback?.result, rolledBack.jobs.rollback?.steps.at(-1)?.log).toBe('success');
  expect(flow()?.published).toBe('1.0');
  expect(await world.records()).toContainEqual(
    expect.objectContaining({ action: 'rollback', status: 'success' }),
  );
  await expect(run('rollback', await on('workflow_dispatch', {}))).rejects.toThrow('needs the input flow');
});

test('verify: the audit log of all these runs is complete; another head than the expected one fails the check', async () => {
  const verified = await run('verify', await on('schedule'));
  expect(verified.jobs.verify?.result, verified.jobs.verify?.steps.at(-1)?.log).toBe('success');
  const head = verified.jobs.verify?.steps.at(-1)?.outputs['audit-commit'] ?? '';
  const anchored = await run('verify', await on('workflow_dispatch', { 'expected-head': head }));
  expect(anchored.jobs.verify?.result).toBe('success');
  const other = await run('verify', await on('workflow_dispatch', { 'expected-head': 'f'.repeat(40) }));
  expect(other.jobs.verify?.result).toBe('failure');
});

test('approval: production gets exactly the plan that was approved, and nothing if the org changed since', async () => {
  const production = await startProduction();
  try {
    const environments = {
      staging: { secrets: keys(world.clientId, world.clientSecret) },
      'production-plan': { secrets: keys(PLAN_CLIENT.id, PLAN_CLIENT.secret), org: production.url },
      production: { secrets: keys(world.clientId, world.clientSecret), org: production.url },
    };
    const approved = (approve: () => boolean): Settings => ({
      secrets: {},
      environments: { ...environments, production: { ...environments.production, approve } },
    });
    const config = 'defaults:\n  environments:\n    staging: {}\n    prod: {}\n';
    const renamed = (text: string, name: string) => text.replaceAll('IVR_Tester', name);
    const files = (name: string) => ({
      '.genesys-flows.yml': config,
      'flows/ivr-tester.flow.json': renamed(IVR, name),
    });
    for (const path of ['flows/main-menu.flow.yaml', 'flows/main-menu.yaml'])
      await world.push({ [path]: null });

    const refused = await run(
      'approval',
      await push(files('Approved')),
      approved(() => false),
    );
    expect(refused.jobs.production).toMatchObject({ result: 'failure', steps: [] });
    expect(production.org.flows).toEqual([]);

    const seen: number[] = [];
    const first = await run(
      'approval',
      await push({ 'README.md': '# Flows\n' }),
      approved(() => {
        seen.push(
          world.genesys.org.flows.filter(({ name }) => name === 'Approved').length,
          production.org.flows.length,
        );
        return true;
      }),
    );
    expect(first.jobs).toMatchObject({
      staging: { result: 'success' },
      plan: { result: 'success' },
      production: { result: 'success' },
    });
    // While the reviewers decide the flow is in staging, and not in production.
    expect(seen).toEqual([1, 0]);
    expect(first.jobs.plan?.outputs.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(production.org.byName('INBOUNDCALL', 'Approved')?.published).toBe('1.0');
    expect(await world.records('prod')).toMatchObject([
      { flow_name: 'Approved', environment: 'prod', status: 'success' },
    ]);

    const changed = {
      'flows/ivr-tester.flow.json': renamed(IVR, 'Approved')
        .replace('"patch": 0', '"patch": 1')
        .replace('"media_id": "media_abc123"', '"text": "Hello"'),
    };
    const late = await run(
      'approval',
      await push(changed),
      approved(() => {
        const [version] = production.org.byName('INBOUNDCALL', 'Approved')?.versions ?? [];
        production.org.publish('INBOUNDCALL', 'Approved', version?.yaml ?? '', { user: 'Ann' });
        return true;
      }),
    );
    expect(late.jobs).toMatchObject({ plan: { result: 'success' }, production: { result: 'failure' } });
    expect(production.org.byName('INBOUNDCALL', 'Approved')?.published).toBe('2.0');
    expect(await world.records('prod')).toHaveLength(1);
  } finally {
    await production.close();
  }
});

const keys = (id: string, secret: string) => ({ GENESYS_CLIENT_ID: id, GENESYS_CLIENT_SECRET: secret });

/** A second org. */
function startProduction(): Promise<GenesysSandbox> {
  const org = new Org(new RealTime());
  org.clients.push({ id: world.clientId, secret: world.clientSecret, lacks: [] }, PLAN_CLIENT);
  org.prompts.add('media_abc123');
  org.queues.add('Support');
  return startGenesys(org);
}
