import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freshBuild } from './fresh.ts';

/** Largest size of dist in bytes, the licence file left out. */
const MOST_BYTES = 1.5 * 1024 * 1024;

const root = fileURLToPath(new URL('..', import.meta.url));
const { folder: fresh, remove } = await freshBuild();
const problems: string[] = [];
try {
  const [committed, built] = [join(root, 'dist'), fresh].map((folder) => readdirSync(folder).sort());
  const names = new Set([...(committed ?? []), ...(built ?? [])]);
  for (const name of names) {
    const [old, now] = [join(root, 'dist', name), join(fresh, name)].map((path) => attempt(path));
    if (!old || !now || !old.equals(now)) problems.push(`dist/${name} is not what the sources build`);
  }
  const size = (built ?? [])
    .filter((name) => name !== 'licenses.txt')
    .reduce((sum, name) => sum + readFileSync(join(fresh, name)).length, 0);
  if (size > MOST_BYTES) problems.push(`dist has ${size} bytes; ${MOST_BYTES} are allowed`);
  process.stdout.write(
    problems.length === 0
      ? `dist is what the sources build (${size} bytes)\n`
      : `${problems.join('\n')}\nRun npm run build.\n`,
  );
} finally {
  await remove();
}
process.exitCode = problems.length === 0 ? 0 : 1;

function attempt(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
