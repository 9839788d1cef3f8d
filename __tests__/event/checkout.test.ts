import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CheckoutOf, readCheckout, strayFile } from '../../src/event/checkout.ts';
import { gitIn } from '../../src/git/run.ts';
import { diskFiles } from '../../src/system/files.ts';

const context = { repository: 'o/r', serverUrl: 'https://github.com' };
const ME = ['-c', 'user.name=x', '-c', 'user.email=x@example.com', '-c', 'protocol.file.allow=always'];

let folder: string;
let workspace: string;
const git = (at: string, ...args: string[]) =>
  execFileSync('git', ['-C', at, ...ME, ...args], { stdio: 'pipe' })
    .toString()
    .trim();

/** A clone with one commit that has these files; gives the commit. */
function clone(at: string, files: Record<string, string>, origin = 'https://github.com/o/r'): string {
  mkdirSync(at, { recursive: true });
  execFileSync('git', ['init', '--quiet', '--initial-branch=main', at]);
  git(at, 'remote', 'add', 'origin', origin);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(at, file, '..'), { recursive: true });
    writeFileSync(join(at, file), text);
  }
  git(at, 'add', '.');
  git(at, 'commit', '--quiet', '-m', 'One');
  git(at, 'update-ref', 'refs/remotes/origin/main', 'HEAD');
  return git(at, 'rev-parse', 'HEAD');
}

const read = (globs: readonly string[] = ['flows/**'], more: Partial<CheckoutOf> = {}) =>
  readCheckout(diskFiles(workspace), gitIn(workspace), { context, globs, ...more });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'genesys-flow-checkout-'));
  workspace = join(folder, 'workspace');
  mkdirSync(workspace);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('what is checked out', () => {
  test('is the commit and the refs of the clone', async () => {
    const head = clone(workspace, { 'flows/x.yaml': 'a: 1\n' });
    expect(await read()).toEqual({ folder: '.', head, refs: ['refs/heads/main'] });
  });

  test.each([
    'https://github.com/fork/r',
    'https://github.com.evil.test/o/r',
    'https://evil.test/o/r.git',
    'git@evil.test:o/r.git',
    'https://github.com/o/r/..%2f..',
    'file:///o/r',
    '/o/r',
  ])('branches of the remote %s do not count as those of the repository', async (origin) => {
    const head = clone(workspace, { 'flows/x.yaml': 'a: 1\n' }, origin);
    expect(await read()).toEqual({ folder: '.', head, refs: [] });
  });

  test.each(['https://github.com/O/R.git', 'git@github.com:o/r.git', 'ssh://git@github.com/o/r'])(
    'the remote %s is the repository',
    async (origin) => {
      clone(workspace, { 'flows/x.yaml': 'a: 1\n' }, origin);
      expect(await read()).toMatchObject({ refs: ['refs/heads/main'] });
    },
  );

  test('is that of the clone in which the flows are, not of the one beside it', async () => {
    clone(workspace, { 'flows/x.yaml': 'a: 1\n' });
    const head = clone(join(workspace, 'pr'), { 'flows/x.yaml': 'a: 2\n' });
    expect(await read(['pr/flows/**'])).toMatchObject({ folder: 'pr', head });
    expect(await read(['flows/**', 'pr/flows/**'])).toBe('several');
    expect(await read(['pr/*'])).toMatchObject({ folder: 'pr', head });
  });

  test('is nothing in a folder without a clone, and unreadable in a broken one', async () => {
    expect(await read()).toBe('none');
    mkdirSync(join(workspace, '.git'));
    expect(await read()).toBe('unreadable');
  });
});

describe('files of another clone', () => {
  const stray = async (paths: string[]) =>
    strayFile(paths, await read(['**']), { files: diskFiles(workspace), git: gitIn(workspace) });

  test('are found, however deep they lie', async () => {
    clone(workspace, { 'flows/x.yaml': 'a: 1\n' });
    clone(join(workspace, 'flows/deep/pr'), { 'a/b.yaml': 'a: 2\n' });
    expect(await stray(['flows/x.yaml'])).toBeUndefined();
    expect(await stray(['flows/x.yaml', 'flows/deep/pr/a/b.yaml'])).toBe('flows/deep/pr/a/b.yaml');
  });

  test('are found beside a workspace that is no clone', async () => {
    clone(join(workspace, 'pr'), { 'b.yaml': 'a: 2\n' });
    expect(await stray(['pr/b.yaml'])).toBe('pr/b.yaml');
  });

  test('of a submodule belong to the clone only at the commit that it names', async () => {
    const other = join(folder, 'other');
    clone(other, { 'b.yaml': 'a: 2\n' });
    clone(workspace, { 'flows/x.yaml': 'a: 1\n' });
    git(workspace, 'submodule', '--quiet', 'add', other, 'flows/sub');
    git(workspace, 'commit', '--quiet', '-m', 'Two');
    expect(await stray(['flows/sub/b.yaml'])).toBeUndefined();
    git(join(workspace, 'flows/sub'), 'commit', '--quiet', '--allow-empty', '-m', 'Mine');
    expect(await stray(['flows/sub/b.yaml'])).toBe('flows/sub/b.yaml');
  });
});

test('no file of any .git folder is read', async () => {
  clone(join(workspace, 'pr'), { 'b.yaml': 'a: 2\n' });
  writeFileSync(join(workspace, 'pr/.git/x.yaml'), 'a: 1\n');
  expect(await diskFiles(workspace).resolve('pr/.git/x.yaml')).toEqual({ ok: false, why: 'git' });
});
