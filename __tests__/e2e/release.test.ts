import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { VERSION } from '../../src/version.ts';

// It clones the last commit, so it runs in a clone only.
test.runIf(existsSync('.git'))('a dry run of the next release goes through, and changes nothing here', () => {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' });
  const before = git('status', '--porcelain') + git('tag', '--list');
  const [major = 0, minor = 0] = VERSION.split('.').map(Number);
  const next = `${major}.${minor + 1}.0`;
  const args = ['build/release/main.ts', '--dry-run', next];
  const said = execFileSync(process.execPath, args, { encoding: 'utf8' });
  expect(said.split('\n')).toEqual([
    expect.stringMatching(
      /^prepare: package\.json, package-lock\.json, src\/version\.ts, CHANGELOG\.md, .*dist$/,
    ),
    `check: ${next} can be released`,
    expect.stringMatching(/^build: \d+ files of dist, the same in two folders$/),
    `pack: genesys-flow-action-${next}.tgz, notes.md, sbom.cdx.json`,
    `tag: v${next}, v${major}`,
    expect.stringMatching(/^publish: /),
    '',
  ]);
  expect(git('status', '--porcelain') + git('tag', '--list')).toBe(before);
});
