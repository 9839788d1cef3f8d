import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Fetches what holds Architect's own expression parser: one file of an npm package of Genesys (MIT) that has 150 MB and
 * dependencies of 2015, and is therefore no dependency. Proofs compare the parser of this project with it.
 */

const PACKAGE = 'purecloud-flow-scripting-api-sdk-javascript';
const VERSION = '0.0.18';
const INTEGRITY = 'QSnY2qjegbq3Mhy7gy7m8iftznvnbAS/OIs2OUSbpIHDWvQSYWlvUe+kiVRzHMDaxmXCNXrrnm8weSHTX2qs0A==';
const FOLDER = join('node_modules', '.cache', `architect-sdk-${VERSION}`);
const FILE = 'package/build-scripting/release/scripting.bundle.js';

/** Where the code lies once it was fetched, as a module that exports its function to load a part by number. */
export const ARCHITECT_BUNDLE = join(FOLDER, 'architect.cjs');
/** What starts the whole of it, and what only gives it out. */
const START = ['t(t.s=1344)', 't'] as const;

function run(command: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(command, args, { cwd: FOLDER, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${stderr}`);
}

function fetchBundle(): void {
  if (existsSync(ARCHITECT_BUNDLE)) return;
  mkdirSync(FOLDER, { recursive: true });
  run('npm', 'pack', '--silent', `${PACKAGE}@${VERSION}`);
  const archive = `${PACKAGE}-${VERSION}.tgz`;
  const sum = createHash('sha512')
    .update(readFileSync(join(FOLDER, archive)))
    .digest('base64');
  if (sum !== INTEGRITY) throw new Error(`${archive} is not what was published: sha512-${sum}`);
  run('tar', '-xzf', archive, FILE);
  writeFileSync(ARCHITECT_BUNDLE, readFileSync(join(FOLDER, FILE), 'utf8').replace(...START));
  rmSync(join(FOLDER, archive));
  rmSync(join(FOLDER, 'package'), { recursive: true });
}

if (import.meta.main) fetchBundle();
