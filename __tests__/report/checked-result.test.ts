import { expect, test } from 'vitest';
import { failsBy, flowResult } from '../../src/report/checked-result.ts';
import { gateChanged } from '../../src/rules/manifest.ts';
import { load, manifest, to } from '../support/load.ts';

const nodes = (target: string) => ({
  start: { type: 'start', transitions: to(target) },
  end: { type: 'end', transitions: [] },
});

test('fail-on decides which findings fail a validation', async () => {
  const { flows } = await load({ 'flows/a.flow.json': manifest(nodes('ende')) });
  const findings = flows.flatMap((flow) => flow.findings);
  const [error] = findings.filter(({ severity }) => severity === 'error');
  if (!error) throw new Error('there is no error to decide about');
  const warning = { ...error, severity: 'warning' as const };
  expect([failsBy('error', [error]), failsBy('warning', [error]), failsBy('never', [error])]).toEqual([
    true,
    true,
    false,
  ]);
  expect([failsBy('error', [warning]), failsBy('warning', [warning]), failsBy('never', [warning])]).toEqual([
    false,
    true,
    false,
  ]);
  expect(failsBy('warning', [])).toBe(false);
});

test('a change of the rules themselves fails nothing: it is for the reviewer', async () => {
  const { flows } = await load({ 'flows/a.flow.json': manifest(nodes('ende')) });
  const [finding] = flows.flatMap((flow) => flow.findings);
  if (!finding) throw new Error('there is no finding');
  expect(failsBy('warning', [{ ...finding, rule: gateChanged.id }])).toBe(false);
});

test('a checked flow is valid or invalid, with its name, type and release version', async () => {
  const more = { version_matrix: { major: 1, minor: 2, patch: 3 } };
  const { flows } = await load({
    'flows/a.flow.json': manifest(nodes('end'), more, { name: 'A' }),
    'flows/b.flow.json': manifest(nodes('ende'), {}, { name: 'B' }),
  });
  expect(flows.map(flowResult)).toMatchObject([
    { manifest: 'flows/a.flow.json', name: 'A', type: 'INBOUNDCALL', status: 'valid', release: '1.2.3' },
    { manifest: 'flows/b.flow.json', name: 'B', status: 'invalid', release: undefined },
  ]);
});
