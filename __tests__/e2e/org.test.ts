import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createWorld, type World } from '../../sandbox/world.ts';

const MENU = readFileSync('examples/flows/main-menu.yaml', 'utf8');
const FILES = {
  'flows/main-menu.flow.yaml': readFileSync('examples/flows/main-menu.flow.yaml', 'utf8'),
  'flows/main-menu.yaml': MENU,
};

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(async () => {
  const violations = [...world.genesys.violations, ...world.github.violations];
  await world.close();
  expect(violations).toEqual([]);
});
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
  test('a live flow that equals its file is adopted: recorded, not published, and known from then on', async () => {
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

describe('drift', () => {
  const drift = (inputs: Record<string, string> = {}) =>
    world.onPush({ event: { name: 'schedule', payload: {} }, inputs });

  test('of nothing is quiet; of a publish in Architect, and of a flow that is gone, it says who and what', async () => {
    await world.push(FILES);
    await world.onPush();
    const before = world.genesys.requests.length;
    const quiet = await drift();
    expect(quiet.code).toBe(0);
    expect(quiet.outputs).toMatchObject({ result: 'success', drifted: '0' });
    expect(world.genesys.requests.slice(before)).toEqual(['POST /login/oauth/token', 'GET /api/v2/flows']);

    world.genesys.org.publish('INBOUNDCALL', 'Main Menu', MENU, { user: 'Ann' });
    const result = await drift();
    expect(result.code).toBe(1);
    expect(result.outputs).toMatchObject({ result: 'failure', drifted: '1' });
    expect(result.summary).toContain('published by Ann');
    expect((await drift({ 'fail-on': 'never' })).code).toBe(0);

    const found = flow();
    if (found) found.deleted = true;
    expect((await drift()).log).toContain('is not in the org any more');
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

  test('before anything was published is told as such', async () => {
    await world.push(FILES);
    const result = await drift();
    expect(result.code).toBe(1);
    expect(result.log).toContain('nothing was published from here to "default" yet');
  });
});
