import type { Files, Git } from '../runtime.ts';
import { globBase } from '../text/glob.ts';
import { cloneFinder } from './clone.ts';
import type { RunContext } from './event.ts';

/** What the workspace has checked out, where the flows are. */
export interface Clone {
  /** From the workspace root; `.` for the root itself. */
  readonly folder: string;
  readonly head: string;
  /** Branches of the repository and tags that point to `head`, as `refs/heads/…` and `refs/tags/…`. */
  readonly refs: readonly string[];
}

/** `none`: no clone. `unreadable`: git cannot say. `several`: the globs lie in more than one clone. */
export type Checkout = 'none' | 'unreadable' | 'several' | Clone;

/** What a checkout is compared with: the repository of the run, and where its flows are. */
export interface CheckoutOf {
  readonly context: Pick<RunContext, 'repository' | 'serverUrl'>;
  readonly globs: readonly string[];
}

const COMMIT = /^[0-9a-f]{40,64}$/;

/** Asks git what is checked out. Never rejects. */
export async function readCheckout(
  files: Files,
  git: Git,
  { context, globs }: CheckoutOf,
): Promise<Checkout> {
  try {
    const find = cloneFinder(files);
    const bases = globs.filter((glob) => !glob.startsWith('!')).map(globBase);
    const folders = new Set(await Promise.all(bases.map(find)));
    const [folder] = folders;
    if (folders.size > 1) return 'several';
    if (folder === undefined) return 'none';
    const ask = inClone(git, folder);
    const head = await ask('rev-parse', '--verify', '--quiet', 'HEAD^{commit}');
    if (!COMMIT.test(head)) return 'unreadable';
    return { folder, head, refs: await refsAt(ask, head, context) };
  } catch {
    return 'unreadable';
  }
}

/**
 * The first of these files that lies in another clone than the one that was judged, such as a second checkout below it.
 * A submodule at the commit that the clone names for it belongs to the clone.
 */
export async function strayFile(
  paths: Iterable<string>,
  checkout: Checkout,
  { files, git }: { readonly files: Files; readonly git: Git },
): Promise<string | undefined> {
  const find = cloneFinder(files);
  const judged = typeof checkout === 'object' ? checkout.folder : undefined;
  const belongs = new Map<string, boolean>();
  for (const path of paths) {
    const real = await files.resolve(path);
    const folder = await find(dirname(real.ok ? real.path : path));
    if (folder === judged || folder === undefined) continue;
    if (!belongs.has(folder)) belongs.set(folder, await isSubmodule(git, judged, folder));
    if (!belongs.get(folder)) return path;
  }
  return undefined;
}

async function isSubmodule(git: Git, judged: string | undefined, folder: string): Promise<boolean> {
  if (judged === undefined) return false;
  const inside = judged === '.' ? folder : folder.slice(judged.length + 1);
  try {
    const named = await inClone(git, judged)('rev-parse', '--verify', '--quiet', `HEAD:${inside}`);
    return (
      COMMIT.test(named) && named === (await inClone(git, folder)('rev-parse', '--verify', '--quiet', 'HEAD'))
    );
  } catch {
    return false;
  }
}

type Ask = (...args: readonly string[]) => Promise<string>;

function inClone(git: Git, folder: string): Ask {
  // The last of two equal options counts.
  const place = folder === '.' ? [] : [`--git-dir=${folder}/.git`, `--work-tree=${folder}`];
  return async (...args) => (await git([...place, ...args])).toString('utf8').trim();
}

/**
 * The local branch is not asked: a tool that checks out a pull request gives it any name that the author chose. And a
 * remote that is another repository, such as a fork, can name its branches as it likes.
 */
async function refsAt(ask: Ask, head: string, context: CheckoutOf['context']): Promise<readonly string[]> {
  const origin = await ask('config', '--local', '--get', 'remote.origin.url').catch(() => '');
  if (!isRepository(origin, context)) return [];
  const refs = ['refs/remotes/origin', 'refs/tags'];
  const listed = await ask('for-each-ref', `--points-at=${head}`, '--format=%(refname)', ...refs);
  return listed
    .split('\n')
    .filter((ref) => ref !== '')
    .map((ref) => ref.replace(/^refs\/remotes\/origin\//, 'refs/heads/'));
}

/** True for an address of the repository, as `https://host/owner/name`, `ssh://git@host/owner/name` or `git@host:owner/name`. */
function isRepository(origin: string, { repository, serverUrl }: CheckoutOf['context']): boolean {
  const text = /^[\w.-]+@[\w.-]+:[^/]/.test(origin) ? `ssh://${origin.replace(':', '/')}` : origin;
  if (!URL.canParse(text) || !URL.canParse(serverUrl) || repository === '') return false;
  const { hostname, pathname } = new URL(text);
  const name = pathname.replace(/^\//, '').replace(/\.git$/, '');
  return hostname === new URL(serverUrl).hostname && name.toLowerCase() === repository.toLowerCase();
}

function dirname(path: string): string {
  const end = path.lastIndexOf('/');
  return end < 0 ? '.' : path.slice(0, end);
}
