import { describe, expect, test } from 'vitest';
import type { RunResult } from '../../src/report/result.ts';
import { callFlow, goOn, say } from '../support/architect.ts';
import { recordsOf } from './invariants.ts';
import { Scenario } from './scenario.ts';

const NOT_YAML = 'target_region: us-east-1\nflow_file: [a.yaml\n';

interface Ended {
  readonly result: RunResult;
  readonly scenario: Scenario;
  /** Status and reason of each flow, by its manifest. */
  readonly flows: Readonly<Record<string, string>>;
  readonly live: readonly string[];
  /** Commits on the audit branch before the run. */
  readonly known: number;
}

/** Manifest of a flow whose YAML file lies beside it. */
function manifest(file: string, more: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ target_region: 'us-east-1', flow_file: file, ...more });
}

/** A flow, by its name, that depends on others by `depends_on`; `broken`: validation refuses it. */
function flow(name: string, dependsOn: readonly string[] = [], broken = false): Record<string, string> {
  const text = callFlow(name, say('Hello'));
  return {
    [`flows/${name}.yaml`]: broken ? text.replace('./tasks/task[Main_1]', './tasks/task[Nowhere]') : text,
    [`flows/${name}.flow.json`]: manifest(`${name}.yaml`, {
      depends_on: dependsOn.map((each) => `${each}.flow.json`),
    }),
  };
}

/** Publishes, or plans, these files in an org of their own, after what was there `before`. */
async function run(
  files: Readonly<Record<string, string>>,
  inputs: Readonly<Record<string, string>> = {},
  before: Readonly<Record<string, string>> = {},
  prepare: (scenario: Scenario) => void = () => {},
  changed?: readonly string[],
): Promise<Ended> {
  const scenario = new Scenario(1, ['unused']);
  const { time, commits, api, org, github } = scenario;
  if (Object.keys(before).length > 0) {
    commits.push({ id: '1'.repeat(40), files: before, refused: new Set() });
    await time.until(scenario.run().ended);
  }
  prepare(scenario);
  api.requests.length = 0;
  const known = github.commits.length;
  commits.push({ id: '2'.repeat(40), files, refused: new Set() });
  const result = (await time.until(
    scenario.run(inputs, undefined, undefined, changed ? { changed } : {}).ended,
  )) as RunResult;
  return {
    result,
    scenario,
    flows: Object.fromEntries(result.flows.map((each) => [each.manifest, `${each.status}: ${each.detail}`])),
    known,
    live: org.flows.filter(({ published }) => published !== undefined).map(({ name }) => name),
  };
}

/** What a run that begins nothing leaves: no job, no intent, no record. */
function expectNothingBegun({ scenario, result, known }: Ended): void {
  const { api, github } = scenario;
  expect(api.requests.filter((each) => each.includes('/api/v2/flows/jobs'))).toEqual([]);
  expect(github.commits.slice(known).map(({ headline }) => headline)).toEqual([]);
  expect(result).toMatchObject({ result: 'failure', records: [] });
}

describe('an atomic run starts nothing', () => {
  const atomic = { atomic: 'true' };
  const good = { ...flow('A'), ...flow('B') };

  test.each([
    ['a flow that validation refuses', { ...good, ...flow('C', [], true) }],
    ['a manifest that cannot be read', { ...good, 'flows/C.flow.yaml': NOT_YAML }],
    ['a flow file that is not there', { ...good, 'flows/C.flow.json': manifest('C.yaml') }],
    ['a flow file that cannot be read', { ...good, 'flows/C.yaml': 'inboundCall:\n\tname: C\n' }],
  ])('if there is %s', async (_, files) => {
    const ended = await run(files, atomic);
    expectNothingBegun(ended);
    expect(ended.live).toEqual([]);
    expect(ended.flows['flows/A.flow.json']).toContain('this run is atomic, and');
    expect(ended.flows['flows/A.flow.json']).toContain('flows/C.');
  });

  test('where another user holds a lock, or the org lacks what a flow uses', async () => {
    const changed = Object.fromEntries(
      Object.entries(good).map(([file, text]) => [file, text.replace('Hello', 'Welcome')]),
    );
    const locked = await run(changed, atomic, good, ({ org }) => {
      const found = org.byName('INBOUNDCALL', 'B');
      if (found) found.lockedBy = { user: 'Ann' };
    });
    expectNothingBegun(locked);
    expect(locked.flows['flows/A.flow.json']).toMatch(
      /^blocked: this run is atomic, and "B" .*locked by Ann/,
    );
    const missing = { ...flow('A'), 'flows/B.yaml': callFlow('B', goOn('Nowhere')) };
    const lacks = await run(missing, atomic);
    expectNothingBegun(lacks);
    expect(lacks.flows['flows/A.flow.json']).toMatch(/^blocked: this run is atomic, and "B" .*Nowhere/);
  });

  test('and its plan says the same', async () => {
    const { flows, result } = await run({ ...good, ...flow('C', [], true) }, { ...atomic, mode: 'plan' });
    expect(result.result).toBe('failure');
    expect(flows['flows/A.flow.json']).toMatch(/^blocked: this run is atomic/);
    expect(flows['flows/B.flow.json']).toMatch(/^blocked: this run is atomic/);
  });
});

describe('a flow that depends on one that validation refuses is not published', () => {
  const refused = flow('C', [], true);

  test.each(['publish', 'plan'])('by depends_on, directly and through others, in mode %s', async (mode) => {
    const files = { ...flow('A', ['B']), ...flow('B', ['C']), ...refused, ...flow('D') };
    const { flows, live, result } = await run(files, { mode });
    expect(result.result).toBe('failure');
    expect(flows['flows/A.flow.json']).toMatch(
      /^blocked: it depends on "C" \(flows\/C.flow.json\), which cannot/,
    );
    expect(flows['flows/B.flow.json']).toMatch(/^blocked: it depends on "C"/);
    expect(flows['flows/C.flow.json']).toMatch(/^blocked: validation found an error/);
    expect(live).toEqual(mode === 'publish' ? ['D'] : []);
  });

  test('by the path of its flow file, and where its manifest cannot be read', async () => {
    const named = { ...flow('A'), 'flows/A.flow.json': manifest('A.yaml', { depends_on: ['C.yaml'] }) };
    expect((await run({ ...named, ...refused })).live).toEqual([]);
    const unread = await run({ ...flow('A', ['C']), 'flows/C.flow.json': '{"flow_file": "C.yaml",' });
    expect(unread.live).toEqual([]);
    expect(unread.flows['flows/A.flow.json']).toContain('it depends on flows/C.flow.json, which cannot');
  });

  test.each([
    ['not JSON', '{"target_region": "us-east-1", "flow_file": "C.yaml",'],
    ['empty', ''],
    ['without the field, by a misspelling', '{"target_region": "us-east-1", "flow_fil": "C.yaml"}'],
    ['with two flow sources', '{"flow_file": "C.yaml", "flow_definition": {}}'],
  ])('nor is the flow file of a manifest that is %s', async (_, text) => {
    const files = { ...flow('A'), ...flow('C'), 'flows/C.flow.json': text };
    const { live, flows } = await run(files);
    expect(live).toEqual(['A']);
    expect(flows['flows/C.yaml']).toBeUndefined();
    const dependent = { ...files, 'flows/A.flow.json': manifest('A.yaml', { depends_on: ['C.yaml'] }) };
    expect((await run(dependent)).flows['flows/A.flow.json']).toContain('it depends on flows/C.flow.json');
  });

  test('nor is a flow file that a manifest names for another environment', async () => {
    const environments = { prod: { flow_file: 'A-prod.yaml' } };
    const files = {
      'flows/A.yaml': callFlow('A', say('Hello')),
      'flows/A-prod.yaml': callFlow('A of prod', say('Hello')),
      'flows/A.flow.json': manifest('A.yaml', { environments }),
    };
    expect((await run(files)).live).toEqual(['A']);
  });

  test('through one that is live and unchanged', async () => {
    const before = { ...flow('A', ['B']), ...flow('B', ['C']), ...flow('C') };
    const files = { ...before, ...refused, 'flows/A.yaml': callFlow('A', say('Welcome')) };
    const { flows, scenario } = await run(files, {}, before);
    expect(flows['flows/A.flow.json']).toMatch(/^blocked: it depends on "C"/);
    expect(flows['flows/B.flow.json']).toMatch(/^unchanged/);
    expect(scenario.org.byName('INBOUNDCALL', 'A')?.published).toBe('1.0');
  });

  test('by a reference, unless what it refers to is live', async () => {
    const caller = { 'flows/A.yaml': callFlow('A', goOn('C')) };
    const first = await run({ ...caller, ...refused });
    expect(first.live).toEqual([]);
    expect(first.result.findings.find(({ rule }) => rule === 'org-reference')?.message).toMatch(
      /^"C" \(flows\/C.flow.json\) cannot be published .*no published version/,
    );
    const through = await run({ ...caller, ...refused, 'flows/B.yaml': callFlow('B', goOn('A')) });
    expect(through.flows['flows/B.yaml']).toMatch(/^blocked: it depends on "A", which cannot be published/);
    expect(through.live).toEqual([]);
    const second = await run({ ...caller, ...refused }, {}, flow('C'));
    expect(second.live.toSorted()).toEqual(['A', 'C']);
  });
});

describe('the plan of a pull request that changes only some flows', () => {
  const plan = (files: Readonly<Record<string, string>>, inputs: Readonly<Record<string, string>>) =>
    run(files, { mode: 'plan', ...inputs }, {}, () => {}, ['flows/A.yaml']);
  const broken = flow('C', [], true);

  test('names the flows that an unchanged, refused flow blocks', async () => {
    const { flows, result } = await plan({ ...flow('A', ['B']), ...flow('B', ['C']), ...broken }, {});
    expect(flows).toEqual({
      'flows/A.flow.json': expect.stringMatching(/^blocked: it depends on "C" \(flows\/C.flow.json\)/),
    });
    expect(result.result).toBe('failure');
  });

  test('says that nothing is published if the run is atomic', async () => {
    const files = { ...flow('A'), ...broken };
    const { flows } = await plan(files, { atomic: 'true' });
    expect(flows['flows/A.flow.json']).toMatch(/^blocked: this run is atomic, and "C"/);
    const alone = await plan(files, {});
    expect(alone.flows['flows/A.flow.json']).toMatch(/^planned/);
    expect(alone.result.result).toBe('success');
  });

  test('names the flows that an unchanged, locked flow blocks', async () => {
    const before = { ...flow('A', ['B']), ...flow('B') };
    const files = Object.fromEntries(
      Object.entries(before).map(([file, text]) => [file, text.replace('Hello', 'Welcome')]),
    );
    const lock = ({ org }: Scenario) => {
      const found = org.byName('INBOUNDCALL', 'B');
      if (found) found.lockedBy = { user: 'Ann' };
    };
    const { flows } = await run(files, { mode: 'plan' }, before, lock, ['flows/A.yaml']);
    expect(flows).toEqual({
      'flows/A.flow.json': expect.stringMatching(/^blocked: it depends on "B", .*locked by Ann/),
    });
  });
});

test.each([
  ['false', ['success', 'pending']],
  ['true', ['rolled_back', 'pending']],
])(
  'after an error that is not expected nothing more is begun, and all is recorded (atomic: %s)',
  async (atomic, statuses) => {
    const scenario = new Scenario(1, ['A', 'B', 'C', 'D']);
    const { time, org, github } = scenario;
    const acting = scenario.run({ concurrency: '1', atomic }, undefined, undefined, {
      wrap: (genesys) => {
        let uploads = 0;
        return {
          ...genesys,
          async upload(job, text) {
            if (++uploads === 2) throw new TypeError('cannot read properties of undefined');
            return genesys.upload(job, text);
          },
        };
      },
    });
    const result = await time.until(acting.ended);
    expect(result?.result).toBe('failure');
    expect(result?.records.map(({ status }) => status)).toEqual(statuses);
    expect(recordsOf(github)).toHaveLength(2);
    expect(result?.flows.slice(2).map(({ status, detail }) => `${status}: ${detail}`)).toEqual(
      Array.from({ length: 2 }, () => 'skipped: "B" ended with an internal error of this action'),
    );
    expect(result?.findings.map(({ message }) => message)).toContain(
      'an internal error of this action: cannot read properties of undefined',
    );
    expect(org.flows.map(({ name }) => name)).toEqual(['A']);
    const again = await time.until(scenario.run().ended);
    expect(again?.result).toBe('success');
  },
);
