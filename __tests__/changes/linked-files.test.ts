import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withLinks } from '../../src/changes/linked-files.ts';
import { gitIn } from '../../src/git/run.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'genesys-flow-links-'));
  execFileSync('git', ['init', '--quiet', folder]);
  mkdirSync(join(folder, 'flows'));
  mkdirSync(join(folder, 'shared/deep'), { recursive: true });
  writeFileSync(join(folder, 'shared/deep/x.yaml'), 'a: 1\n');
  symlinkSync('../shared/deep/x.yaml', join(folder, 'flows/x.yaml'));
  symlinkSync('../shared', join(folder, 'flows/all'));
  symlinkSync('x.yaml', join(folder, 'flows/y.yaml'));
  symlinkSync('loop', join(folder, 'flows/loop'));
  execFileSync('git', ['-C', folder, 'add', '.']);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a file that is changed is changed under every link that leads to it', async () => {
  const files = await withLinks([{ path: 'shared/deep/x.yaml', status: 'changed' }], gitIn(folder));
  expect(files.map(({ path }) => path)).toEqual([
    'shared/deep/x.yaml',
    'flows/all/deep/x.yaml',
    'flows/x.yaml',
    'flows/y.yaml',
  ]);
});

test('without links, or without git, the files stay the same', async () => {
  const files = [{ path: 'flows/loop', status: 'changed' }] as const;
  expect(await withLinks(files, gitIn(folder))).toEqual(files);
  expect(await withLinks(files, () => Promise.reject(new Error('no git')))).toBe(files);
});
