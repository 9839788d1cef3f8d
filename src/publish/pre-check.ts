import type { OrgFlow } from '../genesys/port.ts';
import { decide } from '../plan/decide.ts';
import { type PlannedFlow, publishes } from '../plan/plan.ts';
import type { ReleasePorts } from '../release/job.ts';
import { orgConflict } from '../rules/org.ts';

/**
 * PollingSchedule once more, right before a flow is touched, that nothing has moved since the plan. Returns in one line what has, after
 * reporting it as a finding; undefined if nothing has.
 */
export function preCheck(
  { publishable, known, live }: PlannedFlow,
  now: OrgFlow | undefined,
  { genesys, overwrite }: Pick<ReleasePorts, 'genesys' | 'overwrite'>,
): string | undefined {
  const { graph } = publishable;
  const again = decide({
    publishable,
    known,
    live: now,
    relation: undefined,
    clientId: genesys.clientId,
    overwrite,
  });
  const moved =
    now?.id !== live?.id ||
    now?.published?.id !== live?.published?.id ||
    now?.saved?.id !== live?.saved?.id ||
    now?.checkedIn?.id !== live?.checkedIn?.id;
  const goes = publishes(again.action);
  if (goes && (!moved || overwrite)) return undefined;
  const detail = goes ? `"${graph.name}" was changed in the org while this run was planning` : again.reason;
  publishable.report.add(again.finding?.rule ?? orgConflict, {
    place: graph.locate(graph.nameAt),
    message: again.finding?.message ?? `${detail}; nothing was touched`,
    hint: again.finding?.hint ?? 'Run again: the plan is then made anew.',
  });
  return detail;
}
