import { findingOf } from '../plan/finding-of.ts';
import { lookUp } from '../plan/look-up.ts';
import type { PlannedFlow } from '../plan/plan.ts';
import { assess } from '../release/assess.ts';
import { liveOf } from '../release/observation.ts';
import type { ReleasePorts } from '../release/ports.ts';
import { orgConflict } from '../rules/org.ts';
import { notReleased, type Outcome } from './outcome.ts';

/** Records a flow as it is live, and publishes nothing; checks again that it is still what was planned. */
export async function adopt(planned: PlannedFlow, { genesys, log }: ReleasePorts): Promise<Outcome> {
  const { publishable, live } = planned;
  const { graph } = publishable;
  const now = await lookUp(genesys, publishable);
  const base = live?.published?.id;
  const found = assess({
    purpose: 'adopt',
    job: 'none',
    live:
      now?.id === live?.id
        ? liveOf(now, { base, target: undefined, restoring: false }, genesys.clientId)
        : 'missing',
    version: now?.published,
    base,
    target: undefined,
    whole: true,
    placeholder: false,
    overwritten: undefined,
    hasEnded: true,
    rollsBack: false,
    overwrite: false,
    doubt: undefined,
  });
  const version = now?.published?.id;
  const ids = { flowId: now?.id ?? '', versionBefore: version, versionAfter: version };
  if (found.is === 'live') {
    const detail = `version ${version ?? 'none'} is what the file says; it was recorded, and nothing was published`;
    log.info(`"${graph.name}": ${detail}`);
    return notReleased(planned, { status: 'success', detail, ...ids });
  }
  const detail = `"${graph.name}" was changed in the org while this run was planning`;
  const findings = findingOf(publishable, orgConflict, {
    place: graph.locate(graph.nameAt),
    message: `${detail}; nothing was changed`,
    hint: 'Run again. The plan is made again then.',
  });
  return notReleased(planned, { status: 'conflict', detail, findings, ...ids });
}
