/** A test for paths (from the workspace root, forward slashes). */
export type Matcher = (path: string) => boolean;

/** Globs as a test and as the folders to look in; `!glob` takes files out again. */
export interface Globs {
  readonly matches: Matcher;
  readonly bases: readonly string[];
}

const WHOLE_FOLDER = /^[\w-]+(?:\/[\w-]+)*\/\*\*$/;

/** Reads globs. The library that understands all of them is loaded only for more than whole folders (`flows/**`). */
export async function readGlobs(globs: readonly string[]): Promise<Globs> {
  const clean = globs.map((glob) => glob.replace(/^(!?)\.\//, '$1'));
  if (clean.every((glob) => WHOLE_FOLDER.test(glob))) {
    const folders = clean.map((glob) => glob.slice(0, -2));
    return {
      matches: (path) => folders.some((folder) => path.startsWith(folder)),
      bases: folders.map((folder) => folder.slice(0, -1)),
    };
  }
  const { picomatch } = await import('./picomatch.ts');
  const wanted = clean.filter((glob) => !glob.startsWith('!'));
  const unwanted = clean.filter((glob) => glob.startsWith('!')).map((glob) => glob.slice(1));
  const take = picomatch(wanted, { dot: true });
  const leave = picomatch(unwanted, { dot: true });
  const bases = wanted.map((glob) => picomatch.scan(glob).base || '.');
  return { matches: (path) => take(path) && !leave(path), bases: [...new Set(bases)] };
}
