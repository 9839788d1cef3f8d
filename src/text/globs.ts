import { ConfigurationError } from '../errors.ts';
import { globBase, globError, readGlob } from './glob.ts';

/** Tests a path (from the workspace root, with forward slashes). */
export type Matcher = (path: string) => boolean;

/** Globs as a matcher and as the folders to search; `!glob` excludes files. */
export interface Globs {
  readonly matches: Matcher;
  readonly bases: readonly string[];
}

/** The most globs of one list. */
const MOST_GLOBS = 200;

/** Reads globs. Throws a `ConfigurationError` that names the first glob that is not supported. */
export function readGlobs(globs: readonly string[]): Globs {
  if (globs.length > MOST_GLOBS)
    throw new ConfigurationError(
      `There are ${globs.length} globs`,
      `Use at most ${MOST_GLOBS}. ** matches any folders.`,
    );
  for (const glob of globs) {
    const error = globError(glob);
    if (error)
      throw new ConfigurationError(
        `The glob ${JSON.stringify(glob.slice(0, 100))} ${error}`,
        'Write globs such as flows/**, flows/**/*.yaml or !flows/old/**.',
      );
  }
  const clean = globs.map((glob) => glob.replace(/^(!?)\.\//, '$1'));
  const wanted = clean.filter((glob) => !glob.startsWith('!'));
  const take = wanted.map(readGlob);
  const leave = clean.filter((glob) => glob.startsWith('!')).map((glob) => readGlob(glob.slice(1)));
  const any = (list: readonly Matcher[], path: string) => list.some((matches) => matches(path));
  return {
    matches: (path) => any(take, path) && !any(leave, path),
    bases: [...new Set(wanted.map(globBase))],
  };
}
