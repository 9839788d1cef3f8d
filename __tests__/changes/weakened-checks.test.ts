import { describe, expect, test } from 'vitest';
import { weakenedChecks } from '../../src/changes/weakened-checks.ts';
import { fakeGitHub } from '../support/github.ts';
import { load, manifest, to } from '../support/load.ts';

const CONFIG = '.genesys-flows.yml';
const FLOW = 'flows/a.flow.json';
const WORKFLOW = '.github/workflows/flows.yml';
const range = { base: 'b'.repeat(40), head: 'a'.repeat(40) };
type Files = Readonly<Record<string, string>>;

const flow = (more: Readonly<Record<string, unknown>> = {}, name = 'A') =>
  manifest({ s: { type: 'start', transitions: to('e') }, e: { type: 'end', transitions: [] } }, more, {
    name,
  });
const rules = (value: Readonly<Record<string, unknown>>) => ({ validation_rules: { rules: value } });

/** The messages about a change from some files to others, of which the second are the workspace. */
async function weakened(before: Files, after: Files, requests: string[] = []): Promise<string[]> {
  const github = fakeGitHub();
  github.textAt = async (ref, path) => {
    requests.push(path);
    return (ref === range.base ? before : after)[path];
  };
  const touched = new Set(
    [...Object.keys(before), ...Object.keys(after)].filter((path) => before[path] !== after[path]),
  );
  const found = await weakenedChecks(await load(after), touched, range, github);
  expect(new Set(found.map(({ rule }) => rule))).toEqual(new Set(found.length > 0 ? ['gate-changed'] : []));
  return found.map(({ message }) => message);
}

describe('severities', () => {
  test('that are lowered in the configuration or a manifest are reported', async () => {
    expect(
      await weakened(
        {
          [CONFIG]: 'rules: {dead-end: error, unused-media: error}\n',
          [FLOW]: flow(rules({ 'trap-loop': 'error' })),
        },
        { [CONFIG]: 'rules: {dead-end: "off", unused-media: warning}\n', [FLOW]: flow() },
      ),
    ).toEqual([
      `${CONFIG}: rule dead-end is lowered from error to off`,
      `${CONFIG}: rule unused-media is lowered from error to warning`,
    ]);
    expect(await weakened({ [FLOW]: flow() }, { [FLOW]: flow(rules({ 'trap-loop': 'off' })) })).toEqual([
      `${FLOW}: rule trap-loop is lowered from error to off`,
    ]);
  });

  test('that are raised, ordered or commented otherwise are not', async () => {
    expect(
      await weakened(
        { [CONFIG]: 'rules: {dead-end: warning, unused-media: warning}\n' },
        {
          [CONFIG]: '# x\nrules:\n  unused-media: warning\n  dead-end: error\n',
          [FLOW]: flow(rules({ 'trap-loop': 'error' })),
        },
      ),
    ).toEqual([]);
  });

  test('of one environment are reported with its name, from a manifest as from the defaults', async () => {
    const environments = { prod: rules({ 'dead-end': 'off' }), dev: {} };
    expect(
      await weakened({ [FLOW]: flow({ environments: { prod: {} } }) }, { [FLOW]: flow({ environments }) }),
    ).toEqual([`${FLOW}: rule dead-end is lowered from error to off in environment "prod"`]);
    const defaults = { defaults: { environments } };
    expect(
      await weakened({ [CONFIG]: '{}' }, { [CONFIG]: JSON.stringify(defaults), [FLOW]: flow() }),
    ).toEqual([`${CONFIG}: rule dead-end is lowered from error to off in environment "prod"`]);
  });

  test('of an environment that no run here is for are reported, too', async () => {
    const before = flow({
      environments: { prod: rules({ 'trap-loop': 'error' }) },
      ...rules({ 'trap-loop': 'warning' }),
    });
    expect(
      await weakened(
        { [FLOW]: before },
        { [FLOW]: flow({ environments: { prod: {} }, ...rules({ 'trap-loop': 'warning' }) }) },
      ),
    ).toEqual([`${FLOW}: rule trap-loop is lowered from error to warning in environment "prod"`]);
  });

  test('that a manifest no longer raises above the configuration are reported', async () => {
    const config = { [CONFIG]: 'rules: {dead-end: "off"}\n' };
    expect(
      await weakened(
        { ...config, [FLOW]: flow(rules({ 'dead-end': 'error' })) },
        { ...config, [FLOW]: flow() },
      ),
    ).toEqual([`${FLOW}: rule dead-end is lowered from error to off`]);
  });

  test.each([
    ['a new manifest', {}],
    ['a renamed manifest', { 'flows/old.flow.json': flow(rules({ 'dead-end': 'off' })) }],
  ])('that %s switches off are reported', async (_, before) => {
    expect(await weakened(before, { [FLOW]: flow(rules({ 'dead-end': 'off' })) })).toEqual([
      `${FLOW} (a new or renamed file): rule dead-end is lowered from error to off`,
    ]);
  });

  test('cannot hide behind a severity for gate-changed itself, a suppression, or keys such as __proto__', async () => {
    const text =
      'rules: {gate-changed: "off", dead-end: "off", __proto__: "off"}\nsuppressions: [{rule: gate-changed, reason: x}]\n';
    expect(await weakened({}, { [CONFIG]: text, [FLOW]: flow() })).toEqual([
      `${CONFIG}: 1 suppression added or changed: gate-changed`,
      `${CONFIG}: rule dead-end is lowered from error to off`,
    ]);
  });
});

describe('limits', () => {
  test.each<[string, Record<string, unknown>, Record<string, unknown>, string | undefined]>([
    [
      'a higher node count',
      { max_node_count: 5 },
      { max_node_count: 50 },
      'max_node_count is raised from 5 to 50',
    ],
    ['no node count', { max_node_count: 5 }, {}, 'max_node_count is removed'],
    ['a lower node count', { max_node_count: 50 }, { max_node_count: 5 }, undefined],
    [
      'cycles that were forbidden',
      { allow_circular: false },
      {},
      'allow_circular is changed from false to no value',
    ],
    ['all cycles', {}, { allow_circular: true }, 'allow_circular is changed from no value to true'],
    ['no cycles', { allow_circular: true }, { allow_circular: false }, undefined],
    ['no registry', { media_registry: { a: true } }, {}, 'media_registry is removed'],
    [
      'more media',
      { media_registry: { a: false } },
      { media_registry: { a: true, b: true } },
      'media_registry has 2 more prompts: a, b',
    ],
    ['less media', { media_registry: { a: true } }, { media_registry: {} }, undefined],
  ])('%s', async (_, before, after, text) => {
    const found = await weakened(
      { [FLOW]: flow({ validation_rules: before }) },
      { [FLOW]: flow({ validation_rules: after }) },
    );
    expect(found).toEqual(text === undefined ? [] : [`${FLOW}: ${text}`]);
  });

  test('rollback_on_fail that is switched off', async () => {
    expect(await weakened({ [FLOW]: flow() }, { [FLOW]: flow({ rollback_on_fail: false }) })).toEqual([
      `${FLOW}: rollback_on_fail is switched off`,
    ]);
  });
});

describe('the configuration', () => {
  const file = (value: unknown) => ({ [CONFIG]: JSON.stringify(value), [FLOW]: flow() });

  test('with other suppressions is reported, with fewer it is not', async () => {
    const one = { rule: 'dead-end', reason: 'x', until: '2027-01-01' };
    expect(
      await weakened(
        file({ suppressions: [one] }),
        file({ suppressions: [one, { ...one, until: '2099-01-01' }, one] }),
      ),
    ).toEqual([`${CONFIG}: 2 suppressions added or changed: dead-end, dead-end`]);
    expect(await weakened(file({ suppressions: [one] }), file({}))).toEqual([]);
  });

  test('with other globs is reported', async () => {
    expect(
      await weakened(file({ manifests: ['flows/**'] }), file({ manifests: ['flows/a*', '!flows/b*'] })),
    ).toEqual([`${CONFIG}: the globs under "manifests" are changed (without "flows/**", with "!flows/b*")`]);
  });

  test('that is removed is reported', async () => {
    expect(await weakened(file({ rules: { 'unused-media': 'error' } }), { [FLOW]: flow() })).toEqual([
      `${CONFIG}: the configuration is removed`,
      `${CONFIG}: rule unused-media is lowered from error to warning`,
    ]);
  });
});

describe('the baseline', () => {
  const entry = { rule: 'dead-end', file: FLOW, message: 'x' };
  const at = (path: string, entries: unknown[]) => ({
    [CONFIG]: `baseline: ${path}\n`,
    [FLOW]: flow(),
    'baseline.json': JSON.stringify(entries),
  });
  test.each(['baseline.json', './baseline.json', 'x/../baseline.json'])(
    '%s with more entries is reported',
    async (path) => {
      expect(await weakened(at(path, [entry]), at(path, [entry, entry, { ...entry, message: 'y' }]))).toEqual(
        ['baseline.json: the baseline hides 2 more findings'],
      );
      expect(await weakened(at(path, [entry]), at(path, []))).toEqual([]);
    },
  );
  test('that is another file is reported', async () => {
    const after = { ...at('other.json', []), 'other.json': JSON.stringify([entry]) };
    expect(await weakened(at('baseline.json', [entry]), after)).toEqual([
      `${CONFIG}: another file is the baseline`,
      'other.json: the baseline hides 1 more finding',
    ]);
  });
});

describe('comments', () => {
  const yaml = (comments: number) =>
    `inboundCall:\n  name: B\n${'  # genesys-flows-ignore dead-end: because\n'.repeat(comments)}  startUpRef: /x\n`;
  test('that suppress findings are counted, also where the same one was there', async () => {
    expect(await weakened({ 'flows/b.yaml': yaml(1) }, { 'flows/b.yaml': yaml(3) })).toEqual([
      'flows/b.yaml: 2 new comments suppress findings: genesys-flows-ignore dead-end: because',
    ]);
    expect(await weakened({ 'flows/b.yaml': yaml(2) }, { 'flows/b.yaml': yaml(1) })).toEqual([]);
  });
  test('of a new file are counted', async () => {
    expect(await weakened({}, { 'flows/b.yaml': yaml(1) })).toHaveLength(1);
  });
});

describe('workflows', () => {
  const workflow = (inputs: Readonly<Record<string, unknown>>, more: object = {}, job: object = {}) =>
    JSON.stringify({
      on: { pull_request: {} },
      jobs: { flows: { ...job, steps: [{ uses: 'x/genesys-flow-action@v1', with: inputs, ...more }] } },
    });
  const change = (before: string, after: string) =>
    weakened({ [WORKFLOW]: before, [FLOW]: flow() }, { [WORKFLOW]: after, [FLOW]: flow() });

  test.each(['fail-on', 'mode', 'manifests', 'changed-only', 'allow-ref', 'on-conflict'])(
    'that change the input %s are reported',
    async (name) => {
      expect(await change(workflow({}), workflow({ [name]: 'never' }))).toEqual([
        `${WORKFLOW}: job "flows": the input ${name} is changed from its default to "never"`,
      ]);
    },
  );
  test('that let a failure pass are reported', async () => {
    expect(await change(workflow({}), workflow({}, { 'continue-on-error': true }))).toEqual([
      `${WORKFLOW}: job "flows": "continue-on-error of the step" is changed`,
    ]);
    expect(await change(workflow({}), workflow({}, {}, { if: 'false' }))).toEqual([
      `${WORKFLOW}: job "flows": "if of the job" is changed`,
    ]);
  });
  test('that lose the step, the job or the event are reported', async () => {
    const none = JSON.stringify({ on: { pull_request: {} }, jobs: { flows: { steps: [] } } });
    expect(await change(workflow({}), none)).toEqual([
      `${WORKFLOW}: job "flows": a step of this action is removed`,
    ]);
    expect(await weakened({ [WORKFLOW]: workflow({}), [FLOW]: flow() }, { [FLOW]: flow() })).toEqual([
      `${WORKFLOW}: job "flows": a step of this action is removed`,
    ]);
    const other = workflow({}).replace('pull_request', 'push');
    expect(await change(workflow({}), other)).toEqual([
      `${WORKFLOW}: the events that start the workflow are changed`,
    ]);
    expect(await change(workflow({}), '{')).toEqual([`${WORKFLOW}: the workflow cannot be read`]);
  });
  test('a step of another name is known by its inputs', async () => {
    const local = (failOn: string) =>
      workflow({ 'fail-on': failOn }).replace('x/genesys-flow-action@v1', './');
    expect(await change(local('error'), local('never'))).toHaveLength(1);
  });
  test('without a step of this action are not looked at', async () => {
    const other = (value: string) =>
      JSON.stringify({ jobs: { x: { steps: [{ uses: 'a/b@v1', with: { c: value } }] } } });
    expect(await change(other('1'), other('2'))).toEqual([]);
  });
});

test('past the bound it is said what was not compared', async () => {
  const names = Array.from({ length: 130 }, (_, at) => `flows/f${String(at).padStart(3, '0')}.flow.json`);
  const after = Object.fromEntries(
    names.map((name, at) => [name, flow(rules({ 'dead-end': 'off' }), `F${at}`)]),
  );
  const requests: string[] = [];
  const found = await weakened({}, after, requests);
  expect(requests).toHaveLength(100);
  expect(found.filter((message) => message.includes('lowered'))).toHaveLength(100);
  expect(found.at(-1)).toMatch(
    /at most 100 files are compared with the base, and 30 files are left \(flows\/f100/,
  );
});

test('files that are no data weaken nothing, and end nothing', async () => {
  for (const text of [
    '',
    '[]',
    '7',
    '{',
    'a: [',
    '\u0000',
    '{"validation_rules": 7, "environments": [], "flow_file": null}',
  ])
    await weakened(
      { [FLOW]: text, [CONFIG]: text, [WORKFLOW]: text },
      { [FLOW]: `${text} `, [CONFIG]: ` ${text}`, [WORKFLOW]: ` ${text}` },
    );
});
