import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, relative } from 'node:path';
import { ActionError } from '../errors.ts';

/** Git's own file, and the folders in which it may find its helpers. */
export interface GitProgram {
  readonly file: string;
  readonly path: string;
}

/**
 * Finds git in the folders of `path` (the variable PATH) by its absolute name. Folders of the workspace do not count:
 * a repository could bring a program of that name along. Throws an `ActionError` if there is none.
 */
export function findGit(path: string, workspace: string): GitProgram {
  const root = real(workspace) ?? workspace;
  const folders = path.split(delimiter).filter((folder) => {
    const place = isAbsolute(folder) ? real(folder) : undefined;
    return place !== undefined && !isInside(root, place);
  });
  const name = process.platform === 'win32' ? 'git.exe' : 'git';
  for (const folder of folders) {
    const file = real(join(folder, name));
    if (file !== undefined && !isInside(root, file) && isProgram(file))
      return { file: join(folder, name), path: folders.join(delimiter) };
  }
  throw new ActionError(
    'Git is not installed on the runner',
    'Install git, or use a runner image that has it, such as ubuntu-24.04.',
  );
}

function isInside(root: string, place: string): boolean {
  const way = relative(root, place);
  return way === '' || (!way.startsWith('..') && !isAbsolute(way));
}

function real(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
