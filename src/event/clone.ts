import { posix } from 'node:path';
import type { Files } from '../runtime.ts';

/** Finds the clone that a path of the workspace lies in: its folder (`.` for the root), or undefined if there is none. */
export type FindClone = (path: string) => Promise<string | undefined>;

/**
 * A search for the innermost folder with a `.git` of its own, from the folder `path` upwards. Each folder is looked at
 * once, so that many files of one folder cost one look.
 */
export function cloneFinder(files: Files): FindClone {
  const known = new Map<string, Promise<boolean>>();
  const isClone = (folder: string) => {
    const asked = known.get(folder);
    if (asked) return asked;
    const answer = files
      .resolve(posix.join(folder, '.git'))
      .then((found) => found.ok || found.why !== 'missing');
    known.set(folder, answer);
    return answer;
  };
  return async (path) => {
    for (let folder = posix.normalize(path); ; folder = posix.dirname(folder)) {
      if (await isClone(folder)) return folder;
      if (folder === '.' || folder === '/' || folder.startsWith('..')) return undefined;
    }
  };
}
