import { createHash } from 'node:crypto';
import type { Finding } from '../../findings/finding.ts';
import { groupBy } from '../../text/group-by.ts';
import { counted } from '../../text/plural.ts';
import { flowRank } from '../flow-rank.ts';
import type { FlowResult, RunResult } from '../result.ts';
import { type ReportFlow, reportFlow } from './data.ts';
import { SCRIPT } from './viewer/script.ts';
import style from './viewer/style.css?text';

/** Bytes of the whole file at most, with a margin below 2 MB. */
export const MOST_BYTES = 1_900_000;

/** What the report's script reads. */
interface ReportData {
  readonly verdict: string;
  readonly result: string;
  readonly notices: readonly string[];
  readonly flows: readonly ReportFlow[];
}

/**
 * One self-contained HTML file about a run: both versions of each flow side by side, with its changes and findings as a list to step
 * through. It loads nothing, runs no script but its own, and is smaller than 2 MB; flows that have no space are named in it.
 */
export function htmlReport(result: RunResult): string {
  const findings = groupBy(result.findings, ({ manifest }) => manifest);
  const wanted = result.flows
    .map((flow, at) => ({ flow, at, rank: reportRank(flow, findings.get(flow.manifest) ?? []) }))
    .toSorted((a, b) => a.rank - b.rank || a.at - b.at);
  const notices = result.notices.map((notice) => notice.slice(0, 500)).slice(0, 50);
  const frame = page({ verdict: result.verdict.slice(0, 3000), result: result.result, notices, flows: [] });
  let space = MOST_BYTES - Buffer.byteLength(frame) - 20_000;
  const flows: ReportFlow[] = [];
  const without: string[] = [];
  for (const { flow } of wanted) {
    if (space < 10_000) {
      without.push(flow.name || flow.manifest);
      continue;
    }
    const shown = reportFlow(flow, findings.get(flow.manifest) ?? []);
    const size = Buffer.byteLength(json(shown));
    if (size > space) without.push(flow.name || flow.manifest);
    else {
      space -= size;
      flows.push(shown);
    }
  }
  const named = without.slice(0, 50).map((name) => name.slice(0, 100));
  const more = without.length > named.length ? ` and ${without.length - named.length} more` : '';
  const left =
    without.length > 0
      ? [`No space here for ${counted(without.length, 'flow')}: ${named.join(', ')}${more}.`]
      : [];
  return page({
    verdict: result.verdict.slice(0, 3000),
    result: result.result,
    notices: [...notices, ...left],
    flows,
  });
}

/** Failed flows first, then those with findings or changes. */
function reportRank(flow: FlowResult, findings: readonly Finding[]): number {
  const rank = flowRank(flow);
  return rank === 2 && (findings.length > 0 || (flow.changes ?? []).length > 0) ? 1 : rank;
}

function page(data: ReportData): string {
  const policy = [
    "default-src 'none'",
    `script-src '${hash(SCRIPT)}'`,
    `style-src '${hash(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Call flow report</title>
<style>${style}</style>
</head>
<body>
<noscript>This report needs JavaScript. The job summary has the same findings and changes as text.</noscript>
<div id="report"></div>
<script type="application/json" id="data">${json(data)}</script>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

/** JSON that ends no script element and begins no comment in one. */
function json(value: unknown): string {
  return JSON.stringify(value)
    .toWellFormed()
    .replaceAll('<', '\\u003c')
    .replaceAll('>', '\\u003e')
    .replaceAll('&', '\\u0026')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
