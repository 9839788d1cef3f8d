import { type Draft, type Severities, severityOf, toFinding } from './draft.ts';
import type { Finding } from './finding.ts';
import type { RuleMeta } from './rule-meta.ts';

/** Findings of one rule in one manifest that are listed; a file with more has one cause, and it is among these. */
const MOST_PER_RULE = 200;

/** Collects the findings of one manifest. */
export class Collector {
  findings: Finding[] = [];
  /** Findings that are not shown, because the baseline has them. */
  inBaseline = 0;
  /** Findings that are not shown, because a comment or the configuration suppresses them. */
  suppressed = 0;
  readonly manifest: string;
  severities: Severities = {};
  readonly #counts = new Map<string, number>();

  constructor(manifest: string) {
    this.manifest = manifest;
  }

  /** True if findings of the rule would be dropped anyway, so that it need not run. */
  isOff(rule: RuleMeta): boolean {
    return severityOf(rule, this.severities) === 'off';
  }

  /** Adds a finding of a rule, unless the rule is switched off or has too many of them already. */
  add(rule: RuleMeta, draft: Draft): void {
    const finding = toFinding(rule, draft, { file: this.manifest, severities: this.severities });
    if (!finding) return;
    const count = (this.#counts.get(rule.id) ?? 0) + 1;
    this.#counts.set(rule.id, count);
    if (count > MOST_PER_RULE) return;
    const more = count < MOST_PER_RULE ? '' : ' (more findings of this rule are not listed)';
    this.findings.push(more === '' ? finding : { ...finding, message: finding.message + more });
  }

  /** Drops what was found by these rules before, for a check that is made again. */
  forget(rules: readonly RuleMeta[]): void {
    const ids = new Set(rules.map(({ id }) => id));
    this.findings = this.findings.filter(({ rule }) => !ids.has(rule));
    for (const id of ids) this.#counts.delete(id);
  }
}
