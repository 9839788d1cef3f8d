import { describe, expect, test } from 'vitest';
import { flowsFile, outputs } from '../../src/report/outputs.ts';
import { flow, result } from '../support/result.ts';

/** GitHub's limit for the outputs of a job, counted as UTF-16. */
const MOST_BYTES = 1_000_000;

const flows = (count: number, name: (at: number) => string) =>
  Array.from({ length: count }, (_, at) =>
    flow({
      name: name(at),
      manifest: `flows/${at}.flow.json`,
      status: at === count - 1 ? 'failure' : at % 2 === 0 ? 'success' : 'unchanged',
    }),
  );
const sizeOf = (values: Readonly<Record<string, string>>) =>
  Object.values(values).reduce((sum, value) => sum + 2 * value.length, 0);

describe('the outputs', () => {
  test('of a run of usual size are complete', () => {
    const run = result({ mode: 'publish', flows: flows(1000, (at) => `Flow ${at}`) });
    const { values, notices } = outputs(run);
    expect(notices).toEqual([]);
    expect(JSON.parse(values.flows ?? '')).toEqual(JSON.parse(flowsFile(run)));
    expect(JSON.parse(values['published-flows'] ?? '')).toHaveLength(500);
    expect(JSON.parse(values['changed-flows'] ?? '')).toHaveLength(501);
  });

  test('of 10,000 flows stay within GitHub’s limit; the file has the rest, and a notice says so', () => {
    const run = result({ mode: 'publish', flows: flows(10_000, (at) => `Flow ${at}`) });
    const { values, notices } = outputs(run);
    expect(sizeOf(values)).toBeLessThan(MOST_BYTES);
    const kept = JSON.parse(values.flows ?? '') as { name: string; status: string }[];
    expect(kept[kept.length - 1]).toMatchObject({ name: 'Flow 9999', status: 'failure' });
    expect(notices).toEqual([
      `Output flows has ${kept.length} of 10000 flows: GitHub takes no more. The output flows-file has all of them.`,
    ]);
    expect(JSON.parse(flowsFile(run))).toHaveLength(10_000);
    expect(JSON.parse(values['published-flows'] ?? '')).toHaveLength(5000);
  });

  test('a list of names that is too large is left out, not cut', () => {
    const run = result({ mode: 'publish', flows: flows(10_000, (at) => `${'n'.repeat(100)}${at}`) });
    const { values, notices } = outputs(run);
    expect(sizeOf(values)).toBeLessThan(MOST_BYTES);
    expect(values['published-flows']).toBe('');
    expect(notices).toContain(
      'Output published-flows is empty: its names are too large for GitHub. Read the output flows-file.',
    );
  });

  test('published-flows names what a rollback takes: not what was unchanged, adopted or rolled back', () => {
    const named = (name: string, more: Parameters<typeof flow>[0]) => flow({ name, ...more });
    const { values } = outputs(
      result({
        mode: 'publish',
        flows: [
          named('Unchanged', { status: 'unchanged' }),
          named('Sales', { status: 'success', action: 'update' }),
          named('Hours, "late"', { status: 'success', action: 'create' }),
          named('Twin', { status: 'success', type: 'INBOUNDCALL' }),
          named('twin', { status: 'unchanged', type: 'COMMONMODULE' }),
          named('Adopted', { status: 'adopted' }),
          named('Failed', { status: 'rolled_back' }),
        ],
      }),
    );
    expect(JSON.parse(values['published-flows'] ?? '')).toEqual([
      'Sales',
      'Hours, "late"',
      'INBOUNDCALL/Twin',
    ]);
  });
});
