import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TokenRights } from '../../sandbox/github/rights.ts';
import { createWorld, type PullOptions, type RunOptions, type World } from '../../sandbox/world.ts';
import { closeClean } from '../support/world.ts';

const IVR = readFileSync('examples/flows/ivr-tester.flow.json', 'utf8');
const FLOW = 'flows/ivr-tester.flow.json';
const broken = IVR.replace('"target": "end"', '"target": "ende"');
const PULL = 77;

let world: World;
beforeEach(async () => {
  world = await createWorld();
  await world.push({ [FLOW]: IVR });
});
afterEach(() => closeClean(world));

const push = (text: string, options: RunOptions & PullOptions = {}) =>
  world.onPullRequest(
    { [FLOW]: text },
    { number: PULL, ...options, inputs: { mode: 'validate', suggestions: 'true', ...options.inputs } },
  );
const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length;

test('a safe fix is suggested on its line, in one review that only comments', async () => {
  const result = await push(broken);
  expect(result.code).toBe(1);
  const [review, ...others] = world.github.pulls.reviews;
  expect(others).toEqual([]);
  expect(review).toMatchObject({ pull: PULL, event: 'COMMENT' });
  const line = lineOf(broken, '"ende"');
  expect(review?.comments).toMatchObject([{ path: FLOW, line, side: 'RIGHT' }]);
  const fixed = IVR.split('\n')[line - 1] ?? '';
  expect(review?.comments[0]?.body).toContain(`\`\`\`suggestion\n${fixed}\n\`\`\`\n`);
  expect(result.log).toContain('1 finding with a safe fix: 1 suggested, 0 suggested before');
});

test('and not again on the next push, even where its line moved', async () => {
  await push(broken);
  const moved = broken.replace('{', '{\n');
  const next = await push(moved);
  expect(world.github.pulls.reviews).toHaveLength(1);
  expect(next.log).toContain('1 finding with a safe fix: 0 suggested, 1 suggested before');
});

test('a review of another author that copies the hidden line keeps nothing from being suggested', async () => {
  await push(broken);
  const [own] = world.github.pulls.reviews;
  world.github.pulls.reviews.length = 0;
  world.github.pulls.add({
    ...own,
    pull: PULL,
    author: 'somebody',
    commit: '',
    event: '',
    body: own?.body ?? '',
    comments: [],
  });
  await push(broken);
  expect(world.github.pulls.of(PULL)).toHaveLength(2);
});

test('nothing is asked of GitHub without the input, or without a fix', async () => {
  await push(broken, { inputs: { suggestions: 'false' } });
  const clean = await push(IVR.replace('"patch": 0', '"patch": 1'));
  expect(clean.log).toContain('No suggested changes: no finding has a safe fix.');
  expect(world.github.requests.filter((request) => request.includes('/pulls/'))).toEqual([]);
});

describe('nothing is suggested', () => {
  test('on lines that the pull request does not change', async () => {
    await world.push({ [FLOW]: broken });
    const result = await push(broken.replace('"patch": 0', '"patch": 1'));
    expect(result.log).toContain('0 suggested, 0 suggested before, 1 on lines that get no suggestion');
    expect(world.github.pulls.reviews).toEqual([]);
  });

  test('for a file that differs from the head of the pull request', async () => {
    const result = await push(IVR.replace('"patch": 0', '"patch": 1'), {
      prepare: (workspace) => writeFileSync(join(workspace, FLOW), broken),
    });
    expect(result.log).toContain('0 suggested, 0 suggested before, 1 on lines that get no suggestion');
    expect(world.github.pulls.reviews).toEqual([]);
  });

  test('on a push', async () => {
    await world.push({ [FLOW]: broken });
    const result = await world.onPush({ inputs: { mode: 'validate', suggestions: 'true' } });
    expect(result.log).toContain('No suggested changes: the event push is not about a pull request.');
  });
});

describe('what keeps suggestions from being written never fails the run', () => {
  const warning = { 'fail-on': 'never' };
  test.each<[string, { rights?: TokenRights; fork?: boolean }, RegExp]>([
    ['no permission', { rights: { contents: 'read' } }, /permissions: {2}pull-requests: write/],
    [
      'a fork',
      { rights: 'read', fork: true },
      /from forks a read-only token, without "pull-requests: write"/,
    ],
  ])('%s: one notice', async (_, options, message) => {
    const result = await push(broken, { ...options, inputs: warning });
    expect(result.code).toBe(0);
    const notices = result.log.split('\n').filter((line) => line.startsWith('::notice'));
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatch(message);
    expect(world.github.pulls.reviews).toEqual([]);
  });

  test('a push that came meanwhile', async () => {
    world.github.faults.add({
      on: `POST /repos/sandbox/call-flows/pulls/${PULL}/reviews`,
      reply: {
        status: 422,
        body: { message: 'Unprocessable Entity', documentation_url: 'https://docs.github.com/rest' },
      },
    });
    const result = await push(broken, { inputs: warning });
    expect(result.code).toBe(0);
    expect(result.log).toContain('No suggested changes: GitHub refused to review the pull request with 422');
  });

  test('a lost answer: the review is not written twice', async () => {
    world.github.faults.add({
      on: `POST /repos/sandbox/call-flows/pulls/${PULL}/reviews`,
      reply: 'drop-after',
    });
    const result = await push(broken, { inputs: warning });
    expect(result.log).toContain('1 suggested');
    expect(world.github.pulls.reviews).toHaveLength(1);
  });
});
