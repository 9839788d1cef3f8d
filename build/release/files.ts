import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cutChangelog } from './changelog.ts';

/** Texts of files by their path below the root of the repository. */
export type Texts = Readonly<Record<string, string>>;

/** Pages and workflows that name the current version beside the action. */
const PLACES = ['README.md', 'docs', 'examples', '.github/ISSUE_TEMPLATE'];

/** The files whose texts change with a release, by the path of each. */
export function readReleaseFiles(root: string): Texts {
  const paths = [
    'package.json',
    'package-lock.json',
    'src/version.ts',
    'CHANGELOG.md',
    ...PLACES.flatMap((place) => filesIn(root, place)),
  ];
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

function filesIn(root: string, path: string): string[] {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path), { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name).replaceAll('\\', '/'))
    .filter((file) => /\.(?:md|ya?ml)$/.test(file) && !file.includes('node_modules/'));
}

/** The version that package.json has. Throws if it has none. */
export function currentVersion(texts: Texts): string {
  const { version } = JSON.parse(texts['package.json'] ?? '{}') as { readonly version?: string };
  if (version === undefined) throw new Error('package.json has no version.');
  return version;
}

/** The files that a release changes, with their new texts. Throws if the change log has nothing to release. */
export function preparedFiles(texts: Texts, version: string, date: string): Texts {
  const old = currentVersion(texts);
  const changed = Object.entries(texts).map(([path, text]) => [
    path,
    prepared(path, text, { old, version, date }),
  ]);
  return Object.fromEntries(changed.filter(([path, text]) => texts[path ?? ''] !== text)) as Texts;
}

function prepared(
  path: string,
  text: string,
  { old, version, date }: { readonly old: string; readonly version: string; readonly date: string },
): string {
  switch (path) {
    case 'CHANGELOG.md':
      return cutChangelog(text, version, date);
    case 'package.json':
      return text.replace(`"version": "${old}"`, `"version": "${version}"`);
    case 'package-lock.json':
      return lockFile(text, version);
    case 'src/version.ts':
      return text.replace(`'${old}'`, `'${version}'`);
    default:
      return text
        .replaceAll(`COMMIT_OF_THE_RELEASE # v${old}`, `COMMIT_OF_THE_RELEASE # v${version}`)
        .replaceAll(`placeholder: v${old}`, `placeholder: v${version}`);
  }
}

function lockFile(text: string, version: string): string {
  const lock = JSON.parse(text) as { version: string; packages: Record<string, { version?: string }> };
  lock.version = version;
  Object.assign(lock.packages[''] ?? {}, { version });
  return `${JSON.stringify(lock, null, 2)}\n`;
}
