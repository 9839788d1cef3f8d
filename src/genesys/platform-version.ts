import type { OrgVersion } from './port.ts';

const NUMBER = /^(\d{1,9})(?:\.(\d{1,9}))?$/;

/**
 * A numbered version of a flow, such as `3.0`. The platform adds 1 for each check-in and publish. `parse` returns undefined for other
 * ids, such as `saved_version_<guid>` of a draft.
 */
export class PlatformVersion {
  readonly #major: number;
  readonly #minor: number;

  private constructor(major: number, minor: number) {
    this.#major = major;
    this.#minor = minor;
  }

  /** The version that an id or an input (`3` or `3.0`) names; undefined for any other form. */
  static parse(id: string | null | undefined): PlatformVersion | undefined {
    const [, major, minor = '0'] = NUMBER.exec(id ?? '') ?? [];
    return major === undefined ? undefined : new PlatformVersion(Number(major), Number(minor));
  }

  /** The newest of the ids that are numbers; undefined if none is a number. */
  static newest(ids: readonly (string | null | undefined)[]): PlatformVersion | undefined {
    return ids
      .flatMap((id) => PlatformVersion.parse(id) ?? [])
      .reduce<PlatformVersion | undefined>(
        (best, each) => (best && best.compare(each) > 0 ? best : each),
        undefined,
      );
  }

  /** Below 0 if this version is older than the other one, 0 if they are the same, above 0 if it is newer. */
  compare(other: PlatformVersion): number {
    return this.#major - other.#major || this.#minor - other.#minor;
  }

  /** The version that the next check-in or publish creates. */
  get successor(): PlatformVersion {
    return new PlatformVersion(this.#major + 1, 0);
  }

  /** The id as the platform writes it. */
  toString(): string {
    return `${this.#major}.${this.#minor}`;
  }
}

/** True for an id that can be published again: a number, not the id of a draft. */
export function isPublishedNumber(id: string | null | undefined): boolean {
  return PlatformVersion.parse(id) !== undefined;
}

/**
 * Whether version `a` is newer than `b`, by their numbers, or by their dates if one has no number. Undefined if neither
 * decides: callers then treat `a` as a new change of another user.
 */
export function isNewer(a: Datable, b: Datable): boolean | undefined {
  const order = compareAge(a, b);
  return order === undefined ? undefined : order > 0;
}

/** Sorts versions from the oldest to the newest; versions whose order is not known keep their order. */
export function byAge(a: Datable, b: Datable): number {
  return compareAge(a, b) ?? 0;
}

type Datable = Pick<OrgVersion, 'id'> & Partial<Pick<OrgVersion, 'created'>>;

function compareAge(a: Datable, b: Datable): number | undefined {
  const [first, second] = [PlatformVersion.parse(a.id), PlatformVersion.parse(b.id)];
  if (first && second) return first.compare(second);
  if (a.id === b.id) return 0;
  return a.created === undefined || b.created === undefined ? undefined : a.created - b.created;
}
