import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { differences } from '../../build/release/builds.ts';
import { cutChangelog, releaseNotes } from '../../build/release/changelog.ts';
import { preparedFiles, readReleaseFiles } from '../../build/release/files.ts';
import { type ReleaseFacts, releaseProblems } from '../../build/release/problems.ts';
import { bundleBom, bundledPackages } from '../../build/release/sbom.ts';
import { compareVersions, readVersion, tagsOf } from '../../build/release/version.ts';
import { VERSION } from '../../src/version.ts';

const CHANGES = '# Changelog\n\n## Unreleased\n\n- Adds a thing.\n\n## 0.1.0 (2026-01-01)\n\n- First.\n';

test('a release version is three numbers', () => {
  expect(readVersion('0.20.3')).toEqual({ major: 0, minor: 20, patch: 3 });
  for (const text of ['v0.2.0', '0.2', '0.2.0-rc.1', '01.2.3', '0.2.0 ', '', '1.2.3\n', '--help'])
    expect(() => readVersion(text)).toThrow('is not a release version');
  expect(compareVersions(readVersion('0.10.0'), readVersion('0.9.9'))).toBeGreaterThan(0);
});

test('the moving tag follows the newest release of its major version, and never goes back', () => {
  expect(tagsOf('0.2.0', ['v0.1.0', 'v0'])).toEqual({ exact: 'v0.2.0', moving: 'v0' });
  expect(tagsOf('0.1.1', ['v0.1.0', 'v0.2.0', 'v0'])).toEqual({ exact: 'v0.1.1', moving: undefined });
  expect(tagsOf('0.2.1', ['v0.2.0', 'v1.0.0', 'v1'])).toEqual({ exact: 'v0.2.1', moving: 'v0' });
  expect(() => tagsOf('0.2.0', ['v0.2.0'])).toThrow('was released before');
});

test('the change log of a release is what was unreleased', () => {
  const cut = cutChangelog(CHANGES, '0.2.0', '2026-02-03');
  expect(cut).toContain('## Unreleased\n\n## 0.2.0 (2026-02-03)\n\n- Adds a thing.\n\n## 0.1.0');
  expect(releaseNotes(cut, '0.2.0')).toBe('- Adds a thing.');
  expect(releaseNotes(cut, '0.1.0')).toBe('- First.');
  expect(() => cutChangelog(cut, '0.3.0', '2026-02-03')).toThrow('has nothing under "## Unreleased"');
  expect(() => releaseNotes(CHANGES, '0.2.0')).toThrow('has no section "## 0.2.0 (<date>)"');
});

test('the version is written into every file that has it', () => {
  const texts = readReleaseFiles('.');
  const changed = preparedFiles(texts, '98.7.6', '2026-02-03');
  expect(Object.keys(changed)).toEqual(
    expect.arrayContaining([
      'package.json',
      'package-lock.json',
      'src/version.ts',
      'CHANGELOG.md',
      'README.md',
    ]),
  );
  const all = { ...texts, ...changed };
  const left = Object.entries(all).filter(
    ([path, text]) => !path.startsWith('docs/rules/') && text.includes(`COMMIT_OF_THE_RELEASE # v${VERSION}`),
  );
  expect(left.map(([path]) => path)).toEqual([]);
  const facts: ReleaseFacts = { texts: all, tags: ['v0.1.0'], changes: [], repository: '' };
  expect(releaseProblems('98.7.6', facts)).toEqual([]);
});

test('what keeps a version from being released is listed as a whole', () => {
  const texts = readReleaseFiles('.');
  const problems = releaseProblems('98.7.6', {
    texts,
    tags: ['v98.7.6'],
    changes: [' M README.md'],
    repository: 'someone/else',
  });
  expect(problems).toEqual([
    'The tag v98.7.6 exists: 98.7.6 was released before.',
    'CHANGELOG.md has no section "## 98.7.6 (<date>)" with text. Run: npm run release -- prepare 98.7.6',
    `package.json has the version ${VERSION}, not 98.7.6. Run: npm run release -- prepare 98.7.6`,
    `package-lock.json has the version ${VERSION}, not 98.7.6. Run: npm run release -- prepare 98.7.6`,
    'src/version.ts does not have the version 98.7.6.',
    'Not committed: M README.md',
    expect.stringContaining('Set it to git+https://github.com/someone/else.git.'),
  ]);
});

test('the bill of materials has what the bundle has, and fails if it lacks a part', () => {
  const component = (name: string, version: string) => ({
    'bom-ref': `${name}@${version}`,
    name,
    version,
    scope: 'optional',
    properties: [{ name: 'cdx:npm:package:development', value: 'true' }],
  });
  const bom = JSON.stringify({
    bomFormat: 'CycloneDX',
    metadata: { component: component('some-folder', '0.2.0') },
    components: [component('yaml', '2.9.1'), component('vitest', '5.1.1'), component('@x/y', '1.0.0')],
    dependencies: [
      { ref: 'some-folder@0.2.0', dependsOn: ['yaml@2.9.1', 'vitest@5.1.1'] },
      { ref: 'vitest@5.1.1', dependsOn: ['yaml@2.9.1'] },
    ],
  });
  const licences = 'yaml 2.9.1 (ISC)\n\nText of 1.2.3 (any)\n\n@x/y 1.0.0 (MIT)\n';
  const cut = JSON.parse(bundleBom(bom, licences, 'genesys-flow-action')) as object;
  expect(cut).toMatchObject({
    metadata: { component: { name: 'genesys-flow-action' } },
    components: [{ name: 'yaml', scope: 'required', properties: [] }, { name: '@x/y' }],
    dependencies: [{ ref: 'some-folder@0.2.0', dependsOn: ['yaml@2.9.1'] }],
  });
  expect(() => bundleBom(bom, 'other 1.0.0 (MIT)\n', 'x')).toThrow('lacks parts of dist: other@1.0.0');
  expect(() => bundleBom(bom, '', 'x')).toThrow('names none');
});

test('dist names the licence of each package in it, with its version', () => {
  const names = bundledPackages(readFileSync('dist/licenses.txt', 'utf8')).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['@actions/core', 'yaml', 'purecloud-platform-client-v2']));
});

test('builds differ by a file that is other, or that one of them lacks', () => {
  const build = (files: Record<string, string>) => new Map(Object.entries(files));
  expect(differences(build({ a: '1', b: '2' }), build({ a: '1', b: '2' }))).toEqual([]);
  expect(differences(build({ a: '1', b: '2' }), build({ a: '9', c: '3' }))).toEqual(['a', 'b', 'c']);
});

interface Job {
  readonly environment?: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly run?: string }[];
}

test('the release workflow writes only in the job that a person approves, and runs no dependency there', () => {
  const text = readFileSync('.github/workflows/release.yml', 'utf8');
  const workflow = parse(text) as { readonly on: object; readonly jobs: Readonly<Record<string, Job>> };
  expect(Object.keys(workflow.on)).toEqual(['workflow_dispatch']);
  expect(text).not.toContain('secrets.');
  const writing = Object.values(workflow.jobs).filter(({ permissions }) =>
    Object.values(permissions).includes('write'),
  );
  expect(writing).toEqual([workflow.jobs.release]);
  expect(workflow.jobs.release?.environment).toBe('release');
  const scripts = workflow.jobs.release?.steps.flatMap(({ run }) => run ?? []) ?? [];
  expect(scripts.join('\n')).not.toMatch(/npm (?:ci|install|run|exec)|npx/);
  // What a person types reaches scripts only as a variable.
  const all = Object.values(workflow.jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
  expect(all.filter((script) => script.includes('${{'))).toEqual([]);
});
