import { type Draft, Report } from '../findings/report.ts';

/** Rules that need not know how a flow of this type runs. */
const BASIC: ReadonlySet<string> = new Set([
  'architect-reference',
  'architect-root',
  'architect-start-ref',
  'circular-transition',
  'default-language',
  'duplicate-name',
  'duplicate-ref-id',
  'flow-name',
  'hard-coded-id',
  'hard-coded-secret',
  'limits',
  'max-node-count',
  'missing-media',
  'unused-media',
]);

/** What holds for flows of every type, or what the manifest itself asks for. */
const CERTAIN: ReadonlySet<string> = new Set([
  'circular-transition',
  'flow-name',
  'hard-coded-secret',
  'max-node-count',
  'missing-media',
]);

/** Passes on the findings about a flow whose type is not documented: of basic rules only, and as warnings. */
export class CautiousReport extends Report {
  readonly #report: Report;

  constructor(report: Report) {
    super(report.manifest);
    this.#report = report;
  }

  override isOff(rule: string): boolean {
    return !BASIC.has(rule) || this.#report.isOff(rule);
  }

  override add(rule: string, draft: Draft): void {
    this.#report.add(rule, CERTAIN.has(rule) ? draft : { ...draft, severity: 'warning' });
  }
}
