import { ConfigurationError } from '../errors.ts';
import type { Git } from '../runtime.ts';

/** The commit that the work in the clone is compared with. */
export interface Base {
  readonly commit: string;
  /** The branch, tag or commit that it was found by. */
  readonly name: string;
}

/**
 * The commit that HEAD and `named` have in common; without a name, HEAD and the default branch of the remote, or HEAD itself
 * where the clone knows no default branch. Throws a `ConfigurationError` where there is no such commit.
 */
export async function baseOf(git: Git, named: string | undefined): Promise<Base> {
  const name = named ?? (await defaultBranch(git)) ?? 'HEAD';
  const commit = await read(git, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`);
  if (commit === undefined) {
    throw new ConfigurationError(
      named === undefined
        ? 'The folder is no git clone with a commit'
        : `The clone has no branch, tag or commit ${JSON.stringify(name.slice(0, 80))}`,
      named === undefined
        ? 'Run the command in the clone of the repository of your flows.'
        : 'Check the name, or fetch it: git fetch origin.',
    );
  }
  const common = await read(git, 'merge-base', commit, 'HEAD');
  if (common === undefined) {
    throw new ConfigurationError(
      `${JSON.stringify(name.slice(0, 80))} and HEAD have no commit in common`,
      'If the clone is shallow, run git fetch --unshallow. Otherwise name another base.',
    );
  }
  return { commit: common, name };
}

async function defaultBranch(git: Git): Promise<string | undefined> {
  const ref = await read(git, 'symbolic-ref', '--quiet', 'refs/remotes/origin/HEAD');
  return ref?.replace(/^refs\/remotes\//, '');
}

/** What git prints; undefined where it fails. */
async function read(git: Git, ...args: readonly string[]): Promise<string | undefined> {
  try {
    return (await git([...args])).toString('utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}
