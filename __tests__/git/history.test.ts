import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { blobId } from '../../src/audit/verify/step.ts';
import { readHistory } from '../../src/git/history.ts';
import { readBlobs } from '../../src/git/objects.ts';
import { gitIn } from '../../src/git/run.ts';

let folder: string;
const git = (...args: string[]) =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=x', '-c', 'user.email=x@example.com', ...args], {
    stdio: 'pipe',
    env: { ...process.env, GIT_COMMITTER_DATE: '1767225600 +0200' },
  })
    .toString()
    .trim();
const write = (path: string, text: string) => writeFileSync(join(folder, path), text);
const commit = (...message: string[]) => {
  git('add', '--all');
  git('commit', '--quiet', ...message.flatMap((each) => ['-m', each]));
  return git('rev-parse', 'HEAD');
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'genesys-flow-history-'));
  execFileSync('git', ['init', '--quiet', '--initial-branch=flow-audit', folder]);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the history of a branch', () => {
  test('has commits in order, with parents, dates and messages', async () => {
    write('a', 'one');
    const first = commit('One');
    write('a', 'two');
    const second = commit('Two', 'Body\nof it');
    const { commits, texts } = await readHistory(gitIn(folder), 'flow-audit');
    const date = Date.parse('2026-01-01T00:00:00Z');
    expect(commits).toMatchObject([
      { sha: first, parents: [], date, message: 'One\n', signed: false },
      { sha: second, parents: [first], date, message: 'Two\n\nBody\nof it\n' },
    ]);
    expect(commits.map(({ changes }) => texts.get(changes[0]?.blob ?? ''))).toEqual(['one', 'two']);
  });

  test('has modes and kinds of changes', async () => {
    write('plain', 'x');
    write('program', 'y');
    commit('One');
    rmSync(join(folder, 'plain'));
    symlinkSync('/etc/passwd', join(folder, 'plain'));
    chmodSync(join(folder, 'program'), 0o755);
    commit('Two');
    rmSync(join(folder, 'program'));
    commit('Three');
    const { commits } = await readHistory(gitIn(folder), 'flow-audit');
    const seen = commits.map(({ changes }) =>
      changes.map(({ kind, mode, path }) => `${kind} ${mode} ${path}`),
    );
    expect(seen).toEqual([
      ['A 100644 plain', 'A 100644 program'],
      ['T 120000 plain', 'M 100755 program'],
      ['D 000000 program'],
    ]);
  });

  test('has paths as they are, whatever is in them', async () => {
    const names = ['a b', 'ä', 'x\ny', '"quoted"', ':100644 fake', '\u0001mark'];
    for (const name of names) write(name, 'x');
    commit('One');
    const { commits } = await readHistory(gitIn(folder), 'flow-audit');
    expect(commits).toHaveLength(1);
    expect(commits[0]?.changes.map(({ path }) => path).sort()).toEqual(names.sort());
  });

  test('has the texts that are wanted, and others when they are asked for', async () => {
    write('a', 'one');
    write('b', 'two');
    commit('One');
    const { commits, texts, read } = await readHistory(gitIn(folder), 'flow-audit', (path) => path === 'a');
    expect([...texts.values()]).toEqual(['one']);
    const other = commits[0]?.changes.find(({ path }) => path === 'b')?.blob ?? '';
    expect(await read(other)).toBe('two');
    expect(await read('0'.repeat(40))).toBeUndefined();
  });

  test('says that a commit has a signature', async () => {
    write('a', 'one');
    commit('One');
    const plain = git('cat-file', 'commit', 'HEAD');
    const end = plain.indexOf('\n\n') + 1;
    const signature = 'gpgsig -----BEGIN PGP SIGNATURE-----\n \n eA==\n -----END PGP SIGNATURE-----\n';
    const signed = `${plain.slice(0, end)}${signature}${plain.slice(end)}\n`;
    const args = ['-C', folder, 'hash-object', '-t', 'commit', '-w', '--stdin'];
    const sha = execFileSync('git', args, { input: signed }).toString().trim();
    git('update-ref', 'refs/heads/flow-audit', sha);
    expect((await readHistory(gitIn(folder), 'flow-audit')).commits[0]).toMatchObject({ signed: true });
    // A line of the message is none.
    git('commit', '--quiet', '--allow-empty', '-m', 'gpgsig x');
    expect((await readHistory(gitIn(folder), 'flow-audit')).commits[1]).toMatchObject({ signed: false });
  });

  test('is that of the remote where the clone has both', async () => {
    write('a', 'one');
    const first = commit('One');
    git('update-ref', 'refs/remotes/origin/flow-audit', first);
    write('a', 'two');
    commit('Two');
    expect((await readHistory(gitIn(folder), 'flow-audit')).commits.map(({ sha }) => sha)).toEqual([first]);
  });

  test('of a branch that is not there says what to check out', async () => {
    write('a', 'one');
    commit('One');
    await expect(readHistory(gitIn(folder), 'other')).rejects.toThrow(/no branch other/);
  });
});

test('files that are too large are not read', async () => {
  const ids = ['a', 'b', 'c'];
  const sizes = { a: 3, b: 100 * 1024 * 1024, c: 3 };
  const asked: string[] = [];
  const answer = async (args: readonly string[], input = '') => {
    asked.push(...(args.includes('--batch') ? input.trim().split('\n') : []));
    if (args.includes('--batch-check'))
      return Buffer.from(ids.map((id) => `${id} blob ${sizes[id as keyof typeof sizes]}\n`).join(''));
    return Buffer.from(
      input
        .trim()
        .split('\n')
        .map((id) => `${id} blob 3\nxyz\n`)
        .join(''),
    );
  };
  expect([...(await readBlobs(answer, ids)).keys()]).toEqual(['a', 'c']);
  expect(asked).toEqual(['a', 'c']);
});

test('the id of a text is that of git, in one piece or in several', () => {
  write('a', 'häh\n');
  const id = git('hash-object', 'a');
  expect(blobId('häh\n', id)).toBe(id);
  expect(blobId(['h', 'ä', 'h\n'], id)).toBe(id);
});
