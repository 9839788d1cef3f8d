import { lookUp } from '../plan/look-up.ts';
import type { PlannedFlow } from '../plan/plan.ts';
import type { ReleasePorts } from './job.ts';
import type { Outcome } from './outcome.ts';

/** Takes a flow into the trail as it is live, publishing nothing; looks once more that it is still what was planned. */
export async function adopt(planned: PlannedFlow, { genesys, log }: ReleasePorts): Promise<Outcome> {
  const { candidate, live } = planned;
  const now = await lookUp(genesys, candidate);
  const version = now?.published?.id;
  const same = version !== undefined && version === live?.published?.id && now?.id === live?.id;
  const name = candidate.graph.name;
  const detail = same
    ? `version ${version} is what the file says; it was taken into the trail, and nothing was published`
    : `"${name}" was changed in the org while this run was planning`;
  if (same) log.info(`"${name}": ${detail}`);
  else {
    candidate.report.add('org-conflict', {
      place: candidate.graph.locate(candidate.graph.nameAt),
      message: `${detail}; nothing was touched`,
      hint: 'Run again: the plan is then made anew.',
    });
  }
  return {
    planned,
    status: same ? 'success' : 'conflict',
    detail,
    flowId: now?.id ?? '',
    versionBefore: version,
    versionAfter: version,
    latencyMs: undefined,
    jobMs: undefined,
    rollbackTrigger: undefined,
  };
}
