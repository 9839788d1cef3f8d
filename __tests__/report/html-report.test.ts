import { describe, expect, test } from 'vitest';
import { htmlReport, MOST_BYTES } from '../../src/report/html/report.ts';
import type { FlowResult, RunResult } from '../../src/report/result.ts';
import { nodeGraph } from '../support/definition.ts';
import { hostileResult } from '../support/hostile-result.ts';
import { PIECES } from '../support/hostile-text.ts';
import { to } from '../support/load.ts';
import { changedFlow, findingAt } from '../support/report-run.ts';
import { flow, result } from '../support/result.ts';

interface Data {
  readonly notices: readonly string[];
  readonly flows: readonly {
    readonly name: string;
    readonly stops: readonly { readonly text: string }[];
    readonly left: number;
    readonly diagrams: readonly unknown[];
  }[];
}

/** The report, what its script reads, and everything around that. */
function read(of: RunResult): { text: string; data: Data; frame: string } {
  const text = htmlReport(of);
  const open = '<script type="application/json" id="data">';
  const from = text.indexOf(open) + open.length;
  const end = text.indexOf('</script>', from);
  return {
    text,
    data: JSON.parse(text.slice(from, end)) as Data,
    frame: text.slice(0, from) + text.slice(end),
  };
}

const changes = (size: number): FlowResult['changes'] => [{ group: '', text: 'x'.repeat(size), part: '' }];
const named = (name: string, more: Partial<FlowResult> = {}) =>
  flow({ name, manifest: `flows/${name}`, ...more });

describe('the size of the report', () => {
  test('at the limit every flow is in it, and with one more the last is named instead', () => {
    const names = (of: RunResult) => read(of).data.flows.map(({ name }) => name);
    const all = (count: number) =>
      result({
        flows: [
          ...Array.from({ length: count }, (_, at) => named(`F${at}`, { changes: changes(1999) })),
          named('Last', { changes: changes(1999) }),
        ],
      });
    let low = 1;
    let high = 2000;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (names(all(middle)).length === middle + 1) low = middle;
      else high = middle;
    }
    const { text, data } = read(all(low));
    expect(data.flows).toHaveLength(low + 1);
    expect(data.notices).toEqual([]);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MOST_BYTES);
    const over = read(all(high));
    expect(over.data.flows).toHaveLength(high);
    expect(over.data.notices).toEqual(['No space here for 1 flow: Last.']);
    expect(Buffer.byteLength(over.text)).toBeLessThanOrEqual(MOST_BYTES);
    expect(low).toBeGreaterThan(300);
  });

  test('10,000 flows stay within it; the first are shown, the others counted', () => {
    const flows = Array.from({ length: 10_000 }, (_, at) => named(`F${at}`, { changes: changes(500) }));
    const { text, data } = read(result({ flows }));
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MOST_BYTES);
    const [, counted] = /^No space here for (\d+) flows: F/.exec(data.notices.at(-1) ?? '') ?? [];
    expect(data.flows.length + Number(counted)).toBe(10_000);
  });

  test.each([
    [500, 500, 0],
    [501, 500, 1],
    [10_000, 500, 9500],
  ])('%i findings of one flow: %i are stops, %i are counted', (count, shown, left) => {
    const findings = Array.from({ length: count }, (_, at) => findingAt('x', 'error', `Finding ${at}`));
    const { data } = read(result({ findings }));
    expect(data.flows[0]?.stops).toHaveLength(shown);
    expect(data.flows[0]?.left).toBe(left);
  });

  test('a flow of 4,000 nodes is in it, with its change', () => {
    const nodes = (text: string) =>
      nodeGraph(
        Object.fromEntries(
          Array.from({ length: 4000 }, (_, at) => [
            `n${at}`,
            { type: at === 0 ? 'start' : 'say', text, transitions: to(...(at < 3999 ? [`n${at + 1}`] : [])) },
          ]),
        ),
      );
    const { text, data } = read(result({ flows: [changedFlow(nodes('Hi'), nodes('Hello'))] }));
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MOST_BYTES);
    expect(data.flows[0]?.stops).toHaveLength(500);
    expect(data.flows[0]?.left).toBe(3500);
    expect(data.flows[0]?.diagrams.length).toBeGreaterThan(0);
  });

  test('names and messages of 1 MB are cut, and hide nothing else', () => {
    const long = 'L'.repeat(1_000_000);
    const { text, data } = read(
      result({
        notices: [long],
        verdict: long,
        flows: [named(long, { changes: changes(1_000_000) }), named('Short')],
        findings: [{ ...findingAt(long, 'error', long), hint: long }],
      }),
    );
    expect(Buffer.byteLength(text)).toBeLessThan(200_000);
    expect(data.flows.map(({ name }) => name.slice(0, 5)).toSorted()).toEqual(['LLLLL', 'Short']);
  });
});

test('no text of others changes the page around the data', () => {
  const { frame } = read(hostileResult('plain'));
  for (const piece of [...PIECES, '</script><script>alert(1)</script>', '<!--<script>', ']]>', '\u2028']) {
    const hostile = read(hostileResult(`a${piece}b`));
    expect(hostile.frame).toBe(frame);
    expect(JSON.stringify(hostile.data.flows[0]?.stops[0]?.text)).toContain('a');
  }
});
