import { expect, test } from 'vitest';
import { toFinding } from '../../src/findings/draft.ts';
import { checkInputs } from '../../src/inputs/inputs.ts';
import type { ValidateInputs } from '../../src/report/checked-result.ts';
import { finishResult } from '../../src/report/planned-result.ts';
import { gateChanged } from '../../src/rules/manifest.ts';
import type { Run } from '../../src/task.ts';
import { load, manifest, to } from '../support/load.ts';
import { publishable, state } from '../support/publishable.ts';

test('a change of the rules is shown where the flow itself is unchanged', async () => {
  const flow = await publishable();
  const nodes = {
    start: { type: 'start', transitions: to('e') },
    e: { type: 'end', transitions: [] },
    lost: { type: 'end', transitions: [] },
  };
  const workspace = await load({ [flow.manifest.file]: manifest(nodes) });
  const draft = { place: flow.manifest.settings.locate([]), message: 'validation_rules', hint: 'Look.' };
  const finding = toFinding(gateChanged, draft, { file: flow.manifest.file, severities: {} });
  if (!finding) throw new Error('the rule is switched off');
  const run = {
    workspace,
    inputs: checkInputs(() => '', {}).inputs,
    notices: [],
  } as unknown as Run<ValidateInputs>;
  const planned = [
    {
      publishable: flow,
      action: 'unchanged' as const,
      reason: '',
      live: undefined,
      known: state(flow),
      earlier: undefined,
      findings: [],
    },
  ];
  const result = finishResult('plan', run, {
    scope: workspace.flows,
    gateChanges: [finding],
    planned,
    refused: [],
    planDigest: '',
  });
  expect(result.flows).toMatchObject([{ status: 'unchanged' }]);
  expect(result.findings.map(({ rule }) => rule)).toEqual(['gate-changed']);
});
