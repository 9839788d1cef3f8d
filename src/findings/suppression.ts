import type { Place } from '../source/layers.ts';
import { didYouMean } from '../text/nearest.ts';
import type { AcceptedFinding } from './accepted-finding.ts';
import { Collector } from './collector.ts';
import type { Draft } from './draft.ts';
import { type Finding, rangeOf } from './finding.ts';
import type { RulesById } from './rule-meta.ts';
import { suppression } from './suppression-rule.ts';

/** Findings that the team accepted: which, why, and until when. */
export interface Suppression {
  readonly rules: readonly string[];
  readonly reason: string;
  /** `YYYY-MM-DD`, the last day that it holds; undefined for one without end. */
  readonly until: string | undefined;
  readonly place: Place;
  /** The manifest that findings about the suppression itself belong to. */
  readonly manifest: string;
  /** The one line that it is about; undefined for one that can be about any. */
  readonly line: { readonly file: string; readonly line: number } | undefined;
  /** True where an unused one is reported: every finding that it could be about is known. */
  readonly isComplete: boolean;
  covers(finding: Finding): boolean;
}

/** What suppressions leave of the findings. */
export interface Suppressed {
  /** The findings that no suppression covers, and those about the suppressions themselves. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly AcceptedFinding[];
}

/** A date in the calendar, as suppressions write it. */
const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/**
 * Leaves out the findings that a suppression covers. A suppression without a reason, of a fixed or unknown rule, or past its
 * date (`today` is `YYYY-MM-DD`) is an error and covers nothing; one that covers nothing is a warning.
 */
export function applySuppressions(
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
  { today, known }: { readonly today: string; readonly known: RulesById },
): Suppressed {
  const problems = new Map(suppressions.map((each) => [each, problemOf(each, today, known)]));
  const valid = suppressions.filter((each) => problems.get(each) === undefined);
  const byRule = indexed(valid);
  const used = new Set<Suppression>();
  const suppressed: AcceptedFinding[] = [];
  const left = findings.filter((finding) => {
    if (known.get(finding.rule)?.fixed) return true;
    const { rule, file, range } = finding;
    const covers = (each: Suppression) => each.covers(finding);
    const onLine = byRule.get(keyOf(rule, { file, line: range.line }))?.find(covers);
    const cover = onLine ?? byRule.get(rule)?.find(covers);
    if (!cover) return true;
    used.add(cover);
    suppressed.push({ finding, by: cover.line ? 'comment' : 'configuration', reason: cover.reason });
    return false;
  });
  const own = new Map<string, Collector>();
  for (const each of suppressions) {
    const unused = each.isComplete && !used.has(each);
    const draft = problems.get(each) ?? (unused ? unusedDraft(each) : undefined);
    if (!draft) continue;
    const collector = own.get(each.manifest) ?? new Collector({ file: each.manifest, severities: {} });
    own.set(each.manifest, collector);
    collector.add(suppression, draft);
  }
  return { findings: [...left, ...[...own.values()].flatMap((each) => each.findings)], suppressed };
}

/** The line that a place begins on. */
export function lineOf({ document, span }: Place): number {
  return rangeOf(document, span).line;
}

/** Suppressions by rule, and by line where they are about one, so that a finding looks at few of many. */
function indexed(suppressions: readonly Suppression[]): Map<string, Suppression[]> {
  const found = new Map<string, Suppression[]>();
  for (const each of suppressions) {
    for (const rule of each.rules) {
      const key = each.line ? keyOf(rule, each.line) : rule;
      const list = found.get(key);
      if (list) list.push(each);
      else found.set(key, [each]);
    }
  }
  return found;
}

function keyOf(rule: string, { file, line }: { readonly file: string; readonly line: number }): string {
  return `${rule}\0${file}\0${line}`;
}

function unusedDraft({ place, rules, line }: Suppression): Draft {
  return {
    place,
    severity: 'warning',
    message: `This suppression of ${rules.join(', ')} is unused`,
    hint: 'Remove it, or move it to the line of the finding.',
    // A comment can be taken out without reading anything else.
    instead: line && '',
  };
}

/** What is wrong with a suppression; undefined for a valid one. */
function problemOf(
  { rules, reason, until, place }: Suppression,
  today: string,
  known: RulesById,
): Draft | undefined {
  const problem = (message: string, hint: string) => ({ place, message, hint });
  const unknown = rules.find((rule) => !known.has(rule));
  if (rules.length === 0)
    return problem(
      'This suppression names no rule',
      'Write "genesys-flows-ignore <rule>: <reason>"; the rules are listed in docs/rules.md.',
    );
  if (unknown !== undefined)
    return problem(
      `There is no rule "${unknown}" to suppress`,
      didYouMean(unknown, [...known.keys()], 'Use a rule of docs/rules.md.'),
    );
  const fixed = rules.find((rule) => known.get(rule)?.fixed);
  if (fixed)
    return problem(`"${fixed}" cannot be suppressed`, 'Fix the finding. Nothing can be published with it.');
  if (reason.trim() === '')
    return problem(
      `The suppression of ${rules.join(', ')} has no reason`,
      'Write the reason why the finding is accepted.',
    );
  if (until !== undefined && !DATE.test(until))
    return problem(`"${until}" is not a date`, 'Write the last day of the suppression as YYYY-MM-DD.');
  if (until !== undefined && until < today)
    return problem(
      `The suppression of ${rules.join(', ')} expired on ${until}`,
      'Fix the finding, or extend the date.',
    );
  return undefined;
}
