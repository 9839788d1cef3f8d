import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { differences, digests } from './builds.ts';
import { releaseNotes } from './changelog.ts';
import { currentVersion, preparedFiles, readReleaseFiles } from './files.ts';
import { releaseProblems } from './problems.ts';
import { run } from './run.ts';
import { bundleBom } from './sbom.ts';
import { compareVersions, type ReleaseTags, readVersion, tagsOf } from './version.ts';

/** Writes the version into the files that have it, cuts the change log and builds dist. Returns the paths it changed. */
export function prepare(root: string, version: string, date: string): string[] {
  const texts = readReleaseFiles(root);
  const old = currentVersion(texts);
  if (compareVersions(readVersion(version), readVersion(old)) <= 0)
    throw new Error(`${version} is not newer than ${old}, the version in package.json.`);
  tagsOf(version, tags(root));
  const changed = preparedFiles(texts, version, date);
  for (const [path, text] of Object.entries(changed)) writeFileSync(join(root, path), text);
  run(root, 'npm', ['run', '--silent', 'build']);
  return [...Object.keys(changed), 'dist'];
}

/** Throws with everything that keeps the version from being released. */
export function check(root: string, version: string, repository: string): void {
  const changes = run(root, 'git', ['status', '--porcelain'])
    .split('\n')
    .filter((line) => line !== '');
  const problems = releaseProblems(version, {
    texts: readReleaseFiles(root),
    tags: tags(root),
    changes,
    repository,
  });
  if (problems.length > 0) throw new Error(`${version} cannot be released:\n  ${problems.join('\n  ')}`);
}

/** Throws unless dist of two folders, built apart, is the same byte for byte. Returns the number of files. */
export function compareBuilds(one: string, other: string): number {
  const [a, b] = [digests(join(one, 'dist')), digests(join(other, 'dist'))];
  const different = differences(a, b);
  if (different.length > 0)
    throw new Error(
      `The build is not reproducible: dist/${different.join(', dist/')} of ${one} and ${other} differ.`,
    );
  return a.size;
}

/** Writes the packed package, its bill of materials and the release notes into a folder. Returns the name of the package. */
export function pack(root: string, version: string, folder: string): string {
  mkdirSync(folder, { recursive: true });
  const text = (path: string) => readFileSync(join(root, path), 'utf8');
  const { name } = JSON.parse(text('package.json')) as { readonly name: string };
  const bom = run(root, 'npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only']);
  writeFileSync(join(folder, 'sbom.cdx.json'), bundleBom(bom, text('dist/licenses.txt'), name));
  writeFileSync(join(folder, 'notes.md'), `${releaseNotes(text('CHANGELOG.md'), version)}\n`);
  run(root, 'npm', ['pack', '--ignore-scripts', '--pack-destination', folder]);
  return `${name}-${version}.tgz`;
}

/** Sets the tags of a release at HEAD. The moving tag stays where a newer release has put it. */
export function tag(root: string, version: string): ReleaseTags {
  const set = tagsOf(version, tags(root));
  run(root, 'git', ['tag', '--annotate', set.exact, '--message', set.exact]);
  if (set.moving !== undefined) run(root, 'git', ['tag', '--force', set.moving, `${set.exact}^{commit}`]);
  return set;
}

function tags(root: string): string[] {
  return run(root, 'git', ['tag', '--list']).split('\n');
}
