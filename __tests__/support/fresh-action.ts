import { join } from 'node:path';
import { freshBuild } from '../../build/fresh.ts';

/** Vitest's global setup of the end-to-end tests: they run a fresh build, never a stale `dist`. */
export async function setup(): Promise<() => Promise<void>> {
  const build = await freshBuild();
  process.env.ACTION_ENTRY = join(build.folder, 'index.js');
  return build.remove;
}
