import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runStep } from '../../sandbox/runner.ts';

const CORPUS = '../shared/flows/corpus';
const cli = join(dirname(process.env.ACTION_ENTRY ?? ''), 'cli.js');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'genesys-flow-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Options {
  readonly in?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** Runs the command line in the folder, in an environment of its own. */
function run(argv: readonly string[], options: Options = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...argv], {
    cwd: options.in ?? folder,
    env: { PATH: process.env.PATH ?? '', ...options.environment },
    encoding: 'utf8',
    input: options.input ?? '',
  });
  return { code: status, out: stdout, err: stderr };
}

const SERVICE = 'flows/service-line.flow.yaml';

describe('the command line', () => {
  test('starts a repository that validates, and overwrites nothing', () => {
    const first = run(['init']);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toContain(`Written: ${SERVICE}`);
    expect(run(['validate'])).toEqual({ code: 0, out: '✔ 1 flow checked: no findings\n', err: '' });
    writeFileSync(join(folder, SERVICE), 'mine');
    const second = run(['init']);
    expect(second.out).toContain(`Kept, because it exists: ${SERVICE}`);
    expect(readFileSync(join(folder, SERVICE), 'utf8')).toBe('mine');
  });

  test('reports only what a base does not have, committed or not', () => {
    run(['init']);
    const path = join(folder, SERVICE);
    const git = (...args: string[]) =>
      spawnSync('git', ['-C', folder, '-c', 'user.name=x', '-c', 'user.email=x', ...args]);
    writeFileSync(path, readFileSync(path, 'utf8').replace('target: choose', 'target: chose'));
    git('init', '--quiet', '--initial-branch=main');
    git('add', '--all');
    git('commit', '--quiet', '-m', 'x');
    expect(run(['validate']).code).toBe(1);
    const same = run(['validate', '--new-since', 'main']);
    expect(same).toMatchObject({ code: 0, out: expect.stringContaining('no new findings (1 in the base)') });
    expect(same.err).toMatch(/^1 finding not shown: the base \w{7} has it, too/);
    writeFileSync(path, readFileSync(path, 'utf8').replace('type: menu', 'type: menus'));
    const changed = run(['validate', '--new-since=main']);
    expect(changed.code).toBe(1);
    expect(changed.out).not.toContain('"chose"');
    expect(run(['validate', '--new-since', 'nope'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('The clone has no branch, tag or commit "nope"'),
    });
  });

  test('shows each finding with the line that it is about, and fails', () => {
    run(['init']);
    const path = join(folder, SERVICE);
    writeFileSync(path, readFileSync(path, 'utf8').replace('target: choose', 'target: chose'));
    const { code, out } = run(['validate']);
    expect(code).toBe(1);
    expect(out).toMatch(/^flows\/service-line\.flow\.yaml:12:31 error .*"chose".* missing-target$/m);
    expect(out).toContain('> 12 |       transitions: [{ target: chose }]');
    expect(out).toContain('Did you mean "choose"?');
    expect(out).not.toContain('\u001b');
    expect(run(['validate'], { environment: { FORCE_COLOR: '1' } }).out).toContain('\u001b[31merror');
    const within = run(['validate', '.'], { in: join(folder, 'flows') });
    expect(within.out).toBe(out);
    expect(run(['validate', '--fail-on', 'never']).code).toBe(0);
    expect(run(['validate', '--format', 'github']).out).toMatch(
      /^::error file=flows\/service-line\.flow\.yaml,line=12,endLine=12,col=31,endColumn=36,title=missing-target::/,
    );
    expect(JSON.parse(run(['validate', '--format', 'sarif']).out).runs[0].results[0].ruleId).toBe(
      'missing-target',
    );
  });

  test.each([
    [['validate', 'none.yaml'], 2, 'There is no file "none.yaml"'],
    [['validate', '../other'], 2, 'is outside of the workspace'],
    [['validate'], 2, ''],
    [['validate', '--environment', 'NO'], 2, 'genesys-flows validate --help'],
    [['explain', 'mising-target'], 2, 'Did you mean "missing-target"?'],
    [['completion', 'bsh'], 2, 'Did you mean "bash"?'],
    [['frobnicate'], 2, 'Unknown command "frobnicate"'],
  ])('%j ends with %i', (argv, code, message) => {
    const found = run(argv);
    expect(found.code).toBe(code);
    expect(found.err + found.out).toContain(message);
  });

  test('explains a rule', () => {
    const { code, out } = run(['explain', 'missing-target']);
    expect(code).toBe(0);
    expect(out).toContain('The target of a transition does not exist.');
    expect(out).not.toContain('```');
  });
});

/** The findings of the action and of the command line for the same files, as text. */
async function both(): Promise<{ action: string | undefined; cli: string }> {
  const step = await runStep({
    inputs: { mode: 'validate', manifests: '**', 'changed-only': 'false' },
    workspace: folder,
    event: { name: 'workflow_dispatch', payload: {} },
    sha: '0'.repeat(40),
    ref: 'refs/heads/main',
    repository: 'owner/name',
    apiUrl: 'http://127.0.0.1:1',
    runId: 1,
  });
  return { action: step.files['findings-file'], cli: run(['validate', '.', '--format', 'json']).out };
}

describe('the command line and the action have the same findings, byte for byte', () => {
  test('for every fixture of the rules', async () => {
    for (const name of readdirSync('__tests__/fixtures'))
      cpSync(join('__tests__/fixtures', name), join(folder, 'fixtures', name), { recursive: true });
    const found = await both();
    expect(JSON.parse(found.cli).length).toBeGreaterThan(20);
    expect(found.cli).toBe(found.action);
  });

  test.skipIf(!existsSync(CORPUS))('for the corpus (skipped where it is not there)', async () => {
    mkdirSync(join(folder, 'corpus'));
    cpSync(CORPUS, join(folder, 'corpus'), { recursive: true });
    const found = await both();
    expect(JSON.parse(found.cli).length).toBeGreaterThan(20);
    expect(found.cli).toBe(found.action);
  });
});
