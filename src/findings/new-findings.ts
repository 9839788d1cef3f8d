import { type Finding, identityOf, sortFindings } from './finding.ts';

/** Findings of a change, separated by whether the version before the change has them as well. */
export interface SeparatedFindings {
  readonly fresh: readonly Finding[];
  readonly inBase: readonly Finding[];
}

/**
 * Separates the findings that the base has as well. A finding is the same if its rule, file and message are, on whatever line,
 * and each one of the base covers one of the change, the first ones. `earlierPath` gives the path that a file had in the base.
 */
export function separateFindings(
  findings: readonly Finding[],
  base: readonly Finding[],
  earlierPath: (file: string) => string = (file) => file,
): SeparatedFindings {
  const open = new Map<string, { count: number; unlisted: number }>();
  for (const finding of sortFindings(base)) {
    const key = identityOf(finding);
    const known = open.get(key) ?? { count: 0, unlisted: 0 };
    open.set(key, {
      count: known.count + 1,
      unlisted: Math.max(known.unlisted, finding.unlisted ?? 0),
    });
  }
  const fresh: Finding[] = [];
  const inBase: Finding[] = [];
  for (const finding of sortFindings(findings)) {
    const known = open.get(identityOf({ ...finding, file: earlierPath(finding.file) }));
    // A finding that stands for others, which are not listed, is new if there are more of them.
    if (!known || known.count === 0 || (finding.unlisted ?? 0) > known.unlisted) {
      fresh.push(finding);
      continue;
    }
    known.count--;
    inBase.push(finding);
  }
  return { fresh, inBase };
}
