import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createWorld, type World } from '../../sandbox/world.ts';
import { closeClean } from '../support/world.ts';

const MENU = readFileSync('examples/flows/main-menu.yaml', 'utf8');
/** The same as an org has it: without tokens. */
const LIVE = MENU.replaceAll(/\{\{.+?\}\}/g, 'Support');
const FILES = {
  'flows/main-menu.flow.yaml': readFileSync('examples/flows/main-menu.flow.yaml', 'utf8'),
  'flows/main-menu.yaml': MENU,
};

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => closeClean(world));
const flow = () => world.genesys.org.byName('INBOUNDCALL', 'Main Menu');
/** What a person has live: the same flow with other ids, in another order, after an upload from the first file. */
async function liveByHand(change = (text: string) => text): Promise<void> {
  await world.push(FILES);
  await world.onPush();
  const [version] = flow()?.versions ?? [];
  const text = change((version?.yaml ?? '').replaceAll('Main Menu_10', 'Main Menu_77'));
  await world.close();
  world = await createWorld();
  world.genesys.org.publish('INBOUNDCALL', 'Main Menu', text, { user: 'Ann' });
  await world.push(FILES);
}

describe('a team that starts with a full org', () => {
  test('a live flow that equals its file is adopted: recorded, not published, and managed from then on', async () => {
    await liveByHand();
    const plan = await world.onPush({ inputs: { mode: 'plan' } });
    expect(plan.summary).toContain('adopt');
    const result = await world.onPush();
    expect(result.code).toBe(0);
    expect(result.outputs).toMatchObject({ result: 'success', published: '0', failed: '0' });
    expect(JSON.parse(result.outputs.flows ?? '')).toMatchObject([{ action: 'adopt', status: 'synced' }]);
    expect(flow()?.versions).toHaveLength(1);
    expect(await world.records()).toMatchObject([
      { action: 'adopt', status: 'success', platform_version_before: '1.0', platform_version_after: '1.0' },
    ]);
    expect((await world.onPush()).outputs).toMatchObject({ result: 'unchanged' });

    await world.push({ 'flows/main-menu.yaml': MENU.replace('Welcome to the', 'Hello, this is the') });
    expect((await world.onPush()).outputs).toMatchObject({ result: 'success', published: '1' });
  });

  test('a live flow that differs is a conflict, and so is a draft on top of one that equals', async () => {
    await liveByHand((text) => text.replace('Welcome to the', 'Hello, this is the'));
    const result = await world.onPush();
    expect(result.code).toBe(1);
    expect(result.log).toContain('was never published from here');
    expect(flow()?.versions).toHaveLength(1);
    expect(await world.records()).toEqual([]);
  });
});

describe('an export', () => {
  /** Runs in an empty repository, and gives what the workspace holds afterwards. */
  async function exportInto(
    inputs: Record<string, string> = {},
    prepare: (workspace: string) => void = () => {},
  ) {
    let folder = '';
    const files: Record<string, string> = {};
    const result = await world.onPush({
      inputs: { mode: 'export', region: 'us-east-1', ...inputs },
      event: { name: 'workflow_dispatch', payload: {} },
      prepare: (workspace) => {
        folder = workspace;
        prepare(workspace);
      },
      collect: () => {
        for (const each of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
          const path = join(folder, each);
          if (lstatSync(path).isFile() && !each.startsWith('.git/')) files[each] = readFileSync(path, 'utf8');
        }
      },
    });
    return { result, files };
  }

  test('starts a repository: what it writes is adopted unchanged, and nothing is published', async () => {
    await world.push({ 'README.md': '# Flows' });
    world.genesys.org.publish('INBOUNDCALL', 'Main Menu', LIVE, { user: 'Ann' });
    world.genesys.org.publish('WORKFLOW', 'Other', 'workflow:\n  name: Other\n', { user: 'Ann' });
    const { result, files } = await exportInto({ flow: 'INBOUNDCALL/*' });
    expect(result.code).toBe(0);
    expect(Object.keys(files).toSorted()).toEqual([
      '.genesys-flows.yml',
      'README.md',
      'flows/inboundcall/main-menu.yaml',
    ]);
    await world.push(files);
    const publish = await world.onPush();
    expect(publish.code).toBe(0);
    expect(JSON.parse(publish.outputs.flows ?? '')).toMatchObject([{ action: 'adopt', status: 'synced' }]);
    expect(flow()?.versions).toHaveLength(1);

    // Again: it goes on with what is not there yet. After a change in Architect it is the way home.
    const second = await exportInto();
    expect(second.result.summary).toContain('flows/workflow/other.yaml');
    world.genesys.org.publish('INBOUNDCALL', 'Main Menu', LIVE.replace('Welcome to the', 'This is the'), {
      user: 'Ann',
    });
    const home = await exportInto({ flow: 'Main Menu' });
    expect(home.files['flows/inboundcall/main-menu.yaml']).toContain('This is the');
    await world.push(home.files);
    expect(JSON.parse((await world.onPush()).outputs.flows ?? '')).toMatchObject([{ action: 'adopt' }]);
    expect(flow()?.versions).toHaveLength(2);
  });

  test('does not write through a link, and says so', async () => {
    await world.push({ 'README.md': '# Flows' });
    world.genesys.org.publish('INBOUNDCALL', 'Main Menu', LIVE, { user: 'Ann' });
    const elsewhere = mkdtempSync(join(tmpdir(), 'genesys-flow-elsewhere-'));
    const { result } = await exportInto({}, (workspace) => {
      mkdirSync(join(workspace, 'flows'));
      symlinkSync(elsewhere, join(workspace, 'flows/inboundcall'));
    });
    expect(result.code).toBe(1);
    expect(result.log).toContain('is a link, or lies behind one, and is not written');
    expect(readdirSync(elsewhere)).toEqual([]);
    rmSync(elsewhere, { recursive: true });
  });
});

describe('a plan', () => {
  test('shows the difference to what is live, and the release version that it needs', async () => {
    const before = { ...FILES, 'flows/main-menu.flow.yaml': `${FILES['flows/main-menu.flow.yaml']}\n` };
    await world.push(before);
    await world.onPush();
    const raised = before['flows/main-menu.flow.yaml'].replace(/patch: \d+/, 'patch: 9');
    expect(raised).not.toBe(before['flows/main-menu.flow.yaml']);
    const plan = await world.onPullRequest({
      'flows/main-menu.flow.yaml': raised,
      'flows/main-menu.yaml': MENU.replace('Welcome to the', 'Hello, this is the').replace(
        'digit_9',
        'digit_8',
      ),
    });
    expect(plan.code).toBe(0);
    expect(plan.summary).toContain('### What changes in Main Menu');
    expect(plan.summary).toContain(
      'now says “Hello, this is the service line.” &#40;was “Welcome to the service line.”&#41;',
    );
    expect(plan.summary).toContain('the change calls for a new major version');
  });

  test('reports what the org does not have, on its line, before a job starts', async () => {
    world.genesys.org.queues.clear();
    const plan = await world.onPullRequest(FILES);
    expect(plan.code).toBe(1);
    const line = MENU.split('\n').findIndex((text) => text.includes('{{SUPPORT_QUEUE}}')) + 1;
    expect(plan.log).toContain(`::error title=org-reference,file=flows/main-menu.yaml,line=${line},`);
    expect(plan.log).toContain('the org has no queue "Support", or the OAuth client may not see it');
    await world.push(FILES);
    const publish = await world.onPush();
    expect(publish.code).toBe(1);
    expect(world.genesys.requests).not.toContain('POST /api/v2/flows/jobs');

    for (const client of world.genesys.org.clients) client.lacks = ['routing:queue:view'];
    const blind = await world.onPullRequest({
      'flows/main-menu.yaml': MENU.replace('Welcome to the', 'This is the'),
    });
    expect(blind.code).toBe(0);
    expect(blind.summary).toContain('Not checked against the org: queues');
  });

  test('shows no difference if the client may not export', async () => {
    await world.push(FILES);
    await world.onPush();
    for (const client of world.genesys.org.clients) client.lacks = ['architect:jobExport:create'];
    const plan = await world.onPullRequest({
      'flows/main-menu.yaml': MENU.replace('Welcome to the', 'Hello, this is the'),
    });
    expect(plan.code).toBe(0);
    expect(plan.summary).toContain('📋 update');
    expect(plan.summary).not.toContain('What changes in');
  });
});

describe('drift', () => {
  const drift = (inputs: Record<string, string> = {}, rights: 'read' | 'write' = 'write') =>
    world.onPush({ event: { name: 'schedule', payload: {} }, inputs, rights });

  test('without changes reports nothing; a publish in Architect and a deleted flow are reported with their user', async () => {
    await world.push(FILES);
    await world.onPush();
    const before = world.genesys.requests.length;
    const quiet = await drift();
    expect(quiet.code).toBe(0);
    expect(quiet.outputs).toMatchObject({ result: 'success', drifted: '0' });
    expect(world.genesys.requests.slice(before)).toEqual(['POST /login/oauth/token', 'GET /api/v2/flows']);

    expect(world.github.issues).toEqual([]);

    const text = (flow()?.versions.at(-1)?.yaml ?? '').replace('Welcome to the', 'This is the');
    world.genesys.org.publish('INBOUNDCALL', 'Main Menu', text, { user: 'Ann' });
    const result = await drift();
    expect(result.code).toBe(1);
    expect(result.outputs).toMatchObject({ result: 'failure', drifted: '1' });
    expect(result.summary).toContain('published by Ann');
    expect(result.summary).toContain('What changed in Main Menu');
    expect((await drift({ 'fail-on': 'never' })).code).toBe(0);
    // One issue, which is brought up to date and does not pile up.
    expect(world.github.issues).toMatchObject([
      { state: 'open', title: 'Genesys flows have drifted (default)' },
    ]);
    expect(world.github.issues[0]?.body).toContain('published by Ann');
    expect(world.github.issues[0]?.body).toContain(
      'the greeting now says “This is the service line.” &#40;was “Welcome to the service line.”&#41;',
    );

    const found = flow();
    if (found) found.deleted = true;
    expect((await drift()).log).toContain('is not in the org any more');
    expect(world.github.issues).toHaveLength(1);

    // Mended, it closes by itself; without the permission the run says so and goes on.
    if (found) world.genesys.org.publishAgain(found, '1.0', { user: 'Ann' });
    if (found) Object.assign(found, { deleted: false, saved: '1.0' });
    expect((await drift()).code).toBe(0);
    expect(world.github.issues).toMatchObject([{ state: 'closed' }]);
    world.genesys.org.publish('INBOUNDCALL', 'Main Menu', text, { user: 'Ann' });
    const blind = await drift({}, 'read');
    expect(blind.log).toContain('No issue was written');
    expect(blind.log).toContain('issues: write');
    expect(blind.outputs.drifted).toBe('1');
  });

  test('over 1,000 flows that have not changed costs at most 12 requests', async () => {
    await world.push(FILES);
    await world.onPush();
    for (let at = 0; at < 999; at++)
      world.genesys.org.publish('INBOUNDCALL', `Flow ${at}`, MENU, { user: 'Ann' });
    const before = world.genesys.requests.length;
    expect((await drift()).code).toBe(0);
    expect(world.genesys.requests.length - before).toBeLessThanOrEqual(12);
  });

  test('before the first publish says that nothing was published', async () => {
    await world.push(FILES);
    const result = await drift();
    expect(result.code).toBe(1);
    expect(result.log).toContain('nothing was published from here to "default" yet');
  });
});
