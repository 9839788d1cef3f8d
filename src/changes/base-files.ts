import { posix } from 'node:path';
import { ActionError } from '../errors.ts';
import { blobId } from '../git/blob-id.ts';
import type { ChangedFile } from '../github/port.ts';
import type { Files, Git } from '../runtime.ts';
import { readGlobs } from '../text/globs.ts';
import type { CommitFiles } from './merge-base.ts';

/** Changed files whose earlier version is read; each takes one request of the token's 1,000 an hour. */
const MOST_READS = 300;
/** Links that lead to links are followed so often. */
const MOST_LINKS = 8;

/** A file of the checked-out commit. */
interface Entry {
  /** Octal; `120000` is a link, and `100644` or `100755` a file. */
  readonly mode: string;
  /** Id of the content. */
  readonly id: string;
}

/** What the files before a change are made from. */
export interface BaseSource {
  readonly git: Git;
  /** The workspace on disk. */
  readonly files: Files;
  /** The commit that the change started from. */
  readonly commit: CommitFiles;
  /** The files that the change is about. */
  readonly changes: readonly ChangedFile[];
}

/**
 * The files of the checked-out commit as they were before the change. All content is that of commits: a file on disk counts
 * only where its bytes are those of the commit. Throws an `ActionError` if git cannot list the commit's files.
 */
export async function baseFiles({ git, files, commit, changes }: BaseSource): Promise<Files> {
  const tree = await treeOf(git);
  const changed = new Map(changes.map(({ path, status }) => [path, status]));
  const blob = (id: string): Promise<Buffer> => git(['cat-file', 'blob', id]);
  let reads = 0;

  const before = async (path: string): Promise<Buffer | undefined> => {
    if (reads++ >= MOST_READS)
      throw new ActionError(
        `more than ${MOST_READS} changed files would have to be read`,
        'Set "fetch-depth: 0" at actions/checkout, or split the change.',
      );
    const text = await commit.text(path);
    return text === undefined ? undefined : Buffer.from(text);
  };
  const unchanged = async (path: string): Promise<Buffer | undefined> => {
    const entry = tree.get(path);
    if (!entry?.mode.startsWith('100')) return undefined;
    const found = await files.resolve(path);
    const bytes = found.ok && found.path === path ? Buffer.from(await files.read(path)) : undefined;
    return bytes && blobId(bytes, entry.id) === entry.id ? bytes : blob(entry.id);
  };
  /** The path behind links of the commit; undefined where a link is part of the change, or leads nowhere. */
  const behindLinks = async (path: string): Promise<string | undefined> => {
    let way = posix.normalize(path);
    for (let step = 0; step < MOST_LINKS; step++) {
      const link = prefixes(way).find((each) => tree.get(each)?.mode === '120000');
      if (link === undefined) return way;
      if (changed.has(link)) return undefined;
      const target = (await blob(tree.get(link)?.id ?? '')).toString('utf8');
      way = posix.join(posix.dirname(link), target, way.slice(link.length));
    }
    return undefined;
  };
  const known = new Map<string, Promise<Buffer | undefined>>();
  const contentOf = (path: string): Promise<Buffer | undefined> => {
    const status = changed.get(path);
    if (status === undefined) return unchanged(path);
    if (status === 'added') return Promise.resolve(undefined);
    const found = known.get(path) ?? before(path);
    known.set(path, found);
    return found;
  };
  return {
    async find(globs) {
      const { matches } = readGlobs(globs);
      const kept = [...tree.keys()].filter((path) => !changed.has(path));
      const earlier = [...changed].filter(([, status]) => status !== 'added').map(([path]) => path);
      return [...kept, ...earlier].filter((path) => !isSkipped(path) && matches(path)).sort();
    },
    async resolve(path) {
      const way = await behindLinks(path);
      if (way?.startsWith('../')) return { ok: false, why: 'outside' };
      const content = way === undefined ? undefined : await contentOf(way);
      if (way === undefined || content === undefined) return { ok: false, why: 'missing' };
      return { ok: true, path: way, size: content.length };
    },
    read: async (path) => (await contentOf(path)) ?? Buffer.alloc(0),
    write: () => Promise.reject(new Error('a commit is not written to')),
  };
}

/** Every file of the checked-out commit, by its path. */
async function treeOf(git: Git): Promise<ReadonlyMap<string, Entry>> {
  const listed = (await git(['ls-tree', '-r', '-z', '--full-tree', 'HEAD'])).toString('utf8').split('\0');
  return new Map(
    listed.flatMap((line): [string, Entry][] => {
      const [, mode, id, path] = /^(\d+) blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
      return mode && id && path ? [[path, { mode, id }]] : [];
    }),
  );
}

/** The folders above a path, from the root on, and the path itself. */
function prefixes(path: string): string[] {
  const steps = path.split('/');
  return steps.map((_, at) => steps.slice(0, at + 1).join('/'));
}

/** Folders that a search of the workspace leaves out, too. */
function isSkipped(path: string): boolean {
  return path.split('/').includes('node_modules');
}
