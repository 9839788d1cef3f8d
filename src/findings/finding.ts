import type { SourceDocument, Span } from '../source/document.ts';
import { type LineRange, lineStarts, toLineRange } from '../source/lines.ts';

/** Severity of a finding: an error fails the step by default, a warning where that is asked for, a notice never. */
export type Severity = 'error' | 'warning' | 'notice';

/** One step of the path that shows a finding, replayable on the graph. */
export interface Hop {
  readonly node: string;
  readonly line: number;
}

/** A finding, as plain data: what is wrong, where, and what to do about it. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** What is wrong and what was expected, one line. */
  readonly message: string;
  /** What to do next, one line. */
  readonly hint: string;
  /** Path of the file from the workspace root, with forward slashes. */
  readonly file: string;
  readonly range: LineRange;
  /** The manifest (by its path) that the finding belongs to. */
  readonly manifest: string;
  /** Names of the graph's nodes that a picture should mark. */
  readonly nodes: readonly string[];
  /** A shortest path that shows it, where the rule is about paths. */
  readonly trace: readonly Hop[];
  /** The name that was most likely meant, or the token that has no value. */
  readonly meant?: string;
  /** Findings of the same rule in the same manifest that this one stands for, because so many are not listed. */
  readonly unlisted?: number;
  /** The text that the range can be replaced with, where that surely is what the author meant. */
  readonly fix?: { readonly text: string };
}

const starts = new WeakMap<SourceDocument, number[]>();

/** Lines and columns of a span in its document; the line table is made once a document. */
export function rangeOf(document: SourceDocument, span: Span): LineRange {
  let table = starts.get(document);
  if (!table) {
    table = lineStarts(document.text);
    starts.set(document, table);
  }
  return toLineRange(document.text, table, span);
}

/** What distinguishes a finding from others when lines move: its rule, its file and its message. Also of unchecked data. */
export function identityOf({
  rule,
  file,
  message,
}: Readonly<Record<'rule' | 'file' | 'message', unknown>>): string {
  return JSON.stringify([rule, file, message]);
}

/** The range of a finding about a file as a whole. */
export const WHOLE_FILE: LineRange = { line: 1, column: 1, endLine: 1, endColumn: 1 };

const WEIGHT = { error: 0, warning: 1, notice: 2 } as const;

/** Orders findings for readers: errors first, then by file and place; a finding that occurs twice is kept once. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return sortByFinding(findings, (finding) => finding);
}

/** Orders items as `sortFindings` orders the findings that they are about. */
export function sortByFinding<T>(items: readonly T[], findingOf: (item: T) => Finding): T[] {
  const seen = new Set<string>();
  return items
    .map((item) => ({ item, finding: findingOf(item) }))
    .filter(({ finding }) => {
      const key = placeKey(finding);
      return !seen.has(key) && seen.add(key);
    })
    .sort((a, b) => order(a.finding, b.finding))
    .map(({ item }) => item);
}

/** What is the same for a finding that occurs twice. */
export function placeKey({ rule, file, range, message }: Finding): string {
  return JSON.stringify([rule, file, range, message]);
}

function order(a: Finding, b: Finding): number {
  return (
    WEIGHT[a.severity] - WEIGHT[b.severity] ||
    compare(a.file, b.file) ||
    a.range.line - b.range.line ||
    a.range.column - b.range.column ||
    compare(a.rule, b.rule)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
