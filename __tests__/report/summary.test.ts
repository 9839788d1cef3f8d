import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/findings/finding.ts';
import { annotations, MOST_PER_KIND } from '../../src/report/annotations.ts';
import { codeFrame } from '../../src/report/code-frame.ts';
import { MOST_BYTES, summary } from '../../src/report/summary.ts';
import { findingsOf, load, manifest, to } from '../support/load.ts';
import { record } from '../support/record.ts';
import { flow, result } from '../support/result.ts';

const finding = (at: number, more: Partial<Finding> = {}): Finding => ({
  rule: 'missing-target',
  severity: 'error',
  message: `fault ${at}`,
  hint: 'mend it',
  file: 'flows/x.flow.json',
  range: { line: at, column: 1, endLine: at, endColumn: 2 },
  manifest: 'flows/x.flow.json',
  nodes: [],
  trace: [],
  ...more,
});
const links = {
  line: (file: string, line: number) => `https://github.test/${file}#L${line}`,
  commit: (sha: string) => `https://github.test/${sha}`,
  rule: (id: string) => `https://github.test/rules/${id}.md`,
};

describe('the summary', () => {
  test('of a flow with findings shows each with its lines, and marks it in the picture', async () => {
    const text = manifest({
      start: { type: 'start', transitions: to('hello') },
      hello: { type: 'say', text: 'Hi', transitions: to('ende') },
      end: { type: 'end', transitions: [] },
    });
    const workspace = await load({ 'flows/x.flow.json': text });
    const [first] = workspace.flows;
    const shown = summary(
      result({
        result: 'failure',
        verdict: '1 flow checked',
        flows: [
          flow({
            status: 'invalid',
            definition: first?.manifest.definition,
            documents: first ? [first.manifest.document] : [],
          }),
        ],
        findings: findingsOf(workspace),
      }),
      links,
    );
    expect(shown).toMatchSnapshot();
  });

  test('never grows beyond what GitHub takes, and says what is left out', () => {
    const many = Array.from({ length: 20_000 }, (_, at) => finding(at, { message: 'x'.repeat(900) }));
    const shown = summary(result({ findings: many }), links);
    expect(Buffer.byteLength(shown)).toBeLessThan(MOST_BYTES);
    expect(shown).toContain('more; the output `findings-file` has all of them');
    const flows = Array.from({ length: 20_000 }, (_, at) => flow({ name: `${'n'.repeat(150)}${at}` }));
    expect(Buffer.byteLength(summary(result({ flows }), links))).toBeLessThan(MOST_BYTES);
    const everything = result({
      mode: 'publish',
      flows: flows.map((each) => ({ ...each, changes: [{ group: '', text: 'c'.repeat(500), part: '' }] })),
      findings: [...many, ...many.map((each) => ({ ...each, rule: 'gate-changed' }))],
      gone: flows.map(({ name, manifest }) => ({ name, manifest, detail: 'gone' })),
      notices: flows.map(({ name }) => name),
      records: flows.map(({ name }) => record(name)),
      auditCommit: 'abcdef0123456789',
    });
    expect(Buffer.byteLength(summary(everything, links))).toBeLessThan(MOST_BYTES);
  });

  test('reads each finding as often in a run of 10,000 flows as in one of 1,000', () => {
    const reads = (count: number) => {
      let asked = 0;
      const findings = Array.from({ length: count }, (_, at) => {
        const own = finding(1, { file: `flows/${at}.flow.json` });
        return Object.defineProperty({ ...own }, 'manifest', {
          get() {
            asked++;
            return own.file;
          },
        });
      });
      const flows = Array.from({ length: count }, (_, at) => flow({ manifest: `flows/${at}.flow.json` }));
      const shown = summary(result({ flows, findings }), links);
      expect(shown).toContain('| 1 error |');
      return asked / count;
    };
    expect(reads(10_000)).toBe(reads(1000));
  });

  test('lists failed flows first where it cannot list all, and says how many are left out', () => {
    const flows = Array.from({ length: 20_000 }, (_, at) =>
      flow({ name: `Flow ${at}`, status: at === 19_999 ? 'failure' : 'unchanged' }),
    );
    const shown = summary(result({ mode: 'publish', flows }), links);
    expect(shown).toContain('**Flow 19999** | ❌ failed');
    const rows = shown.split('\n').filter((each) => each.startsWith('| **')).length;
    expect(shown).toContain(`… and ${20_000 - rows} more; the output \`flows-file\` has all of them.`);
  });

  test('one entry that is too large hides none of the others', () => {
    const flows = [flow({ name: 'n'.repeat(2_000_000) }), flow({ name: 'Small' })];
    const shown = summary(result({ flows, verdict: 'v'.repeat(2_000_000) }), links);
    expect(Buffer.byteLength(shown)).toBeLessThan(MOST_BYTES);
    expect(shown).toContain('**Small**');
    expect(shown).toContain('nnn…**');
  });

  test('a change of the rules comes first', () => {
    const shown = summary(
      result({ findings: [finding(1), finding(1, { rule: 'gate-changed', message: 'rules are changed' })] }),
      links,
    );
    expect(shown.indexOf('rules are changed')).toBeLessThan(shown.indexOf('| flow |'));
  });
});

describe('annotations', () => {
  test.each([MOST_PER_KIND, MOST_PER_KIND + 1])('%i errors', (count) => {
    const { shown, left } = annotations(
      Array.from({ length: count }, (_, at) => finding(at + 1)),
      links.rule,
    );
    expect(shown).toHaveLength(MOST_PER_KIND);
    expect(left).toBe(count - MOST_PER_KIND);
  });

  test('each leads to the page about its rule', () => {
    const [first] = annotations([finding(1)], links.rule).shown;
    expect(first?.message).toBe('fault 1. mend it https://github.test/rules/missing-target.md');
  });

  test('errors and warnings have limits of their own, and columns only on one line', () => {
    const list = [
      ...Array.from({ length: 12 }, (_, at) => finding(at + 1)),
      finding(1, { severity: 'warning', range: { line: 1, column: 3, endLine: 2, endColumn: 1 } }),
    ];
    const { shown } = annotations(list, () => '');
    expect(shown.filter(({ kind }) => kind === 'warning')).toHaveLength(1);
    expect(shown.at(-1)?.properties).not.toHaveProperty('startColumn');
  });

  test('a message is one line and no longer than the runner keeps', () => {
    const [only] = annotations([finding(1, { message: `a\nb${'x'.repeat(5000)}` })], links.rule).shown;
    expect(only?.message.length).toBeLessThanOrEqual(4096);
    expect(only?.message).not.toContain('\n');
  });
});

test('a code frame points under the place, also far to the right', () => {
  const text = `a\n${' '.repeat(300)}"fault" rest\nb`;
  const document = { file: 'x', text, value: undefined, errors: [], span: () => ({ start: 0, end: 0 }) };
  const frame = codeFrame(
    finding(2, { range: { line: 2, column: 301, endLine: 2, endColumn: 308 } }),
    document,
  ).split('\n');
  const under = frame[2] ?? '';
  expect((frame[1] ?? '').slice(under.indexOf('^'), under.lastIndexOf('^') + 1)).toBe('"fault"');
});
