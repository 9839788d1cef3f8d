import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

/**
 * Holds the folders of `src` to one order: a folder imports only from folders below it. The linter finds import cycles
 * between files; this finds those between folders, type imports included.
 */

/** Folders and files of `src`, the highest first. */
const LAYERS: readonly string[] = [
  'index.ts',
  'main.ts',
  'action',
  'cli.ts',
  'cli',
  'inputs',
  'host',
  'run.ts',
  'modes',
  'report',
  'picture',
  'recovery',
  'rollback',
  'publish',
  'release',
  'drift',
  'plan',
  'changes',
  'export',
  'connect.ts',
  'task.ts',
  'audit',
  'workspace',
  'rules',
  'manifest',
  'event',
  'ports.ts',
  'genesys',
  'github',
  'git',
  'system',
  'difference',
  'node-graph',
  'architect',
  'expressions',
  'flow',
  'findings',
  'source',
  'net',
  'runtime.ts',
  'text',
  'errors.ts',
  'version.ts',
];

const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*'(\.[^'\n]+)'/g;

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
);
const problems: string[] = [];
for (const name of files) {
  const file = join('src', name);
  const from = layerOf(file);
  if (from < 0) problems.push(`${file}: no layer. Add its folder to build/check-layers.ts.`);
  for (const [, target = ''] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
    const to = normalize(join(dirname(file), target));
    if (!to.startsWith('src/') || layerOf(to) >= from) continue;
    problems.push(`${file} imports ${to}, which is above it.`);
  }
}
for (const problem of problems.sort()) process.stdout.write(`${problem}\n`);
process.stdout.write(`${files.length} files, ${problems.length} imports against the order of the folders.\n`);
if (problems.length > 0) process.exitCode = 1;

function layerOf(file: string): number {
  return LAYERS.indexOf(relative('src', file).split('/')[0] ?? '');
}
