import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createWorld, type World } from '../../sandbox/world.ts';
import { callFlow as call, goOn, say } from '../support/architect.ts';
import { closeClean } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => closeClean(world));
const flow = (name: string, type = 'INBOUNDCALL') => world.genesys.org.byName(type, name);

const useModule = (name: string) =>
  `- callCommonModule:\n              name: Use\n              commonModule:\n                ${name}:\n                  ver_latestPublished: { inputs: {} }`;
const CONFIG = 'defaults: { target_region: us-east-1 }\nrules: { cross-flow-loop: warning }\n';
const actionsOf = (outputs: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    (JSON.parse(outputs.flows ?? '[]') as { name: string; action: string; status: string }[]).map(
      ({ name, action, status }) => [name, `${action} ${status}`],
    ),
  );

describe('a renamed flow', () => {
  const file = (name: string, id: string) => ({
    'flows/line.flow.json': JSON.stringify({
      target_region: 'us-east-1',
      flow_id: id,
      flow_file: 'line.yaml',
    }),
    'flows/line.yaml': call(name, say('Hello')),
  });

  test('keeps its id and history under the new name', async () => {
    await world.push(file('Old line', ''));
    await world.onPush();
    const id = flow('Old line')?.id ?? '';
    await world.push(file('New line', id));
    const result = await world.onPush();
    expect(result.code, result.log).toBe(0);
    expect(actionsOf(result.outputs)).toEqual({ 'New line': 'rename synced' });
    expect(world.genesys.org.flows).toHaveLength(1);
    expect(flow('New line')).toMatchObject({ id, published: '2.0', lockedBy: undefined });
    expect((await world.onPush()).outputs.result).toBe('unchanged');
  });

  test('keeps the old name if the job fails, and is not left locked', async () => {
    await world.push(file('Old line', ''));
    await world.onPush();
    await world.push(file('New line', flow('Old line')?.id ?? ''));
    world.genesys.org.jobScripts.push({ kind: 'failure-without-messages' });
    const result = await world.onPush();
    expect(result.code).toBe(1);
    expect(flow('Old line')).toMatchObject({ published: '1.0', lockedBy: undefined });
  });

  test('is refused if another flow has that name', async () => {
    await world.push(file('Old line', ''));
    await world.onPush();
    world.genesys.org.publish('INBOUNDCALL', 'New line', 'x', { user: 'Ann' });
    await world.push(file('New line', flow('Old line')?.id ?? ''));
    const result = await world.onPush();
    expect(result.code).toBe(1);
    expect(result.log).toContain('is called "New line" already');
    expect(flow('Old line')?.versions).toHaveLength(1);
  });
});

describe('flows that depend on each other', () => {
  test('new flows in a cycle: each gets a placeholder first, and then its content', async () => {
    await world.push({
      '.genesys-flows.yml': CONFIG,
      'flows/day.yaml': call('Day', say('Good day'), goOn('Night')),
      'flows/night.yaml': call('Night', say('Good night'), goOn('Day')),
    });
    const result = await world.onPush();
    expect(result.code, result.log).toBe(0);
    for (const name of ['Day', 'Night']) {
      expect(flow(name)?.versions.map(({ yaml }) => yaml.includes('A placeholder'))).toEqual([true, false]);
      expect(flow(name)?.published).toBe('2.0');
    }
    expect(await world.records()).toHaveLength(2);
  });

  test('a placeholder whose flow fails is deactivated', async () => {
    await world.push({
      '.genesys-flows.yml': CONFIG,
      'flows/day.yaml': call('Day', say('Good day'), goOn('Day')),
    });
    world.genesys.org.jobScripts.push({ kind: 'slow', ms: 100 }, { kind: 'failure-without-messages' });
    const result = await world.onPush();
    expect(result.code).toBe(1);
    expect(result.summary).toContain('its placeholder');
    expect(flow('Day')).toMatchObject({ active: false, published: undefined });
    expect((await world.onPush()).outputs.published).toBe('1');
  });

  test('flows that use a common module are named, and published with it on request', async () => {
    const module = (text: string) =>
      `commonModule:\n  name: Hours\n  supportedLanguages: { en-us: { none: true } }\n  startUpTaskActions:\n    ${say(text)}\n    - endTask: { name: Done }\n`;
    await world.push({
      '.genesys-flows.yml': CONFIG,
      'flows/hours.yaml': module('Open'),
      'flows/day.yaml': call('Day', useModule('Hours')),
    });
    const first = await world.onPush();
    expect(first.code, first.log).toBe(0);
    world.genesys.org.publish('INBOUNDCALL', 'By hand', call('By hand', useModule('Hours')), { user: 'Ann' });
    await world.push({ 'flows/hours.yaml': module('Closed') });
    const plan = await world.onPush({ inputs: { mode: 'plan' } });
    expect(plan.summary).toContain('is used by "By hand", "Day"');
    const result = await world.onPush({ inputs: { 'republish-consumers': 'true' } });
    expect(actionsOf(result.outputs)).toEqual({ Hours: 'update synced', Day: 'republish synced' });
    expect(flow('Day')?.published).toBe('2.0');
    expect((await world.onPush()).outputs.result).toBe('unchanged');
    await world.push({ 'flows/hours.yaml': module('Away') });
    world.genesys.org.jobScripts.push({ kind: 'failure-without-messages' });
    const failed = await world.onPush({ inputs: { 'republish-consumers': 'true' } });
    expect(actionsOf(failed.outputs)).toEqual({ Hours: 'update failure', Day: 'republish skipped' });
    expect(failed.log).toContain('"Hours", whose new version it was to take, is not live');
    expect(flow('Day')?.published).toBe('2.0');
  });
});

test('what flows use is looked up in every list; lists without view permission are named', async () => {
  world.genesys.org.lists.set('/api/v2/architect/schedulegroups', new Set(['Office']));
  const schedule = (name: string) =>
    `- evaluateScheduleGroup: { name: Open, evaluate: { now: true }, scheduleGroup: { lit: { name: ${name} } } }`;
  await world.push({
    '.genesys-flows.yml': CONFIG,
    'flows/day.yaml': call('Day', schedule('Office'), schedule('Offcie')),
  });
  const result = await world.onPush({ inputs: { mode: 'plan' } });
  expect(result.log).toContain('the org has no schedule group "Offcie"');
  expect(result.log).not.toContain('no schedule group "Office"');
});

test('any flow of the org can be rolled back, also one that was never published from here', async () => {
  const { org } = world.genesys;
  for (const text of ['One', 'Two', 'Three'])
    org.publish('INBOUNDCALL', 'By hand', call('By hand', say(text)), { user: 'Ann' });
  await world.push({ 'README.md': '# Flows' });
  const dispatch = { name: 'workflow_dispatch', payload: {} };
  const inputs = { mode: 'rollback', flow: 'By hand' };
  const unknown = await world.onPush({ event: dispatch, inputs });
  expect(unknown.log).toContain('With the input "region" any flow of the org can be rolled back');
  const result = await world.onPush({ event: dispatch, inputs: { ...inputs, region: 'us-east-1' } });
  expect(result.code, result.log).toBe(0);
  expect(flow('By hand')?.published).toBe('2.0');
  expect(await world.records()).toMatchObject([
    { action: 'rollback', status: 'success', platform_version_before: '3.0', platform_version_after: '2.0' },
  ]);
  // It is still nobody's but theirs: a publish of a file of that name does not take it over.
  await world.push({ '.genesys-flows.yml': CONFIG, 'flows/x.yaml': call('By hand', say('From git')) });
  expect((await world.onPush()).log).toContain('was never published from here');
});

test('an export can be of one division', async () => {
  const { org } = world.genesys;
  org.publish('INBOUNDCALL', 'Here', call('Here', say('x')), { user: 'Ann' });
  for (const name of ['There', 'Con'])
    Object.assign(org.publish('INBOUNDCALL', name, call(name, say('x')), { user: 'Ann' }), {
      division: 'Sales',
    });
  await world.push({ 'README.md': '# Flows' });
  let files: string[] = [];
  const result = await world.onPush({
    event: { name: 'workflow_dispatch', payload: {} },
    inputs: { mode: 'export', region: 'us-east-1', division: 'sales' },
    collect: (workspace) => {
      files = readdirSync(join(workspace, 'flows'), { recursive: true, encoding: 'utf8' });
    },
  });
  expect(result.code, result.log).toBe(0);
  expect(files.filter((file) => file.endsWith('.yaml')).toSorted()).toEqual([
    'inboundcall/con-flow.yaml',
    'inboundcall/there.yaml',
  ]);
  const why = 'flows/inboundcall/con-flow.yaml, because Windows reserves the name "con"';
  expect(result.log).toContain(why);
  expect(result.summary.replaceAll('\\', '')).toContain(why);
});

test('a snapshot of what is live is kept, and drift is compared with it by one export', async () => {
  await world.push({ '.genesys-flows.yml': CONFIG, 'flows/day.yaml': call('Day', say('Hello')) });
  await world.onPush({ inputs: { 'keep-live': 'true' } });
  const id = flow('Day')?.id ?? '';
  expect(await world.audit(`live/default/${id}.yaml`)).toMatch(/^# Platform version 1\.0, record /);
  // A plan needs no export to say what would change.
  await world.push({ 'flows/day.yaml': call('Day', say('Welcome')) });
  const asked = world.genesys.requests.length;
  expect((await world.onPush({ inputs: { mode: 'plan' } })).summary).toContain(
    '“Welcome” &#40;was “Hello”&#41;',
  );
  expect(world.genesys.requests.slice(asked).filter((each) => each.startsWith('POST /api'))).toEqual([]);
  world.genesys.org.publish('INBOUNDCALL', 'Day', call('Day', say('Changed')), { user: 'Ann' });
  const before = world.genesys.requests.length;
  const result = await world.onPush({ event: { name: 'schedule', payload: {} } });
  expect(result.summary).toContain('“Changed” &#40;was “Hello”&#41;');
  const exports = world.genesys.requests.slice(before).filter((each) => each.startsWith('POST /api'));
  expect(exports).toEqual(['POST /api/v2/flows/export/jobs']);
});
