import { type Draft, type Origin, severityOf, toFinding } from './draft.ts';
import type { Finding } from './finding.ts';
import type { RuleMeta } from './rule-meta.ts';

/** Findings of one rule in one manifest that are listed. A file with more has one cause, which is among these. */
const MOST_PER_RULE = 200;

/** Collects the findings of one manifest while it is loaded and checked. */
export class Collector {
  readonly origin: Origin;
  readonly #findings: Finding[] = [];
  readonly #counts = new Map<string, number>();

  constructor(origin: Origin) {
    this.origin = origin;
  }

  /** What was found so far, in the order in which it was found. */
  get findings(): readonly Finding[] {
    return this.#findings;
  }

  /** True if findings of the rule would be dropped anyway, so that it need not run. */
  isOff(rule: RuleMeta): boolean {
    return severityOf(rule, this.origin.severities) === 'off';
  }

  /** Adds a finding of a rule, unless the rule is switched off or has too many of them already. */
  add(rule: RuleMeta, draft: Draft): void {
    const finding = toFinding(rule, draft, this.origin);
    if (!finding) return;
    const count = (this.#counts.get(rule.id) ?? 0) + 1;
    this.#counts.set(rule.id, count);
    if (count > MOST_PER_RULE) return;
    const more = count < MOST_PER_RULE ? '' : ' (more findings of this rule are not listed)';
    this.#findings.push(more === '' ? finding : { ...finding, message: finding.message + more });
  }
}
