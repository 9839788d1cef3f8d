import type { Git } from '../runtime.ts';

/** Bytes of one file that is read. */
const MOST_BYTES = 64 * 1024 * 1024;
/** Bytes of all files that are read by one call of git. */
const MOST_AT_ONCE = 256 * 1024 * 1024;

/** What a commit says of itself. */
export interface CommitObject {
  /** It carries a signature. */
  readonly signed: boolean;
  /** When it was committed, in ms since 1970; not a number if the commit does not say. */
  readonly date: number;
  readonly message: string;
}

/** The commits of these ids. */
export async function readCommits(
  git: Git,
  ids: readonly string[],
): Promise<ReadonlyMap<string, CommitObject>> {
  const found = new Map<string, CommitObject>();
  for (const [id, text] of await readObjects(git, ids)) found.set(id, readCommit(text));
  return found;
}

function readCommit(text: string): CommitObject {
  const end = text.indexOf('\n\n');
  const header = end < 0 ? text : text.slice(0, end);
  const committer = header.split('\n').find((line) => line.startsWith('committer ')) ?? '';
  // The name may hold anything; the last two words are the time and its zone.
  const [seconds = '', zone = ''] = committer.split(' ').slice(-2);
  const isDated = /^\d{1,15}$/.test(seconds) && /^[+-]\d{4}$/.test(zone);
  return {
    signed: /^gpgsig(-sha256)? /m.test(header),
    date: isDated ? Number(seconds) * 1000 : Number.NaN,
    message: end < 0 ? '' : text.slice(end + 2),
  };
}

/** The texts of these contents, without those over 64 MB, which are not read at all. */
export async function readBlobs(git: Git, ids: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  let some: string[] = [];
  let size = 0;
  const flush = async () => {
    for (const [id, text] of await readObjects(git, some)) found.set(id, text);
    some = [];
    size = 0;
  };
  for (const [id, bytes] of await sizesOf(git, ids)) {
    if (bytes > MOST_BYTES) continue;
    if (size + bytes > MOST_AT_ONCE) await flush();
    some.push(id);
    size += bytes;
  }
  await flush();
  return found;
}

async function sizesOf(git: Git, ids: readonly string[]): Promise<[string, number][]> {
  if (ids.length === 0) return [];
  const out = await git(['cat-file', '--batch-check'], `${ids.join('\n')}\n`);
  return out
    .toString('latin1')
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, kind]) => kind === 'blob')
    .map(([id = '', , size = '']) => [id, Number(size)]);
}

/** Objects by id, through one `git cat-file --batch`. */
async function readObjects(git: Git, ids: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  if (ids.length === 0) return found;
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
