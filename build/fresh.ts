import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));

/** A build of the sources as they are now, in a temporary folder. */
export interface FreshBuild {
  /** Absolute path of the folder that stands in for `dist`. */
  readonly folder: string;
  remove(): Promise<void>;
}

/** Builds the action into a temporary folder and leaves the committed `dist` alone. Throws with rolldown's output if the build fails. */
export async function freshBuild(): Promise<FreshBuild> {
  const home = await mkdtemp(join(tmpdir(), 'genesys-flow-build-'));
  const folder = join(home, 'dist');
  const remove = () => rm(home, { recursive: true, force: true });
  const rolldown = join(root, 'node_modules/rolldown/bin/cli.mjs');
  try {
    await promisify(execFile)(process.execPath, [rolldown, '-c', '--dir', folder], { cwd: root });
    // The command line reads pages and examples beside its build.
    for (const name of ['docs', 'examples']) await symlink(join(root, name), join(home, name));
    return { folder, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
