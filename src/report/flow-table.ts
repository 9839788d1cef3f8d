import type { Finding } from '../findings/finding.ts';
import { groupBy } from '../text/group-by.ts';
import { linkTarget, markdown } from './escape.ts';
import { newAndKnown } from './findings.ts';
import type { Links } from './links.ts';
import type { FlowResult, RunResult } from './result.ts';
import { STATUSES } from './status.ts';

/** A column of the table of flows; one that is empty for every flow is left out. */
interface Column {
  readonly title: string;
  cell(flow: FlowResult): string;
}

/** The head of the Markdown table of the flows of a run, and a function for its rows. */
export interface FlowTable {
  readonly head: string;
  row(flow: FlowResult): string;
}

/** The table of the flows of a run, by its mode. `mine` gives the findings of a flow. */
export function flowTable(
  result: RunResult,
  links: Links,
  mine: (flow: FlowResult) => readonly Finding[],
): FlowTable {
  const inBase = groupBy(result.inBase ?? [], ({ manifest }) => manifest);
  const words = (flow: FlowResult) => newAndKnown(mine(flow), inBase.get(flow.manifest));
  const columns = (result.mode === 'validate' ? checkedColumns(links, words) : releaseColumns()).filter(
    ({ cell }, at) => at < 2 || result.flows.some((flow) => cell(flow) !== ''),
  );
  return {
    head: `| ${columns.map(({ title }) => title).join(' | ')} |\n|${' --- |'.repeat(columns.length)}`,
    row: (flow) => `| ${columns.map(({ cell }) => cell(flow)).join(' | ')} |`,
  };
}

function checkedColumns(links: Links, words: (flow: FlowResult) => string): readonly Column[] {
  return [
    { title: 'flow', cell: flowName },
    { title: 'status', cell: statusCell },
    { title: 'findings', cell: words },
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

/** A status as the tables show it. */
function statusCell({ status }: FlowResult): string {
  const { icon, label } = STATUSES[status];
  return `${icon} ${label}`;
}
