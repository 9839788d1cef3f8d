import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as core from '@actions/core';
import type { LogRecord } from '../audit/published-state.ts';
import { ActionError, errorMessage } from '../errors.ts';
import type { RunContext } from '../event/event.ts';
import type { Finding } from '../findings/finding.ts';
import { annotations, MOST_PER_KIND } from '../report/annotations.ts';
import { logLine } from '../report/escape.ts';
import { findingCounts, findingLines, findingsJson } from '../report/findings.ts';
import { flowsFile, outputs } from '../report/outputs.ts';
import { redactedResult } from '../report/redacted.ts';
import type { RunResult } from '../report/result.ts';
import { summary } from '../report/summary.ts';
import { counted } from '../text/plural.ts';
import type { Redaction } from '../text/redaction.ts';
import { linksOf, ruleUrl } from './links.ts';
import type { SarifFileOptions } from './sarif-file.ts';

/** Where results are written, and the secrets to remove from them. */
export interface Place {
  readonly summaryFile: string | undefined;
  readonly folder: string;
  readonly secrets: Redaction;
}

/** Writes a result, without secrets, to the log, annotations, summary, outputs and files. */
export async function show(
  given: RunResult,
  context: RunContext,
  sha: string,
  place: Place & { readonly report?: boolean; readonly sarif?: SarifFileOptions | undefined },
): Promise<void> {
  const result = redactedResult(given, place.secrets);
  const { findings, problem } = result;
  logFindings(findings);
  const { shown, left } = annotations(findings, (rule) => ruleUrl(context, rule), problem ? 1 : 0);
  for (const { kind, message, properties } of shown) {
    if (kind === 'error') core.error(message, properties);
    else core.warning(message, properties);
  }
  if (left > 0)
    core.info(
      `GitHub shows ${MOST_PER_KIND} annotations of each kind per step, so ${counted(left, 'finding')} ${left === 1 ? 'has' : 'have'} none. The group "${findingsTitle(findings)}" above lists all ${findings.length}.`,
    );
  if (problem) core.error(logLine(`${problem.message}. ${problem.hint}`));
  else if (result.result === 'failure' && !shown.some(({ kind }) => kind === 'error'))
    core.error(logLine(`${result.verdict}.`));
  const { values, notices: cut } = outputs(result);
  const notices = [...cut, ...(await writeSarif(result, place.sarif, place))];
  for (const notice of notices) core.info(logLine(notice));
  const shownResult = { ...result, notices: [...result.notices, ...notices] };
  const report = place.report ? await writeReport(shownResult, context, place) : '';
  if (place.summaryFile)
    appendFileSync(place.summaryFile, summary(shownResult, { ...linksOf(context, sha), report }));
  for (const [name, value] of Object.entries(values)) if (value !== '') core.setOutput(name, value);
  writeFiles(findings, result.records, place);
  write('flows-file', 'genesys-flow-results.json', flowsFile(result), place);
  core.info(logLine(`Result: ${result.result}. ${result.verdict}`));
}

/**
 * Writes the HTML report and returns the URL of the run's artifacts, where a later step uploads it; empty if it was not written. An error here
 * never fails the run.
 */
async function writeReport(result: RunResult, { runUrl }: RunContext, place: Place): Promise<string> {
  try {
    const { htmlReport } = await import('../report/html/report.ts');
    write('report-file', 'genesys-flow-report.html', htmlReport(result), place);
    return `${runUrl}#artifacts`;
  } catch (error) {
    core.warning(logLine(`The HTML report was not written: ${errorMessage(error)}`));
    return '';
  }
}

/** Writes the SARIF file, if one is asked for, and returns what is to be said about it. An error here never fails the run. */
async function writeSarif(
  result: RunResult,
  options: SarifFileOptions | undefined,
  { secrets }: Place,
): Promise<readonly string[]> {
  if (!options) return [];
  try {
    const { writeSarifFile } = await import('./sarif-file.ts');
    const { file, notices } = await writeSarifFile(result, options);
    if (file !== undefined) core.setOutput('sarif-file', file);
    return notices;
  } catch (error) {
    const hint = error instanceof ActionError ? `. ${error.hint}` : '';
    const notice = secrets.text(`The SARIF file is not written: ${errorMessage(error)}${hint}`);
    core.warning(logLine(notice));
    return [notice];
  }
}

/** Writes every finding to the log, because annotations and summary may not show all of them. */
function logFindings(findings: readonly Finding[]): void {
  if (findings.length === 0) return;
  core.startGroup(findingsTitle(findings));
  core.info(logLine(findingLines(findings).join('\n')));
  core.endGroup();
}

function findingsTitle(findings: readonly Finding[]): string {
  return `Findings: ${findingCounts(findings)}`;
}

/** Writes records that could not be written elsewhere as JSON lines, without secrets, and sets the output that names the file. */
export function rescueRecords(records: readonly LogRecord[], place: Place): void {
  writeFiles([], place.secrets.data(records), place);
}

/** Writes the findings as JSON and the records as JSON lines, and sets the outputs that name the files. */
function writeFiles(findings: readonly Finding[], records: readonly LogRecord[], place: Place): void {
  write('findings-file', 'genesys-flow-findings.json', findingsJson(findings), place);
  const lines = records.map((record) => `${JSON.stringify(record)}\n`).join('');
  if (records.length > 0) write('records-file', 'genesys-flow-records.jsonl', lines, place);
}

function write(output: string, name: string, text: string, { folder }: Place): void {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, text);
  core.setOutput(output, path);
}
