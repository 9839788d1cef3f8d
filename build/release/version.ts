/** A release version. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** Reads `1.2.3`. Throws for anything else: releases have no suffix. */
export function readVersion(text: string): Version {
  const parts = /^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/.exec(text);
  if (!parts) throw new Error(`"${text}" is not a release version. Write three numbers, such as 0.2.0.`);
  const [, major, minor, patch] = parts.map(Number);
  return { major: major ?? 0, minor: minor ?? 0, patch: patch ?? 0 };
}

/** Negative if `a` is the older version, positive if `b` is, 0 if they are the same. */
export function compareVersions(a: Version, b: Version): number {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch;
}

/** The tags that a release sets. */
export interface ReleaseTags {
  readonly exact: string;
  /** The tag of the major version, which users pin and releases move; undefined if a newer release of it has it already. */
  readonly moving: string | undefined;
}

/** The tags of a release, given the tags that the repository has. Throws if the version was released before. */
export function tagsOf(text: string, existing: readonly string[]): ReleaseTags {
  const version = readVersion(text);
  const exact = `v${text}`;
  if (existing.includes(exact)) throw new Error(`The tag ${exact} exists: ${text} was released before.`);
  const others = existing
    .filter((tag) => /^v\d+\.\d+\.\d+$/.test(tag))
    .map((tag) => readVersion(tag.slice(1)))
    .filter(({ major }) => major === version.major);
  const isNewest = others.every((other) => compareVersions(other, version) < 0);
  return { exact, moving: isNewest ? `v${version.major}` : undefined };
}
