import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeSarifFile } from '../../src/action/sarif-file.ts';
import { gitIn } from '../../src/git/run.ts';
import type { RunResult } from '../../src/report/result.ts';
import { findingAt } from '../support/report-run.ts';
import { result } from '../support/result.ts';

let folder: string;
let workspace: string;
let temp: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'genesys-flow-sarif-'));
  workspace = join(folder, 'workspace');
  temp = join(folder, 'temp');
  for (const each of [workspace, temp, join(folder, 'elsewhere')]) mkdirSync(each);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const found = result({
  findings: [findingAt('a', 'error', 'Node "a" is wrong')],
  accepted: [{ finding: findingAt('b', 'error', 'Node "b" is wrong'), by: 'comment', reason: 'agreed' }],
});
const write = (path: string, given: RunResult = found, suppressed = true) =>
  writeSarifFile(given, {
    path,
    suppressed,
    workspace,
    temp,
    home: process.cwd(),
    rulesUrl: 'https://github.test/o/r/blob/v1/docs/rules',
    git: gitIn(workspace),
  });
const git = (...args: string[]) =>
  execFileSync('git', ['-C', workspace, '-c', 'user.name=x', '-c', 'user.email=x', ...args]);

describe('a SARIF file', () => {
  test.each(['flows.sarif', 'new/folder/flows.sarif'])('is written to %s of the workspace', async (path) => {
    const { file, notices } = await write(path);
    expect([file, notices]).toEqual([join(workspace, path), []]);
    const { tool, results } = JSON.parse(readFileSync(join(workspace, path), 'utf8')).runs[0];
    expect(tool.driver.informationUri).toBe('https://github.test/o/r');
    expect(tool.driver.rules[0].help.markdown).toContain('missing-target');
    expect(results).toHaveLength(2);
  });

  test('is written to the temporary folder of the runner', async () => {
    const { file } = await write(join(temp, 'flows.sarif'));
    expect(existsSync(file ?? '')).toBe(true);
  });

  test('has no accepted findings where they are not wanted', async () => {
    const { file = '' } = await write('flows.sarif', found, false);
    expect(JSON.parse(readFileSync(file, 'utf8')).runs[0].results).toHaveLength(1);
  });

  test('names how many findings have no space in it', async () => {
    const findings = Array.from({ length: 5001 }, (_, at) => findingAt('a', 'error', `Finding ${at}`));
    expect((await write('flows.sarif', result({ findings }))).notices).toEqual([
      'The SARIF file lacks 1 finding: GitHub takes no more. The output findings-file has all findings.',
    ]);
  });

  test.each(['drift', 'rollback', 'verify'] as const)('is not written in mode %s', async (mode) => {
    expect(await write('flows.sarif', result({ mode }))).toEqual({
      file: undefined,
      notices: [`No SARIF file is written: mode ${mode} does not check flows.`],
    });
    expect(existsSync(join(workspace, 'flows.sarif'))).toBe(false);
  });
});

describe('a SARIF file is not written', () => {
  test('outside the workspace and the temporary folder', async () => {
    const path = join(folder, 'elsewhere', 'flows.sarif');
    await expect(write(path)).rejects.toThrow(/is outside the workspace/);
    expect(existsSync(path)).toBe(false);
  });

  test('through a link to a folder, or to a file, in either place', async () => {
    symlinkSync(join(folder, 'elsewhere'), join(workspace, 'out'));
    symlinkSync(join(folder, 'elsewhere'), join(temp, 'out'));
    symlinkSync(join(folder, 'elsewhere', 'x'), join(workspace, 'x.sarif'));
    for (const path of ['out/flows.sarif', join(temp, 'out/flows.sarif'), 'x.sarif'])
      await expect(write(path)).rejects.toThrow(/is a link, or lies behind one/);
    expect(existsSync(join(folder, 'elsewhere', 'flows.sarif'))).toBe(false);
    expect(existsSync(join(folder, 'elsewhere', 'x'))).toBe(false);
  });

  test('over a file that git tracks, but over one that it does not', async () => {
    git('init', '--quiet');
    writeFileSync(join(workspace, 'old.sarif'), 'kept');
    git('add', 'old.sarif');
    await expect(write('old.sarif')).rejects.toThrow(/names a file of the repository/);
    expect(readFileSync(join(workspace, 'old.sarif'), 'utf8')).toBe('kept');
    writeFileSync(join(workspace, 'mine.sarif'), 'replaced');
    await write('mine.sarif');
    expect(readFileSync(join(workspace, 'mine.sarif'), 'utf8')).toContain('2.1.0');
  });

  test('over a file of another clone below the workspace', async () => {
    git('init', '--quiet');
    mkdirSync(join(workspace, 'other/.git'), { recursive: true });
    writeFileSync(join(workspace, 'other/x.sarif'), 'kept');
    await expect(write('other/x.sarif')).rejects.toThrow(/names a file of the repository/);
    await write('other/new.sarif');
  });

  test('where git cannot say what it tracks', async () => {
    mkdirSync(join(workspace, '.git'));
    await expect(write('flows.sarif')).rejects.toThrow(/git ls-files failed/);
  });
});
