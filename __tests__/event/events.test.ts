import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Checkout } from '../../src/event/checkout.ts';
import { readEvent } from '../../src/event/event.ts';
import { resolveMode } from '../../src/event/mode.ts';
import { checkoutWarning } from '../../src/event/privileged.ts';
import { readInputs } from '../../src/inputs/inputs.ts';
import { type Json, merge, real } from '../support/payloads.ts';

const SHA = 'c'.repeat(40);
const ZEROS = '0'.repeat(40);
const secrets = { 'client-id': 'x', 'client-secret': 'y' };
const at = (head: string): Checkout => ({ folder: '.', head, refs: [] });

const pull = real('pull_request', ({ action }) => action === 'synchronize');
const fork = merge(pull, {
  pull_request: { head: { repo: { full_name: 'somebody/Hello-World' } } },
  repository: { full_name: 'Codertocat/Hello-World' },
});
const dependabot = merge(pull, {
  pull_request: { user: { login: 'dependabot[bot]', type: 'Bot' } },
  sender: { login: 'dependabot[bot]', type: 'Bot' },
});
const group = real('merge_group');
const pushed = real('push', ({ ref }) => ref === 'refs/heads/master');
const dispatched = real('repository_dispatch');
const previous = real(
  'workflow_run',
  ({ repository }) => (repository as Json).full_name === 'octo-org/octo-repo',
);

const range = (payload: Json) => {
  const { base, head } = payload.pull_request as { base: { sha: string }; head: { sha: string } };
  return { base: base.sha, head: head.sha };
};
const groupRange = (payload: Json) => {
  const { base_sha: base, head_sha: head } = payload.merge_group as { base_sha: string; head_sha: string };
  return { base, head };
};

interface Case {
  /** The first cell of its row in docs/reference/events.md. */
  readonly row: string;
  readonly event: string;
  readonly payload: Json;
  readonly ref: string;
  readonly range?: { readonly base: string; readonly head: string };
  readonly withCredentials: string;
  readonly without: string;
  /** Undefined where `mode: publish` is refused; `validate` where it is only checked. */
  readonly publish?: string;
}

const CASES: readonly (readonly [string, Case])[] = [
  [
    'a pull request',
    {
      row: '`pull_request`',
      event: 'pull_request',
      payload: pull,
      ref: 'refs/pull/2/merge',
      range: range(pull),
      withCredentials: 'plan',
      without: 'validate',
    },
  ],
  [
    'a pull request of a fork',
    {
      row: '`pull_request` of a fork',
      event: 'pull_request',
      payload: fork,
      ref: 'refs/pull/2/merge',
      range: range(fork),
      withCredentials: 'validate',
      without: 'validate',
      publish: 'validate',
    },
  ],
  [
    'a pull request by Dependabot',
    {
      row: '`pull_request` by Dependabot',
      event: 'pull_request',
      payload: dependabot,
      ref: 'refs/pull/2/merge',
      range: range(dependabot),
      withCredentials: 'plan',
      without: 'validate',
    },
  ],
  [
    'a merge group',
    {
      row: '`merge_group`',
      event: 'merge_group',
      payload: group,
      ref: 'refs/heads/gh-readonly-queue/main/pr-104-929f8209d40f77f4abc622a499c93a83babdbe64',
      range: groupRange(group),
      withCredentials: 'plan',
      without: 'validate',
    },
  ],
  [
    'the first push of the default branch',
    {
      row: '`push` to the default branch',
      event: 'push',
      payload: pushed,
      ref: 'refs/heads/master',
      withCredentials: 'publish',
      without: 'publish',
      publish: 'publish',
    },
  ],
  [
    'a forced push to the default branch',
    {
      row: '`push` to the default branch',
      event: 'push',
      payload: merge(pushed, { before: 'b'.repeat(40), created: false, forced: true }),
      ref: 'refs/heads/master',
      withCredentials: 'publish',
      without: 'publish',
      publish: 'publish',
    },
  ],
  [
    'the first push of another branch',
    {
      row: '`push` to another branch',
      event: 'push',
      payload: merge(pushed, { ref: 'refs/heads/topic', before: ZEROS, base_ref: 'refs/heads/master' }),
      ref: 'refs/heads/topic',
      withCredentials: 'plan',
      without: 'validate',
    },
  ],
  [
    'a branch that has the name of the default branch in another folder',
    {
      row: '`push` to another branch',
      event: 'push',
      payload: merge(pushed, { ref: 'refs/heads/x/master' }),
      ref: 'refs/heads/x/master',
      withCredentials: 'plan',
      without: 'validate',
    },
  ],
  [
    'a tag',
    {
      row: '`push` of a tag',
      event: 'push',
      payload: real('push', ({ ref, created }) => ref === 'refs/tags/simple-tag' && created === true),
      ref: 'refs/tags/simple-tag',
      withCredentials: 'plan',
      without: 'validate',
    },
  ],
  [
    'a tag that has the name of the default branch',
    {
      row: '`push` of a tag',
      event: 'push',
      payload: merge(pushed, { ref: 'refs/tags/master' }),
      ref: 'refs/tags/master',
      withCredentials: 'plan',
      without: 'validate',
    },
  ],
  [
    'a dispatch on the default branch',
    {
      row: '`workflow_dispatch`',
      event: 'workflow_dispatch',
      payload: real('workflow_dispatch', ({ ref }) => ref === 'refs/heads/master'),
      ref: 'refs/heads/master',
      withCredentials: 'plan',
      without: 'validate',
      publish: 'publish',
    },
  ],
  [
    'a dispatch on another branch',
    {
      row: '`workflow_dispatch`',
      event: 'workflow_dispatch',
      payload: real('workflow_dispatch', ({ ref }) => ref === 'refs/heads/master', {
        ref: 'refs/heads/topic',
      }),
      ref: 'refs/heads/topic',
      withCredentials: 'plan',
      without: 'validate',
    },
  ],
  [
    'a schedule, whose payload names no repository',
    {
      row: '`schedule`',
      event: 'schedule',
      payload: { schedule: '17 5 * * *', workflow: '.github/workflows/drift.yml' },
      ref: 'refs/heads/master',
      withCredentials: 'drift',
      without: 'validate',
      publish: 'publish',
    },
  ],
  [
    'a report from outside',
    {
      row: '`repository_dispatch` of type `genesys_flow_deploy`',
      event: 'repository_dispatch',
      payload: merge(dispatched, { action: 'genesys_flow_deploy', client_payload: { flow_name: 'Main' } }),
      ref: 'refs/heads/master',
      withCredentials: 'record',
      without: 'record',
      publish: 'publish',
    },
  ],
  [
    'another repository_dispatch',
    {
      row: '`repository_dispatch` of another type',
      event: 'repository_dispatch',
      payload: dispatched,
      ref: 'refs/heads/master',
      withCredentials: 'plan',
      without: 'validate',
      publish: 'publish',
    },
  ],
  [
    'a release',
    {
      row: '`release`',
      event: 'release',
      payload: real('release', ({ action }) => action === 'published'),
      ref: 'refs/tags/0.0.1',
      withCredentials: 'plan',
      without: 'validate',
    },
  ],
  [
    'a deployment',
    {
      row: '`deployment`',
      event: 'deployment',
      payload: real('deployment'),
      ref: 'refs/heads/master',
      withCredentials: 'plan',
      without: 'validate',
      publish: 'publish',
    },
  ],
  [
    'pull_request_target',
    {
      row: '`pull_request_target`',
      event: 'pull_request_target',
      payload: pull,
      ref: 'refs/heads/master',
      range: range(pull),
      withCredentials: 'validate',
      without: 'validate',
      publish: 'validate',
    },
  ],
  [
    'a workflow run of this repository',
    {
      row: '`workflow_run`',
      event: 'workflow_run',
      payload: previous,
      ref: 'refs/heads/master',
      withCredentials: 'plan',
      without: 'validate',
    },
  ],
];

function resolve({ event, payload, ref }: Case, given: Readonly<Record<string, string>>, checkout = at(SHA)) {
  const resolved = resolveMode(
    readInputs((name) => given[name] ?? '', {}),
    readEvent(event, SHA, ref, payload),
    checkout,
  );
  return 'problem' in resolved ? resolved.problem.message : resolved;
}

describe('each event, with the payload that GitHub sends', () => {
  test.each(CASES)('%s: mode, range and commit', (_, given) => {
    expect(resolve(given, secrets)).toMatchObject({ mode: given.withCredentials, commit: SHA });
    expect(resolve(given, {})).toMatchObject({ mode: given.without, commit: SHA });
    expect(readEvent(given.event, SHA, given.ref, given.payload).range).toEqual(given.range);
  });

  test.each(CASES)('%s: whether it may publish', (_, given) => {
    const asked = resolve(given, { ...secrets, mode: 'publish' });
    if (given.publish) expect(asked).toMatchObject({ mode: given.publish });
    else expect(asked).toContain('Mode publish is refused');
    // Another commit than that of the event is never published.
    const other = resolve(given, { ...secrets, mode: 'publish' }, at('d'.repeat(40)));
    if (typeof other === 'object') expect(other.mode).toBe('validate');
    else expect(other).toContain('refused');
  });

  test.each(CASES)('%s: what docs/reference/events.md says', (_, { row, withCredentials, without }) => {
    const rows = readFileSync('docs/reference/events.md', 'utf8').split('\n');
    const cells = rows.map((line) => line.split(' | ')).find(([first]) => first === `| ${row}`) ?? [];
    expect(cells[1]).toBe(`\`${withCredentials}\``);
    expect(cells[2]).toMatch(new RegExp(`^\`${without}\``));
  });

  test('Dependabot is named where credentials are missing', () => {
    const [, given] = CASES[2] as (typeof CASES)[number];
    expect(resolve(given, {})).toMatchObject({ because: expect.stringContaining('stored for Dependabot') });
  });

  test('a tag or branch may be published where allow-ref names it', () => {
    for (const [name, ref] of [
      ['a tag', 'refs/tags/simple-*'],
      ['the first push of another branch', 'topic'],
      ['a release', '0.0.1'],
    ] as const) {
      const given = CASES.find(([each]) => each === name)?.[1];
      if (!given) throw new Error(name);
      expect(resolve(given, { ...secrets, mode: 'publish', 'allow-ref': ref })).toMatchObject({
        mode: 'publish',
      });
    }
  });
});

describe('a job with the rights of the base branch', () => {
  const target = readEvent('pull_request_target', SHA, 'refs/heads/master', fork);
  const after = readEvent('workflow_run', SHA, 'refs/heads/master', previous);
  const head = range(fork).head;
  const runHead = String((previous.workflow_run as Json).head_sha);

  test.each([
    ['pull_request_target at the head', target, at(head), /at the head of the pull request/],
    ['pull_request_target at another commit', target, at('d'.repeat(40)), /at another commit \(ddddddd\)/],
    ['workflow_run at the commit of the run before', after, at(runHead), /rights of workflow_run/],
  ])('%s is warned about', (_, event, checkout, message) => {
    expect(checkoutWarning(event, checkout)).toMatch(message);
  });

  test.each<[string, ReturnType<typeof readEvent>, Checkout]>([
    ['at the base', target, at(SHA)],
    ['without a checkout', target, 'none'],
    ['of a pull request, which has no such rights', readEvent('pull_request', SHA, '', fork), at(head)],
  ])('%s is not', (_, event, checkout) => {
    expect(checkoutWarning(event, checkout)).toBeUndefined();
  });
});
