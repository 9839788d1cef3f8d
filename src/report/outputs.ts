import { counted } from '../text/plural.ts';
import { fitting } from './fitting.ts';
import { flowRank, isFailed } from './flow-rank.ts';
import type { FlowResult, RunResult } from './result.ts';

/**
 * Characters that the outputs of a run may have together. GitHub takes 1 MB a job and counts two bytes a character; the
 * rest is for the short outputs and for other steps of the job.
 */
export const MOST_CHARACTERS = 480_000;
/** Characters of a list of names; a longer list is left out, because an incomplete one would be misused. */
const MOST_NAMES = 150_000;

/** What the outputs are, and what is to be said about those that are not complete. */
export interface Outputs {
  /** By name, as action.yml declares them, without those that are files. */
  readonly values: Readonly<Record<string, string>>;
  readonly notices: readonly string[];
}

/** The step's outputs, never larger than GitHub takes. */
export function outputs(result: RunResult): Outputs {
  const number = (status: string) => String(result.flows.filter((flow) => flow.status === status).length);
  const notices: string[] = [];
  const names = {
    'changed-flows': JSON.stringify(namesOf(result, ({ status }) => status !== 'unchanged')),
    'published-flows': JSON.stringify(
      namesOf(result, ({ status, action }) => status === 'success' && action !== 'rollback'),
    ),
  };
  for (const name of ['changed-flows', 'published-flows'] as const) {
    if (names[name].length <= MOST_NAMES) continue;
    names[name] = '';
    notices.push(`Output ${name} is empty: its names are too large for GitHub. Read the output flows-file.`);
  }
  const matrix = result.matrix?.length ? JSON.stringify({ include: result.matrix }) : '';
  const space =
    MOST_CHARACTERS - names['changed-flows'].length - names['published-flows'].length - matrix.length;
  const { texts, left } = fitting(
    result.flows,
    { size: space, rank: flowRank },
    (text) => text.length + 1,
    (flow) => JSON.stringify(entry(flow)),
  );
  if (left > 0) {
    notices.push(
      `Output flows has ${texts.length} of ${counted(result.flows.length, 'flow')}: GitHub takes no more. The output flows-file has all of them.`,
    );
  }
  const values = {
    result: result.result,
    flows: `[${texts.join(',')}]`,
    errors: String(result.findings.filter(({ severity }) => severity === 'error').length),
    warnings: String(result.findings.filter(({ severity }) => severity === 'warning').length),
    published: number('success'),
    failed: String(result.flows.filter(isFailed).length),
    'rolled-back': number('rolled_back'),
    unchanged: number('unchanged'),
    held: number('held'),
    drifted: number('drifted'),
    ...names,
    matrix,
    'plan-digest': result.planDigest ?? '',
    'audit-commit': result.auditCommit ?? '',
  };
  return { values, notices };
}

/** All flows as the output `flows` has them, for the file that is never cut: JSON, one flow a line. */
export function flowsFile({ flows }: RunResult): string {
  return flows.length === 0
    ? '[]\n'
    : `[\n${flows.map((flow) => JSON.stringify(entry(flow))).join(',\n')}\n]\n`;
}

function entry(flow: FlowResult) {
  return {
    id: flow.id,
    name: flow.name,
    type: flow.type,
    manifest: flow.manifest,
    action: flow.action ?? null,
    // Systems that spoke to the original design's deployment endpoint look for "synced".
    status: ['success', 'unchanged', 'adopted'].includes(flow.status) ? 'synced' : flow.status,
    release: flow.release ?? null,
    version: flow.version ?? null,
    latency_ms: flow.latencyMs ?? null,
    audit_id: flow.auditId ?? null,
    detail: flow.detail,
  };
}

/** Names of flows, in their order; `TYPE/name` where flows of several types have the name. */
function namesOf({ flows }: RunResult, wanted: (flow: FlowResult) => boolean): string[] {
  const owners = new Map<string, number>();
  for (const { name } of flows) owners.set(name.toLowerCase(), (owners.get(name.toLowerCase()) ?? 0) + 1);
  return flows
    .filter((flow) => flow.name !== '' && wanted(flow))
    .map(({ type, name }) => ((owners.get(name.toLowerCase()) ?? 0) > 1 ? `${type}/${name}` : name));
}
