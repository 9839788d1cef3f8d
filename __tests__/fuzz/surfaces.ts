import { MOST_COMMENT } from '../../src/github/comment-marker.ts';
import { redactedGitHub } from '../../src/github/redacted.ts';
import { annotations } from '../../src/report/annotations.ts';
import { commentText } from '../../src/report/comment/comment.ts';
import { driftIssue } from '../../src/report/drift-issue.ts';
import { logLine } from '../../src/report/escape.ts';
import { findingLines } from '../../src/report/findings.ts';
import { flowsFile, outputs } from '../../src/report/outputs.ts';
import { redactedResult } from '../../src/report/redacted.ts';
import type { RunResult } from '../../src/report/result.ts';
import { summary } from '../../src/report/summary.ts';
import type { Redaction } from '../../src/text/redaction.ts';
import { origin } from '../support/comment.ts';
import type { FakeGitHub } from '../support/github.ts';
import { links } from '../support/hostile-result.ts';
import { parts } from '../support/markdown-parts.ts';

/** Larger summaries are not parsed: what is left out of them depends on the length of the texts. */
const MOST_PARSED = 150_000;
/** Fields of a result whose words are the action's own. */
const OWN: ReadonlySet<string> = new Set([
  'mode',
  'result',
  'status',
  'action',
  'rule',
  'severity',
  'kind',
  'role',
  'origin',
]);

/** Everything that a result becomes, each as a text. */
export function surfacesOf(given: RunResult, secrets: Redaction): readonly string[] {
  const result = redactedResult(given, secrets);
  const { values, notices } = outputs(result);
  return [
    summary({ ...result, notices: [...result.notices, ...notices] }, links),
    commentText(result, origin, MOST_COMMENT),
    driftIssue(result.flows, 'https://github.test/run') ?? '',
    logLine(findingLines(result.findings).join('\n')),
    JSON.stringify(annotations(result.findings, () => '').shown),
    JSON.stringify(values),
    JSON.stringify(result.findings),
    result.records.map((each) => JSON.stringify(each)).join('\n'),
    flowsFile(result),
  ];
}

/** What was written to GitHub. */
export function written({ commits, deployed }: FakeGitHub): readonly string[] {
  const files = commits.flatMap(({ message, files: all }) => [message, ...all.values()]);
  return [...files, JSON.stringify(deployed)];
}

export { redactedGitHub };

/** How the summary of a result differs in structure from that of the same result with harmless texts; undefined if it does not. */
export function structureFault(given: RunResult, secrets: Redaction): string | undefined {
  // A drawing depends on what a flow is, not only on its texts; other tests hold it to its structure.
  const flows = given.flows.map((flow) => ({ ...flow, definition: undefined }));
  const result = redactedResult({ ...given, flows }, secrets);
  const text = summary(result, links);
  if (text.length > MOST_PARSED) return undefined;
  const { skeleton, words } = parts(text);
  const expected = parts(summary(harmless(result), links)).skeleton;
  if (skeleton !== expected) return `another structure:\n${difference(skeleton, expected)}`;
  const found = /@team|#1\b|:shipit:|\bGH-1|:\/\/|www\.e/.exec(words)?.[0];
  return found === undefined ? undefined : `a word that GitHub links: ${found}`;
}

/** The first lines in which two skeletons differ. */
function difference(one: string, other: string): string {
  const [a, b] = [one.split('\n'), other.split('\n')];
  const at = a.findIndex((line, index) => line !== b[index]);
  return `${at}: ${a.slice(at, at + 3).join(' | ')} <> ${b.slice(at, at + 3).join(' | ')}`;
}

/** The result with a harmless text for each text of others; equal texts stay equal, and empty ones empty. */
function harmless(result: RunResult): RunResult {
  const known = new Map<string, string>();
  const plain = (text: string) => {
    if (text.trim() === '') return text;
    const name =
      known.get(text) ??
      `plain${known.size.toString(26).replace(/\d/g, (digit) => 'qrstuvwxyz'[Number(digit)] ?? '')}`;
    known.set(text, name);
    return name;
  };
  const copy = (value: unknown, field: string, depth: number): unknown => {
    if (typeof value === 'string') return OWN.has(field) ? value : plain(value);
    if (typeof value !== 'object' || value === null || depth > 12) return value;
    if (Array.isArray(value)) return value.map((each) => copy(each, field, depth + 1));
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, copy(each, key, depth + 1)]));
  };
  const { flows, ...rest } = result;
  return {
    ...(copy(rest, '', 0) as Omit<RunResult, 'flows'>),
    flows: flows.map(({ definition, documents, ...flow }) => ({
      ...(copy(flow, '', 0) as Omit<typeof flow, never>),
      definition,
      documents: documents.map((document) => ({
        ...document,
        file: plain(document.file),
        get text() {
          return document.text.replace(/[^\r\n]/g, 'x');
        },
      })),
    })),
  };
}
