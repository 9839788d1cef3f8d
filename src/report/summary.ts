import type { GoneFlow } from '../changes/gone-flows.ts';
import type { Finding } from '../findings/finding.ts';
import type { SourceDocument } from '../source/document.ts';
import { groupBy } from '../text/group-by.ts';
import { changeList } from './changes.ts';
import { codeFrame } from './code-frame.ts';
import { htmlLine, linkTarget, markdown, preformatted } from './escape.ts';
import { modeTitle } from './failure-summary.ts';
import { findingCounts, newAndKnown, skippedLines } from './findings.ts';
import { fitting, type Space } from './fitting.ts';
import { flowRank } from './flow-rank.ts';
import { pictures } from './pictures.ts';
import type { FlowResult, RunResult } from './result.ts';
import { STATUSES } from './status.ts';

/** Bytes of one step's summary; GitHub drops a larger one whole. */
export const MOST_BYTES = 1024 * 1024;

const MOST_CHANGES = 40;

/** Where links in a summary lead. */
export interface Links {
  /** Address of a line of a file at the commit of this run. */
  line(file: string, line: number): string;
  /** Address of a commit. */
  commit(sha: string): string;
  /** Address of the page about a rule; empty where it is not known where the action comes from. */
  rule(id: string): string;
  /** Address of the artifacts of the run, among which the HTML report will be; empty or absent: there is none. */
  readonly report?: string;
}

/** A status as the tables show it. */
function statusCell({ status }: FlowResult): string {
  const { icon, label } = STATUSES[status];
  return `${icon} ${label}`;
}

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
  /** Findings that the base has as well, by the path of the manifest. */
  readonly inBase: ReadonlyMap<string, readonly Finding[]>;
  /** By the path of the file. */
  readonly documents: ReadonlyMap<string, SourceDocument>;
}

/** The job summary in Markdown, never larger than GitHub takes; the work is linear in flows and findings. */
export function summary(result: RunResult, links: Links): string {
  const icon = { success: '✅', unchanged: '➖', superseded: '⏩', failure: '❌' }[result.result];
  const grouped: Grouped = {
    findings: groupBy(result.findings, ({ manifest }) => manifest),
    inBase: groupBy(result.inBase ?? [], ({ manifest }) => manifest),
    documents: new Map(result.flows.flatMap((flow) => flow.documents.map((each) => [each.file, each]))),
  };
  const parts = [
    `## ${icon} ${headline(result)}`,
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
  const { texts, left } = fitting(items, space, bytesOf, render);
  return [...texts, ...(left > 0 ? [`… and ${left} more${where}.`] : [])];
}

/** The same as the lines of one Markdown list or table. */
function lines<T>(items: readonly T[], space: Space<T>, render: (item: T) => string, where: string): string {
  const { texts, left } = fitting(items, space, bytesOf, render);
  return left > 0 ? `${texts.join('\n')}\n\n… and ${left} more${where}.` : texts.join('\n');
}

/** The outcome of the run in one line: of one that was stopped what stopped it. */
function headline({ mode, verdict, problem: stopped }: RunResult): string {
  if (!stopped) return markdown(verdict, MOST_VERDICT);
  return `${modeTitle(mode)} failed: ${markdown(stopped.message, MOST_VERDICT)}`;
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

/** A column of the table of flows; one that is empty for every flow is left out. */
interface Column {
  readonly title: string;
  cell(flow: FlowResult): string;
}

function table(result: RunResult, links: Links, grouped: Grouped): string {
  if (result.flows.length === 0) return '';
  const columns = (result.mode === 'validate' ? checkedColumns(links, grouped) : releaseColumns()).filter(
    ({ cell }, at) => at < 2 || result.flows.some((flow) => cell(flow) !== ''),
  );
  const head = `| ${columns.map(({ title }) => title).join(' | ')} |\n|${' --- |'.repeat(columns.length)}`;
  const row = (flow: FlowResult) => `| ${columns.map(({ cell }) => cell(flow)).join(' | ')} |`;
  const space = { size: BYTES.flows, rank: flowRank };
  return `${head}\n${lines(result.flows, space, row, '; the output `flows-file` has all of them')}`;
}

function checkedColumns(links: Links, { findings, inBase }: Grouped): readonly Column[] {
  return [
    { title: 'flow', cell: flowName },
    { title: 'status', cell: statusCell },
    { title: 'findings', cell: ({ manifest }) => newAndKnown(findings.get(manifest), inBase.get(manifest)) },
    {
      title: 'changes',
      cell: ({ changes }) =>
        changes === undefined ? '' : changes.length === 0 ? 'none' : String(changes.length),
    },
    {
      title: 'file',
      cell: ({ manifest }) => `[${markdown(manifest)}](${linkTarget(links.line(manifest, 1))})`,
    },
  ];
}

function releaseColumns(): readonly Column[] {
  return [
    { title: 'flow', cell: flowName },
    {
      title: 'status',
      cell: (flow) => (flow.status === 'planned' && flow.action ? `📋 ${flow.action}` : statusCell(flow)),
    },
    { title: 'version', cell: versionCell },
    { title: 'release', cell: ({ release }) => markdown(release ?? '') },
    {
      title: 'latency',
      cell: ({ latencyMs }) => (latencyMs === undefined ? '' : `${(latencyMs / 1000).toFixed(1)} s`),
    },
    { title: 'what happened', cell: ({ detail }) => markdown(detail) },
  ];
}

function versionCell({ versionBefore, version }: FlowResult): string {
  const isRaised = versionBefore && version && versionBefore !== version;
  return markdown(isRaised ? `${versionBefore} → ${version}` : (version ?? versionBefore ?? ''));
}

function flowName({ name }: FlowResult): string {
  return `**${markdown(name || '(no name)')}**`;
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

const SEVERITY_ICONS = { error: '❌', warning: '⚠️', notice: 'ℹ️' } as const;

function findingText(finding: Finding, links: Links, document: SourceDocument | undefined): string {
  const icon = SEVERITY_ICONS[finding.severity];
  const place = `${finding.file}:${finding.range.line}:${finding.range.column}`;
  const text = [
    `${icon} **${markdown(finding.message)}** (${ruleLink(finding.rule, links)})  `,
    `[${markdown(place)}](${linkTarget(links.line(finding.file, finding.range.line))}) · ${markdown(finding.hint)}`,
  ];
  if (finding.trace.length > 1) {
    const hops = finding.trace.slice(0, 30).map(({ node, line }) => `${markdown(node)} (line ${line})`);
    const more = finding.trace.length > 30 ? ` → … ${finding.trace.length - 30} more` : '';
    text.push(`  \nPath: ${hops.join(' → ')}${more}`);
  }
  const frame = codeFrame(finding, document);
  return frame === '' ? text.join('\n') : `${text.join('\n')}\n\n<pre>${preformatted(frame)}</pre>`;
}

function ruleLink(rule: string, links: Links): string {
  const address = links.rule(rule);
  return address === '' ? markdown(rule) : `[${markdown(rule)}](${linkTarget(address)})`;
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
