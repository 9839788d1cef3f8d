import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type CommentTask, postComment } from '../../src/action/comment.ts';
import { readEvent } from '../../src/event/event.ts';
import { GitHubError, gitHubError } from '../../src/github/error.ts';
import type { KeptComment, StickyComment } from '../../src/github/port.ts';
import { Redaction } from '../../src/text/redaction.ts';
import { fakeGitHub } from '../support/github.ts';
import { result } from '../support/result.ts';

let printed: string;
beforeEach(() => {
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

const SHA = 'a'.repeat(40);
const pull = (from = 'o/r') =>
  readEvent('pull_request', SHA, 'refs/pull/7/merge', {
    pull_request: {
      number: 7,
      base: { sha: SHA, repo: { full_name: 'o/r' } },
      head: { sha: 'b'.repeat(40), repo: { full_name: from } },
    },
  });

/** A run that comments, and what it asked GitHub for. */
function world(answer: KeptComment | Error, more: Partial<CommentTask> = {}, token = 'token') {
  const asked: StickyComment[] = [];
  const secrets = new Redaction();
  secrets.hide('a-secret-of-the-run');
  const github = fakeGitHub();
  github.keepComment = async (comment) => {
    asked.push(comment);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const task: CommentTask = {
    inputs: { comment: 'on-findings', token, environment: 'prod' },
    event: pull(),
    context: {
      repository: 'o/r',
      serverUrl: 'https://github.test',
      apiUrl: '',
      graphqlUrl: '',
      actor: 'octocat',
      workflow: 'Flows',
      job: 'check',
      runId: 5,
      attempt: 2,
      runUrl: 'https://github.test/o/r/actions/runs/5',
      rulesUrl: '',
    },
    ports: { github: async () => github, secrets },
    ...more,
  };
  return { asked, task };
}
const kept = (done: KeptComment['done'], duplicates = 0): KeptComment => ({
  done,
  url: 'https://c',
  duplicates,
});

test('a run without news only updates a comment; the key depends on workflow, job and environment', async () => {
  const { asked, task } = world(kept('updated'));
  await postComment({ result: result() }, task);
  const other = { ...task, inputs: { ...task.inputs, environment: 'dev' } };
  await postComment({ result: result({ result: 'failure' }) }, other);
  expect(asked).toMatchObject([
    { pull: 7, run: { id: 5, attempt: 2 }, create: false },
    { pull: 7, create: true },
  ]);
  expect(asked[0]?.body).toContain('The findings of the earlier run are gone.');
  expect(asked[1]?.body).not.toContain('are gone');
  expect(asked[0]?.body).toContain(`commit [bbbbbbb](https://github.test/o/r/commit/${'b'.repeat(40)})`);
  expect(asked[0]?.key).toMatch(/^[0-9a-f]{32}$/);
  expect(asked[1]?.key).not.toBe(asked[0]?.key);
  expect(printed).toContain('The comment on the pull request was updated: https://c');
});

test.each([
  ['created', 0, 'was created'],
  ['none', 0, 'there is nothing to report'],
  ['newer', 0, 'is about a newer run and stays'],
  ['updated', 2, '2 more comments of this workflow, job and environment found'],
] as const)('the log says what happened: %s', async (done, duplicates, words) => {
  const { task } = world(kept(done, duplicates));
  await postComment({ result: result() }, task);
  expect(printed).toContain(words);
});

test.each<[string, Error, RegExp]>([
  [
    'a 5xx',
    gitHubError('comment', 'pull-requests: write', 502, 'Bad Gateway'),
    /with 502: Bad Gateway\. Run again/,
  ],
  [
    'no answer',
    gitHubError('comment', 'pull-requests: write', 0, 'the connection failed'),
    /the connection failed/,
  ],
  ['a rate limit', gitHubError('comment', 'pull-requests: write', 429, 'slow down'), /did not clear in time/],
  ['a token that is not valid', gitHubError('comment', 'pull-requests: write', 401, 'Bad'), /github-token/],
  ['a bug', new TypeError('x is undefined'), /x is undefined/],
  ['a secret in an error', new GitHubError(422, 'a-secret-of-the-run', 'x'), /pull request: \*\*\*\. x/],
])('is a notice, and no error: %s', async (_, error, words) => {
  const { task } = world(error);
  await postComment({ result: result() }, task);
  expect(printed.trim().split('\n')).toEqual([expect.stringMatching(/^::notice::No comment/)]);
  expect(printed).toMatch(words);
});

test('without a token nothing is asked for', async () => {
  const { asked, task } = world(kept('created'), {}, '');
  await postComment({ result: result() }, task);
  expect(printed).toContain('::notice::No comment on the pull request: the input "github-token" is empty.');
  expect(asked).toEqual([]);
});

test.each(['push', 'merge_group', 'workflow_dispatch', 'issue_comment', 'schedule'])(
  'the event %s has no pull request',
  async (name) => {
    const event = readEvent(name, SHA, 'refs/heads/main', { issue: { number: 7, pull_request: {} } });
    const { asked, task } = world(kept('created'), { event });
    await postComment({ result: result() }, task);
    expect(printed).toBe(`No comment: the event ${name} is not about a pull request.\n`);
    expect(asked).toEqual([]);
  },
);

test.each([0, -1, 1.5, '7', null, Number.MAX_SAFE_INTEGER + 2])(
  '%j is no number of a pull request',
  (number) => {
    expect(readEvent('pull_request', SHA, '', { pull_request: { number } }).pull).toBeUndefined();
  },
);
