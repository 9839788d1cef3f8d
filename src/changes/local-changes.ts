import type { ChangedFile } from '../github/port.ts';
import type { Git } from '../runtime.ts';

const DIFF = [
  'diff',
  '--name-status',
  '-z',
  '--no-renames',
  '--no-ext-diff',
  '--no-textconv',
  '--ignore-submodules=all',
];

/** The files of the working tree that differ from a commit, with those that git does not track and does not ignore. */
export async function localChanges(git: Git, commit: string): Promise<readonly ChangedFile[]> {
  const fields = await listed(git, [...DIFF, commit, '--']);
  const changed: ChangedFile[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    changed.push({ path: fields[at + 1] ?? '', status: statusOf(fields[at] ?? '') });
  }
  const added = await listed(git, ['ls-files', '--others', '--exclude-standard', '-z']);
  return [...changed, ...added.map((path) => ({ path, status: 'added' as const }))];
}

async function listed(git: Git, args: readonly string[]): Promise<string[]> {
  return (await git(args))
    .toString('utf8')
    .split('\0')
    .filter((entry) => entry !== '');
}

/** What git's letter for a change means. */
function statusOf(letter: string): ChangedFile['status'] {
  return letter === 'A' ? 'added' : letter === 'D' ? 'removed' : 'changed';
}
