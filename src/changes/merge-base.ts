import type { GitHub } from '../github/port.ts';
import type { Git } from '../runtime.ts';

/** The files of one commit. */
export interface CommitFiles {
  readonly commit: string;
  /**
   * The text of a file; undefined if the commit does not have it. Each file is read once. Throws an `ActionError` if it cannot be
   * read.
   */
  text(path: string): Promise<string | undefined>;
}

/**
 * The files of the commit that a change started from: from the clone in the workspace where it has that commit, else through
 * GitHub's API. Undefined where neither has it.
 */
export async function mergeBaseFiles(
  { base, head }: { readonly base: string; readonly head: string },
  git: Git,
  github: GitHub | undefined,
): Promise<CommitFiles | undefined> {
  const local = await localMergeBase(base, head, git);
  if (local !== undefined) return { commit: local, text: once((path) => localText(git, local, path)) };
  if (!github) return undefined;
  const commit = await github.mergeBase(base, head);
  if (commit === undefined) return undefined;
  return { commit, text: once((path) => github.textAt(commit, path)) };
}

/** Reads each path once, however often it is asked for. */
function once(read: CommitFiles['text']): CommitFiles['text'] {
  const known = new Map<string, ReturnType<CommitFiles['text']>>();
  return (path) => {
    const found = known.get(path) ?? read(path);
    known.set(path, found);
    return found;
  };
}

/** A shallow clone has neither the base nor what the two have in common; without git or a clone GitHub is asked. */
async function localMergeBase(base: string, head: string, git: Git): Promise<string | undefined> {
  try {
    const found = (await git(['merge-base', base, head])).toString('utf8').trim();
    return /^[0-9a-f]{40,64}$/.test(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

async function localText(git: Git, commit: string, path: string): Promise<string | undefined> {
  try {
    return (await git(['cat-file', 'blob', `${commit}:${path}`])).toString('utf8');
  } catch {
    return undefined;
  }
}
