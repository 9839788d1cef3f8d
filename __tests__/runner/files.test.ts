import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { diskFiles } from '../../src/runner/files.ts';

let folder: string;
let root: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'genesys-flow-files-'));
  root = join(folder, 'workspace');
  mkdirSync(join(root, 'real/sub'), { recursive: true });
  mkdirSync(join(folder, 'outside'));
  writeFileSync(join(root, 'real/sub/a.yaml'), 'a');
  writeFileSync(join(root, 'real/..b.yaml'), 'b');
  writeFileSync(join(folder, 'outside/secret.yaml'), 'secret');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a search', () => {
  test('finds files below a folder', async () => {
    expect(await diskFiles(root).find(['real/**'])).toEqual(['real/..b.yaml', 'real/sub/a.yaml']);
  });
  test.each<[string, string, string]>([
    ['out of the workspace', '../outside', 'link/**'],
    ['to the root of the disk', '/', 'link/**'],
    ['to another folder of it', 'real', 'link/**'],
    ['above the folder', 'real', 'link/sub/*.yaml'],
  ])('follows no link %s', async (_, to, glob) => {
    symlinkSync(to, join(root, 'link'));
    await expect(diskFiles(root).find([glob])).rejects.toThrow(/link is a link to a folder/);
    expect(await diskFiles(root).find(['**'])).toEqual(['link', 'real/..b.yaml', 'real/sub/a.yaml']);
  });
  test.each(['/etc/**', '../outside/**', '../**', '/**'])('looks at nothing outside for %s', async (glob) => {
    expect(await diskFiles(root).find([glob])).toEqual([]);
  });
  test('ends at 200,000 entries', async () => {
    // Links cost less than files, and count the same.
    for (let at = 0; at < 201; at++) {
      const sub = join(root, `many/${at}`);
      mkdirSync(sub, { recursive: true });
      for (let each = 0; each < 1000; each++) symlinkSync('x', join(sub, String(each)));
    }
    await expect(diskFiles(root).find(['many/**'])).rejects.toThrow(/more than 200,000 files and folders/);
  });
});
