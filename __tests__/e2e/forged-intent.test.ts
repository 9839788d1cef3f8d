import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createWorld, type World } from '../../sandbox/world.ts';
import type { IntentFlow } from '../../src/audit/intent.ts';
import { closeClean } from '../support/world.ts';

const IVR = readFileSync('examples/flows/ivr-tester.flow.json', 'utf8');
const FILE = 'flows/ivr-tester.flow.json';

let world: World;
beforeEach(async () => {
  world = await createWorld();
  await world.push({ [FILE]: IVR });
  expect((await world.onPush()).code).toBe(0);
  await world.push({
    [FILE]: IVR.replace('"minor": 0', '"minor": 1'),
  });
});
afterEach(() => closeClean(world));

/** What the org has of its flows, as far as an intent could change it. */
function org() {
  return world.genesys.org.flows.map(({ name, published, active, lockedBy, versions }) => ({
    name,
    published,
    active,
    lockedBy,
    versions: versions.length,
  }));
}

/** A commit of an intent by somebody with write access to the repository, and without the secret. */
async function forge(flow: Partial<IntentFlow>): Promise<void> {
  const [known] = world.genesys.org.flows;
  const now = Date.now();
  const intent = {
    schema: 1,
    intent_id: '00000000-0000-4000-8000-000000000001',
    environment: 'default',
    begun_on: await world.github.repository.commit('refs/heads/flow-audit'),
    sequence: 1,
    run_id: 1,
    attempt: 1,
    run_url: 'https://github.com/sandbox/call-flows/actions/runs/1',
    actor: 'ann',
    commit: 'c'.repeat(40),
    started: new Date(now - 3_600_000).toISOString(),
    expires: new Date(now - 1_800_000).toISOString(),
    flows: [
      {
        key: `INBOUNDCALL/${known?.name}`,
        flow_id: known?.id,
        flow_name: known?.name,
        flow_type: 'INBOUNDCALL',
        region: 'us-east-1',
        manifest: FILE,
        content_digest: 'd'.repeat(64),
        base_version: known?.published,
        version_matrix: null,
        ...flow,
      },
    ],
    mac: 'a'.repeat(64),
  };
  const text = JSON.stringify(intent);
  await world.github.repository.push(
    'flow-audit',
    { 'intents/default.json': text },
    'Intent: publish 1 flow',
  );
}

describe('an intent that someone without the secret commits to the audit branch', () => {
  test.each<[string, Partial<IntentFlow>]>([
    ['rolls back a flow', { rollback: true, target_version: '1.0', base_version: '1.0' }],
    ['renames a flow', { renamed_from: 'Taken over' }],
    ['deactivates a flow', { target_version: 'none', base_version: null }],
  ])('and that %s stops publish and rollback, and changes nothing', async (_, flow) => {
    await forge(flow);
    const before = org();
    const records = (await world.records()).length;
    const head = await world.github.repository.commit('refs/heads/flow-audit');
    const published = await world.onPush();
    const rolledBack = await world.onPush({
      inputs: { mode: 'rollback', flow: 'IVR_Tester', 'to-version': '1.0' },
      event: { name: 'workflow_dispatch', payload: {} },
    });
    for (const { code, log } of [published, rolledBack]) {
      expect(code).toBe(1);
      expect(log).toContain('::error');
      expect(log).toContain('the intent intents/default.json on the branch flow-audit is not trusted');
      expect(log).toContain('docs/how-to/untrusted-audit-log.md');
    }
    expect(org()).toEqual(before);
    expect(await world.records()).toHaveLength(records);
    expect(await world.github.repository.commit('refs/heads/flow-audit')).toBe(head);
    // The documented manual way: closed by its digest, then the run publishes as usual.
    const digest = /discard-intent: ([0-9a-f]{64})/.exec(published.log)?.[1] ?? '';
    const again = await world.onPush({ inputs: { 'discard-intent': digest } });
    expect(again.log).toContain('is discarded, because of the input "discard-intent"');
    expect(await world.audit('intents/default.json')).toBeUndefined();
    expect(org().map(({ name, active }) => [name, active])).toEqual(
      before.map(({ name, active }) => [name, active]),
    );
  });
});
