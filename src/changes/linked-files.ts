import { posix } from 'node:path';
import type { ChangedFile } from '../github/port.ts';
import type { Git } from '../runtime.ts';

/** Links that lead to links are followed so often. */
const MOST_STEPS = 8;

/**
 * The changed files, and the paths under which links of the repository lead to them: a flow that is read through a link
 * changes with the file that the link leads to. The same files where git cannot list the links.
 */
export async function withLinks(files: readonly ChangedFile[], git: Git): Promise<readonly ChangedFile[]> {
  const links = await linksOf(git).catch(() => new Map<string, string>());
  if (links.size === 0) return files;
  const known = new Map(files.map((file) => [file.path, file]));
  let last: readonly ChangedFile[] = files;
  for (let step = 0; step < MOST_STEPS && last.length > 0; step++) {
    const found: ChangedFile[] = [];
    for (const { path } of last) {
      for (const [link, target] of links) {
        const inside =
          path === target ? '' : path.startsWith(`${target}/`) ? path.slice(target.length) : undefined;
        const name = `${link}${inside ?? ''}`;
        if (inside === undefined || known.has(name)) continue;
        const linked: ChangedFile = { path: name, status: 'changed' };
        known.set(name, linked);
        found.push(linked);
      }
    }
    last = found;
  }
  return [...known.values()];
}

/** The links in git's index, with the paths that they lead to from the root of the repository. */
async function linksOf(git: Git): Promise<Map<string, string>> {
  const listed = (await git(['ls-files', '--stage', '-z'])).toString('utf8').split('\0');
  const links = listed.flatMap((entry) => {
    const [, blob, path] = /^120000 ([0-9a-f]+) 0\t(.*)$/s.exec(entry) ?? [];
    return blob && path ? [{ blob, path }] : [];
  });
  const found = new Map<string, string>();
  for (const { blob, path } of links) {
    const target = (await git(['cat-file', 'blob', blob])).toString('utf8');
    found.set(path, posix.join(posix.dirname(path), target));
  }
  return found;
}
