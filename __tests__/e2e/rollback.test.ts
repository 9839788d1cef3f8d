import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createWorld, type World } from '../../sandbox/world.ts';
import { canonical } from '../../src/architect/canonical.ts';
import { closeClean } from '../support/world.ts';

const IVR = readFileSync('examples/flows/ivr-tester.flow.json', 'utf8');
const FILE = 'flows/ivr-tester.flow.json';
const second = IVR.replace('"minor": 0', '"minor": 1').replace(
  '"type": "say", "media_id": "media_abc123"',
  '"type": "say", "text": "Hello"',
);
const third = second.replace('"minor": 1', '"minor": 2').replace('Hello', 'Welcome');

let world: World;
beforeEach(async () => {
  world = await createWorld();
  for (const text of [IVR, second, third]) {
    await world.push({ [FILE]: text });
    expect((await world.onPush()).outputs).toMatchObject({ result: 'success' });
  }
});
afterEach(() => closeClean(world));
const flow = () => world.genesys.org.flows[0];
const rollback = (inputs: Record<string, string> = {}, more = {}) =>
  world.onPush({
    inputs: { mode: 'rollback', flow: 'IVR_Tester', ...inputs },
    event: { name: 'workflow_dispatch', payload: {} },
    ...more,
  });

describe('a rollback on demand', () => {
  test('to the previous version: verified, recorded with what it undoes, and not published again', async () => {
    const bad = (await world.records()).find(
      ({ platform_version_after }) => platform_version_after === '3.0',
    );
    const result = await rollback();
    expect(result.log).toContain('version 2.0 is live again');
    expect(result.code).toBe(0);
    expect(flow()?.published).toBe('2.0');
    const record = (await world.records()).find(({ action }) => action === 'rollback');
    expect(record).toMatchObject({
      status: 'success',
      undoes: bad?.audit_id,
      rollback_trigger: 'requested',
      platform_version_before: '3.0',
      platform_version_after: '2.0',
      version_matrix: { major: 1, minor: 1, patch: 0 },
    });
    expect(JSON.parse(result.outputs.flows ?? '')).toMatchObject([
      { action: 'rollback', status: 'synced', version: '2.0', release: '1.1.0', audit_id: record?.audit_id },
    ]);
    expect(result.summary).toContain('3.0 → 2.0');
    expect(await world.audit('intents/default.json')).toBeUndefined();

    // A merge of something else does not bring back what was rolled back.
    await world.push({ 'README.md': 'more' });
    const push = await world.onPush();
    expect(push.outputs).toMatchObject({ result: 'success', held: '1', published: '0' });
    expect(JSON.parse(push.outputs.flows ?? '')).toMatchObject([{ action: 'held', status: 'held' }]);
    expect(push.summary).toContain('held after a rollback');
    expect(push.summary).toContain('was rolled back to version 2.0');
    expect(push.log).toContain('held: "IVR_Tester" (was rolled back to version 2.0');
    expect(flow()?.published).toBe('2.0');

    // A further one goes on backwards; a change of the flow is published again.
    expect((await rollback()).code).toBe(0);
    expect(flow()?.published).toBe('1.0');
    await world.push({ [FILE]: third.replace('"minor": 2', '"minor": 3').replace('Welcome', 'Good day') });
    expect((await world.onPush()).outputs).toMatchObject({ result: 'success', published: '1' });
    expect(flow()?.published).toBe('4.0');
  });

  test('to a release, if publishing a version is refused: as a new version of the same content', async () => {
    world.genesys.org.unknowns.publishVersion = 'refused';
    const result = await rollback({ 'to-version': '1.0.0' });
    expect(result.code).toBe(0);
    expect(flow()?.published).toBe('4.0');
    const [first, last] = [flow()?.versions[0], flow()?.versions.at(-1)].map((each) =>
      parse(each?.yaml ?? ''),
    );
    expect(canonical(last)).toBe(canonical(first));
  });

  test('twice to the previous version goes back two versions if each publish makes a new one', async () => {
    world.genesys.org.unknowns.publishVersion = 'new-version';
    const content = (version: string | undefined) =>
      canonical(parse(flow()?.versions.find(({ id }) => id === version)?.yaml ?? ''));
    expect((await rollback()).code).toBe(0);
    expect(content(flow()?.published)).toBe(content('2.0'));
    expect((await rollback()).code).toBe(0);
    expect(content(flow()?.published)).toBe(content('1.0'));
    const third = await rollback();
    expect(third.code).toBe(1);
    expect(third.log).toContain('knows no version of "IVR_Tester" before');
  });

  test('is committed as a rollback, with the flow and its versions', async () => {
    await rollback();
    const headlines = (await world.github.repository.git(['log', '--format=%s', 'flow-audit'])).split('\n');
    expect(headlines).toContain('Intent: roll back "IVR_Tester" in default to version 2.0');
    expect(headlines).toContain('Roll back "IVR_Tester" in default: version 3.0 to 2.0');
  });

  test('to what is already live changes nothing', async () => {
    const result = await rollback({ 'to-version': '3' });
    expect(result.outputs).toMatchObject({ result: 'unchanged' });
    expect((await world.records()).some(({ action }) => action === 'rollback')).toBe(false);
  });

  test('what prevents it is reported, and nothing is changed', async () => {
    const cases: [Record<string, string>, RegExp, () => void][] = [
      [{ flow: '' }, /needs the input "flow"/, () => {}],
      [{ flow: 'IVR' }, /nothing was published from here as "IVR"/, () => {}],
      [{ 'to-version': '7.0.0' }, /never released as 7.0.0/, () => {}],
      [{ 'to-version': '9' }, /has no version 9\.0 in the org; nothing was changed/, () => {}],
      [{ 'to-version': 'newest' }, /"to-version" must be/, () => {}],
      [
        { region: 'eu-west-1' },
        /was published to us-east-1, and the input "region" says eu-west-1/,
        () => {},
      ],
      [
        {},
        /locked by Ann/,
        () => {
          const found = flow();
          if (found) found.lockedBy = { user: 'Ann' };
        },
      ],
      [
        {},
        /is at version 4\.0 \(published by Ann/,
        () => {
          const found = flow();
          if (found) found.lockedBy = undefined;
          world.genesys.org.publish('INBOUNDCALL', 'IVR_Tester', 'inboundCall: {}', { user: 'Ann' });
        },
      ],
    ];
    for (const [inputs, words, prepare] of cases) {
      prepare();
      const before = flow()?.published;
      const result = await rollback(inputs);
      expect(result.code).toBe(1);
      expect(result.log).toMatch(words);
      expect(flow()?.published).toBe(before);
    }
    expect(await world.audit('intents/default.json')).toBeUndefined();
    // Knowingly, it goes back from somebody's version, too: the newest one that was live before it.
    expect((await rollback({ 'on-conflict': 'overwrite' })).code).toBe(0);
    expect(flow()?.published).toBe('3.0');
  });

  test('on a pull request is refused', async () => {
    const result = await world.onPullRequest({}, { inputs: { mode: 'rollback', flow: 'IVR_Tester' } });
    expect(result.code).toBe(1);
    expect(result.log).toContain('Mode rollback is refused on pull_request events');
  });

  test('that is killed is found and recorded by the next run', async () => {
    const killed = await rollback({}, { killAt: 'rolling back to version 2.0' });
    expect(killed.code).toBeNull();
    const next = await rollback();
    expect(next.code).toBe(0);
    expect(await world.audit('intents/default.json')).toBeUndefined();
    const records = (await world.records()).filter(({ action }) => action === 'rollback');
    // Either the first one had not begun, and the second did it; or it was found, and the second went on from there.
    expect(flow()?.published).toBe(records.length === 1 ? '2.0' : '1.0');
  });
});

describe('an event of another system', () => {
  const dispatch = (client_payload: unknown, action = 'genesys_flow_deploy') =>
    world.onPush({
      event: { name: 'repository_dispatch', payload: { action, client_payload } },
      inputs: { 'client-id': '', 'client-secret': '' },
    });
  const id = '5b6c0d6e-0000-4000-8000-000000000001';

  test('is recorded as external, returns its audit id, and does not change the state', async () => {
    const before = await world.audit('state/default.json');
    const result = await dispatch({
      flow_id: id,
      action: 'update',
      status: 'failure',
      rollback_trigger: 'test',
    });
    expect(result.code).toBe(0);
    const [record] = (await world.records()).filter(({ source }) => source === 'external');
    expect(record).toMatchObject({ flow_id: id, status: 'failure', rollback_trigger: 'test' });
    expect(JSON.parse(result.outputs.flows ?? '')).toMatchObject([
      { id, status: 'synced', audit_id: record?.audit_id },
    ]);
    expect(result.files['records-file']).toContain('"source":"external"');
    expect(await world.audit('state/default.json')).toBe(before);
  });

  test('that is invalid is refused with all its errors', async () => {
    const result = await dispatch({ flow_id: 'x', '::error::': 1 });
    expect(result.code).toBe(1);
    expect(result.log).toContain('"flow_id" must be the id of a flow');
    expect((await world.records()).some(({ source }) => source === 'external')).toBe(false);
  });
});
