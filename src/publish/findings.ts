import type { Finding } from '../findings/finding.ts';
import type { OrgVersion } from '../genesys/port.ts';
import { who } from '../plan/decide.ts';
import { findingOf } from '../plan/finding-of.ts';
import type { PublishableFlow } from '../plan/plan.ts';
import type { Assessment } from '../release/assess.ts';
import type { Overwritten } from '../release/overwritten.ts';
import { orgConflict, publishFailed } from '../rules/org.ts';
import { advice } from './advice.ts';
import { placeOf } from './message-place.ts';
import type { Cause } from './messages.ts';

/** Returns what the platform said of a flow as findings on the author's lines. */
export function findingsOf(publishable: PublishableFlow, causes: readonly Cause[]): Finding[] {
  return causes.flatMap((cause) => {
    const { place, node, exact } = placeOf(publishable, cause);
    const field = cause.property ? ` (property ${cause.property})` : '';
    return findingOf(publishable, publishFailed, {
      place,
      severity: cause.severity,
      message: `the platform says: ${cause.text.slice(0, 500)}${field}`,
      hint: advice(cause.text, exact),
      nodes: node === undefined ? [] : [node],
    });
  });
}

/** Returns a finding about changes that other users made while the job of a flow ran, where its publish went well. */
export function overwrittenFindings(
  publishable: PublishableFlow,
  { published, saved }: Overwritten,
  found: Assessment,
): Finding[] {
  if (found.is === 'overwrote') return conflict(publishable, found.restore);
  if (found.is !== 'live' || published || !saved) return [];
  const { graph } = publishable;
  return findingOf(publishable, orgConflict, {
    severity: 'warning',
    place: graph.locate(graph.nameAt),
    message: `a draft of "${graph.name}" was saved ${who(saved)} (version ${saved.id}) during the publish, and is older now than the live version`,
    hint: 'It is in the version history of Architect. Nothing of it is lost.',
  });
}

function conflict(publishable: PublishableFlow, restored: OrgVersion): Finding[] {
  const { graph } = publishable;
  return findingOf(publishable, orgConflict, {
    place: graph.locate(graph.nameAt),
    message: `"${graph.name}": version ${restored.id} was published ${who(restored)} while the publish job ran, and the job overwrote it`,
    hint: 'Export those changes into the repository (mode: export), or set "on-conflict: overwrite" to overwrite them.',
  });
}
