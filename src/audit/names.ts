import type { VersionMatrix } from '../manifest/manifest.ts';

/** The key of a flow: type and name are its identity on the platform, and no name has a slash. */
export function flowKey(type: string, name: string): string {
  return `${type}/${name}`;
}

/** `1.0.0` of a version matrix. */
export function releaseName(version: VersionMatrix): string {
  return `${version.major}.${version.minor}.${version.patch}`;
}
