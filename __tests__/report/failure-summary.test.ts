import { expect, test } from 'vitest';
import { failureSummary } from '../../src/report/failure-summary.ts';
import { summary } from '../../src/report/summary.ts';
import { links } from '../support/hostile-result.ts';
import { flow, result } from '../support/result.ts';

test.each([
  [
    'publish',
    'mode publish needs "client-id". Store it as a secret.',
    '## ❌ Publish failed: mode publish needs "client-id"\n\n> Store it as a secret.\n',
  ],
  ['auto', 'the inputs are not valid', '## ❌ Run failed: the inputs are not valid\n'],
  ['<b>', 'x', '## ❌ Run failed: x\n'],
])('a run that ends before it has a result has a summary: mode %s', (mode, text, expected) => {
  expect(failureSummary(mode, text)).toBe(expected);
});

test('a run that was stopped says what stopped it in its headline, and what it came to before', () => {
  const shown = summary(
    result({
      mode: 'plan',
      result: 'failure',
      verdict: '1 flow checked: no findings',
      problem: { message: 'Genesys Cloud answered 401', hint: 'Check the OAuth client.' },
    }),
    links,
  );
  expect(shown.split('\n\n').slice(0, 3)).toEqual([
    '## ❌ Plan failed: Genesys Cloud answered 401',
    '> ❌ Check the OAuth client.',
    '1 flow checked: no findings',
  ]);
});

test('columns that are empty for every flow are left out', () => {
  const table = (more: Parameters<typeof flow>[0]) =>
    summary(result({ mode: 'publish', flows: [flow(more)] }), links)
      .split('\n')
      .find((line) => line.startsWith('| flow'));
  expect(table({ status: 'success', version: '2.0', latencyMs: 900 })).toBe(
    '| flow | status | version | latency |',
  );
  expect(table({ status: 'blocked', detail: 'an error' })).toBe('| flow | status | what happened |');
});
