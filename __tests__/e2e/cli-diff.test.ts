import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const cli = join(dirname(process.env.ACTION_ENTRY ?? ''), 'cli.js');
const LINE = 'flows/service-line.flow.yaml';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'genesys-flow-diff-'));
  git('init', '-q', '-b', 'main');
  run('init');
  commit();
});
afterEach(() => rmSync(folder, { recursive: true }));

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=Tester', '-c', 'user.email=tester@example.com'];
  const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  return stdout.trim();
}

function commit(): string {
  git('add', '--all');
  git('commit', '-q', '--allow-empty', '-m', 'Change');
  return git('rev-parse', 'HEAD');
}

function run(...argv: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...argv], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '' },
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

function edit(from: string, to: string, file = LINE): void {
  const path = join(folder, file);
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
}

describe('diff', () => {
  test('says that nothing differs', () => {
    const head = git('rev-parse', '--short=7', 'HEAD');
    expect(run('diff')).toEqual({
      code: 0,
      out: `Compared with ${head} (HEAD): 0 changed flows, 0 new, 0 removed\n`,
      err: '',
    });
  });

  test('says in words what callers notice of a change that is not committed', () => {
    edit('"9", target: bye', '"9", target: agent');
    const { out } = run('diff');
    expect(out).toContain(
      `changed: Service Line (${LINE})\n  choose: option 9 now goes to agent (was bye)\n`,
    );
    expect(out).toContain('1 changed flow, 0 new, 0 removed');
  });

  test('compares with where the branch began, not with what others merged since', () => {
    git('branch', 'feature');
    edit('Welcome', 'Good morning, welcome');
    const merged = commit();
    git('update-ref', 'refs/remotes/origin/main', merged);
    git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main');
    git('checkout', '-q', 'feature');
    edit('press 1', 'press 1 now');
    commit();
    const { out } = run('diff');
    expect(out).toContain('(merge base of HEAD and origin/main): 1 changed flow');
    expect(out).toContain('press 1 now');
    expect(out).not.toContain('Good morning');
    expect(run('diff', 'HEAD').out).toContain('0 changed flows');
    expect(run('diff', 'main').out).toBe(out.replace('origin/main', 'main'));
  });

  test('names new, removed and renamed flows', () => {
    const text = readFileSync(join(folder, LINE), 'utf8');
    writeFileSync(join(folder, 'flows/second.flow.yaml'), text.replace('Service Line', 'Second'));
    commit();
    rmSync(join(folder, 'flows/second.flow.yaml'));
    writeFileSync(join(folder, 'flows/third.flow.yaml'), text.replace('Service Line', 'Third'));
    mkdirSync(join(folder, 'flows/eu'));
    renameSync(join(folder, LINE), join(folder, 'flows/eu/line.flow.yaml'));
    const { out } = run('diff');
    expect(out.split('\n')).toEqual([
      `same: Service Line (flows/eu/line.flow.yaml, before ${LINE})`,
      '  nothing that callers notice',
      'new: Third (flows/third.flow.yaml)',
      'removed: flows/second.flow.yaml',
      expect.stringContaining('0 changed flows, 1 new, 1 removed'),
      '',
    ]);
  });

  test('shows what was removed where no flow is left', () => {
    rmSync(join(folder, LINE));
    expect(run('diff').out).toContain(`removed: ${LINE}\n`);
  });

  test('a change of comments and order is none for callers', () => {
    edit('nodes:', '# a comment\n  nodes:');
    expect(run('diff').out).toContain('nothing that callers notice');
  });

  test('writes JSON and Markdown for other programs', () => {
    edit('Welcome', 'Hello ```');
    const json = JSON.parse(run('diff', '--format', 'json').out);
    expect(json).toMatchObject({
      base: git('rev-parse', 'HEAD'),
      flows: [{ manifest: LINE, name: 'Service Line', state: 'changed', renamed_from: null }],
      removed: [],
    });
    expect(json.flows[0].changes[0].text).toContain('Hello ```');
    const { out } = run('diff', '--format', 'markdown');
    expect(out.match(/^```/gm)).toHaveLength(2);
    expect(out).toContain('```mermaid\n');
    expect(out).toMatch(/:::changed$/m);
  });

  test.each([
    [['diff', 'nowhere'], 'The clone has no branch, tag or commit "nowhere"'],
    [['diff', '--', '--output=x'], 'The clone has no branch, tag or commit "--output=x"'],
  ])('%j is refused: %s', (argv, message) => {
    const { code, err } = run(...argv);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  test('needs a clone with a commit', () => {
    rmSync(join(folder, '.git'), { recursive: true });
    expect(run('diff')).toMatchObject({ code: 2, out: '' });
    expect(run('diff').err).toContain('no git clone with a commit');
  });
});
