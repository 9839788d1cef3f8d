import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld, type World } from '../../sandbox/world.ts';
import { closeClean } from '../support/world.ts';

const HEAD = 'inboundCall:\n  name: Demo\n  startUpRef: ./tasks/task[a]\n  tasks:\n';
const TASK = '    - task: {name: A, refId: a, actions: [{disconnect: {name: End}}]}\n';
const LOST = (id: string) =>
  `    - task: {name: ${id}, refId: ${id}, actions: [{disconnect: {name: End}}]}\n`;
const ACCEPTED = '    # genesys-flows-ignore unreachable-container: for the night shift\n';

let world: World;
beforeAll(async () => {
  world = await createWorld();
  await world.push({ 'flows/demo.yaml': HEAD + TASK });
});
afterAll(() => closeClean(world));

describe('sarif-file', () => {
  const files = { 'flows/demo.yaml': HEAD + TASK + LOST('b') + ACCEPTED + LOST('c') };
  const validate = (sarif: string, more: Record<string, string> = {}) => ({
    inputs: { mode: 'validate', 'sarif-file': sarif, ...more },
  });

  test('has open and accepted findings, with help and an absolute path as output', async () => {
    const result = await world.onPullRequest(files, validate('out/flows.sarif'));
    expect(result.outputs['sarif-file']).toMatch(/^\/.*\/out\/flows\.sarif$/);
    const [run] = JSON.parse(result.files['sarif-file'] ?? '').runs;
    expect(run.results).toMatchObject([
      { ruleId: 'gate-changed', suppressions: [] },
      { ruleId: 'unreachable-container', suppressions: [] },
      {
        ruleId: 'unreachable-container',
        suppressions: [{ kind: 'inSource', justification: 'for the night shift' }],
      },
    ]);
    expect(run.tool.driver.rules[1].help.markdown).toContain('## Why it matters');
  });

  test('has no accepted findings for code scanning', async () => {
    const result = await world.onPullRequest(files, validate('flows.sarif', { 'sarif-suppressed': 'false' }));
    expect(JSON.parse(result.files['sarif-file'] ?? '').runs[0].results).toMatchObject([
      { ruleId: 'gate-changed' },
      { ruleId: 'unreachable-container' },
    ]);
  });

  test('is not written without the input', async () => {
    const result = await world.onPullRequest(files, {
      inputs: { mode: 'validate' },
      collect: (workspace) => expect(existsSync(join(workspace, 'flows.sarif'))).toBe(false),
    });
    expect(result.outputs).not.toHaveProperty('sarif-file');
  });

  test('is refused through a link, with the reason in log and summary, and the result of the run stays', async () => {
    const result = await world.onPullRequest(files, {
      ...validate('link/flows.sarif'),
      prepare: (workspace) => {
        mkdirSync(join(workspace, '../elsewhere'), { recursive: true });
        symlinkSync('../elsewhere', join(workspace, 'link'));
      },
      collect: (workspace) => expect(existsSync(join(workspace, '../elsewhere/flows.sarif'))).toBe(false),
    });
    expect(result.code).toBe(0);
    expect(result.log).toContain(
      'The SARIF file is not written: link/flows.sarif is a link, or lies behind one',
    );
    expect(result.summary).toContain('The SARIF file is not written');
    expect(result.outputs).not.toHaveProperty('sarif-file');
  });

  test('is an invalid input over a flow', async () => {
    const result = await world.onPullRequest(files, validate('flows/demo.yaml'));
    expect(result.code).toBe(1);
    expect(result.log).toContain('"sarif-file" must be the path of a file that ends in .sarif');
  });
});

/** Makes the clone one of a single commit, as actions/checkout does where it is not asked for more. */
function shallow(folder: string): void {
  const head = execFileSync('git', ['-C', folder, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
  execFileSync('git', ['-C', folder, 'update-ref', '--no-deref', 'HEAD', head]);
  rmSync(join(folder, '.git', 'logs'), { recursive: true, force: true });
  writeFileSync(join(folder, '.git', 'shallow'), `${head}\n`);
}

describe('only-new', () => {
  const STRICT = { '.genesys-flows.yml': 'rules: {unreachable-container: error}\n' };
  const inputs = { mode: 'validate', 'only-new': 'true', region: 'us-east-1' };
  let base: World;
  beforeAll(async () => {
    base = await createWorld();
    await base.push({ ...STRICT, 'flows/demo.yaml': HEAD + TASK + LOST('old') });
  });
  afterAll(() => closeClean(base));

  test.each([
    ['with the base from the clone', undefined],
    ['with the base from GitHub, where the clone is shallow', shallow],
  ])('passes on a change of a flow that has errors in the base, %s', async (_, prepare) => {
    const change = { 'flows/demo.yaml': `# a comment\n${HEAD}${TASK}${LOST('old')}` };
    const options = prepare ? { prepare } : {};
    expect((await base.onPullRequest(change, { ...options, inputs: { mode: 'validate' } })).code).toBe(1);
    const result = await base.onPullRequest(change, { ...options, inputs });
    expect(result.code).toBe(0);
    expect(result.summary).toMatch(/1 changed flow checked: no new findings &#40;1 in the base&#41;/);
    expect(result.summary).toMatch(/1 finding not shown: the base \w{7} has it, too/);
    expect(result.summary).toContain('none new (in the base: 1 error)');
    expect(result.log).toContain(
      '1 flow cannot be published before errors that the base has, too, are fixed: Demo.',
    );
    expect(result.outputs.errors).toBe('0');
  });

  test('fails on an error that the base does not have, and shows only that one', async () => {
    const result = await base.onPullRequest(
      { 'flows/demo.yaml': HEAD + TASK + LOST('fresh') + LOST('old') },
      { inputs, prepare: shallow },
    );
    expect(result.code).toBe(1);
    expect(result.outputs.errors).toBe('1');
    expect(result.log).toContain('Task "fresh" is unreachable');
    expect(result.log).not.toContain('Task "old" is unreachable');
  });

  test('shows that a change weakens checks, whatever the base has', async () => {
    const result = await base.onPullRequest(
      { '.genesys-flows.yml': 'rules: {unreachable-container: "off"}\n' },
      { inputs: { ...inputs, 'changed-only': 'false' } },
    );
    expect(result.summary).toContain('**Weakened checks:**');
    expect(result.summary).toContain('rule unreachable-container is lowered from error to off');
  });

  test('lets a plan pass that only errors of the base block, and names the flow as blocked', async () => {
    const change = { 'flows/demo.yaml': `# a comment\n${HEAD}${TASK}${LOST('old')}` };
    const plan = { ...inputs, mode: 'plan' };
    const result = await base.onPullRequest(change, { inputs: plan });
    expect(result.code).toBe(0);
    expect(JSON.parse(result.outputs.flows ?? '')).toMatchObject([{ name: 'Demo', status: 'blocked' }]);
    expect(result.summary).toContain(
      'cannot be published before errors that the base has, too, are fixed: Demo',
    );
    const all = await base.onPullRequest(change, { inputs: { ...plan, 'only-new': 'false' } });
    expect(all.code).toBe(1);
    const fresh = await base.onPullRequest(
      { 'flows/demo.yaml': HEAD + TASK + LOST('old') + LOST('fresh') },
      { inputs: plan },
    );
    expect(fresh.code).toBe(1);
  });

  test('lets nothing with an error be published', async () => {
    const result = await base.onPush({ inputs: { ...inputs, mode: 'publish' } });
    expect(result.code).toBe(1);
    expect(result.outputs).toMatchObject({ published: '0', failed: '1' });
    expect(result.summary).toContain('has no effect in mode publish. No flow with an error is published.');
  });
});
