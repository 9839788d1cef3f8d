import { releaseNotes } from './changelog.ts';
import { currentVersion, type Texts } from './files.ts';
import { readVersion, tagsOf } from './version.ts';

/** What is known of the repository before a release. */
export interface ReleaseFacts {
  readonly texts: Texts;
  readonly tags: readonly string[];
  /** Lines of `git status --porcelain`. */
  readonly changes: readonly string[];
  /** `owner/name` of the repository that releases; empty where it is not known. */
  readonly repository: string;
}

/** What keeps a version from being released; empty if nothing does. */
export function releaseProblems(version: string, facts: ReleaseFacts): string[] {
  const { texts } = facts;
  const lock = JSON.parse(texts['package-lock.json'] ?? '{}') as { readonly version?: string };
  return [
    ...thrown(() => readVersion(version)),
    ...thrown(() => tagsOf(version, facts.tags)),
    ...thrown(() => releaseNotes(texts['CHANGELOG.md'] ?? '', version)),
    ...differs('package.json', currentVersion(texts), version),
    ...differs('package-lock.json', lock.version ?? 'none', version),
    ...(texts['src/version.ts']?.includes(`'${version}'`)
      ? []
      : [`src/version.ts does not have the version ${version}.`]),
    ...facts.changes.map((line) => `Not committed: ${line.trim()}`),
    ...wrongRepository(texts, facts.repository),
  ];
}

function differs(file: string, found: string, version: string): string[] {
  return found === version
    ? []
    : [`${file} has the version ${found}, not ${version}. Run: npm run release -- prepare ${version}`];
}

/** npm refuses the provenance of a package that names another repository than the one that builds it. */
function wrongRepository(texts: Texts, repository: string): string[] {
  if (repository === '') return [];
  const { repository: named } = JSON.parse(texts['package.json'] ?? '{}') as {
    readonly repository?: { readonly url?: string };
  };
  const expected = `git+https://github.com/${repository}.git`;
  return named?.url === expected
    ? []
    : [`"repository.url" in package.json is ${named?.url ?? 'missing'}. Set it to ${expected}.`];
}

function thrown(act: () => unknown): string[] {
  try {
    act();
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
