import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createWorld, type World } from '../../sandbox/world.ts';
import { closeClean } from '../support/world.ts';

const IVR = readFileSync('examples/flows/ivr-tester.flow.json', 'utf8');
const MENU = {
  'flows/main-menu.flow.yaml': readFileSync('examples/flows/main-menu.flow.yaml', 'utf8'),
  'flows/main-menu.yaml': readFileSync('examples/flows/main-menu.yaml', 'utf8'),
};
const FLOW = 'flows/ivr-tester.flow.json';
const changed = IVR.replace('"patch": 0', '"patch": 1').replace(
  '"type": "say", "media_id": "media_abc123"',
  '"type": "say", "text": "Hello"',
);

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => closeClean(world));
const flow = (name = 'IVR_Tester') => world.genesys.org.flows.find((each) => each.name === name);

describe('a flow from its first publish on', () => {
  test('the manifest of the design is created, verified, recorded and deployed, and not published again', async () => {
    await world.push({ [FLOW]: IVR, ...MENU });
    const first = await world.onPush();
    expect(first.code).toBe(0);
    expect(first.outputs).toMatchObject({ result: 'success', published: '2', failed: '0', errors: '0' });
    expect(flow()).toMatchObject({ type: 'INBOUNDCALL', published: '1.0' });
    expect(flow('Main Menu')?.versions[0]?.yaml).toContain('name: "Support"');

    const [record] = (await world.records()).filter((each) => each.flow_name === 'IVR_Tester');
    expect(record).toMatchObject({
      event: 'genesys_flow_deploy',
      action: 'create',
      status: 'success',
      flow_id: flow()?.id,
      flow_type: 'INBOUNDCALL',
      version_matrix: { major: 1, minor: 0, patch: 0 },
      rollback_trigger: null,
      platform_version_before: null,
      platform_version_after: '1.0',
      environment: 'default',
      actor: 'sandbox-user',
      attempt: 1,
    });
    expect(record?.latency_ms).toBeGreaterThan(0);
    expect(first.files['records-file']?.trim().split('\n')).toHaveLength(2);
    expect(first.log).toContain(`record {"schema":1,"event":"genesys_flow_deploy"`);
    expect(world.github.deployments).toHaveLength(2);
    expect(world.github.deployments[0]?.body).toMatchObject({
      auto_merge: false,
      required_contexts: [],
      payload: { event: 'genesys_flow_deploy', status: 'synced' },
    });
    expect(world.github.deployments[0]?.statuses).toMatchObject([{ state: 'success', auto_inactive: false }]);

    const second = await world.onPush();
    expect(second.outputs).toMatchObject({ result: 'unchanged', published: '0', unchanged: '2' });
    expect(flow()?.versions).toHaveLength(1);
  });

  test('a change is published as a new version, and a flow whose manifest is gone is reported as still live', async () => {
    await world.push({ [FLOW]: IVR, ...MENU });
    await world.onPush();
    await world.push({ [FLOW]: changed, 'flows/main-menu.flow.yaml': null, 'flows/main-menu.yaml': null });
    const result = await world.onPush();
    expect(result.outputs).toMatchObject({ result: 'success', published: '1' });
    expect(flow()?.published).toBe('2.0');
    expect(result.summary).toContain('Still live, no longer managed here');
    expect(result.summary).toContain('Main Menu');
    const state = JSON.parse((await world.audit('state/default.json')) ?? '') as {
      flows: Record<string, { releases: object }>;
    };
    expect(Object.keys(state.flows['INBOUNDCALL/IVR_Tester']?.releases ?? {})).toEqual(['1.0.0', '1.0.1']);
  });

  test('each environment has its own state', async () => {
    const withProd = JSON.stringify({ ...(JSON.parse(IVR) as object), environments: { prod: {} } });
    await world.push({ [FLOW]: withProd });
    await world.onPush({ inputs: { environment: 'prod' } });
    expect(await world.audit('state/prod.json')).toContain('IVR_Tester');
    expect(await world.audit('state/default.json')).toBeUndefined();
  });

  test('git log on the audit branch shows what happened', async () => {
    await world.push({ [FLOW]: IVR });
    await world.onPush({ inputs: { 'keep-live': 'true' } });
    const log = await world.github.repository.git(['log', '--reverse', '--format=%s', 'flow-audit']);
    expect(log.split('\n')).toEqual([
      'Begin the audit log',
      'Intent: publish 1 flow to default',
      'Publish to default: 1 of 1 flow live',
      'Snapshots of 1 flow',
    ]);
    expect(
      await world.github.repository
        .git(['merge-base', '--is-ancestor', 'main', 'flow-audit'])
        .catch(() => 'unrelated'),
    ).toBe('unrelated');
  });
});

describe('pull requests', () => {
  beforeEach(async () => {
    await world.push({ [FLOW]: IVR, ...MENU });
  });
  const broken = IVR.replace('"target": "end"', '"target": "ende"');

  test('only changed flows are checked, and each finding is on its line', async () => {
    const result = await world.onPullRequest({ [FLOW]: broken, 'docs/readme.md': 'x' });
    expect(result.code).toBe(1);
    expect(result.log).toMatch(
      /::error title=missing-target,file=flows\/ivr-tester\.flow\.json,line=16,endLine=16,col=\d+,endColumn=\d+::"menu" has a transition to "ende"/,
    );
    expect(JSON.parse(result.outputs.flows ?? '')).toHaveLength(1);
    expect(result.summary).toContain(':::error');
    expect(JSON.parse(result.files['findings-file'] ?? '')).toContainEqual(
      expect.objectContaining({ rule: 'missing-target' }),
    );
  });

  test('a flow counts as changed if a file that it names changed', async () => {
    const result = await world.onPullRequest({
      'flows/main-menu.yaml': MENU['flows/main-menu.yaml'].replace('press 1', 'press one'),
    });
    expect(JSON.parse(result.outputs.flows ?? '')).toMatchObject([{ name: 'Main Menu', action: 'create' }]);
    expect(world.genesys.org.flows).toEqual([]);
  });

  test('beyond 300 files the trees are compared', async () => {
    const many = Object.fromEntries(Array.from({ length: 320 }, (_, at) => [`docs/${at}.md`, String(at)]));
    const result = await world.onPullRequest({ ...many, [FLOW]: broken });
    expect(JSON.parse(result.outputs.flows ?? '')).toMatchObject([{ name: 'IVR_Tester' }]);
    expect(world.github.requests.filter((request) => request.includes('/git/trees/'))).toHaveLength(2);
  });

  test('from a fork is checked without secrets, whatever the inputs say', async () => {
    const result = await world.onPullRequest(
      { [FLOW]: broken },
      { fork: true, rights: 'read', inputs: { mode: 'publish', 'client-id': '', 'client-secret': '' } },
    );
    expect(result.code).toBe(1);
    expect(result.log).toContain('Mode: validate (the pull request comes from a fork');
    expect(world.genesys.requests).toEqual([]);
  });

  test('publish is refused', async () => {
    const result = await world.onPullRequest({ [FLOW]: IVR }, { inputs: { mode: 'publish' } });
    expect(result.log).toContain('Mode publish is refused on pull_request events');
    expect(world.genesys.requests).toEqual([]);
  });

  test('a change that weakens its own checks is reported first', async () => {
    const loosened = IVR.replace('"max_node_count": 150', '"max_node_count": 900');
    const result = await world.onPullRequest({
      [FLOW]: loosened,
      '.genesys-flows.yml': 'rules: {missing-media: "off"}\n',
    });
    expect(result.code).toBe(0);
    expect(result.summary.split('\n').slice(1, 5).join('\n')).toMatch(
      /Weakened checks:.*genesys-flows\.yml: rule missing-media[\s\S]*Weakened checks:.*max&#95;node&#95;count/,
    );
  });

  test('a change that removes a manifest says that the flow stays live', async () => {
    const result = await world.onPullRequest({ [FLOW]: null });
    expect(result.summary).toContain('IVR&#95;Tester');
    expect(result.summary).toContain('is removed. A flow that is live stays live');
  });

  test('a merge group is checked like a pull request', async () => {
    const base = await world.github.repository.commit('refs/heads/main');
    const head = await world.github.repository.push('queue', { [FLOW]: broken }, 'Queue', 'main');
    const event = { name: 'merge_group', payload: { merge_group: { base_sha: base, head_sha: head } } };
    const result = await world.onPush({ sha: head, event });
    expect(result.code).toBe(1);
    expect(JSON.parse(result.outputs.flows ?? '')).toHaveLength(1);
  });

  test('fail-on decides what fails', async () => {
    expect((await world.onPullRequest({ [FLOW]: broken }, { inputs: { 'fail-on': 'never' } })).code).toBe(0);
    expect(
      (
        await world.onPullRequest(
          { [FLOW]: IVR.replace('"media_abc123": true', '"media_abc123": true, "old": true') },
          { inputs: { 'fail-on': 'warning', mode: 'validate' } },
        )
      ).code,
    ).toBe(1);
  });
});

test('validate with changed-only: false sends nothing anywhere', async () => {
  await world.push({ [FLOW]: IVR });
  const before = world.github.requests.length;
  const result = await world.onPush({ inputs: { mode: 'validate', 'changed-only': 'false' } });
  expect(result.code).toBe(0);
  expect(world.genesys.requests).toEqual([]);
  expect(world.github.requests.length).toBe(before);
});
