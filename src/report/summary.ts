import type { Finding } from '../finding.ts';
import type { SourceDocument } from '../source/document.ts';
import { counted } from '../words.ts';
import { changeList } from './changes.ts';
import { codeFrame } from './code-frame.ts';
import { html, linkTarget, markdown } from './escape.ts';
import { diagram } from './mermaid.ts';
import type { FlowResult, RunResult } from './result.ts';

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
}

const ICONS: Readonly<Record<FlowResult['status'], string>> = {
  success: '✅ live',
  valid: '✅ valid',
  planned: '📋 planned',
  adopted: '🤝 adopted',
  drifted: '🌊 drifted',
  exported: '📥 exported',
  unchanged: '➖ unchanged',
  superseded: '⏩ superseded',
  invalid: '❌ faults',
  blocked: '❌ blocked',
  failure: '❌ failed',
  conflict: '⛔ conflict',
  rolled_back: '↩️ rolled back',
  rollback_failed: '🚨 rollback failed',
  pending: '⏳ unfinished',
  skipped: '⏭️ skipped',
};

interface Detail {
  readonly pictures: boolean;
  readonly frames: boolean;
  readonly findings: number;
}

/** Less and less detail, until it fits; the verdict and the table of flows always stay. */
const LADDER: readonly Detail[] = [
  { pictures: true, frames: true, findings: 200 },
  { pictures: false, frames: true, findings: 200 },
  { pictures: false, frames: false, findings: 200 },
  { pictures: false, frames: false, findings: 20 },
];

/** The job summary in Markdown, never larger than GitHub takes. */
export function summary(result: RunResult, links: Links): string {
  for (const detail of LADDER) {
    const text = render(result, links, detail);
    if (Buffer.byteLength(text) < MOST_BYTES) return text;
  }
  const text = render({ ...result, flows: result.flows.slice(0, 500) }, links, {
    pictures: false,
    frames: false,
    findings: 20,
  });
  return Buffer.byteLength(text) < MOST_BYTES ? text : `## ${markdown(result.verdict)}\n`;
}

function render(result: RunResult, links: Links, detail: Detail): string {
  const documents = new Map(
    result.flows.flatMap((flow) => flow.documents.map((each) => [each.file, each] as const)),
  );
  const icon = { success: '✅', unchanged: '➖', superseded: '⏩', failure: '❌' }[result.result];
  const parts = [
    `## ${icon} ${markdown(result.verdict)}`,
    ...gate(result),
    ...result.notices.map((notice) => `> ${markdown(notice)}`),
    table(result, links),
    ...goneList(result),
    ...changeLists(result),
    ...findingList(result, links, documents, detail),
    ...(detail.pictures ? pictures(result) : []),
    ...audit(result, links),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** A change of the rules that a pull request is judged by comes before everything else. */
function gate(result: RunResult): string[] {
  return result.findings
    .filter(({ rule }) => rule === 'gate-changed')
    .map(
      ({ message }) => `> ⚠️ **This pull request changes the rules it is judged by:** ${markdown(message)}`,
    );
}

function table(result: RunResult, links: Links): string {
  if (result.flows.length === 0) return '';
  const published = result.mode !== 'validate';
  const head = published
    ? '| flow | status | version | release | latency | what happened |\n| --- | --- | --- | --- | --- | --- |'
    : '| flow | status | faults | file |\n| --- | --- | --- | --- |';
  const rows = result.flows.map((flow) => {
    const name = `**${markdown(flow.name || '(no name)')}**`;
    const file = `[${markdown(flow.manifest)}](${linkTarget(links.line(flow.manifest, 1))})`;
    if (!published) {
      const mine = result.findings.filter(({ manifest }) => manifest === flow.manifest);
      return `| ${name} | ${ICONS[flow.status]} | ${count(mine)} | ${file} |`;
    }
    const versions =
      flow.versionBefore && flow.version && flow.versionBefore !== flow.version
        ? `${flow.versionBefore} → ${flow.version}`
        : (flow.version ?? flow.versionBefore ?? '');
    const latency = flow.latencyMs === undefined ? '' : `${(flow.latencyMs / 1000).toFixed(1)} s`;
    const status = flow.status === 'planned' && flow.intention ? `📋 ${flow.intention}` : ICONS[flow.status];
    const cells = [
      name,
      status,
      markdown(versions),
      markdown(flow.release ?? ''),
      latency,
      markdown(flow.detail),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [head, ...rows].join('\n');
}

function count(findings: readonly Finding[]): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  const words = [
    errors > 0 ? counted(errors, 'error') : '',
    warnings > 0 ? counted(warnings, 'warning') : '',
  ];
  return words.filter((word) => word !== '').join(', ') || 'none';
}

function goneList(result: RunResult): string[] {
  if (result.gone.length === 0) return [];
  const rows = result.gone.map(({ name, detail }) => `- **${markdown(name)}**: ${markdown(detail)}`);
  return ['### Still live, no longer managed here', rows.join('\n')];
}

/** What a plan would change against what is live. */
function changeLists(result: RunResult): string[] {
  return result.flows.flatMap(({ name, changes = [] }) => {
    if (changes.length === 0) return [];
    return [
      `### What ${result.mode === 'drift' ? 'changed' : 'changes'} in ${markdown(name)}`,
      changeList(changes, MOST_CHANGES),
    ];
  });
}

function findingList(
  result: RunResult,
  links: Links,
  documents: ReadonlyMap<string, SourceDocument>,
  detail: Detail,
): string[] {
  const findings = result.findings.filter(({ rule }) => rule !== 'gate-changed');
  if (findings.length === 0) return [];
  const shown = findings.slice(0, detail.findings).map((finding) => {
    const icon = finding.severity === 'error' ? '❌' : '⚠️';
    const place = `${finding.file}:${finding.range.line}:${finding.range.column}`;
    const lines = [
      `${icon} **${markdown(finding.message)}** (${ruleLink(finding.rule, links)})  `,
      `[${markdown(place)}](${linkTarget(links.line(finding.file, finding.range.line))}) · ${markdown(finding.hint)}`,
    ];
    if (finding.witness.length > 1) {
      const hops = finding.witness.slice(0, 30).map(({ node, line }) => `${markdown(node)} (line ${line})`);
      const more = finding.witness.length > 30 ? ` → … ${finding.witness.length - 30} more` : '';
      lines.push(`  \nPath: ${hops.join(' → ')}${more}`);
    }
    const frame = detail.frames ? codeFrame(finding, documents.get(finding.file)) : '';
    return frame === '' ? lines.join('\n') : `${lines.join('\n')}\n\n<pre>${html(frame)}</pre>`;
  });
  const left = findings.length - shown.length;
  return [
    `### Findings: ${count(findings)}`,
    ...shown,
    ...(left > 0 ? [`… and ${left} more; the output \`findings-file\` has all of them.`] : []),
  ];
}

function ruleLink(rule: string, links: Links): string {
  const address = links.rule(rule);
  return address === '' ? markdown(rule) : `[${markdown(rule)}](${linkTarget(address)})`;
}

function pictures(result: RunResult): string[] {
  return result.flows.flatMap((flow) => {
    if (!flow.graph || flow.status === 'unchanged') return [];
    const faulty = new Set(
      result.findings.filter(({ manifest }) => manifest === flow.manifest).flatMap(({ nodes }) => nodes),
    );
    const picture = diagram(flow.graph, faulty);
    const title = `<summary>Picture of ${html(flow.name || flow.manifest)}</summary>`;
    const body =
      picture === undefined ? 'The flow is too large to be drawn here.' : `\`\`\`mermaid\n${picture}\n\`\`\``;
    return flow.graph.nodes.length === 0 ? [] : [`<details open>${title}\n\n${body}\n\n</details>`];
  });
}

function audit(result: RunResult, links: Links): string[] {
  if (!result.auditCommit) return [];
  const commit = `[\`${result.auditCommit.slice(0, 7)}\`](${linkTarget(links.commit(result.auditCommit))})`;
  const records = result.records.map(
    (record) => `- ${markdown(record.flow_name || record.flow_id)}: \`${html(record.audit_id)}\``,
  );
  return [
    `### Audit trail\n\nRecorded in commit ${commit} of the branch ${markdown(result.auditBranch)}.\n\n${records.join('\n')}`,
  ];
}
