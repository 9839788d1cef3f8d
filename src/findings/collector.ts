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
  /** By rule, the last finding that is listed, where there is no space for more. */
  readonly #last = new Map<string, Finding>();

  constructor(origin: Origin) {
    this.origin = origin;
  }

  /** What was found so far, in the order in which it was found. */
  get findings(): readonly Finding[] {
    if (this.#last.size === 0) return this.#findings;
    return this.#findings.map((finding) =>
      this.#last.get(finding.rule) === finding ? this.#marked(finding) : finding,
    );
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
    this.#findings.push(finding);
    if (count === MOST_PER_RULE) this.#last.set(rule.id, finding);
  }

  /** The last finding of a rule that is listed stands for the others. */
  #marked(finding: Finding): Finding {
    const unlisted = (this.#counts.get(finding.rule) ?? 0) - MOST_PER_RULE;
    if (unlisted <= 0) return finding;
    return {
      ...finding,
      message: `${finding.message} (more findings of this rule are not listed)`,
      unlisted,
    };
  }
}
