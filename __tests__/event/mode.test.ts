import { describe, expect, test } from 'vitest';
import type { Checkout } from '../../src/event/checkout.ts';
import { readEvent } from '../../src/event/event.ts';
import { resolveMode } from '../../src/event/mode.ts';
import { readInputs } from '../../src/inputs/inputs.ts';

const sha = 'a'.repeat(40);
const other = 'b'.repeat(40);
const MAIN = 'refs/heads/main';
const repository = { full_name: 'o/r', default_branch: 'main' };
const pull = (from: string | null) => ({
  repository,
  pull_request: {
    base: { sha, repo: { full_name: 'o/r' } },
    head: { sha, repo: from ? { full_name: from } : null },
  },
});
const workflowRun = (from: string | null, event: unknown = 'push') => ({
  repository,
  workflow_run: { event, head_repository: from ? { full_name: from } : null },
});
const secrets = { 'client-id': 'x', 'client-secret': 'y' };

interface Run {
  readonly inputs?: Record<string, string>;
  readonly ref?: string;
  readonly checkout?: Checkout;
}

function resolve(
  name: string,
  payload: unknown,
  { inputs = secrets, ref = MAIN, checkout = 'none' }: Run = {},
) {
  const resolved = resolveMode(
    readInputs((input) => inputs[input] ?? '', {}),
    readEvent(name, sha, ref, payload),
    checkout,
  );
  if ('problem' in resolved) throw resolved.problem;
  return resolved;
}

describe('mode: auto', () => {
  test.each<[string, Record<string, string>, string, unknown, string]>([
    ['a pull request without credentials', {}, 'pull_request', pull('o/r'), 'validate'],
    ['a pull request with credentials', secrets, 'pull_request', pull('o/r'), 'plan'],
    ['a merge group', secrets, 'merge_group', { merge_group: { base_sha: sha, head_sha: sha } }, 'plan'],
    ['a push to the default branch', secrets, 'push', { repository }, 'publish'],
    ['a push to another branch', secrets, 'push', { repository: { default_branch: 'trunk' } }, 'plan'],
    ['a dispatch', {}, 'workflow_dispatch', {}, 'validate'],
    ['a schedule', secrets, 'schedule', { schedule: '0 * * * *' }, 'drift'],
    ['a workflow run of this repository', secrets, 'workflow_run', workflowRun('O/R'), 'plan'],
  ])('%s', (_, inputs, name, payload, expected) => {
    const checkout: Checkout = { folder: '.', head: sha, refs: [] };
    expect(resolve(name, payload, { inputs, checkout }).mode).toBe(expected);
  });
});

describe("what may be a stranger's code", () => {
  const cases: [string, string, unknown][] = [
    ['a fork’s pull request', 'pull_request', pull('x/r')],
    ['a deleted fork’s pull request', 'pull_request', pull(null)],
    ['a review of a fork’s pull request', 'pull_request_review', pull('x/r')],
    ['a pull request that says nothing of its repositories', 'pull_request', { pull_request: {} }],
    ['pull_request_target', 'pull_request_target', pull('o/r')],
    ['a comment', 'issue_comment', { repository, issue: { pull_request: {} } }],
    ['an issue', 'issues', { repository }],
    ['a workflow run of a fork', 'workflow_run', workflowRun('x/r', 'pull_request')],
    ['a workflow run of a deleted fork', 'workflow_run', workflowRun(null)],
    ['a workflow run after a comment', 'workflow_run', workflowRun('o/r', 'issue_comment')],
    ['a workflow run after pull_request_target', 'workflow_run', workflowRun('o/r', 'pull_request_target')],
    ['a workflow run after nothing known', 'workflow_run', workflowRun('o/r', 7)],
    ['a check run', 'check_run', { repository }],
    ['a check suite', 'check_suite', { repository }],
    ['a status', 'status', { repository }],
    ['a discussion', 'discussion', { repository }],
    ['a comment in a discussion', 'discussion_comment', { repository }],
    ['a comment on a commit', 'commit_comment', { repository }],
    ['a sub-issue', 'sub_issues', { repository }],
    ['a check event of next year', 'check_verdict', { repository }],
    [
      'a fork’s pull request whose name differs by a character that looks the same',
      'pull_request',
      pull('о/r'),
    ],
    ['a workflow run whose repository is a list', 'workflow_run', { repository: [], workflow_run: {} }],
    ['a workflow run after another workflow run', 'workflow_run', workflowRun('o/r', 'workflow_run')],
    ['a push without a payload', 'push', undefined],
    ['a push whose payload is a list', 'push', []],
    ['no event at all', '', {}],
  ];

  test.each(cases)('%s is validated, whatever else is asked', (_, name, payload) => {
    for (const asked of ['auto', 'plan', 'drift', 'export', 'record']) {
      const inputs = { ...secrets, mode: asked };
      const checkout: Checkout = { folder: '.', head: sha, refs: [] };
      expect(resolve(name, payload, { inputs, checkout }).mode).toBe('validate');
    }
  });

  test.each(cases)('%s never publishes nor rolls back', (_, name, payload) => {
    for (const asked of ['publish', 'rollback']) {
      const run = () =>
        resolve(name, payload, {
          inputs: { ...secrets, mode: asked, 'allow-ref': '*' },
          checkout: { folder: '.', head: sha, refs: [] },
        }).mode;
      if (name.startsWith('pull_request')) expect(run()).toBe('validate');
      else expect(run).toThrow(`Mode ${asked} is refused`);
    }
  });

  test.each(['workflow_run', 'merge_group', 'watch', 'page_build', 'an_event_of_next_year'])(
    'on %s only the commit of the event gets credentials',
    (name) => {
      const payload = name === 'workflow_run' ? workflowRun('o/r') : { repository, merge_group: {} };
      const mode = (checkout: Checkout) => resolve(name, payload, { checkout });
      expect(mode({ folder: '.', head: sha, refs: [] }).mode).toBe('plan');
      expect(mode({ folder: '.', head: other, refs: [MAIN] })).toMatchObject({
        mode: 'validate',
        because: expect.stringContaining('the workspace is not at its commit'),
      });
      expect(mode('unreadable').mode).toBe('validate');
      expect(mode('none').mode).toBe('validate');
    },
  );
});

describe('publishing', () => {
  const publish = (name: string, payload: unknown, run: Run = {}, more: Record<string, string> = {}) =>
    resolve(name, payload, { ...run, inputs: { ...secrets, mode: 'publish', ...more } });

  test.each(['push', 'workflow_dispatch', 'schedule', 'repository_dispatch', 'release', 'deployment'])(
    'is allowed on %s of the default branch',
    (name) => {
      expect(publish(name, { repository }).mode).toBe('publish');
    },
  );

  test.each(['pull_request', 'merge_group', 'create', 'deployment_status', 'watch'])(
    'is refused on %s',
    (name) => {
      const checkout: Checkout = { folder: '.', head: sha, refs: [] };
      const payload = name === 'pull_request' ? pull('o/r') : { repository };
      expect(() => publish(name, payload, { checkout })).toThrow(/Mode publish is refused on/);
    },
  );

  test('another branch needs allow-ref', () => {
    const on = (ref: string, allowed: string) =>
      publish('workflow_dispatch', { repository }, { ref }, { 'allow-ref': allowed });
    expect(() => on('refs/heads/hotfix', '')).toThrow(/refs\/heads\/hotfix is not the default branch/);
    expect(() => on('refs/heads/hotfix', 'fix\nrelease/*')).toThrow(/not the default branch/);
    expect(() => on('refs/heads/mainx', 'main')).toThrow(/not the default branch/);
    expect(on('refs/heads/release/7', 'release/*').mode).toBe('publish');
    expect(on('refs/tags/v7', 'refs/tags/v*').mode).toBe('publish');
    expect(() => on('refs/heads/v7', 'refs/tags/v*')).toThrow(/not the default branch/);
    expect(on('', sha).mode).toBe('publish');
    expect(() => on('refs/pull/5/merge', '*')).toThrow(/not the default branch/);
  });

  test('a payload that does not name the default branch needs allow-ref', () => {
    expect(() => publish('workflow_dispatch', {})).toThrow(/not the default branch/);
    expect(publish('schedule', {}).mode).toBe('publish');
    for (const ref of ['refs/pull/1/merge', 'refs/tags/main', 'main'])
      expect(() => publish('schedule', {}, { ref })).toThrow(/not the default branch/);
  });

  test.each(['schedule', 'repository_dispatch', 'release', 'deployment'])(
    '%s of a ref that is not the default branch needs allow-ref',
    (name) => {
      expect(() => publish(name, { repository }, { ref: 'refs/heads/x' })).toThrow(/not the default branch/);
      expect(() => publish(name, { repository }, { ref: 'refs/tags/main' })).toThrow(
        /not the default branch/,
      );
      expect(() => publish(name, { repository }, { ref: 'main' })).toThrow(/not the default branch/);
    },
  );

  test('flows in more than one clone are refused', () => {
    expect(() => publish('push', { repository }, { checkout: 'several' })).toThrow(/more than one clone/);
  });

  test('another commit than that of the event needs allow-ref, and is what is recorded', () => {
    const at = (refs: string[], allowed: string) =>
      publish(
        'push',
        { repository },
        { checkout: { folder: '.', head: other, refs } },
        { 'allow-ref': allowed },
      );
    expect(() => at([], '')).toThrow(`the workspace is at ${other}`);
    expect(() => at([MAIN], '')).toThrow(/the workspace is at/);
    expect(() => at(['refs/heads/change'], 'main')).toThrow(/the workspace is at/);
    expect(at([MAIN], 'main')).toMatchObject({ mode: 'publish', commit: other });
    expect(at([], other)).toMatchObject({ mode: 'publish', commit: other });
  });

  test('a clone that git cannot read is refused', () => {
    expect(() => publish('push', { repository }, { checkout: 'unreadable' })).toThrow(/git does not know/);
    expect(resolve('workflow_dispatch', { repository }, { checkout: 'unreadable' }).mode).toBe('plan');
  });
});

test('a payload that is no payload does no harm', () => {
  for (const payload of [
    undefined,
    null,
    7,
    'x',
    [],
    { pull_request: 'x' },
    { pull_request: { base: { sha: '$(rm)' } } },
  ]) {
    expect(readEvent('push', sha, MAIN, payload).range).toBeUndefined();
  }
});
