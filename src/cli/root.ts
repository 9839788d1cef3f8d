import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { ConfigurationError } from '../errors.ts';
import { CONFIG_FILE } from '../workspace/config.ts';

/** The root of the workspace: the nearest folder above that is a clone or has a configuration file, else the folder itself. */
export function workspaceRoot(folder: string): string {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(join(at, '.git')) || existsSync(join(at, CONFIG_FILE))) return at;
    if (at === dirname(at)) return resolve(folder);
  }
}

/**
 * Paths that were typed in a folder as globs from the root: a folder stands for everything in it, and a glob stays one.
 * Throws a `ConfigurationError` for a path outside of the root and for one that does not exist.
 */
export function pathsToGlobs(paths: readonly string[], folder: string, root: string): string[] {
  return paths.map((path) => {
    const not = path.startsWith('!') ? '!' : '';
    const absolute = resolve(folder, path.slice(not.length));
    const inside = relative(root, absolute).split(sep).join('/');
    if (inside === '..' || inside.startsWith('../') || resolve(root, inside) !== absolute)
      throw new ConfigurationError(
        `${JSON.stringify(path)} is outside of the workspace ${JSON.stringify(root)}`,
        'Run the command in the repository that the file belongs to.',
      );
    if (existsSync(absolute)) {
      if (statSync(absolute).isDirectory()) return `${not}${inside === '' ? '' : `${inside}/`}**`;
      return `${not}${inside}`;
    }
    if (/[*?[{]/.test(path)) return `${not}${inside}`;
    throw new ConfigurationError(`There is no file ${JSON.stringify(path)}`, 'Check the path.');
  });
}
