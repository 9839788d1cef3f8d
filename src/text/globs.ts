import { ConfigurationError } from '../errors.ts';
import { globBase, globFault, readGlob } from './glob.ts';

/** A test for paths (from the workspace root, forward slashes). */
export type Matcher = (path: string) => boolean;

/** Globs as a test and as the folders to look in; `!glob` takes files out again. */
export interface Globs {
  readonly matches: Matcher;
  readonly bases: readonly string[];
}

/** Globs of one list. */
const MOST_GLOBS = 200;

/** Reads globs. Throws an `ActionError` that names the one that is not understood. */
export function readGlobs(globs: readonly string[]): Globs {
  if (globs.length > MOST_GLOBS)
    throw new ConfigurationError(
      `There are ${globs.length} globs`,
      `Use at most ${MOST_GLOBS}; ** stands for any folders.`,
    );
  for (const glob of globs) {
    const fault = globFault(glob);
    if (fault)
      throw new ConfigurationError(
        `The glob ${JSON.stringify(glob.slice(0, 100))} ${fault}`,
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
