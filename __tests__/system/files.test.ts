import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { diskFiles } from '../../src/system/files.ts';

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
  test('ends at a number of entries', async () => {
    for (const sub of ['a', 'b']) {
      mkdirSync(join(root, `many/${sub}`), { recursive: true });
      for (let each = 0; each < 4; each++) symlinkSync('x', join(root, `many/${sub}/${each}`));
    }
    // 2 folders and 8 links.
    expect(await diskFiles(root, 10).find(['many/**'])).toHaveLength(8);
    await expect(diskFiles(root, 9).find(['many/**'])).rejects.toThrow(/more than 9 files and folders/);
  });
});

describe('a file that a search met', () => {
  test('is one of the workspace', async () => {
    const files = diskFiles(root);
    await files.find(['**']);
    expect(await files.resolve('real/sub/a.yaml')).toEqual({ ok: true, path: 'real/sub/a.yaml', size: 1 });
  });
  test.each([
    ['was a link before', 'before'],
    ['became a link since', 'after'],
  ])('is not read outside if it %s', async (_, when) => {
    const files = diskFiles(root);
    const link = () => symlinkSync('../../outside/secret.yaml', join(root, 'real/c.yaml'));
    if (when === 'before') link();
    else writeFileSync(join(root, 'real/c.yaml'), 'c');
    expect(await files.find(['**'])).toContain('real/c.yaml');
    if (when === 'after') {
      rmSync(join(root, 'real/c.yaml'));
      link();
    }
    expect(await files.resolve('real/c.yaml')).toEqual({ ok: false, why: 'outside' });
  });
  test('is not read below a folder of git, however it is written', async () => {
    mkdirSync(join(root, '.GIT'));
    writeFileSync(join(root, '.GIT/d.yaml'), 'd');
    const files = diskFiles(root);
    expect(await files.find(['**'])).toContain('.GIT/d.yaml');
    expect(await files.resolve('.GIT/d.yaml')).toEqual({ ok: false, why: 'git' });
  });
});
