import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const OURS = /^(?:\.\/|your-org\/genesys-flow-action@COMMIT_OF_THE_RELEASE # v\d+\.\d+\.\d+$)/;
const PINNED = /^[\w.-]+(?:\/[\w.-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;

const folders = ['.github/workflows', 'examples/workflows', 'docs'];
const files = [
  'README.md',
  ...folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  ),
].filter((file) => /\.(?:md|ya?ml)$/.test(file) && !file.includes('node_modules'));
const uses = files.flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/\buses: *(\S.*)/g)].map(
    ([, text = '']) => [file, text.trim()] as const,
  ),
);

test.each(uses)('%s: %s is pinned to a commit, with its version', (_, text) => {
  expect(text).toMatch(OURS.test(text) ? OURS : PINNED);
});

test('one version of each action is used everywhere', () => {
  const versions = new Map<string, Set<string>>();
  for (const [, text] of uses) {
    if (OURS.test(text)) continue;
    const [name = '', version = ''] = text.split('@');
    const action = name.split('/').slice(0, 2).join('/');
    versions.set(action, (versions.get(action) ?? new Set()).add(version));
  }
  expect(versions.size).toBeGreaterThan(3);
  for (const [action, found] of versions)
    expect([action, [...found]]).toEqual([action, [expect.any(String)]]);
});
