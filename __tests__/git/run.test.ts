import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readHistory } from '../../src/git/history.ts';
import { findGit } from '../../src/git/program.ts';
import { gitIn } from '../../src/git/run.ts';

let folder: string;
let workspace: string;
let ran: string;
const own = (...args: string[]) =>
  execFileSync('git', ['-C', workspace, '-c', 'user.name=x', '-c', 'user.email=x@example.com', ...args], {
    stdio: 'pipe',
  })
    .toString()
    .trim();
const script = (file: string) => {
  writeFileSync(file, `#!/bin/sh\ntouch '${ran}'\nexit 0\n`);
  chmodSync(file, 0o755);
  return file;
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'genesys-flow-git-'));
  workspace = join(folder, 'workspace');
  ran = join(folder, 'ran');
  execFileSync('git', ['init', '--quiet', '--initial-branch=main', workspace]);
  writeFileSync(join(workspace, 'a'), 'one\n');
  own('add', '.');
  own('commit', '--quiet', '-m', 'One');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The commit on `main` with a signature, so that git would call a program to check it. */
function sign(): void {
  const plain = own('cat-file', 'commit', 'HEAD');
  const end = plain.indexOf('\n\n') + 1;
  const signed = `${plain.slice(0, end)}gpgsig -----BEGIN PGP SIGNATURE-----\n \n eA==\n -----END PGP SIGNATURE-----\n${plain.slice(end)}\n`;
  const args = ['-C', workspace, 'hash-object', '-t', 'commit', '-w', '--stdin'];
  const sha = execFileSync('git', args, { input: signed }).toString().trim();
  own('update-ref', 'refs/heads/main', sha);
}

describe('settings of the clone run no program', () => {
  test.each<[string, () => void]>([
    [
      'gpg.program',
      () => {
        sign();
        own('config', 'log.showSignature', 'true');
        own('config', 'gpg.program', script(join(workspace, 'gpg')));
      },
    ],
    ['core.fsmonitor', () => own('config', 'core.fsmonitor', script(join(workspace, 'monitor')))],
    [
      'a missing object of a partial clone',
      () => {
        own('config', 'core.sshCommand', script(join(workspace, 'ssh')));
        own('config', 'remote.origin.url', 'ssh://example.com/x');
        own('config', 'remote.origin.promisor', 'true');
        own('config', 'protocol.ssh.allow', 'always');
        rmSync(join(workspace, '.git/objects', own('rev-parse', 'HEAD:a').replace(/^../, '$&/')));
      },
    ],
    [
      'a helper of a partial clone',
      () => {
        own('config', 'remote.origin.url', `ext::${script(join(workspace, 'helper'))}`);
        own('config', 'remote.origin.promisor', 'true');
        own('config', 'protocol.ext.allow', 'always');
        rmSync(join(workspace, '.git/objects', own('rev-parse', 'HEAD:a').replace(/^../, '$&/')));
      },
    ],
    [
      'an included file',
      () => {
        sign();
        const file = join(workspace, 'more');
        writeFileSync(
          file,
          `[log]\nshowSignature = true\n[gpg]\nprogram = ${script(join(workspace, 'gpg'))}\n`,
        );
        own('config', 'include.path', file);
      },
    ],
  ])('%s', async (_, attack) => {
    attack();
    const git = gitIn(workspace);
    await readHistory(git, 'main').catch(() => undefined);
    await git(['ls-files', '-s', '-z', '--', 'a']).catch(() => undefined);
    await git(['status']).catch(() => undefined);
    expect(existsSync(ran)).toBe(false);
  });
});

test('what a clone says of its commits is what the commits say', async () => {
  const first = own('rev-parse', 'HEAD');
  writeFileSync(join(workspace, 'a'), 'two\n');
  own('commit', '--quiet', '-a', '-m', 'Two');
  const second = own('rev-parse', 'HEAD');
  mkdirSync(join(workspace, '.git/info'), { recursive: true });
  writeFileSync(join(workspace, '.git/info/grafts'), `${second}\n`);
  own('config', 'log.showRoot', 'false');
  const { commits } = await readHistory(gitIn(workspace), 'main');
  expect(commits.map(({ sha }) => sha)).toEqual([first, second]);
  expect(commits.map(({ changes }) => changes.length)).toEqual([1, 1]);
});

describe('which git is run', () => {
  const system = process.env.PATH ?? '';
  test('one of the workspace is not', async () => {
    const bin = join(workspace, 'bin');
    mkdirSync(bin);
    script(join(bin, 'git'));
    const path = [bin, '.', 'bin', '', system].join(delimiter);
    expect((await gitIn(workspace, path)(['rev-parse', 'HEAD'])).toString().trim()).toMatch(/^[0-9a-f]{40}$/);
    expect(existsSync(ran)).toBe(false);
    expect(findGit(path, workspace).path.split(delimiter)).not.toContain(bin);
  });
  test('without any the message says so', () => {
    expect(() => findGit(join(folder, 'nowhere'), workspace)).toThrow('Git is not installed');
  });
});

test('neither a bare repository among the files nor one above counts as the clone', async () => {
  rmSync(join(workspace, '.git'), { recursive: true });
  execFileSync('git', ['init', '--quiet', '--bare', workspace]);
  execFileSync('git', ['init', '--quiet', folder]);
  await expect(gitIn(workspace)(['rev-parse', '--git-dir'])).rejects.toThrow(/git rev-parse failed/);
});
