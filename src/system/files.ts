import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { ConfigurationError } from '../errors.ts';
import type { Files, Resolved } from '../runtime.ts';
import { readGlobs } from '../text/globs.ts';

/** Files and folders that a search looks at. */
const MOST_ENTRIES = 200_000;
const SKIPPED = new Set(['.git', 'node_modules']);

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** Throws an `ActionError` if a folder to search is a link, or lies behind one. */
function refuseLink(root: string, base: string): void {
  for (let path = base; path !== root && isInside(root, path); path = dirname(path)) {
    if (attempt(() => lstatSync(path).isSymbolicLink()) !== true || !isFolder(path)) continue;
    throw new ConfigurationError(
      `${relative(root, path)} is a link to a folder, and links are not followed in a search`,
      'Name the folder itself in the input "manifests".',
    );
  }
}

function isFolder(path: string): boolean {
  return attempt(() => statSync(path).isDirectory()) ?? false;
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way));
}

/** How a search names a path: from the root, with `/` on every system. */
function inside(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}

/** What a search found. */
interface Found {
  /** The paths of files that the globs match, in order of their names. */
  readonly matches: string[];
  /** Those of them that are files themselves, and no link to one. */
  readonly plain: readonly string[];
}

/** Searches the folders that the globs are about. No link to a folder is followed. */
function find(root: string, globs: readonly string[], most: number): Found {
  const { matches: wanted, bases } = readGlobs(globs);
  const found = new Set<string>();
  const plain: string[] = [];
  const open = bases.map((base) => resolve(root, base)).filter((base) => isInside(root, base));
  for (const base of open) refuseLink(root, base);
  let seen = 0;
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const entries = attempt(() => readdirSync(path, { withFileTypes: true }));
    const folder = inside(root, path);
    if (!entries) {
      if (wanted(folder)) found.add(folder);
      continue;
    }
    seen += entries.length;
    if (seen > most) {
      throw new ConfigurationError(
        `There are more than ${most.toLocaleString('en')} files and folders below ${bases.slice(0, 5).join(', ')}`,
        'Name the folders of the flows in the input "manifests", such as flows/**.',
      );
    }
    for (const entry of entries) {
      if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name)) open.push(join(path, entry.name));
        continue;
      }
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (!wanted(name)) continue;
      found.add(name);
      if (entry.isFile()) plain.push(name);
    }
  }
  return { matches: [...found].sort(), plain };
}

/** What a path leads to, links included; nothing outside the root and nothing of git is found. `home` is the root's own path. */
function lookUp(root: string, home: () => string, path: string): Resolved {
  // Links that go round and names that no file can have throw; none of them is there to be read.
  const about = attempt(() => statSync(join(root, path), { throwIfNoEntry: false }));
  if (!about) return { ok: false, why: 'missing' };
  const real = realpathSync.native(join(root, path));
  const way = relative(home(), real);
  const from = way.split(sep);
  if (from[0] === '..' || way === '' || resolve(home(), way) !== real) return { ok: false, why: 'outside' };
  if (from.some((name) => name.toLowerCase() === '.git')) return { ok: false, why: 'git' };
  return about.isFile()
    ? { ok: true, path: from.join('/'), size: about.size }
    : { ok: false, why: 'no-file' };
}

/** Writes a file and the folders above it. Throws a `ConfigurationError` where a link lies on the way. */
function write(root: string, home: () => string, path: string, text: string): void {
  const target = resolve(root, path);
  // Nothing is written through a link: neither to a file that is one, nor below a folder that lies elsewhere.
  let above = dirname(target);
  while (!existsSync(above)) above = dirname(above);
  const real = resolve(realpathSync.native(above), relative(above, target));
  const isLink = attempt(() => lstatSync(target).isSymbolicLink()) ?? false;
  if (isLink || real !== resolve(home(), relative(root, target)) || inside(root, target).startsWith('..')) {
    throw new ConfigurationError(
      `${path} is a link, or lies behind one, and is not written`,
      'Replace the link by a file or folder of its own.',
    );
  }
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}

/** True for a path into git's own folder. */
const IN_GIT = /(?:^|\/)\.git(?:\/|$)/i;

/**
 * The workspace on disk. `root` is its absolute path; a search that meets more than `most` entries is refused. Reads are
 * synchronous: loading the other kind costs more than it saves.
 */
export function diskFiles(root: string, most = MOST_ENTRIES): Files {
  let known: string | undefined;
  const home = () => {
    known ??= realpathSync.native(root);
    return known;
  };
  /** Files that a search met, without a link on the way: asking where each of 10,000 lies takes as long as reading them. */
  const plain = new Set<string>();
  return {
    async find(globs) {
      const found = find(root, globs, most);
      for (const path of found.plain) if (!IN_GIT.test(path)) plain.add(path);
      return found.matches;
    },
    async resolve(path) {
      const about = plain.has(path) ? attempt(() => lstatSync(join(root, path))) : undefined;
      return about?.isFile() ? { ok: true, path, size: about.size } : lookUp(root, home, path);
    },
    read: async (path) => readFileSync(join(root, path)),
    write: async (path, text) => write(root, home, path, text),
  };
}
