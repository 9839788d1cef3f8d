import type { Files, Git } from '../runtime.ts';

/** What the workspace has checked out: `none` if it is no clone, `unreadable` if git cannot say. */
export type Checkout =
  | 'none'
  | 'unreadable'
  | {
      readonly head: string;
      /** Branches of the remote and tags that point to `head`, as `refs/heads/…` and `refs/tags/…`. */
      readonly refs: readonly string[];
    };

/** Asks git what is checked out. Never rejects. */
export async function readCheckout(files: Files, git: Git): Promise<Checkout> {
  const found = await files.resolve('.git');
  if (!found.ok && found.why === 'missing') return 'none';
  try {
    const head = (await git(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'])).toString('utf8').trim();
    // The local branch is not asked: a tool that checks out a pull request gives it any name that the author chose.
    const listed = await git([
      'for-each-ref',
      `--points-at=${head}`,
      '--format=%(refname)',
      'refs/remotes/origin',
      'refs/tags',
    ]);
    const refs = listed
      .toString('utf8')
      .split('\n')
      .filter((ref) => ref !== '')
      .map((ref) => ref.replace(/^refs\/remotes\/origin\//, 'refs/heads/'));
    return /^[0-9a-f]{40,64}$/.test(head) ? { head, refs } : 'unreadable';
  } catch {
    return 'unreadable';
  }
}
