import type { ChangedFile } from '../github/port.ts';
import type { Git } from '../runtime.ts';
import { readNameStatus } from './name-status.ts';

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
  const differing = readNameStatus((await git([...DIFF, commit, '--'])).toString('utf8'));
  const added = (await git(['ls-files', '--others', '--exclude-standard', '-z']))
    .toString('utf8')
    .split('\0')
    .filter((path) => path !== '');
  return [...differing, ...added.map((path) => ({ path, status: 'added' as const }))];
}
