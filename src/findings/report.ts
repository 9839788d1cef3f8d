import { ruleMeta } from '../rules/catalogue.ts';
import type { Place } from '../source/layers.ts';
import { type Finding, type Hop, rangeOf, type Severity } from './finding.ts';

/** What a rule says of one fault, before severity and place are worked out. */
export interface Draft {
  readonly place: Place;
  readonly message: string;
  readonly hint: string;
  /** Where a rule weighs some of its findings otherwise than the rest. */
  readonly severity?: Severity;
  readonly nodes?: readonly string[];
  readonly witness?: readonly Hop[];
  readonly meant?: string | undefined;
}

/** Severity per rule, as configuration and manifest set it. */
export type Severities = Readonly<Record<string, 'off' | Severity>>;

/** Findings of one rule in one manifest that are listed; a file with more has one cause, and it is among these. */
const MOST_PER_RULE = 200;

/** Collects the findings of one manifest. */
export class Report {
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
  isOff(rule: string): boolean {
    return this.#set(rule) === 'off';
  }

  add(rule: string, draft: Draft): void {
    const meta = ruleMeta(rule);
    const set = this.#set(rule);
    if (set === 'off') return;
    const count = (this.#counts.get(rule) ?? 0) + 1;
    this.#counts.set(rule, count);
    if (count > MOST_PER_RULE) return;
    this.findings.push({
      rule,
      severity: set ?? draft.severity ?? meta.severity,
      message:
        count < MOST_PER_RULE
          ? draft.message
          : `${draft.message} (more findings of this rule are not listed)`,
      hint: draft.hint,
      file: draft.place.document.file,
      range: rangeOf(draft.place.document, draft.place.span),
      manifest: this.manifest,
      nodes: draft.nodes ?? [],
      witness: draft.witness ?? [],
      ...(draft.meant === undefined ? {} : { meant: draft.meant }),
    });
  }

  /** Drops what was found by these rules before, for a check that is made again. */
  forget(rules: readonly string[]): void {
    this.findings = this.findings.filter(({ rule }) => !rules.includes(rule));
    for (const rule of rules) this.#counts.delete(rule);
  }

  #set(rule: string): 'off' | Severity | undefined {
    if (ruleMeta(rule).fixed || !Object.hasOwn(this.severities, rule)) return undefined;
    return this.severities[rule];
  }
}
