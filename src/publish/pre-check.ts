import type { Finding } from '../findings/finding.ts';
import type { OrgFlow } from '../genesys/port.ts';
import { decide } from '../plan/decide.ts';
import { decisionFindings, findingOf } from '../plan/finding-of.ts';
import { type PlannedFlow, publishes } from '../plan/plan.ts';
import type { ReleasePorts } from '../release/ports.ts';
import { orgConflict } from '../rules/org.ts';

/** What changed in the org since the plan. */
export interface ChangedSincePlan {
  /** One line. */
  readonly detail: string;
  readonly findings: readonly Finding[];
}

/** Checks again, right before a flow is published, that nothing changed since the plan; undefined if nothing did. Pure. */
export function preCheck(
  { publishable, known, live }: PlannedFlow,
  now: OrgFlow | undefined,
  { genesys, overwrite }: Pick<ReleasePorts, 'genesys' | 'overwrite'>,
): ChangedSincePlan | undefined {
  const { graph } = publishable;
  const again = decide({
    publishable,
    known,
    live: now,
    relation: undefined,
    clientId: genesys.clientId,
    overwrite,
  });
  const changed = !isSame(now, live);
  const goes = publishes(again.action);
  if (goes && (!changed || overwrite)) return undefined;
  const detail = goes ? `"${graph.name}" was changed in the org while this run was planning` : again.reason;
  if (again.finding) return { detail, findings: decisionFindings(publishable, again) };
  const findings = findingOf(publishable, orgConflict, {
    place: graph.locate(graph.nameAt),
    message: `${detail}; nothing was changed`,
    hint: 'Run again. The plan is made again then.',
  });
  return { detail, findings };
}

/** The same flow with the same versions. */
function isSame(one: OrgFlow | undefined, other: OrgFlow | undefined): boolean {
  const versions = (['published', 'saved', 'checkedIn'] as const).every(
    (each) => one?.[each]?.id === other?.[each]?.id,
  );
  return one?.id === other?.id && versions;
}
