import type { Finding } from '../findings/finding.ts';
import type { CheckAnnotation, NewCheckRun } from '../github/check-runs.ts';
import { gateChanged } from '../rules/manifest.ts';
import type { SourceDocument } from '../source/document.ts';
import { counted } from '../text/plural.ts';
import { annotationText } from './annotations.ts';
import { codeFrame } from './code-frame.ts';
import { linkTarget, markdown, oneLine } from './escape.ts';
import { findingCounts, findingLines } from './findings.ts';
import { fitting } from './fitting.ts';
import type { RunResult } from './result.ts';

/** Annotations of one check run: 50 requests of the 80 a minute that GitHub allows for what creates content. */
export const MOST_ANNOTATIONS = 2500;
/** Bytes of summary and text each. GitHub takes 65,535 characters, which never are fewer bytes. */
export const MOST_BYTES = 65_535;
const MOST_TITLE = 255;
/** Bytes that parts of the summary may have. */
const BYTES = { gate: 20_000, notices: 20_000 };
/** Characters of what a summary begins with, each of which can be 13 bytes once it is escaped. */
const MOST_VERDICT = 500;
/** Characters of the code below a message; its lines are short. */
const MOST_DETAILS = 4000;

/** Where a check run comes from. */
export interface CheckOrigin {
  readonly name: string;
  readonly head: string;
  readonly runUrl: string;
  readonly externalId: string;
  /** The address of the page about a rule, or an empty text. */
  pageOf(rule: string): string;
}

/** The check run of a result, and how many findings have no annotation. All findings without one are listed or counted in its text. */
export function checkRun(
  result: RunResult,
  origin: CheckOrigin,
): { readonly check: NewCheckRun; readonly left: number } {
  const { findings } = result;
  const documents = new Map(result.flows.flatMap((flow) => flow.documents.map((each) => [each.file, each])));
  const shown = findings.slice(0, MOST_ANNOTATIONS);
  const others = findings.slice(MOST_ANNOTATIONS);
  return {
    check: {
      name: origin.name,
      head: origin.head,
      conclusion: conclusionOf(result),
      title: titleOf(result),
      summary: summaryOf(result, shown.length, origin.runUrl),
      text: others.length === 0 ? '' : listOf(others),
      annotations: shown.map((finding) =>
        annotationOf(finding, documents.get(finding.file), (rule) => origin.pageOf(rule)),
      ),
      detailsUrl: origin.runUrl,
      externalId: origin.externalId,
    },
    left: others.length,
  };
}

/** A failed run fails. One that passes with errors or warnings is neutral, which passes a required check, too. */
function conclusionOf({ result, findings }: RunResult): NewCheckRun['conclusion'] {
  if (result === 'failure') return 'failure';
  return findings.some(({ severity }) => severity !== 'notice') ? 'neutral' : 'success';
}

function titleOf({ problem, verdict }: RunResult): string {
  return oneLine(problem ? problem.message : verdict, MOST_TITLE) || 'Findings';
}

function summaryOf(result: RunResult, annotated: number, runUrl: string): string {
  const { problem, verdict, findings, notices } = result;
  const gate = findings.filter(({ rule }) => rule === gateChanged.id);
  const counts = findingCounts(findings) || 'no findings';
  return [
    `**${markdown(problem ? problem.message : verdict, MOST_VERDICT)}**`,
    ...(problem ? [markdown(problem.hint, MOST_VERDICT)] : []),
    ...quotes(gate, BYTES.gate, ({ message }) => `⚠️ **Weakened checks:** ${markdown(message)}`),
    `Findings: ${counts}. ${counted(annotated, 'annotation')}.`,
    ...quotes(notices, BYTES.notices, (notice) => markdown(notice)),
    `[Job summary](${linkTarget(runUrl)})`,
  ].join('\n\n');
}

function quotes<T>(items: readonly T[], size: number, render: (item: T) => string): string[] {
  const { texts, left } = fitting(items, { size }, bytesOf, (item) => `> ${render(item)}`);
  return left > 0 ? [...texts, `… and ${left} more in the job summary.`] : [...texts];
}

/** Findings without an annotation as a list, as many as there is space for, and the number of the others. */
function listOf(findings: readonly Finding[]): string {
  const head = `GitHub takes no more annotations here, so ${counted(findings.length, 'finding')} ${findings.length === 1 ? 'has' : 'have'} none:`;
  const last = (left: number) => `… and ${left} more. The output \`findings-file\` has all of them.`;
  const size = MOST_BYTES - bytesOf(head) - bytesOf(last(findings.length)) - 10;
  const { texts, left } = fitting(findings, { size }, bytesOf, (finding) => {
    const [line = ''] = findingLines([finding]);
    return `- ${markdown(line)}`;
  });
  return [head, texts.join('\n'), ...(left > 0 ? [last(left)] : [])].join('\n\n');
}

/** Bytes of a part with the empty line that follows it. */
function bytesOf(text: string): number {
  return Buffer.byteLength(text) + 2;
}

function annotationOf(
  finding: Finding,
  document: SourceDocument | undefined,
  pageOf: (rule: string) => string,
): CheckAnnotation {
  const { severity, rule, file, range } = finding;
  const isOneLine = range.line === range.endLine;
  const frame = codeFrame(finding, document);
  return {
    path: file.toWellFormed(),
    startLine: range.line,
    endLine: Math.max(range.line, range.endLine),
    ...(isOneLine ? { startColumn: range.column, endColumn: Math.max(range.endColumn, range.column) } : {}),
    level: severity === 'error' ? 'failure' : severity,
    title: oneLine(rule, MOST_TITLE),
    message: annotationText(finding, pageOf).toWellFormed() || rule,
    details: frame
      .split('\n')
      .map((line) => oneLine(line))
      .join('\n')
      .slice(0, MOST_DETAILS)
      .toWellFormed(),
  };
}
