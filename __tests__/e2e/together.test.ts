import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createWorld, type World } from '../../sandbox/world.ts';
import { closeClean } from '../support/world.ts';

const IVR = readFileSync('examples/flows/ivr-tester.flow.json', 'utf8');
const flowNamed = (name: string, queue = '') =>
  JSON.stringify({
    target_region: 'us-east-1',
    flow_definition: {
      name,
      type: 'ivr',
      nodes: {
        start: { id: 'start', type: 'start', transitions: [{ target: queue ? 'desk' : 'end' }] },
        ...(queue
          ? {
              desk: {
                id: 'desk',
                type: 'transfer',
                queue,
                transitions: [{ on: 'failure', target: 'end' }],
              },
            }
          : {}),
        end: { id: 'end', type: 'end', transitions: [] },
      },
    },
  });

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => closeClean(world));
const flow = (name: string) => world.genesys.org.flows.find((each) => each.name === name);

describe('an atomic run', () => {
  test('rolls back what it published when a flow fails, the last first, and records each', async () => {
    await world.push({ 'flows/a.flow.json': flowNamed('A'), 'flows/b.flow.json': flowNamed('B') });
    await world.onPush();
    await world.push({
      'flows/a.flow.json': flowNamed('A', 'Support'),
      'flows/b.flow.json': flowNamed('B', 'Support'),
      'flows/c.flow.json': flowNamed('C'),
    });
    world.genesys.org.jobScripts.push(
      { kind: 'slow', ms: 50 },
      { kind: 'slow', ms: 50 },
      { kind: 'failure-without-messages' },
    );
    const result = await world.onPush({ inputs: { atomic: 'true', concurrency: '1' } });
    expect(result.code).toBe(1);
    expect(result.outputs).toMatchObject({ result: 'failure', published: '0', 'rolled-back': '2' });
    expect([flow('A')?.published, flow('B')?.published]).toEqual(['1.0', '1.0']);
    expect(result.log.indexOf('"B": rolling back to version 1.0')).toBeLessThan(
      result.log.indexOf('"A": rolling back to version 1.0'),
    );
    const records = (await world.records()).filter(({ status }) => status === 'rolled_back');
    expect(records.map(({ flow_name }) => String(flow_name)).toSorted()).toEqual(['A', 'B']);
    expect(records[0]?.rollback_trigger).toContain('"C" did not go live, and this run is atomic');

    const second = await world.onPush({ inputs: { atomic: 'true' } });
    expect(second.outputs).toMatchObject({ result: 'success', published: '3' });
  });

  test('begins nothing where one flow cannot be published', async () => {
    await world.push({ 'flows/a.flow.json': flowNamed('A'), 'flows/b.flow.json': flowNamed('B') });
    await world.onPush();
    const b = flow('B');
    if (b) b.lockedBy = { user: 'Ann' };
    await world.push({
      'flows/a.flow.json': flowNamed('A', 'Support'),
      'flows/b.flow.json': flowNamed('B', 'Support'),
    });
    const result = await world.onPush({ inputs: { atomic: 'true' } });
    expect(result.outputs).toMatchObject({ result: 'failure', published: '0', 'rolled-back': '0' });
    expect(flow('A')?.versions).toHaveLength(1);
    expect(result.summary).toContain('this run is atomic');
  });
});

describe('what was approved is what is published', () => {
  test('the digest of a plan lets just that through', async () => {
    await world.push({ 'flows/x.flow.json': IVR });
    const plan = await world.onPush({ inputs: { mode: 'plan' } });
    const digest = plan.outputs['plan-digest'] ?? '';
    expect(digest).toMatch(/^[0-9a-f]{64}$/);

    await world.push({ 'flows/x.flow.json': IVR.replace('IVR_Tester', 'IVR_Other') });
    const refused = await world.onPush({ inputs: { 'plan-digest': digest } });
    expect(refused.code).toBe(1);
    expect(refused.log).toContain('what would be published now is not what was planned');
    expect(world.genesys.org.flows).toHaveLength(0);
    expect(await world.audit('intents/default.json')).toBeUndefined();

    await world.push({ 'flows/x.flow.json': IVR });
    const published = await world.onPush({ inputs: { 'plan-digest': digest } });
    expect(published.outputs).toMatchObject({ result: 'success', published: '1', 'plan-digest': digest });
    // What is already done is not refused.
    const again = await world.onPush({ inputs: { 'plan-digest': digest } });
    expect(again.outputs).toMatchObject({ result: 'unchanged' });
  });

  test('a plan whose flows are gone is refused', async () => {
    await world.push({ 'flows/x.flow.json': IVR });
    await world.onPush();
    await world.push({ 'flows/y.flow.json': IVR.replace('IVR_Tester', 'IVR_Other') });
    const plan = await world.onPush({ inputs: { mode: 'plan' } });
    await world.push({ 'flows/y.flow.json': null });
    const gone = await world.onPush({ inputs: { 'plan-digest': plan.outputs['plan-digest'] ?? '' } });
    expect(gone.code).toBe(1);
    expect(gone.log).toContain('nothing to publish');
    expect(gone.outputs.result).toBe('failure');
  });

  test('an input that changes what a publish does needs another plan', async () => {
    await world.push({ 'flows/x.flow.json': IVR });
    const plan = await world.onPush({ inputs: { mode: 'plan' } });
    const digest = plan.outputs['plan-digest'] ?? '';
    for (const inputs of [{ atomic: 'true' }, { 'on-conflict': 'overwrite' }, { 'audit-branch': 'other' }]) {
      const refused = await world.onPush({ inputs: { 'plan-digest': digest, ...inputs } });
      expect(refused.log).toContain('is not what was planned');
    }
    expect(world.genesys.org.flows).toHaveLength(0);
  });
});

describe('a run that is cancelled', () => {
  test('stops, writes down what it knows, and leaves the rest to the next run', async () => {
    // A run that waits for its job does not end in the time of this test.
    world.genesys.org.jobMs = 3_600_000;
    await world.push({ 'flows/a.flow.json': flowNamed('A'), 'flows/b.flow.json': flowNamed('B') });
    const result = await world.onPush({
      inputs: { concurrency: '1' },
      killAt: 'uploaded, job',
      killSignal: 'SIGTERM',
    });
    expect(result.code).toBe(1);
    expect(result.log).toContain('The run was cancelled');
    expect(result.log).toContain('Recorded in commit');
    expect(await world.audit('intents/default.json')).toContain('"A"');
    expect((await world.records()).map(({ status }) => status)).toEqual(['pending']);
  });
});
