import { join } from 'node:path';
import type { Finding } from '../findings/finding.ts';
import { codeFrame } from '../report/code-frame.ts';
import { oneLine } from '../report/escape.ts';
import type { RunResult } from '../report/result.ts';
import type { SourceDocument } from '../source/document.ts';
import { fileLink, painted, type Style } from './terminal.ts';

/** Findings with code frames, then the verdict; `root` is the folder that paths of findings start from. */
export function findingsText(result: RunResult, root: string, style: Style): string {
  const documents = new Map<string, SourceDocument>();
  for (const { documents: all } of result.flows)
    for (const document of all) documents.set(document.file, document);
  const blocks = result.findings.map((finding) =>
    findingText(finding, documents.get(finding.file), root, style),
  );
  return [...blocks, verdictText(result, style)].join('\n');
}

function findingText(
  finding: Finding,
  document: SourceDocument | undefined,
  root: string,
  style: Style,
): string {
  const { file, range, severity, message, rule, hint } = finding;
  const place = fileLink(oneLine(`${file}:${range.line}:${range.column}`), join(root, file), style);
  const head = `${painted(place, 'bold', style)} ${severityText(severity, style)} ${oneLine(message)} ${painted(rule, 'dim', style)}`;
  const frame = codeFrame(finding, document)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => `  ${frameLine(oneLine(line), severity, style)}`);
  return `${[head, ...frame, `  ${painted(oneLine(hint), 'cyan', style)}`].join('\n')}\n`;
}

function frameLine(line: string, severity: Finding['severity'], style: Style): string {
  if (/^ +\| +\^+$/.test(line)) return painted(line, severity === 'error' ? 'red' : 'yellow', style);
  return line.startsWith('>') ? line : painted(line, 'dim', style);
}

function severityText(severity: Finding['severity'], style: Style): string {
  return painted(severity, severity === 'error' ? 'red' : 'yellow', style);
}

function verdictText({ result, verdict, notices, skipped, problem }: RunResult, style: Style): string {
  const failed = result === 'failure';
  const lines = [
    ...notices.map((notice) => painted(oneLine(notice), 'dim', style)),
    ...(skipped && skipped.length > 0
      ? [
          painted(
            `${skipped.length} skipped (neither manifest nor flow); --verbose lists them.`,
            'dim',
            style,
          ),
        ]
      : []),
    ...(problem
      ? [`${painted('error', 'red', style)} ${oneLine(`${problem.message}. ${problem.hint}`)}`]
      : []),
    painted(`${failed ? '✖' : '✔'} ${oneLine(verdict)}`, failed ? 'red' : 'green', style),
  ];
  return `${lines.join('\n')}\n`;
}
