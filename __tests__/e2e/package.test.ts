import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../../build/release/run.ts';

/** What is packed, beside the fresh build that stands in for dist. */
const PACKED = [
  'package.json',
  'bin',
  'docs',
  'examples',
  'schema',
  'action.yml',
  'CHANGELOG.md',
  'README.md',
  'LICENSE',
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'genesys-flow-package-'));
  for (const name of PACKED) cpSync(name, join(folder, 'source', name), { recursive: true });
  cpSync(dirname(process.env.ACTION_ENTRY ?? ''), join(folder, 'source/dist'), { recursive: true });
  run(join(folder, 'source'), 'npm', ['pack', '--ignore-scripts', '--pack-destination', folder]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const packed = () => readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';

test('the package installs alone, without network, and checks flows', () => {
  const user = join(folder, 'user');
  mkdirSync(user);
  writeFileSync(join(user, 'package.json'), '{ "private": true }\n');
  run(user, 'npm', ['install', '--offline', '--no-audit', '--no-fund', join(folder, packed())]);
  const installed = readdirSync(join(user, 'node_modules')).filter((name) => !name.startsWith('.'));
  expect(installed).toEqual(['genesys-flow-action']);
  expect(existsSync(join(user, 'node_modules/genesys-flow-action/node_modules'))).toBe(false);

  cpSync('examples/flows', join(user, 'flows'), { recursive: true });
  expect(npx(user, 'validate')).toContain('2 flows checked: no findings');
  writeFileSync(
    join(user, 'flows/ivr-tester.flow.json'),
    readFileSync('examples/flows/ivr-tester.flow.json', 'utf8').replace(
      '"target": "end"',
      '"target": "ende"',
    ),
  );
  expect(() => npx(user, 'validate')).toThrow('missing-target');
  expect(npx(user, 'explain', 'missing-target')).toContain('Why it matters');
});

test('the package has the licences of what is bundled, and no sources or tests', () => {
  const files = execFileSync('tar', ['-tzf', join(folder, packed())], { encoding: 'utf8' }).split('\n');
  expect(files).toEqual(
    expect.arrayContaining(['package/dist/licenses.txt', 'package/LICENSE', 'package/action.yml']),
  );
  expect(
    files.filter((file) => /^package\/(?:src|__tests__|sandbox|build|bench|node_modules)\//.test(file)),
  ).toEqual([]);
});

/** Runs the installed command line with the Node that the package has to run on at least, where the variable NODE20 names it. */
function npx(cwd: string, ...args: string[]): string {
  const node = process.env.NODE20 ?? process.execPath;
  const env = {
    ...process.env,
    PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`,
    NO_COLOR: '1',
  };
  try {
    return execFileSync('npx', ['--no-install', 'genesys-flows', ...args], {
      cwd,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
  } catch (error) {
    throw new Error(error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error), {
      cause: error,
    });
  }
}
