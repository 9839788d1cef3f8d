import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
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
