import type { Place } from '../source/layers.ts';
import type { Collector } from './collector.ts';
import { type Finding, rangeOf } from './finding.ts';
import type { RulesById } from './rule-meta.ts';
import { suppression } from './suppression-rule.ts';

/** A finding that somebody decided to live with: why, and until when. */
export interface Silence {
  readonly rules: readonly string[];
  readonly reason: string;
  /** `YYYY-MM-DD`, the last day that it holds; undefined for one without end. */
  readonly until: string | undefined;
  readonly place: Place;
  /** The one line that it is about; undefined for one that can be about any. */
  readonly line: { readonly file: string; readonly line: number } | undefined;
  covers(finding: Finding): boolean;
}

/** A date in the calendar, as silences write it. */
export const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/**
 * Drops the findings that a silence covers. A silence without a reason, of a rule that has to be heard, or whose day has
 * passed (`today` is `YYYY-MM-DD`) is an error itself and drops nothing; one that covers nothing is a warning.
 */
export function applySilences(
  silences: readonly Silence[],
  reports: readonly Collector[],
  home: Collector,
  today: string,
  known: RulesById,
  tellUnused = true,
): void {
  const valid = silences.filter((silence) => !refuse(silence, home, today, known));
  const used = new Set<Silence>();
  const byRule = indexed(valid);
  for (const report of reports) {
    report.findings = report.findings.filter((finding) => {
      if (known.get(finding.rule)?.fixed) return true;
      const { rule, file, range } = finding;
      const covers = (each: Silence) => each.covers(finding);
      const onLine = byRule.get(keyOf(rule, { file, line: range.line }))?.find(covers);
      const silence = onLine ?? byRule.get(rule)?.find(covers);
      if (!silence) return true;
      used.add(silence);
      report.suppressed++;
      return false;
    });
  }
  for (const { place, rules } of valid.filter((silence) => tellUnused && !used.has(silence))) {
    home.add(suppression, {
      place,
      severity: 'warning',
      message: `nothing of ${rules.join(', ')} is found where this silences it`,
      hint: 'Remove it; what it was for has been mended, or has moved.',
    });
  }
}

/** Silences by rule, and by line where they are about one, so that a finding looks at few of many. */
function indexed(silences: readonly Silence[]): Map<string, Silence[]> {
  const found = new Map<string, Silence[]>();
  for (const silence of silences) {
    for (const rule of silence.rules) {
      const key = silence.line ? keyOf(rule, silence.line) : rule;
      const list = found.get(key);
      if (list) list.push(silence);
      else found.set(key, [silence]);
    }
  }
  return found;
}

function keyOf(rule: string, { file, line }: { readonly file: string; readonly line: number }): string {
  return `${rule}\0${file}\0${line}`;
}

function refuse(
  { rules, reason, until, place }: Silence,
  home: Collector,
  today: string,
  known: RulesById,
): boolean {
  const fault = (message: string, hint: string) => {
    home.add(suppression, { place, message, hint });
    return true;
  };
  const unknown = rules.find((rule) => !known.has(rule));
  if (rules.length === 0 || unknown !== undefined)
    return fault(`there is no rule "${unknown ?? ''}" to silence`, 'The rules are listed in docs/rules.');
  const heard = rules.find((rule) => known.get(rule)?.fixed);
  if (heard)
    return fault(`${heard} cannot be silenced`, 'Mend what it says; nothing can be published with it.');
  if (reason.trim() === '')
    return fault('a silence without a reason', 'Say why this is meant to stay, for whoever reads it next.');
  if (until !== undefined && !DATE.test(until))
    return fault(`"${until}" is no date`, 'Write the last day on which it holds as YYYY-MM-DD.');
  if (until !== undefined && until < today)
    return fault(
      `the silence of ${rules.join(', ')} ended on ${until}`,
      `Mend what it was for ("${reason.trim().slice(0, 100)}"), or set a later date.`,
    );
  return false;
}

/** The line that a place begins on. */
export function lineOf({ document, span }: Place): number {
  return rangeOf(document, span).line;
}
