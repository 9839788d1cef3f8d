import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'genesys-flow-watchdog-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a program beside a watchdog that allows 300 ms of CPU time a step; it is killed anyway after a minute. */
function watch(program: string, runMs = 60_000) {
  const module = new URL('../../src/system/watchdog.ts', import.meta.url).href;
  const [summaryFile, outputFile] = [join(folder, 'summary'), join(folder, 'output')];
  const options = JSON.stringify({ stepMs: 300, runMs, summaryFile, outputFile });
  const file = join(folder, 'program.mts');
  writeFileSync(
    file,
    `import { watchdog } from ${JSON.stringify(module)};\nconst dog = watchdog(${options});\n${program}`,
  );
  const { signal, status, stdout } = spawnSync(process.execPath, [file], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  const text = (path: string) => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return '';
    }
  };
  return { signal, status, stdout, summary: text(summaryFile), output: text(outputFile) };
}

test('a loop is ended, and the file named', () => {
  const ended = watch(`dog.enter('flows/a.yaml'); dog.enter('flows/b,\\n::x.yaml'); for (;;) {}`);
  expect(ended.signal).toBe('SIGKILL');
  expect(ended.stdout).toMatch(
    /^::error file=flows\/b%2C\?%3A%3Ax\.yaml,title=watchdog::The check used more than/m,
  );
  expect(ended.stdout.split('\n').filter((line) => line.startsWith('::'))).toHaveLength(1);
  expect(ended.output).toBe('result=failure\n');
  expect(ended.summary).toContain('The check was stopped');
});

test('a pattern that backtracks is ended', () => {
  const ended = watch(`dog.enter('x'); /^(a+)+$/.test('a'.repeat(60) + 'b');`);
  expect(ended.signal).toBe('SIGKILL');
  expect(ended.stdout).toContain('was stopped at x.');
});

test('many small steps are ended by the bound of the whole run', () => {
  const ended = watch(`for (;;) dog.enter('flows/a.yaml');`, 2000);
  expect(ended.signal).toBe('SIGKILL');
  expect(ended.stdout).toContain('more than 2 s of CPU time');
});

test('progress, waiting and the end of watching end nothing', () => {
  const used = 'const used = () => process.cpuUsage().user + process.cpuUsage().system;';
  const busy = (ms: number) => `{ ${used} const end = used() + ${ms * 1000}; while (used() < end); }`;
  const steps = `for (let at = 0; at < 20; at++) { dog.enter(String(at)); ${busy(40)} }`;
  const ended = watch(
    `${steps} await new Promise((done) => setTimeout(done, 1000)); dog.end(); ${busy(900)}`,
  );
  expect(ended).toMatchObject({ signal: null, status: 0, output: '' });
});

test('a process with nothing left to do ends beside it', () => {
  expect(watch(`dog.enter('x');`)).toMatchObject({ signal: null, status: 0 });
});
