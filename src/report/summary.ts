import type { GoneFlow } from '../changes/gone-flows.ts';
import type { Finding } from '../findings/finding.ts';
import type { SourceDocument } from '../source/document.ts';
import { groupBy } from '../text/group-by.ts';
import { changeList } from './changes.ts';
import { htmlLine, linkTarget, markdown } from './escape.ts';
import { findingText } from './finding-text.ts';
import { findingCounts, skippedLines } from './findings.ts';
import { fitting, listed, type Space } from './fitting.ts';
import { flowRank } from './flow-rank.ts';
import { flowTable } from './flow-table.ts';
import { headline } from './headline.ts';
import type { Links } from './links.ts';
import { pictures } from './pictures.ts';
import type { RunResult } from './result.ts';

/** Bytes of one step's summary; GitHub drops a larger one whole. */
export const MOST_BYTES = 1024 * 1024;

const MOST_CHANGES = 40;

/** Bytes that each part of the summary may have; pictures take what is left of `MOST_BYTES`. */
const BYTES = {
  gate: 40_000,
  notices: 40_000,
  flows: 300_000,
  gone: 40_000,
  changes: 150_000,
  findings: 320_000,
  audit: 50_000,
};

/** Findings beyond this are not rendered: nobody reads so many here. */
const MOST_FINDINGS = 200;

const MOST_VERDICT = 3000;

/** What the summary reads of a result, grouped once. */
interface Grouped {
  /** By the path of the manifest. */
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  /** By the path of the file. */
  readonly documents: ReadonlyMap<string, SourceDocument>;
}

/** The job summary in Markdown, never larger than GitHub takes; the work is linear in flows and findings. */
export function summary(result: RunResult, links: Links): string {
  const grouped: Grouped = {
    findings: groupBy(result.findings, ({ manifest }) => manifest),
    documents: new Map(result.flows.flatMap((flow) => flow.documents.map((each) => [each.file, each]))),
  };
  const parts = [
    `## ${headline(result, MOST_VERDICT)}`,
    ...problem(result),
    ...reportLink(links),
    ...gate(result),
    ...some(result.notices, { size: BYTES.notices }, (notice) => `> ${markdown(notice)}`),
    table(result, links, grouped),
    ...goneList(result),
    ...changeLists(result),
    ...findingList(result, links, grouped),
    ...skippedList(result),
  ];
  const end = audit(result, links);
  const used = [...parts, ...end].reduce((sum, part) => sum + bytesOf(part), 0);
  // The last line of a list that is cut is not counted in its part; there are fewer than ten.
  const { texts, left } = pictures(
    result.flows,
    ({ manifest }) => grouped.findings.get(manifest) ?? [],
    MOST_BYTES - used - 10_000,
  );
  return `${[...parts, ...texts, left, ...end].filter((part) => part !== '').join('\n\n')}\n`;
}

/** Bytes of a part with the empty line that follows it. */
function bytesOf(text: string): number {
  return Buffer.byteLength(text) + 2;
}

/** As many items as there is space for, and a line that counts the others; `where` says where those are. */
function some<T>(items: readonly T[], space: Space<T>, render: (item: T) => string, where = ''): string[] {
  return [...listed(items, space, bytesOf, render, where)];
}

/** The same as the lines of one Markdown list or table. */
function lines<T>(items: readonly T[], space: Space<T>, render: (item: T) => string, where: string): string {
  const { texts, left } = fitting(items, space, bytesOf, render);
  return left > 0 ? `${texts.join('\n')}\n\n… and ${left} more${where}.` : texts.join('\n');
}

/** What to do about what stopped the run, and what it came to before. */
function problem({ problem: stopped, verdict, flows }: RunResult): string[] {
  if (!stopped) return [];
  return [`> ❌ ${markdown(stopped.hint)}`, ...(flows.length > 0 ? [markdown(verdict, MOST_VERDICT)] : [])];
}

/** Where the HTML report is to be found. */
function reportLink({ report = '' }: Links): string[] {
  if (report === '') return [];
  return [
    `[HTML report with both versions side by side](${linkTarget(report)}), once a later step uploads the file that the output \`report-file\` names.`,
  ];
}

/** Files under the globs that nothing was done with. */
function skippedList({ skipped = [] }: RunResult): string[] {
  const [title, ...files] = skippedLines(skipped);
  if (title === undefined) return [];
  const rows = files.map((file) => `- ${markdown(file.trim())}`);
  return [`<details><summary>${htmlLine(title)}</summary>\n\n${rows.join('\n')}\n\n</details>`];
}

/** A change of the rules that a pull request is judged by comes before everything else. */
function gate(result: RunResult): string[] {
  return some(
    result.findings.filter(({ rule }) => rule === 'gate-changed'),
    { size: BYTES.gate },
    ({ message }) => `> ⚠️ **Weakened checks:** ${markdown(message)}`,
  );
}

function table(result: RunResult, links: Links, { findings }: Grouped): string {
  if (result.flows.length === 0) return '';
  const { head, row } = flowTable(result, links, (flow) => findings.get(flow.manifest) ?? []);
  const space = { size: BYTES.flows, rank: flowRank };
  return `${head}\n${lines(result.flows, space, row, '; the output `flows-file` has all of them')}`;
}

function goneList(result: RunResult): string[] {
  if (result.gone.length === 0) return [];
  const row = ({ name, detail }: GoneFlow) => `- **${markdown(name)}**: ${markdown(detail)}`;
  return ['### Still live, no longer managed here', lines(result.gone, { size: BYTES.gone }, row, '')];
}

/** What a plan would change against what is live. */
function changeLists(result: RunResult): string[] {
  const what = result.mode === 'drift' ? 'changed' : 'changes';
  return some(
    result.flows.filter(({ changes = [] }) => changes.length > 0),
    { size: BYTES.changes },
    ({ name, changes = [] }) =>
      `### What ${what} in ${markdown(name)}\n\n${changeList(changes, MOST_CHANGES)}`,
  );
}

function findingList(result: RunResult, links: Links, { documents }: Grouped): string[] {
  const findings = result.findings.filter(({ rule }) => rule !== 'gate-changed');
  if (findings.length === 0) return [];
  const space = { size: BYTES.findings, most: MOST_FINDINGS };
  const shown = some(
    findings,
    space,
    (finding) => findingText(finding, links, documents.get(finding.file)),
    '; the output `findings-file` has all of them',
  );
  return [`### Findings: ${findingCounts(findings)}`, ...shown];
}

function audit(result: RunResult, links: Links): string[] {
  if (!result.auditCommit) return [];
  const commit = `[<code>${htmlLine(result.auditCommit.slice(0, 7))}</code>](${linkTarget(links.commit(result.auditCommit))})`;
  const records = lines(
    result.records,
    { size: BYTES.audit },
    (record) =>
      `- ${markdown(record.flow_name || record.flow_id)}: <code>${htmlLine(record.audit_id)}</code>`,
    '; the output `records-file` has all of them',
  );
  return [
    `### Audit log\n\nRecorded in commit ${commit} of the branch ${markdown(result.auditBranch)}.\n\n${records}`,
  ];
}
