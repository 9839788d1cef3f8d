import { ConfigurationError } from '../errors.ts';
import type { Git } from '../runtime.ts';

/** Reads a branch of the clone in the workspace, every commit of it. Throws an `ActionError` where it is not there as a whole. */
export async function readHistory(git: Git, branch: string): Promise<TrailHistory> {
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
  const commits = readLog(log.toString('utf8'));
  const blobs = commits.flatMap(({ changes }) =>
    changes.filter(({ kind }) => kind !== 'D').map(({ blob }) => blob),
  );
  const objects = await readObjects(git, [...commits.map(({ sha }) => sha), ...new Set(blobs)]);
  return {
    commits: commits.map((commit) => ({
      ...commit,
      signed: /^gpgsig(-sha256)? /m.test((objects.get(commit.sha) ?? '').split('\n\n', 1)[0] ?? ''),
    })),
    texts: objects,
  };
}

/** Commits with `--raw -z`: a mark, the commit and its parents; then per file the modes, blobs and kind, and its path. */
function readLog(text: string): TrailCommit[] {
  const commits: (TrailCommit & { changes: TrailCommit['changes'][number][] })[] = [];
  const fields = text.split('\0');
  for (let at = 0; at < fields.length; at++) {
    const field = (fields[at] ?? '').replace(/^\n+/, '');
    if (field.startsWith('\u0001')) {
      const [sha = '', ...parents] = field.slice(1).trim().split(' ');
      commits.push({ sha, parents, signed: false, changes: [] });
    } else if (field.startsWith(':')) {
      const [, , , blob = '', kind = ''] = field.split(' ');
      commits.at(-1)?.changes.push({ kind, blob, path: fields[++at] ?? '' });
    }
  }
  return commits;
}

/** The texts of objects, by id, through one `git cat-file --batch`. */
async function readObjects(git: Git, ids: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const out = await git(['cat-file', '--batch'], `${ids.join('\n')}\n`);
  for (let at = 0; at < out.length; ) {
    const end = out.indexOf(10, at);
    if (end < 0) break;
    const [id = '', kind = '', size = ''] = out.toString('latin1', at, end).split(' ');
    at = end + 1;
    if (kind === 'missing') continue;
    const length = Number(size);
    found.set(id, out.toString('utf8', at, at + length));
    at += length + 1;
  }
  return found;
}

/** A commit of the audit branch. */
export interface TrailCommit {
  readonly sha: string;
  readonly parents: readonly string[];
  /** It carries a signature; whether that is GitHub's own is for GitHub to say. */
  readonly signed: boolean;
  readonly changes: readonly { readonly kind: string; readonly path: string; readonly blob: string }[];
}

/** The audit branch, oldest commit first, with the contents of its files. */
export interface TrailHistory {
  readonly commits: readonly TrailCommit[];
  /** Text of a file by the id of its blob. */
  readonly texts: ReadonlyMap<string, string>;
}
