import { describe, expect, test } from 'vitest';
import { commentText, failureComment } from '../../../src/report/comment/comment.ts';
import { withoutCommitLinks } from '../../../src/report/comment/commit-links.ts';
import { fitParts } from '../../../src/report/comment/fit-parts.ts';
import { isNews, noNews } from '../../../src/report/comment/news.ts';
import { type FlowStatus, STATUSES } from '../../../src/report/status.ts';
import { origin } from '../../support/comment.ts';
import { nodeGraph } from '../../support/definition.ts';
import { to } from '../../support/load.ts';
import { changedFlow, findingAt } from '../../support/report-run.ts';
import { flow, result } from '../../support/result.ts';

const MOST = 65_536;
const BEFORE = {
  start: { type: 'start', transitions: to('menu') },
  menu: {
    type: 'menu',
    text: 'Press',
    transitions: to(['1', 'sales'], ['3', 'support'], ['no-input', 'bye']),
  },
  sales: { type: 'transfer', queue: 'Sales', transitions: [] },
  support: { type: 'transfer', queue: 'Support', transitions: [] },
  bye: { type: 'end', transitions: [] },
};
const AFTER = {
  ...BEFORE,
  menu: {
    ...BEFORE.menu,
    transitions: to(['1', 'sales'], ['3', 'billing'], ['4', 'lost'], ['no-input', 'bye']),
  },
  billing: { type: 'transfer', queue: 'Billing', transitions: to(['failure', 'bye']) },
};
const changed = changedFlow(nodeGraph(BEFORE), nodeGraph(AFTER), { name: 'Main', status: 'invalid' });
const lost = findingAt('menu', 'error', 'Menu "menu": the target "lost" does not exist');

describe('a comment', () => {
  test('about a change with a finding has verdict, table, changes, findings, picture and text', () => {
    const text = commentText(
      result({
        result: 'failure',
        verdict: '1 changed flow checked: 1 error',
        flows: [changed],
        findings: [lost],
        notices: ['Mode validate: no Genesys credentials are given.'],
      }),
      origin,
      MOST,
    );
    expect(text).toMatchSnapshot();
  });

  test.each([
    ['valid', result({ verdict: '1 changed flow checked: no findings' })],
    ['without flows', result({ verdict: '0 changed flows checked: no findings', flows: [] })],
    [
      'a plan with every action',
      result({
        mode: 'plan',
        verdict: 'Plan: 1 flow to publish, 1 blocked, 1 unchanged',
        result: 'failure',
        flows: [
          flow({ name: 'A', status: 'planned', action: 'update', versionBefore: '3.0', detail: 'update' }),
          flow({ name: 'B', status: 'conflict', detail: 'version 4.0 was published by another user' }),
          flow({ name: 'C', status: 'unchanged' }),
        ],
      }),
    ],
    [
      'a stopped plan',
      result({
        mode: 'plan',
        result: 'failure',
        verdict: '1 flow checked: no findings',
        problem: { message: 'Genesys Cloud answered 401', hint: 'Check the OAuth client.' },
      }),
    ],
    [
      'weakened checks and a flow that is not managed any more',
      result({
        verdict: '1 flow checked: 1 notice',
        findings: [{ ...lost, rule: 'gate-changed', severity: 'notice', message: 'A rule is off' }],
        gone: [{ name: 'Old', manifest: 'flows/old.flow.json', detail: 'its manifest is removed' }],
      }),
    ],
    ['unchanged', result({ mode: 'publish', result: 'unchanged', verdict: 'Nothing to publish' })],
    ['superseded', result({ mode: 'publish', result: 'superseded', verdict: 'A newer run published' })],
    [
      'drift',
      result({
        mode: 'drift',
        result: 'failure',
        verdict: '1 flow of 1 no longer as published from git',
        flows: [flow({ status: 'drifted', detail: 'x', changes: [{ group: 'Menu', text: 'y', part: '' }] })],
      }),
    ],
  ])('of a run: %s', (_, run) => {
    expect(commentText(run, origin, MOST)).toMatchSnapshot();
  });

  test('has a row for every status', () => {
    const flows = (Object.keys(STATUSES) as FlowStatus[]).map((status) => flow({ name: status, status }));
    expect(commentText(result({ mode: 'publish', flows }), origin, MOST)).toContain(
      'more in the job summary',
    );
    const half = flows.slice(0, 10);
    const rest = flows.slice(10);
    expect(
      [half, rest].map((each) => commentText(result({ mode: 'publish', flows: each }), origin, MOST)),
    ).toMatchSnapshot();
  });

  test('of a run that ended before it had a result says what stopped it', () => {
    expect(failureComment('auto', 'No manifest matches "x". Check the globs.', origin, MOST)).toBe(
      [
        '### ❌ Run failed: No manifest matches "x"',
        '> Check the globs.',
        '<sub>[Job summary](https://github.test/runs/7) · Call flows / check · mode auto · environment prod · commit [abcdef0](https://github.test/abcdef0123456789abcdef0123456789abcdef01)</sub>',
      ].join('\n\n'),
    );
  });

  test('without a workflow, environment or commit leaves them out', () => {
    const bare = { ...origin, workflow: '', job: '', environment: '', commit: '' };
    expect(commentText(result(), bare, MOST)).toMatch(
      /\n<sub>\[Job summary\]\(\S+\) · mode validate<\/sub>$/,
    );
  });

  test('begins with what an earlier comment reported and is gone', () => {
    const text = commentText(result(), origin, MOST, noNews('changes'));
    expect(text.split('\n\n')[1]).toBe('This pull request no longer changes a call flow.');
  });

  test('names the first of many flows, changes and findings, and counts the others', () => {
    const changes = Array.from({ length: 50 }, (_, at) => ({ group: '', text: `change ${at}`, part: '' }));
    const text = commentText(
      result({
        flows: Array.from({ length: 1000 }, (_, at) => flow({ name: `Flow ${at}`, changes })),
        findings: Array.from({ length: 10_000 }, () => lost),
      }),
      origin,
      MOST,
    );
    expect(text).toContain('… and 990 more in the job summary.');
    expect(text).toContain('… and 990 more in the job summary.');
    expect(text).toContain('- … and 30 more');
    expect(text).toContain('… and 9992 more in the job summary.');
    expect(text.length).toBeLessThan(MOST);
  });

  test('of a large flow has the part with the change, and its text is cut', () => {
    const big = Object.fromEntries(
      Array.from({ length: 4000 }, (_, at) => [
        `n${at}`,
        { type: 'menu', text: `Menu ${at}`, transitions: to(['1', `n${at + 1}`], ['2', 'end']) },
      ]),
    );
    const nodes = {
      start: { type: 'start', transitions: to('n0') },
      ...big,
      n4000: { type: 'end', transitions: [] },
      end: { type: 'end', transitions: [] },
    };
    const after = { ...nodes, n7: { ...big.n7, text: 'Other' } };
    const text = commentText(
      result({ flows: [changedFlow(nodeGraph(nodes), nodeGraph(after), { name: 'Big' })] }),
      origin,
      MOST,
    );
    expect(text.length).toBeLessThanOrEqual(MOST);
    expect(text).toContain('```mermaid');
    expect(text).toContain('[changed]');
  });

  test('takes a name of 1 MB', () => {
    for (const character of ['x', '@', '\u202e', '`', '|']) {
      const long = character.repeat(1_000_000);
      const text = commentText(
        result({
          verdict: long,
          flows: [{ ...changed, name: long, manifest: long, detail: long }],
          findings: [{ ...lost, message: long, hint: long, file: long, manifest: long }],
        }),
        { ...origin, workflow: long, job: long },
        MOST,
      );
      expect(text.length).toBeLessThanOrEqual(MOST);
      expect(text).toContain('[Job summary]');
    }
  });
});

describe('the limit of a comment', () => {
  const run = (detail: string) =>
    result({ mode: 'plan', flows: [{ ...changed, detail }], notices: ['a notice'], findings: [lost] });
  const whole = commentText(run('d'), origin, MOST);

  test('a text at the limit is whole; one character more leaves out the last part that does not fit, and names it', () => {
    expect(commentText(run('d'), origin, whole.length)).toBe(whole);
    const less = commentText(run('dd'), origin, whole.length);
    expect(less.length).toBeLessThanOrEqual(whole.length);
    expect(less).toContain(
      'Left out, because a comment has a limit: flow as text. The [job summary](https://github.test/runs/7) has everything.',
    );
    expect(less).toContain('```mermaid');
    expect(less).not.toContain('```text');
    expect(less).toContain('a notice');
  });

  test('whatever the limit, headline and link stay, and every part is there or named', () => {
    const names = ['table of flows', 'changes', 'findings', 'picture', 'flow as text', 'notices'];
    const marks = ['| flow |', '**What changes in', '**Findings:', '```mermaid', '```text', '> a notice'];
    for (let most = 700; most <= whole.length; most += 37) {
      const text = commentText(run('d'), origin, most);
      expect(text.length).toBeLessThanOrEqual(most);
      expect(text).toMatch(/^### .*All is well/);
      expect(text).toMatch(/<sub>\[Job summary\]/);
      const left = /has a limit: (.*?)\. The \[job/.exec(text)?.[1]?.split(', ') ?? [];
      for (const [at, name] of names.entries())
        expect([most, name, text.includes(marks[at] ?? '')]).toEqual([most, name, !left.includes(name)]);
    }
  });

  test.each([
    ['at', 0, []],
    ['one past', 1, ['b']],
  ])('parts %s the limit', (_, more, left) => {
    const parts = [
      { name: 'a', text: 'x'.repeat(100) },
      { name: 'b', text: 'y'.repeat(200 + more) },
    ];
    const text = fitParts('first', parts, 'last', { most: 5 + 4 + 300 + 6, where: 'See there.' });
    expect(text.includes('Left out')).toBe(left.length > 0);
    if (left.length > 0)
      expect(text).toBe(
        `first\n\n${'x'.repeat(100)}\n\nLeft out, because a comment has a limit: b. See there.\n\nlast`,
      );
  });
});

describe('what is worth a comment', () => {
  const quiet = result();
  const found = result({ findings: [{ ...lost, severity: 'warning' }] });
  const altered = result({ flows: [{ ...changed, status: 'valid' }] });
  const planned = result({ mode: 'plan', flows: [flow({ status: 'planned' })] });
  const failed = result({ result: 'failure' });
  const gone = result({ gone: [{ name: 'Old', manifest: 'x', detail: 'x' }] });
  const weakened = result({ findings: [{ ...lost, rule: 'gate-changed', severity: 'notice' }] });
  test.each([
    ['off', []],
    ['on-findings', [found, failed, weakened]],
    ['changes', [altered, planned, failed, gone, weakened]],
    ['always', [quiet, found, altered, planned, failed, gone, weakened]],
  ] as const)('%s', (policy, expected) => {
    const all = [quiet, found, altered, planned, failed, gone, weakened];
    expect(all.filter((each) => isNews(policy, each))).toEqual(expected);
  });
});

describe('ids of commits', () => {
  test.each([
    ['0123456789abcdef0123456789abcdef01234567', /[0-9a-f]{7}/i],
    ['deadbee', /[0-9a-f]{7}/i],
    ['DEADBEEF', /[0-9a-f]{7}/i],
    ['x/y@&#8203;abcdef1', /[0-9a-f]{7}/i],
  ])('are no links: %s', (text, pattern) => {
    const shown = withoutCommitLinks(`fixes ${text}, see`);
    expect(shown).not.toMatch(pattern);
    expect(shown.replaceAll('&#8203;', '')).toBe(`fixes ${text.replaceAll('&#8203;', '')}, see`);
  });

  test.each([
    '+18005551234567',
    '1a2b3c4d-1111-2222-3333-444455556666',
    '[x](https://github.test/0123456789abcdef)',
    'defacedly',
  ])('stay where they are none, or in our own links: %s', (text) => {
    expect(withoutCommitLinks(text)).toBe(text);
  });
});
