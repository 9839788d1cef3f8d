import type { Finding, Severity } from '../findings/finding.ts';
import { oneLine } from './escape.ts';

/** GitHub keeps this many annotations of each kind per step and drops the rest in silence. */
export const MOST_PER_KIND = 10;
/** Characters of an annotation's message that the runner keeps. */
const MOST_CHARACTERS = 4096;

/** An annotation as the runner takes it. */
export interface Annotation {
  readonly kind: Severity;
  readonly message: string;
  readonly properties: {
    readonly title: string;
    readonly file: string;
    readonly startLine: number;
    readonly endLine: number;
    readonly startColumn?: number;
    readonly endColumn?: number;
  };
}

/** What an annotation says of a finding, with the address of the page about its rule: one line. */
export function annotationText({ message, hint, rule }: Finding, pageOf: (rule: string) => string): string {
  // Each part is cut before they are joined: a name can have a megabyte.
  const text = `${message.slice(0, MOST_CHARACTERS)}. ${hint.slice(0, MOST_CHARACTERS)} ${pageOf(rule)}`;
  return oneLine(text.trim()).slice(0, MOST_CHARACTERS);
}

/**
 * Annotations for the first findings of each kind, and how many there was no space for. `pageOf` gives the address of the
 * page about a rule, or an empty text; `kept` errors are left space for, which the step itself will show.
 */
export function annotations(
  findings: readonly Finding[],
  pageOf: (rule: string) => string,
  kept = 0,
): {
  readonly shown: readonly Annotation[];
  readonly left: number;
} {
  const space = { error: MOST_PER_KIND - kept, warning: MOST_PER_KIND, notice: MOST_PER_KIND };
  const shown: Annotation[] = [];
  for (const finding of findings) {
    if (space[finding.severity]-- <= 0) continue;
    const { line, column, endLine, endColumn } = finding.range;
    const oneLined = line === endLine;
    shown.push({
      kind: finding.severity,
      message: annotationText(finding, pageOf),
      properties: {
        title: finding.rule,
        file: finding.file,
        startLine: line,
        endLine,
        // The runner drops columns of an annotation that goes over several lines.
        ...(oneLined ? { startColumn: column, endColumn: Math.max(endColumn, column) } : {}),
      },
    });
  }
  return { shown, left: findings.length - shown.length };
}
