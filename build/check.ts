import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Runs every check of the project, one after another, and goes on after one that fails. The last line has the number of
 * tests that passed, and of tests and checks that failed. Continuous integration and `npm run check` run this list.
 */

/** The npm scripts of the checks. The cheap ones come first. */
const CHECKS: readonly string[] = [
  'check:format',
  'check:lint',
  'check:layers',
  'check:types',
  'check:docs',
  'check:words',
  'check:dist',
  'check:workflows',
  'check:patterns',
  'docs:site',
  'test',
  'start',
];

interface TestCount {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
}

const folder = mkdtempSync(join(tmpdir(), 'genesys-flow-check-'));
const resultFile = join(folder, 'tests.json');
const failed: string[] = [];
for (const check of CHECKS) {
  process.stdout.write(`\n== npm run ${check}\n`);
  const started = Date.now();
  const reporters = check === 'test' ? ['--', '--reporter=default', '--reporter=json'] : [];
  const passed = await npmRun([
    check,
    ...reporters,
    ...(check === 'test' ? [`--outputFile.json=${resultFile}`] : []),
  ]);
  if (!passed) failed.push(check);
  process.stdout.write(
    `== ${check}: ${passed ? 'passed' : 'FAILED'} in ${((Date.now() - started) / 1000).toFixed(1)} s\n`,
  );
}
const tests = readTests();
rmSync(folder, { recursive: true, force: true });
if (!tests && !failed.includes('test')) failed.push('test');
if (tests && tests.numPendingTests > 0) process.stdout.write(`\n${tests.numPendingTests} tests skipped\n`);
if (failed.length > 0) process.stdout.write(`\nFailed: ${failed.join(', ')}\n`);
// A check of tests that fails is counted by its tests, so that one failing test is one failure.
const others = failed.filter((check) => check !== 'test' || (tests?.numFailedTests ?? 0) === 0).length;
const failures = others + (tests?.numFailedTests ?? 0);
process.stdout.write(`\n${tests?.numPassedTests ?? 0} passed, ${failures} failed\n`);
process.exitCode = failures === 0 ? 0 : 1;

function npmRun(args: readonly string[]): Promise<boolean> {
  return new Promise((done) => {
    const child = spawn('npm', ['run', '--silent', ...args], {
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    child.on('error', () => done(false));
    child.on('close', (code) => done(code === 0));
  });
}

/** Reads the result of the tests; undefined if they did not get to their end. */
function readTests(): TestCount | undefined {
  try {
    return JSON.parse(readFileSync(resultFile, 'utf8')) as TestCount;
  } catch {
    return undefined;
  }
}
