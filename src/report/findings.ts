import type { AcceptedFinding } from '../findings/accepted-finding.ts';
import type { Finding } from '../findings/finding.ts';
import { counted } from '../text/plural.ts';
import { oneLine } from './escape.ts';

/** Skipped files that the log and the summary name. */
const MOST_SKIPPED = 20;

/** Findings as lines for the log: `file:line:column: severity message (rule)`. */
export function findingLines(findings: readonly Finding[]): string[] {
  return findings.map(({ file, range, severity, message, rule }) =>
    oneLine(`${file}:${range.line}:${range.column}: ${severity} ${message} (${rule})`),
  );
}

/** Findings as JSON, as the file of the output `findings-file` has them. */
export function findingsJson(findings: readonly Finding[]): string {
  return `${JSON.stringify(findings, null, 2)}\n`;
}

/** `2 errors, 1 warning, 1 notice`; empty for no findings. */
export function findingCounts(findings: readonly Finding[]): string {
  return (['error', 'warning', 'notice'] as const)
    .map((kind) => ({ kind, count: findings.filter(({ severity }) => severity === kind).length }))
    .flatMap(({ kind, count }) => (count > 0 ? [counted(count, kind)] : []))
    .join(', ');
}

/** The findings of one flow in words: those that are reported, and those that the base has as well. */
export function newAndKnown(findings: readonly Finding[] = [], inBase: readonly Finding[] = []): string {
  const counts = findingCounts(findings);
  if (inBase.length === 0) return counts || 'none';
  return `${counts || 'none new'} (in the base: ${findingCounts(inBase)})`;
}

/** The headline's words about findings, and about those that the base, a baseline or a suppression keeps from being shown. */
export function findingWords(
  findings: readonly Finding[],
  accepted: readonly AcceptedFinding[],
  inBase?: number,
): string {
  const inBaseline = accepted.filter(({ by }) => by === 'baseline').length;
  const suppressed = accepted.length - inBaseline;
  const hidden = [
    inBase !== undefined && inBase > 0 ? `${inBase} in the base` : '',
    inBaseline > 0 ? `${inBaseline} in the baseline` : '',
    suppressed > 0 ? `${suppressed} suppressed` : '',
  ].filter((each) => each !== '');
  const fresh = inBaseline > 0 || inBase !== undefined ? 'new ' : '';
  const shown = findings.length === 0 ? `no ${fresh}findings` : findingCounts(findings);
  const words =
    fresh === '' || findings.length === 0 ? shown : `${counted(findings.length, 'new finding')}: ${shown}`;
  return hidden.length > 0 ? `${words} (${hidden.join(', ')})` : words;
}

/** Lines that name files under the globs that are neither manifests nor flows: their number, and the first of them. */
export function skippedLines(skipped: readonly string[]): string[] {
  if (skipped.length === 0) return [];
  const left = skipped.length - MOST_SKIPPED;
  return [
    `${counted(skipped.length, 'file')} skipped, neither manifest nor flow:`,
    ...skipped.slice(0, MOST_SKIPPED).map((file) => `  ${oneLine(file)}`),
    ...(left > 0 ? [`  … and ${left} more`] : []),
  ];
}
