import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { remoteOf } from '../../src/cli/clone.ts';
import { pathsToGlobs, workspaceRoot } from '../../src/cli/root.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'genesys-flow-root-')));
mkdirSync(join(root, '.git'));
mkdirSync(join(root, 'flows', 'sub'), { recursive: true });
writeFileSync(join(root, 'flows', 'a.yaml'), '');
afterAll(() => rmSync(root, { recursive: true }));

describe('the workspace', () => {
  test('is the clone that the folder is in', () => {
    expect(workspaceRoot(join(root, 'flows', 'sub'))).toBe(root);
  });

  test.each([
    ['.', '', ['**']],
    ['flows', '', ['flows/**']],
    ['a.yaml', 'flows', ['flows/a.yaml']],
    ['..', 'flows', ['**']],
    ['*.yaml', 'flows', ['flows/*.yaml']],
    ['!flows/sub', '', ['!flows/sub/**']],
  ])('path %s in folder "%s"', (path, folder, globs) => {
    expect(pathsToGlobs([path], join(root, folder), root)).toEqual(globs);
  });

  test.each([
    ['../x', 'is outside of the workspace'],
    ['/etc/passwd', 'is outside of the workspace'],
    ['none.yaml', 'There is no file "none.yaml"'],
  ])('refuses the path %s', (path, message) => {
    expect(() => pathsToGlobs([path], root, root)).toThrow(message);
  });
});

test.each([
  ['https://github.com/owner/name.git', 'github.com', 'owner/name'],
  ['https://user:pass@ghe.example.com/owner/name', 'ghe.example.com', 'owner/name'],
  ['git@github.com:owner/name.git', 'github.com', 'owner/name'],
  ['ssh://git@github.com/owner/name.git', 'github.com', 'owner/name'],
  ['https://github.com/owner', '', ''],
  ['/srv/git/name.git', '', ''],
  ['', '', ''],
])('the remote %s', (url, host, repository) => {
  expect(remoteOf(url)).toEqual({ host, repository });
});
