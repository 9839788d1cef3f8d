import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GitHubSandbox, startGitHub } from '../../sandbox/github/server.ts';
import { connect } from '../../src/github/connect.ts';
import type { GitHub } from '../../src/github/port.ts';
import { httpClient } from '../../src/net/http.ts';

const PULL = 7;
let sandbox: GitHubSandbox;
let api: GitHub;
let head: string;
beforeAll(async () => {
  sandbox = await startGitHub();
  sandbox.tokens.set('token', 'write');
  const base = await sandbox.repository.push(
    'main',
    { 'README.md': 'x\n', 'old.yaml': 'a: 1\nb: 2\n' },
    'Start',
  );
  const many = Object.fromEntries(
    Array.from({ length: 105 }, (_, at) => [`flows/f${at}.yaml`, `a: ${at}\n`]),
  );
  head = await sandbox.repository.push(
    'change',
    { ...many, 'README.md': null, 'old.yaml': null, 'new.yaml': 'a: 1\nb: 3\n' },
    'Change',
    'main',
  );
  sandbox.comments.pulls.set(PULL, 'open');
  sandbox.pulls.ranges.set(PULL, { base, head });
  const clock = { now: () => Date.now(), sleep: async () => {}, cancelled: false, random: () => 0 };
  const log = {
    debug: () => {},
    info: () => {},
    warning: () => {},
    group: <T>(_: string, body: () => Promise<T>) => body(),
    mask: () => {},
    maskAddress: () => {},
  };
  const deadline = { at: Date.now() + 60_000 };
  api = connect(
    'token',
    sandbox.slug,
    { apiUrl: sandbox.url, graphqlUrl: `${sandbox.url}/graphql` },
    'test',
    {
      clock,
      log,
      deadline,
      send: httpClient('test', deadline),
    },
  );
});
afterAll(async () => {
  const { violations } = sandbox;
  await sandbox.close();
  expect(violations).toEqual([]);
});

test('all files that a pull request adds or changes, from several pages, and none that it removes', async () => {
  const files = await api.pullFiles(PULL);
  expect(files).toHaveLength(106);
  expect(files.map(({ path }) => path)).not.toContain('README.md');
  const added = files.find(({ path }) => path === 'flows/f3.yaml');
  expect(added?.patch).toMatch(/^@@ -0,0 \+1 @@\n\+a: 3$/);
  expect(added?.blob).toBe(await sandbox.repository.git(['rev-parse', `${head}:flows/f3.yaml`]));
});

test('the reviews that the token wrote, from several pages, and none of others', async () => {
  for (let at = 0; at < 230; at++) {
    const author = at % 2 === 0 ? 'github-actions[bot]' : 'somebody';
    sandbox.pulls.add({ pull: PULL, author, commit: head, event: 'COMMENT', body: `${at}`, comments: [] });
  }
  const own = await api.ownReviews(PULL);
  expect(own).toHaveLength(115);
  expect(own).toContain('228');
  expect(own).not.toContain('229');
});

test('a review of a line outside the diff is refused as a whole', async () => {
  const before = sandbox.pulls.reviews.length;
  const comment = (line: number) => ({ path: 'flows/f1.yaml', line, startLine: undefined, body: 'x' });
  const review = { pull: PULL, head, body: 'b', comments: [comment(1), comment(9)] };
  await expect(api.createReview(review)).rejects.toMatchObject({ status: 422 });
  expect(sandbox.pulls.reviews).toHaveLength(before);
  await api.createReview({ ...review, comments: [comment(1)] });
  expect(sandbox.pulls.reviews).toHaveLength(before + 1);
});

test.each([
  [0, ['POST']],
  [50, ['POST']],
  [51, ['POST', 'PATCH']],
  [101, ['POST', 'PATCH', 'PATCH']],
])('a check run with %i annotations takes these requests: %j', async (count, methods) => {
  const before = sandbox.requests.length;
  await api.createCheckRun({
    name: 'n',
    head,
    conclusion: 'neutral',
    title: 't',
    summary: 's',
    text: '',
    detailsUrl: '',
    externalId: '1/1',
    annotations: Array.from({ length: count }, (_, at) => ({
      path: 'flows/f1.yaml',
      startLine: at + 1,
      endLine: at + 1,
      level: 'notice' as const,
      title: 't',
      message: 'm',
      details: '',
    })),
  });
  expect(sandbox.requests.slice(before).map((request) => request.split(' ')[0])).toEqual(methods);
  expect(sandbox.checks.all.at(-1)).toMatchObject({ status: 'completed', conclusion: 'neutral' });
  expect(sandbox.checks.all.at(-1)?.annotations).toHaveLength(count);
});

test('a check run of a commit that is not there is refused', async () => {
  const check = {
    name: 'n',
    head: 'f'.repeat(40),
    conclusion: 'success' as const,
    title: 't',
    summary: 's',
    text: '',
    detailsUrl: '',
    externalId: '',
    annotations: [],
  };
  await expect(api.createCheckRun(check)).rejects.toMatchObject({ status: 422 });
});
