import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TokenRights } from '../../sandbox/github/rights.ts';
import { createWorld, type World } from '../../sandbox/world.ts';
import { closeClean } from '../support/world.ts';

const IVR = readFileSync('examples/flows/ivr-tester.flow.json', 'utf8');
const FLOW = 'flows/ivr-tester.flow.json';
const broken = IVR.replace('"target": "end"', '"target": "ende"');
/** A flow with this many findings of two rules, each on its line. */
const HEAD = 'inboundCall:\n  name: Many\n  startUpRef: ./tasks/task[a]\n  tasks:\n';
const flowWith = (count: number, name: string) =>
  HEAD.replace('Many', name) +
  '    - task: {name: A, refId: a, actions: [{disconnect: {name: End}}]}\n' +
  Array.from(
    { length: count },
    (_, at) => `    - task: {name: T${at}, refId: t${at}, actions: [{disconnect: {name: End}}]}\n`,
  ).join('');
const inputs = { mode: 'validate', 'check-run': 'true' };

let world: World;
beforeEach(async () => {
  world = await createWorld();
  await world.push({ [FLOW]: IVR });
});
afterEach(() => closeClean(world));

test('a check run on the head of the pull request has each finding, and fails as the run does', async () => {
  const result = await world.onPullRequest({ [FLOW]: broken }, { inputs });
  expect(result.code).toBe(1);
  const head = await world.github.repository.commit(`refs/heads/change-${runOf(world)}`);
  expect(world.github.checks.all).toMatchObject([
    {
      name: expect.stringMatching(/^Genesys flows/),
      head,
      status: 'completed',
      conclusion: 'failure',
      title: expect.stringContaining('1 changed flow checked: 1 error'),
      annotations: [
        {
          path: FLOW,
          annotation_level: 'failure',
          title: 'missing-target',
          message: expect.stringContaining('"ende", which does not exist'),
          raw_details: expect.stringContaining('"ende"'),
        },
      ],
    },
  ]);
  expect(result.log).toMatch(/Check run "Genesys flows[^"]*" \(failure\): https:\/\/github\.com\//);
});

/** The number of the last branch that a pull request was made from. */
function runOf({ github }: World): number {
  return Math.max(...github.pulls.ranges.keys()) + 1;
}

test('no check run without the input', async () => {
  await world.onPullRequest({ [FLOW]: broken }, { inputs: { mode: 'validate' } });
  expect(world.github.checks.all).toEqual([]);
  expect(world.github.requests.filter((request) => request.includes('check-runs'))).toEqual([]);
});

test('more annotations than one request takes are sent in several, and each attempt has a check run of its own', async () => {
  const files = { 'flows/many.yaml': flowWith(120, 'Many') };
  const first = await world.onPullRequest(files, { inputs, attempt: 1 });
  expect(first.code).toBe(0);
  await world.onPullRequest(files, { inputs, attempt: 2 });
  const [one, two] = world.github.checks.all;
  expect([one?.annotations.length, two?.annotations.length]).toEqual([120, 120]);
  expect([one?.conclusion, one?.status]).toEqual(['neutral', 'completed']);
  expect(one?.name).toBe(two?.name);
  expect([one?.externalId, two?.externalId].map((id) => id?.split('/')[1])).toEqual(['1', '2']);
  const requests = world.github.requests.filter((request) => request.includes('check-runs'));
  const once = ['POST', 'PATCH', 'PATCH'];
  expect(requests.map((request) => request.split(' ')[0])).toEqual([...once, ...once]);
});

test('of 10,000 findings 2,500 have an annotation, and log and text name the others', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 51 }, (_, at) => [`flows/f${at}.yaml`, flowWith(200, `Flow ${at}`)]),
  );
  const result = await world.onPullRequest(files, { inputs });
  expect(result.outputs.warnings).toBe('10200');
  const [check] = world.github.checks.all;
  expect(check?.annotations).toHaveLength(2500);
  expect(check?.text).toContain('so 7700 findings have none:');
  expect(result.log).toContain('The check run has 2500 annotations; 7700 findings have none.');
  const sent = world.github.requests.filter((request) => request.includes('check-runs'));
  expect(sent).toHaveLength(50);
});

describe('a check run that cannot be written never fails the run', () => {
  test.each<[string, { rights?: TokenRights; fork?: boolean; variables?: Record<string, string> }, RegExp]>([
    ['without the permission', { rights: { contents: 'read' } }, /permissions: {2}checks: write/],
    [
      'on a fork',
      { rights: 'read', fork: true },
      /pull requests from forks a read-only token, without "checks: write"/,
    ],
    [
      'for Dependabot',
      { rights: 'read', variables: { GITHUB_TRIGGERING_ACTOR: 'dependabot[bot]' } },
      /runs of Dependabot a read-only token, without "checks: write"/,
    ],
  ])('%s: one notice', async (_, options, message) => {
    const result = await world.onPullRequest(
      { [FLOW]: IVR.replace('"patch": 0', '"patch": 1') },
      { inputs, ...options },
    );
    expect(result.code).toBe(0);
    const notices = result.log.split('\n').filter((line) => line.startsWith('::notice'));
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatch(message);
    expect(world.github.checks.all).toEqual([]);
  });

  test('and is completed, if its annotations stop half-way', async () => {
    world.github.faults.add({
      on: 'PATCH /repos/sandbox/call-flows/check-runs/\\d+',
      times: 1,
      reply: { status: 422, body: { message: 'No more' } },
    });
    const result = await world.onPullRequest({ 'flows/many.yaml': flowWith(120, 'Many') }, { inputs });
    expect(result.code).toBe(0);
    expect(result.log).toContain(
      'No check run, or not all of its annotations: GitHub refused to update a check run',
    );
    expect(world.github.checks.all).toMatchObject([{ status: 'completed', conclusion: 'neutral' }]);
    expect(world.github.checks.all[0]?.annotations).toHaveLength(50);
  });
});
