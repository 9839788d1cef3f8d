import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { load, manifest, to } from '../support/load.ts';

const RUNS = process.env.PROOF === 'long' ? 5000 : 300;

/** Errors that refuse all flows of a run. */
const RUN_RULES = [
  'manifest-region',
  'manifest-duplicate-flow',
  'manifest-environment',
  'manifest-dependency',
];

/** The findings of the flows that have one of these files, by manifest. */
function findingsOfChanged({ flows }: Workspace, touched: readonly string[]) {
  return flows
    .filter(({ manifest: { files } }) => files.some((file) => touched.includes(file)))
    .map(({ manifest: { file, files }, graph, findings }) => ({
      file,
      files,
      name: graph?.name,
      // A hint may name a flow that nothing else was read of, although its file has an error further down.
      findings: findings.map((each) => (each.rule === 'flow-reference' ? { ...each, hint: '' } : each)),
    }));
}

function stops({ flows }: Workspace): boolean {
  return flows.some(({ findings }) =>
    findings.some(({ rule, severity }) => severity === 'error' && RUN_RULES.includes(rule)),
  );
}

/** Architect YAML with calls of other flows. */
function architect(root: string, name: string, calls: readonly string[], more = ''): string {
  const actions = calls.map(
    (call, at) =>
      `          - transferToFlow:\n              name: T${at}\n              targetFlow:\n                name: ${call}\n`,
  );
  return `${root}:\n  name: ${name}\n  startUpRef: ./tasks/task[a]\n${more}  tasks:\n    - task:\n        name: A\n        refId: a\n        actions:\n${actions.join('')}          - disconnect:\n              name: Bye\n`;
}

const index = fc.nat(7);
const name = fc.constantFrom(
  'Sales',
  'sales',
  'Support',
  'Hours',
  'Hourz',
  '"Quoted"',
  '12',
  '{{NAME}}',
  'x: y',
);
// A flow that cannot be read further down leaves files to its manifest that only a full reading tells of.
const call = name.filter((each) => each !== 'x: y');
const one = fc.oneof(
  fc.record({
    kind: fc.constant('bare' as const),
    root: fc.constantFrom('inboundCall', 'inqueueCall', 'inboundCal'),
    name,
    calls: fc.array(call, { maxLength: 2 }),
    more: fc.constantFrom(
      '',
      '',
      '',
      '  description: |\n    name: Sales\n',
      '  division: [\n',
      '# genesys-flows-ignore flow-reference: known\n',
    ),
  }),
  fc.record({
    kind: fc.constant('graph' as const),
    name,
    id: fc.constantFrom('', '', '11111111-1111-4111-8111-111111111111'),
    region: fc.constantFrom('us-east-1', 'us-east-1', 'us-east-1', 'eu-west-1', 'nowhere', undefined),
    needs: fc.array(index, { maxLength: 2 }),
    broken: fc.constantFrom(false, false, false, true),
  }),
  fc.record({
    kind: fc.constant('file' as const),
    name,
    of: index,
    calls: fc.array(call, { maxLength: 2 }),
    substitutions: fc.constantFrom({}, { NAME: 'Sales' }),
    needs: fc.array(index, { maxLength: 1 }),
  }),
);

function repository(list: readonly (typeof one extends fc.Arbitrary<infer T> ? T : never)[], config: string) {
  const files: Record<string, string> = config === '' ? {} : { '.genesys-flows.yml': config };
  const path = (at: number) => `flows/${at}.flow.json`;
  for (const [at, flow] of list.entries()) {
    if (flow.kind === 'bare')
      files[`flows/${at}.yaml`] = architect(flow.root, flow.name, flow.calls, flow.more);
    else if (flow.kind === 'graph') {
      const text = manifest(
        { start: { type: 'start', transitions: to('end') }, end: { type: 'end', transitions: [] } },
        {
          flow_id: flow.id,
          ...(flow.region ? { target_region: flow.region } : { target_region: '' }),
          depends_on: flow.needs.map((need) => `./${need}.flow.json`),
        },
        { name: flow.name },
      );
      files[path(at)] = flow.broken ? text.slice(0, -1) : text;
    } else {
      const { of, substitutions, needs } = flow;
      files[path(at)] = JSON.stringify({
        flow_file: `./${of}-own.yaml`,
        substitutions,
        depends_on: needs.map((need) => `./${need}.yaml`),
      });
      files[`flows/${of}-own.yaml`] ??= architect('inboundCall', flow.name, flow.calls);
    }
  }
  return files;
}

describe('the findings of a change', () => {
  test('are those of the whole repository, whatever is read of it', { timeout: 600_000 }, async () => {
    const configs = fc.constantFrom(
      '',
      'defaults: {target_region: us-east-1}\n',
      'defaults: {target_region: us-east-1}\nsuppressions: [{rule: flow-reference, reason: known}]\n',
    );
    const touch = fc.array(fc.tuple(index, fc.constantFrom('.yaml', '.flow.json', '-own.yaml')), {
      minLength: 1,
      maxLength: 3,
    });
    const inputs = fc.constantFrom({}, {}, { region: 'us-east-1' }, { environment: 'prod' });
    await fc.assert(
      fc.asyncProperty(
        fc.array(one, { minLength: 1, maxLength: 8 }),
        configs,
        touch,
        inputs,
        async (list, config, pairs, given) => {
          const files = repository(list, config);
          const touched = pairs.map(([at, ending]) => `flows/${at}${ending}`);
          const [whole, part] = [await load(files, given), await load(files, given, touched)];
          expect(findingsOfChanged(part, touched)).toEqual(findingsOfChanged(whole, touched));
          expect(stops(part)).toBe(stops(whole));
          expect(part.names).toHaveLength(whole.names.length);
          expect(part.ignored).toEqual(whole.ignored);
        },
      ),
      { numRuns: RUNS, seed: 7 },
    );
  });
});

describe('of a repository of many flows', () => {
  const repositoryOf = (count: number) => {
    const files: Record<string, string> = { '.genesys-flows.yml': 'defaults: {target_region: us-east-1}\n' };
    for (let at = 0; at < count; at++) {
      const calls = at % 10 === 0 ? [] : [`Flow ${at - (at % 10)}`];
      files[`flows/${at}.yaml`] = architect('inboundCall', `Flow ${at}`, calls);
    }
    return files;
  };

  test('only the changed flows are read in full, with those that they refer to and the first', async () => {
    const part = await load(repositoryOf(100), {}, ['flows/55.yaml', 'flows/71.yaml']);
    expect(part.flows.map(({ manifest: { file } }) => file)).toEqual(
      [0, 50, 55, 70, 71].map((at) => `flows/${at}.yaml`),
    );
    expect(part.names).toHaveLength(100);
  });

  test('all are read where the configuration changes', async () => {
    const part = await load(repositoryOf(20), {}, ['.genesys-flows.yml']);
    expect(part.flows).toHaveLength(20);
  });

  test('a name that an unchanged flow has is taken', async () => {
    const files = { ...repositoryOf(20), 'flows/new.yaml': architect('inboundCall', 'flow 7', []) };
    const [last] = (await load(files, {}, ['flows/new.yaml'])).flows.slice(-1);
    expect(last?.findings).toContainEqual(
      expect.objectContaining({ rule: 'manifest-duplicate-flow', file: 'flows/new.yaml' }),
    );
  });
});
