import { lookUp } from '../plan/look-up.ts';
import type { PlannedFlow } from '../plan/plan.ts';
import type { ReleasePorts } from '../release/job.ts';
import { orgConflict } from '../rules/org.ts';
import type { Outcome } from './outcome.ts';

/** Takes a flow into the trail as it is live, publishing nothing; looks once more that it is still what was planned. */
export async function adopt(planned: PlannedFlow, { genesys, log }: ReleasePorts): Promise<Outcome> {
  const { publishable, live } = planned;
  const now = await lookUp(genesys, publishable);
  const version = now?.published?.id;
  const same = version !== undefined && version === live?.published?.id && now?.id === live?.id;
  const name = publishable.graph.name;
  const detail = same
    ? `version ${version} is what the file says; it was taken into the trail, and nothing was published`
    : `"${name}" was changed in the org while this run was planning`;
  if (same) log.info(`"${name}": ${detail}`);
  else {
    publishable.report.add(orgConflict, {
      place: publishable.graph.locate(publishable.graph.nameAt),
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
