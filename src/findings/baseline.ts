import { dictionary } from '../source/data.ts';
import { type Finding, identityOf } from './finding.ts';
import type { RulesById } from './rule-meta.ts';

/** What a baseline leaves of the findings. */
export interface Baselined {
  readonly findings: readonly Finding[];
  /** Findings that the baseline has. */
  readonly inBaseline: readonly Finding[];
  /** Entries of the baseline that no finding matches. */
  readonly unmatched: number;
}

/**
 * Leaves out the findings that a repository started with: those of the baseline, which is a copy of the output `findings-file`
 * of a run. Lines may change; each entry covers one finding of its rule, file and message. Fixed rules have no baseline.
 */
export function applyBaseline(
  findings: readonly Finding[],
  baseline: readonly unknown[],
  known: RulesById,
): Baselined {
  const open = new Map<string, number>();
  for (const item of baseline) {
    const { rule, file, message } = dictionary(item);
    const key = identityOf({ rule, file, message });
    open.set(key, (open.get(key) ?? 0) + 1);
  }
  const left: Finding[] = [];
  const inBaseline: Finding[] = [];
  for (const finding of findings) {
    const key = identityOf(finding);
    const count = open.get(key) ?? 0;
    if (count === 0 || known.get(finding.rule)?.fixed) {
      left.push(finding);
      continue;
    }
    open.set(key, count - 1);
    inBaseline.push(finding);
  }
  const unmatched = [...open.values()].reduce((sum, count) => sum + count, 0);
  return { findings: left, inBaseline, unmatched };
}
