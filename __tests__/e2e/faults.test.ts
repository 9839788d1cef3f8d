import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createWorld, type World } from '../../sandbox/world.ts';
import { canonical } from '../../src/architect/canonical.ts';

const IVR = readFileSync('examples/flows/ivr-tester.flow.json', 'utf8');
const FLOW = 'flows/ivr-tester.flow.json';
const changed = IVR.replace('"patch": 0', '"patch": 1').replace(
  '"name": "IVR_Tester"',
  '"name": "IVR_Tester", "description": "new"',
);

let world: World;
beforeEach(async () => {
  world = await createWorld();
  await world.push({ [FLOW]: IVR });
});
afterEach(async () => {
  await world.close();
});
const flow = () => world.genesys.org.flows.find((each) => each.name === 'IVR_Tester');
const json = (status: number, body: unknown, headers = {}) => ({ status, body, headers });
/** Publishes version 1.0, then changes the flow. */
async function live(): Promise<void> {
  await world.onPush();
  await world.push({ [FLOW]: changed });
}

describe('the network', () => {
  test('429 is waited for as long as the server asks', async () => {
    world.genesys.faults.add({
      on: 'POST /api/v2/flows/jobs',
      times: 2,
      reply: json(
        429,
        { message: 'Rate limit', code: 'too.many.requests', status: 429 },
        { 'retry-after': '1' },
      ),
    });
    const result = await world.onPush();
    expect(result.outputs.result).toBe('success');
    expect(result.log.match(/rate limited \(429\)/g)).toHaveLength(2);
  });

  test.each([
    ['the login', 'POST /login/oauth/token', { status: 503 }],
    ['a look-up', 'GET /api/v2/flows', { status: 502, body: '<html>' }],
    ['the registration', 'POST /api/v2/flows/jobs', 'drop' as const],
    ['the registration, when it is done', 'POST /api/v2/flows/jobs', 'drop-after' as const],
    ['a poll', 'GET /api/v2/flows/jobs/.*', 'drop' as const],
    ['the read-back', 'GET /api/v2/flows/[0-9a-f-]{36}', { status: 500, body: {} }],
    ['the upload, before it arrives', 'PUT /upload/.*', 'drop' as const],
    ['the upload, when it has arrived', 'PUT /upload/.*', 'drop-after' as const],
    ['the upload, with a 500', 'PUT /upload/.*', { status: 500 }],
  ])('an error at %s causes a short delay, and nothing is published twice', async (_, on, reply) => {
    world.genesys.faults.add({ on, reply });
    const result = await world.onPush();
    expect(result.outputs.result).toBe('success');
    expect(flow()?.versions).toHaveLength(1);
  });

  test.each([
    ['the intent', 'POST /graphql', 'drop' as const],
    ['the intent, when it is written', 'POST /graphql', 'drop-after' as const],
    ['reading the branch', 'GET .*/git/ref/.*', { status: 502, body: {} }],
    ['a deployment', 'POST .*/deployments', { status: 500, body: {} }],
  ])('an error of GitHub at %s loses no record', async (_, on, reply) => {
    world.github.faults.add({ on, reply });
    const result = await world.onPush();
    expect(result.outputs.result).toBe('success');
    expect(await world.records()).toHaveLength(1);
    expect(await world.audit('intents/default.json')).toBeUndefined();
  });

  test('a record whose answer is lost is written once', async () => {
    world.github.faults.add({ on: 'POST /graphql', after: 1, reply: 'drop-after' });
    expect((await world.onPush()).outputs.result).toBe('success');
    expect(await world.records()).toHaveLength(1);
  });

  test('a token that is refused in the middle is renewed once', async () => {
    world.genesys.faults.add({
      on: 'GET /api/v2/flows/jobs/.*',
      reply: json(401, { code: 'bad.credentials', message: 'Invalid login credentials.', status: 401 }),
    });
    const result = await world.onPush();
    expect(result.outputs.result).toBe('success');
    expect(world.genesys.requests.filter((request) => request.includes('oauth'))).toHaveLength(2);
  });

  test('a token that is always refused is reported', async () => {
    world.genesys.faults.add({
      on: 'GET /api/v2/flows.*',
      times: 9,
      reply: json(401, { code: 'bad.credentials', message: 'Invalid login credentials.', status: 401 }),
    });
    const result = await world.onPush();
    expect(result.code).toBe(1);
    expect(result.log).toContain('The access token was refused twice');
  });

  test('a redirect is not followed, so that no secret reaches another host', async () => {
    world.genesys.faults.add({
      on: 'POST /login/oauth/token',
      times: 9,
      reply: { status: 302, headers: { location: 'http://127.0.0.1:1/evil' } },
    });
    const result = await world.onPush();
    expect(result.code).toBe(1);
    expect(result.log).toContain('302');
  });
});

describe('the platform', () => {
  test('a missing permission is named', async () => {
    (world.genesys.org.clients[0] as { lacks: readonly string[] }).lacks = ['architect:job:create'];
    const result = await world.onPush();
    expect(result.code).toBe(1);
    expect(result.log).toContain('Give a role with architect:job:create to the OAuth client');
    // Jobs are registered before anything is written down, so there is nothing to record.
    expect(await world.records()).toEqual([]);
    expect(await world.audit('intents/default.json')).toBeUndefined();
  });

  test('a missing permission of the job itself is named, too', async () => {
    (world.genesys.org.clients[0] as { lacks: readonly string[] }).lacks = ['architect:flow:add'];
    expect((await world.onPush()).log).toContain('Give a role with architect:flow:add');
  });

  test('a prompt that the org does not have is shown on the node’s line', async () => {
    world.genesys.org.jobScripts.push({ kind: 'prompts-gone' });
    const result = await world.onPush();
    expect(result.code).toBe(1);
    expect(result.log).toMatch(
      /::error title=publish-failed,file=flows\/ivr-tester\.flow\.json,line=16,endLine=16,col=57,endColumn=71::the platform says: find 'prompt' by value of 'media_abc123' - no matches/,
    );
    expect(flow()).toBeUndefined();
  });

  test('a failure without messages says so, and what to look at', async () => {
    world.genesys.org.jobScripts.push({ kind: 'failure-without-messages' });
    const result = await world.onPush();
    expect(result.log).toContain('the platform refused it without a reason');
    expect(result.log).toContain('architect:ui:view');
  });

  test('success without a flow id is success', async () => {
    world.genesys.org.jobScripts.push({ kind: 'success-without-flow-id' });
    expect((await world.onPush()).outputs.published).toBe('1');
  });

  test('a slow job is waited for, with few requests', async () => {
    world.genesys.org.jobScripts.push({ kind: 'slow', ms: 5000 });
    const result = await world.onPush();
    expect(result.outputs.published).toBe('1');
    expect(
      world.genesys.requests.filter((request) => request.includes('/flows/jobs/')).length,
    ).toBeLessThanOrEqual(8);
  });

  test('a version that appears late is waited for', async () => {
    world.genesys.org.unknowns.readLagMs = 2500;
    await live();
    expect((await world.onPush()).outputs.published).toBe('1');
    expect(flow()?.published).toBe('2.0');
  });
});

describe('changes of another user', () => {
  test('a lock is reported with its holder, and nothing is changed', async () => {
    await live();
    Object.assign(flow() ?? {}, { lockedBy: { user: 'Ann Example' } });
    const before = world.genesys.requests.length;
    const result = await world.onPush();
    expect(result.code).toBe(1);
    expect(result.log).toContain('locked by Ann Example; nothing was changed');
    expect(world.genesys.requests.slice(before).filter((request) => request.startsWith('POST /api'))).toEqual(
      [],
    );
  });

  test('a publish from the UI is a conflict, and on-conflict: overwrite replaces it', async () => {
    await live();
    world.genesys.org.publish('INBOUNDCALL', 'IVR_Tester', 'x', { user: 'Ann Example' });
    const result = await world.onPush();
    expect(result.code).toBe(1);
    expect(result.log).toContain('published by Ann Example');
    expect(flow()?.published).toBe('2.0');
    const over = await world.onPush({ inputs: { 'on-conflict': 'overwrite' } });
    expect(over.outputs.published).toBe('1');
    expect(over.log).toContain('overwrites: "IVR_Tester" is at version 2.0 (published by Ann Example');
    const records = await world.records();
    expect(records.filter(({ overwrites }) => overwrites !== null)).toMatchObject([
      { status: 'success', overwrites: expect.stringContaining('published by Ann Example') },
    ]);
    expect(flow()?.published).toBe('3.0');
  });

  test('a draft is a conflict, too', async () => {
    await live();
    const there = flow();
    if (there) world.genesys.org.save(there, 'x', { user: 'Ann Example' });
    const result = await world.onPush();
    expect(result.log).toContain('has a draft that was saved by Ann Example');
    expect(flow()?.published).toBe('1.0');
  });

  test('a flow that this action never published is not overwritten', async () => {
    world.genesys.org.publish('INBOUNDCALL', 'IVR_Tester', 'x', { user: 'Ann Example' });
    const result = await world.onPush();
    expect(result.log).toContain('was never published from here');
    expect(flow()?.versions).toHaveLength(1);
  });

  test('an older commit does not overwrite a newer one', async () => {
    const old = await world.github.repository.commit('refs/heads/main');
    await world.push({ [FLOW]: changed });
    await world.onPush();
    const result = await world.onPush({ sha: old ?? '' });
    expect(result.outputs.result).toBe('superseded');
    expect(flow()?.versions).toHaveLength(1);
  });
});

describe('automatic rollback', () => {
  test('a publish that goes live and fails is rolled back, verified and recorded', async () => {
    await live();
    world.genesys.org.jobScripts.push({ kind: 'failure-but-live' });
    const result = await world.onPush();
    expect(result.code).toBe(1);
    expect(result.outputs['rolled-back']).toBe('1');
    expect(flow()?.published).toBe('1.0');
    expect((await world.records()).find(({ status }) => status === 'rolled_back')).toMatchObject({
      platform_version_after: '1.0',
      rollback_trigger: expect.stringContaining('refused'),
    });
    expect(result.summary).toContain('version 1.0 is live again');
  });

  test.each(['nothing', 'refused'] as const)(
    'if the platform’s own rollback does %s, an export of that version is published',
    async (how) => {
      await live();
      world.genesys.org.unknowns.publishVersion = how;
      world.genesys.org.jobScripts.push({ kind: 'inactive' });
      const result = await world.onPush();
      expect(result.outputs['rolled-back']).toBe('1');
      // An export has ids of its own, so what is live is compared by content.
      const now = flow()?.versions.find(({ id }) => id === flow()?.published);
      const content = (yaml: string | undefined) => canonical(parse(yaml ?? ''));
      expect(content(now?.yaml)).toBe(content(flow()?.versions[0]?.yaml));
    },
    120_000,
  );

  test('a new flow is deactivated', async () => {
    world.genesys.org.jobScripts.push({ kind: 'failure-but-live' });
    const result = await world.onPush();
    expect(result.outputs['rolled-back']).toBe('1');
    expect(flow()).toMatchObject({ active: false, published: undefined, deleted: false });
  });
});

describe('a run that is killed', () => {
  test.each(['Intent', 'uploaded, job', 'the job ended'])(
    'at "%s" is finished by the next run, with nothing published twice',
    async (killAt) => {
      const text = killAt === 'Intent' ? '::group::Publish' : killAt;
      const killed = await world.onPush({ killAt: text });
      expect(killed.code).not.toBe(0);
      expect(await world.audit('intents/default.json')).toBeDefined();
      await world.settled();
      const next = await world.onPush();
      expect(next.code).toBe(0);
      expect(flow()?.versions).toHaveLength(1);
      expect(await world.audit('intents/default.json')).toBeUndefined();
      const records = await world.records();
      expect(records.filter(({ status }) => status === 'success')).toHaveLength(1);
      expect((await world.onPush()).outputs.result).toBe('unchanged');
    },
  );
});

describe('GitHub refuses', () => {
  test('with a protected audit branch nothing is published, and the error says what to do', async () => {
    world.github.protectedBranches.add('flow-audit');
    const result = await world.onPush();
    expect(result.code).toBe(1);
    expect(result.log).toContain('The branch is protected');
    expect(flow()).toBeUndefined();
  });

  test('with a read-only token nothing is published, and the permission is named', async () => {
    const result = await world.onPush({ rights: 'read' });
    expect(result.code).toBe(1);
    expect(result.log).toContain('contents: write');
    expect(flow()).toBeUndefined();
  });

  test('a deployment whose answer is lost is created once', async () => {
    world.github.faults.add({ on: 'POST .*/deployments', reply: 'drop-after' });
    const result = await world.onPush();
    expect(result.code, result.log).toBe(0);
    expect(world.github.deployments).toMatchObject([{ statuses: [{ state: 'success' }] }]);
  });

  test('deployments without permission are a warning', async () => {
    world.github.faults.add({
      on: 'POST .*/deployments',
      times: 9,
      reply: json(403, { message: 'Resource not accessible by integration' }),
    });
    const result = await world.onPush();
    expect(result.code).toBe(0);
    expect(result.log).toMatch(/::warning::The deployments were not created.*deployments: write/);
  });

  test('a record that cannot be written fails the step, is printed, and says what is live', async () => {
    world.github.faults.add({
      on: 'POST /graphql',
      after: 1,
      times: 99,
      reply: json(200, {
        data: { createCommitOnBranch: null },
        errors: [{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }],
      }),
    });
    const result = await world.onPush();
    expect(result.code).toBe(1);
    expect(result.log).toMatch(
      /the audit record could not be written.*What is live: "IVR_Tester": version 1\.0 is live/,
    );
    expect(result.files['records-file']).toContain('"flow_name":"IVR_Tester"');
    expect(flow()?.published).toBe('1.0');
  });

  test('a job with an environment of its own gets no second deployment', async () => {
    const sha = (await world.github.repository.commit('refs/heads/main')) ?? '';
    world.github.deployments.push({
      id: 1,
      body: { ref: sha, task: 'deploy' },
      statuses: [
        { log_url: 'https://github.com/sandbox/call-flows/actions/runs/77/job/1', state: 'in_progress' },
      ],
    });
    await world.onPush({ runId: 77 });
    expect(world.github.deployments).toHaveLength(1);
    await world.push({ [FLOW]: changed });
    await world.onPush({ inputs: { deployment: 'true' } });
    expect(world.github.deployments).toHaveLength(2);
  });
});
