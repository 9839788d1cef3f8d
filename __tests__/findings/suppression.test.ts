import { describe, expect, test } from 'vitest';
import { findingsOf, load, manifest, slice, to } from '../support/load.ts';

const HEAD = 'inboundCall:\n  name: Demo\n  startUpRef: ./tasks/task[a]\n  tasks:\n';
const A = '    - task: {name: A, refId: a, actions: [{disconnect: {name: End}}]}\n';
const LOST = '    - task: {name: Lost, refId: b, actions: [{disconnect: {name: End}}]}\n';
const REASON = 'unreachable-container: kept for the night shift';

async function check(flow: string, config?: string, more: Readonly<Record<string, string>> = {}) {
  const files = { 'flows/x.yaml': flow, ...(config ? { '.genesys-flows.yml': config } : {}), ...more };
  const workspace = await load(files);
  const found = findingsOf(workspace).map((each) => ({
    rule: each.rule,
    severity: each.severity,
    message: each.message,
    at: slice((files as Record<string, string>)[each.file] ?? '', each),
  }));
  return { found, rules: found.map(({ rule }) => rule), notice: workspace.notices[0] };
}

test('without a suppression the finding is there', async () => {
  expect((await check(HEAD + A + LOST)).rules).toEqual(['unreachable-container']);
});

describe('a comment', () => {
  test.each([
    ['on the line before', `    # genesys-flows-ignore ${REASON}\n${LOST}`],
    ['at the end of the line', LOST.replace('\n', ` # genesys-flows-ignore ${REASON}\n`)],
    ['with other comments between', `    # genesys-flows-ignore ${REASON}\n    # a task\n\n${LOST}`],
    [
      'for several rules',
      `    # genesys-flows-ignore missing-audio, unreachable-container: both are meant\n${LOST}`,
    ],
    [
      'until a day that is not over',
      `    # genesys-flows-ignore unreachable-container until 2026-11-24: today\n${LOST}`,
    ],
  ])('%s suppresses the finding', async (_, text) => {
    expect((await check(HEAD + A + text)).rules).toEqual([]);
  });
  test.each([
    [
      'after its date',
      `unreachable-container until 2026-11-23: soon`,
      'The suppression of unreachable-container expired on 2026-11-23',
    ],
    ['without a reason', 'unreachable-container', 'The suppression of unreachable-container has no reason'],
    ['with an invalid date', 'unreachable-container until 2026-13-01: x', '"2026-13-01" is not a date'],
    ['of an unknown rule', 'unreachable-contaner: x', 'There is no rule "unreachable-contaner" to suppress'],
    ['of a fixed rule', 'manifest-schema: x', '"manifest-schema" cannot be suppressed'],
  ])('%s is an error, and suppresses nothing', async (_, words, message) => {
    const comment = `# genesys-flows-ignore ${words}`;
    const { found } = await check(`${HEAD + A}    ${comment}\n${LOST}`);
    expect(found.map(({ rule }) => rule).sort()).toEqual(['suppression', 'unreachable-container']);
    const told = found.find(({ rule }) => rule === 'suppression');
    expect(told).toMatchObject({ severity: 'error', message, at: comment });
  });
  test('of nothing is a warning', async () => {
    const { found } = await check(`${HEAD}    # genesys-flows-ignore ${REASON}\n${A}`);
    expect(found).toMatchObject([{ rule: 'suppression', severity: 'warning' }]);
  });
  test('inside a string is no comment', async () => {
    const text = LOST.replace('name: Lost', `name: "Lost # genesys-flows-ignore ${REASON.slice(0, 30)}"`);
    expect((await check(HEAD + A + text)).rules).toEqual(['unreachable-container']);
  });
  test('suppresses its own line only', async () => {
    const two = LOST.replaceAll('Lost', 'Too').replace('refId: b', 'refId: c');
    const { found } = await check(`${HEAD + A}    # genesys-flows-ignore ${REASON}\n${LOST}${two}`);
    expect(found).toMatchObject([{ rule: 'unreachable-container', message: 'Task "Too" is unreachable' }]);
  });
});

describe('the configuration', () => {
  const entry = (more: string) =>
    `suppressions:\n  - {rule: unreachable-container, reason: kept for the night shift${more}}\n`;
  test.each(['', ', file: "flows/*.yaml"', ', node: Lost', ', until: 2027-01-31'])(
    'suppresses: %s',
    async (more) => {
      expect((await check(HEAD + A + LOST, entry(more))).rules).toEqual([]);
    },
  );
  test.each([', file: other/**', ', node: A'])(
    'does not suppress what it does not name: %s',
    async (more) => {
      const { rules } = await check(HEAD + A + LOST, entry(more));
      expect(rules).toEqual(['suppression', 'unreachable-container']);
    },
  );
  test('an expired entry is an error on its line', async () => {
    const { found } = await check(HEAD + A + LOST, entry(', until: 2026-01-31'));
    expect(found[0]).toMatchObject({ rule: 'suppression', severity: 'error' });
    expect(found[0]?.at).toMatch(/^\{rule: unreachable-container.*\}$/);
  });
  test('holds for node graphs too', async () => {
    const end = { type: 'end', transitions: [] };
    const graph = manifest({ start: { type: 'start', transitions: to('e') }, e: end, lost: end });
    const files = { 'flows/a.flow.json': graph };
    const rules = async (config: string) =>
      findingsOf(await load({ ...files, '.genesys-flows.yml': config })).map(({ rule }) => rule);
    expect(await rules('rules: {}\n')).toEqual(['unreachable-node']);
    expect(await rules('suppressions: [{rule: unreachable-node, node: lost, reason: later}]\n')).toEqual([]);
  });
});

describe('a baseline', () => {
  const config = 'baseline: baseline.json\n';
  test('is the findings file of an earlier run; lines may move', async () => {
    const before = findingsOf(await load({ 'flows/x.yaml': HEAD + A + LOST }));
    const baseline = { 'baseline.json': JSON.stringify(before) };
    const { rules, notice } = await check(`# moved\n${HEAD}${A}${LOST}`, config, baseline);
    expect(rules).toEqual([]);
    expect(notice).toBe('1 finding not shown: the baseline baseline.json has it.');
    const two = LOST.replaceAll('Lost', 'Too').replace('refId: b', 'refId: c');
    expect((await check(HEAD + A + LOST + two, config, baseline)).rules).toEqual(['unreachable-container']);
    expect((await check(HEAD + A, config, baseline)).notice).toMatch(
      /Remove 1 entry that no finding matches any more\.$/,
    );
  });
  test.each([
    ['is missing', {}, 'File baseline.json does not exist'],
    ['is no list', { 'baseline.json': '{}' }, 'baseline.json is not a list of findings'],
  ])('that %s is an error', async (_, more, message) => {
    const { found } = await check(HEAD + A + LOST, config, more);
    expect(found[0]).toMatchObject({ rule: 'suppression', severity: 'error', message, at: 'baseline.json' });
  });
});
