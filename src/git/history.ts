import { ConfigurationError } from '../errors.ts';
import type { Git } from '../runtime.ts';
import { readBlobs, readCommits } from './objects.ts';

/** What a commit did to one file. */
export interface FileChange {
  /** `A`: added, `M`: changed, `D`: removed, `T`: another kind of file. */
  readonly kind: string;
  readonly path: string;
  /** Octal mode after the change: `100644` is a plain file, `000000` a removed one. */
  readonly mode: string;
  /** Id of the content after the change. */
  readonly blob: string;
}

/** A commit of a branch. */
export interface BranchCommit {
  readonly sha: string;
  readonly parents: readonly string[];
  /** It carries a signature; whether that is GitHub's own is for GitHub to say. */
  readonly signed: boolean;
  /** When it was committed, in ms since 1970, as the commit says. */
  readonly date: number;
  /** Headline and body. */
  readonly message: string;
  readonly changes: readonly FileChange[];
}

/** A branch, oldest commit first. */
export interface BranchHistory {
  readonly commits: readonly BranchCommit[];
  /** Text of a file by the id of its content; without those that were left out, or are too large to read. */
  readonly texts: ReadonlyMap<string, string>;
  /** Reads one more text; undefined if it is too large, or there is none. */
  read(blob: string): Promise<string | undefined>;
}

/**
 * Reads a branch of the clone in the workspace, every commit of it, and the texts of the files that `wanted` names. Throws a
 * `ConfigurationError` if the clone does not have the whole branch.
 */
export async function readHistory(
  git: Git,
  branch: string,
  wanted: (path: string) => boolean = () => true,
): Promise<BranchHistory> {
  const fetched = `Check it out as a whole: actions/checkout with "ref: ${branch}" and "fetch-depth: 0".`;
  const refs = [`refs/remotes/origin/${branch}`, `refs/heads/${branch}`];
  let head = '';
  for (const ref of refs) {
    head ||= await git(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]).then(
      (out) => out.toString('utf8').trim(),
      () => '',
    );
  }
  if (head === '') throw new ConfigurationError(`the workspace has no branch ${branch}`, fetched);
  if ((await git(['rev-parse', '--is-shallow-repository'])).toString('utf8').trim() === 'true')
    throw new ConfigurationError(`the clone in the workspace does not have all of ${branch}`, fetched);
  const log = await git([
    'log',
    '--reverse',
    '--topo-order',
    '--raw',
    '-z',
    '--no-renames',
    '--no-abbrev',
    '--format=%x01%H %P',
    head,
  ]);
  const listed = readLog(log.toString('utf8'));
  const about = await readCommits(
    git,
    listed.map(({ sha }) => sha),
  );
  const blobs = listed.flatMap(({ changes }) =>
    changes.filter(({ kind, path }) => kind !== 'D' && wanted(path)).map(({ blob }) => blob),
  );
  return {
    commits: listed.map((commit) => ({ ...commit, ...(about.get(commit.sha) ?? UNKNOWN) })),
    texts: await readBlobs(git, [...new Set(blobs)]),
    read: async (blob) => (await readBlobs(git, [blob])).get(blob),
  };
}

const UNKNOWN = { signed: false, date: Number.NaN, message: '' };

type ListedCommit = Pick<BranchCommit, 'sha' | 'parents'> & { readonly changes: FileChange[] };

/** Commits with `--raw -z`: a mark, the commit and its parents; then per file the modes, blobs and kind, and its path. */
function readLog(text: string): ListedCommit[] {
  const commits: ListedCommit[] = [];
  const fields = text.split('\0');
  for (let at = 0; at < fields.length; at++) {
    const field = (fields[at] ?? '').replace(/^\n+/, '');
    if (field.startsWith('\u0001')) {
      const [sha = '', ...parents] = field.slice(1).trim().split(' ');
      commits.push({ sha, parents, changes: [] });
    } else if (field.startsWith(':')) {
      const [, mode = '', , blob = '', kind = ''] = field.split(' ');
      commits.at(-1)?.changes.push({ kind, mode, blob, path: fields[++at] ?? '' });
    }
  }
  return commits;
}
