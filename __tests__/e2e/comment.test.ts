import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createWorld, type PullOptions, type RunOptions, type World } from '../../sandbox/world.ts';
import { closeClean } from '../support/world.ts';

const IVR = readFileSync('examples/flows/ivr-tester.flow.json', 'utf8');
const FLOW = 'flows/ivr-tester.flow.json';
const SAID = '"type": "say", "media_id": "media_abc123"';
const changed = IVR.replace(SAID, '"type": "say", "text": "Hello"');
const clean = IVR.replace('"patch": 0', '"patch": 1');
const broken = IVR.replace('"target": "end"', '"target": "ende"');
const PULL = 77;

let world: World;
beforeEach(async () => {
  world = await createWorld();
  await world.push({ [FLOW]: IVR });
});
afterEach(() => closeClean(world));

const comments = () => world.github.comments.of(PULL);
const bodies = () => comments().map(({ body }) => body);
/** A push to the pull request. Without credentials it is only checked. */
function push(
  text: string,
  comment: string,
  options: RunOptions & PullOptions = {},
  more: Record<string, string> = {},
) {
  const inputs = { mode: 'validate', comment, ...more };
  return world.onPullRequest({ [FLOW]: text }, { number: PULL, ...options, inputs });
}

test('a plan is commented on, and the comment is updated in place', async () => {
  expect(broken).not.toBe(IVR);
  const first = await push(changed, 'changes', {}, { mode: 'auto' });
  expect(first.code).toBe(0);
  expect(first.log).toMatch(
    /The comment on the pull request was created: https:\/\/github\.com\/.*#issuecomment-3000000000/,
  );
  const [body = ''] = bodies();
  expect(body).toMatch(/^<!-- genesys-flows:comment [0-9a-f]{32} run:\d+\/1 -->\n### ✅ Plan: /);
  expect(body).toContain('**IVR&#95;Tester**');
  expect(body).toContain('```mermaid');
  expect(body).toMatch(/<details><summary>IVR&#95;Tester as text<\/summary>/);
  expect(body).toMatch(/\[Job summary\]\(https:\/\/github\.com\/sandbox\/call-flows\/actions\/runs\/\d+\)/);
  expect(body).toContain('Call flows / flows · mode plan');

  const second = await push(broken, 'changes', {}, { mode: 'auto' });
  expect(second.code).toBe(1);
  expect(second.log).toContain('The comment on the pull request was updated');
  expect(comments()).toMatchObject([{ writes: 2 }]);
  expect(bodies()[0]).toMatch(/### ❌ .*\n[^]*does not exist/);
});

test('a change is described in words without credentials', async () => {
  await push(changed, 'changes', {}, { 'client-id': '', 'client-secret': '' });
  expect(bodies()[0]).toMatch(/\*\*What changes in IVR&#95;Tester\*\*\n\n- /);
});

test('findings that are gone are not left in the comment, and nothing is created for none', async () => {
  const nothing = await push(clean, 'on-findings');
  expect(nothing.log).toContain('No comment on the pull request: there is nothing to report.');
  expect(comments()).toHaveLength(0);
  await push(broken, 'on-findings');
  expect(bodies()[0]).toMatch(/### ❌ 1 changed flow checked: \d error/);
  await push(clean, 'on-findings');
  expect(comments()).toMatchObject([{ writes: 2 }]);
  expect(bodies()[0]).toMatch(/### ✅ .*no findings\n\nThe findings of the earlier run are gone\./);
});

test('a change that is taken back is not left in the comment', async () => {
  await push(changed, 'changes');
  await push(`${IVR}\n`, 'changes');
  expect(comments()).toMatchObject([{ writes: 2 }]);
  expect(bodies()[0]).toContain('This pull request no longer changes a call flow.');
});

test("another author's comment with the same marker is neither edited nor in the way", async () => {
  await push(changed, 'always');
  const [own] = comments();
  const copied = own?.body ?? '';
  world.github.comments.all.length = 0;
  world.github.comments.add(PULL, copied, 'mallory');
  await push(broken, 'always');
  expect(comments()).toMatchObject([
    { author: 'mallory', body: copied, writes: 1 },
    { author: 'github-actions[bot]', writes: 1 },
  ]);
  await push(changed, 'always');
  expect(comments()).toMatchObject([{ body: copied, writes: 1 }, { writes: 2 }]);
});

test('is found behind a hundred other comments', async () => {
  for (let at = 0; at < 150; at++) world.github.comments.add(PULL, `remark ${at}`, 'octocat');
  await push(changed, 'always');
  await push(broken, 'always');
  expect(comments()).toHaveLength(151);
  expect(comments().at(-1)).toMatchObject({ writes: 2 });
});

test('each environment has a comment of its own', async () => {
  const manifest = (text: string) => {
    const value = JSON.parse(text) as Record<string, unknown>;
    return JSON.stringify({ ...value, environments: { dev: {}, prod: {} } });
  };
  for (const environment of ['dev', 'prod', 'dev'])
    await push(manifest(changed), 'always', {}, { environment });
  expect(comments()).toMatchObject([{ writes: 2 }, { writes: 1 }]);
  expect(bodies()[0]).toContain('environment dev');
  expect(bodies()[1]).toContain('environment prod');
});

test('each workflow and job has a comment of its own', async () => {
  await push(changed, 'always');
  await push(changed, 'always', { variables: { GITHUB_JOB: 'other' } });
  await push(changed, 'always', { variables: { GITHUB_WORKFLOW: 'Other --> @team' } });
  expect(comments()).toHaveLength(3);
  expect(bodies()[2]).toContain('Other --&#62; &#64;&#8203;team / flows');
});

test('an older run does not overwrite the comment of a newer one, and a re-run does', async () => {
  await push(changed, 'always', { runId: 5000 });
  const newer = bodies();
  const older = await push(broken, 'always', { runId: 4000, attempt: 2 });
  expect(older.log).toContain('The comment on the pull request is about a newer run and stays');
  expect(bodies()).toEqual(newer);
  await push(broken, 'always', { runId: 5000, attempt: 2 });
  expect(comments()).toMatchObject([{ writes: 2 }]);
});

test('of two comments that two runs created at once the oldest is updated', async () => {
  await push(changed, 'always');
  world.github.comments.add(PULL, bodies()[0] ?? '', 'github-actions[bot]');
  const result = await push(broken, 'always');
  expect(result.log).toContain('1 more comment of this workflow, job and environment found.');
  expect(bodies()[0]).toContain('### ❌');
  expect(bodies()[1]).toMatch(
    /^This comment is out of date\. The current one: https:\/\/\S+#issuecomment-3000000000\n$/,
  );
});

describe('without a permission the run says which one, once, and does not fail', () => {
  const notices = (log: string) => log.split('\n').filter((line) => line.startsWith('::notice'));
  test.each<[string, RunOptions & PullOptions, RegExp]>([
    ['of the workflow', { rights: 'no-pull-requests' }, /permissions: {2}pull-requests: write/],
    ['to write', { rights: 'read' }, /permissions: {2}pull-requests: write/],
    [
      'from a fork',
      { rights: 'read', fork: true },
      /from forks a read-only token, without "pull-requests: write"/,
    ],
    [
      'of Dependabot',
      { rights: 'read', variables: { GITHUB_ACTOR: 'dependabot[bot]' } },
      /Dependabot a read-only token, without "pull-requests: write"/,
    ],
  ])('%s', async (_, options, words) => {
    const result = await push(changed, 'always', options);
    expect(result.code).toBe(0);
    expect(result.outputs.result).toBe('success');
    expect(notices(result.log)).toEqual([expect.stringMatching(words)]);
    expect(result.summary).toContain('IVR');
    expect(comments()).toHaveLength(0);
  });

  test.each<[string, number, Record<string, string>, RegExp]>([
    ['404', 404, {}, /with 404/],
    ['422', 422, {}, /with 422/],
    ['a secondary limit that lasts too long', 403, { 'retry-after': '600' }, /with 403/],
  ])('and so is an answer of %s', async (_, status, headers, words) => {
    const body = { message: 'no', documentation_url: 'https://docs.github.com/rest' };
    world.github.faults.add({
      on: `POST /repos/${world.github.slug}/issues/${PULL}/comments`,
      reply: { status, headers, body },
    });
    const result = await push(changed, 'always');
    expect(result.code).toBe(0);
    expect(notices(result.log)).toEqual([expect.stringMatching(words)]);
  });

  test('a locked conversation is not called a missing permission', async () => {
    world.github.comments.pulls.set(PULL, 'locked');
    const result = await push(changed, 'always');
    expect(result.code).toBe(0);
    expect(notices(result.log)).toEqual([expect.stringMatching(/issue is locked.*Unlock/)]);
  });
});

test('a lost answer to the creation makes no second comment', async () => {
  world.github.faults.add({
    on: `POST /repos/${world.github.slug}/issues/${PULL}/comments`,
    reply: 'drop-after',
  });
  const result = await push(changed, 'always');
  expect(result.log).toContain('The comment on the pull request was created');
  expect(comments()).toHaveLength(1);
});

test('a run that ends before it has a result updates the comment', async () => {
  await push(changed, 'changes');
  const result = await push(changed, 'changes', {}, { manifests: 'nowhere/**' });
  expect(result.code).toBe(1);
  expect(comments()).toMatchObject([{ writes: 2 }]);
  expect(bodies()[0]).toMatch(/### ❌ Validate failed: /);
});

test('a push has no pull request, and the log says so', async () => {
  const result = await world.onPush({ inputs: { mode: 'validate', comment: 'always' } });
  expect(result.log).toContain('No comment: the event push is not about a pull request.');
});

test('off asks GitHub for nothing', async () => {
  await push(changed, 'off');
  expect(world.github.requests).not.toContain('POST /graphql');
  expect(comments()).toHaveLength(0);
});

test('hostile names neither notify nor end the hidden line, and secrets stay hidden', async () => {
  const name = `--> @team fixes #3 <b> ${world.clientSecret}`;
  const hostile = changed.replace('"IVR_Tester"', JSON.stringify(name));
  expect(hostile).not.toBe(changed);
  await push(hostile, 'always', {}, { 'client-secret': world.clientSecret });
  const [body = ''] = bodies();
  expect(body).toContain('--&#62; &#64;&#8203;team fixes &#35;&#8203;3 &#60;b&#62;');
  expect(body).not.toContain(world.clientSecret);
});

test('a run over more than a comment can hold is cut to what GitHub takes', async () => {
  const long = 'menu | `x` @team '.repeat(25);
  const files = Object.fromEntries(
    Array.from({ length: 40 }, (_, at) => [
      `flows/f${at}.flow.json`,
      changed
        .replace('"IVR_Tester"', JSON.stringify(`Flow ${at} ${long}`))
        .replace('"target": "end"', `"target": "${'@'.repeat(300)}"`),
    ]),
  );
  const result = await world.onPullRequest(files, {
    number: PULL,
    inputs: { mode: 'validate', comment: 'always' },
  });
  expect(result.log).toContain('The comment on the pull request was created');
  const [body = ''] = bodies();
  expect(body.length).toBeLessThanOrEqual(65_536);
  expect(body).toContain('more in the job summary.');
});
