import type { NewIntent } from '../audit/intent.ts';
import { flowKey } from '../audit/names.ts';
import type { PublishedFlow } from '../audit/published-state.ts';
import type { AuditRecord, RunFacts } from '../audit/record.ts';
import { ActionError } from '../errors.ts';
import type { Genesys, OrgFlow } from '../genesys/port.ts';
import { foreignWork } from '../plan/decide.ts';
import { intentOf } from '../publish/intent.ts';
import { rollbackRecord } from '../publish/record.ts';
import { act, type End } from '../release/act.ts';
import { assess } from '../release/assess.ts';
import { liveOf } from '../release/observation.ts';
import type { ReleasePorts } from '../release/ports.ts';
import { type RollbackTarget, rollbackTarget } from './target.ts';

/** A rollback that was requested: the flow, as the audit log and the org have it, and where it goes. */
export interface RequestedRollback {
  readonly known: PublishedFlow;
  readonly live: OrgFlow;
  readonly target: RollbackTarget;
  /** Changes of other users that are overwritten, because `on-conflict` says so. */
  readonly overwrites: string | null;
}

/**
 * Reads the flow in the org, and works out the version that it is rolled back to. Throws an `ActionError` if it is gone or
 * locked, if the org does not have that version, or if changes of another user would be overwritten.
 */
export async function planRollback(
  genesys: Genesys,
  known: PublishedFlow,
  { toVersion, overwrite }: { readonly toVersion: string; readonly overwrite: boolean },
): Promise<RequestedRollback> {
  const name = known.flow_name;
  const live = await genesys.flowById(known.flow_id);
  if (!live || live.deleted) {
    throw new ActionError(
      `the org does not have "${name}" (${known.flow_id}) any more`,
      'Publish it again by a push. A deleted flow has no versions to roll back to.',
    );
  }
  if (live.lock && live.lock.clientId !== genesys.clientId) {
    throw new ActionError(
      `"${name}" is locked by ${live.lock.holder}; nothing was changed`,
      `Ask ${live.lock.holder} to save and unlock the flow in Architect, then run again.`,
    );
  }
  const foreign = foreignWork(name, known, genesys.clientId, live);
  if (foreign && !overwrite) {
    throw new ActionError(
      `${foreign}; nothing was changed`,
      'Look at those changes first. With "on-conflict: overwrite" the rollback is done all the same.',
    );
  }
  const target = rollbackTarget(known, toVersion, live.published?.id);
  await requireVersion(genesys, live, target.version);
  return { known, live, target, overwrites: foreign ?? null };
}

/** Publishing a version that does not exist answers 200 and does nothing, so it is looked for first. */
async function requireVersion(
  genesys: Genesys,
  { id, name, published }: OrgFlow,
  version: string,
): Promise<void> {
  if (published?.id === version) return;
  const versions = await genesys.versions(id);
  if (versions.some((each) => each.id === version)) return;
  const some = versions
    .filter(({ wasPublished }) => wasPublished)
    .slice(-20)
    .map((each) => each.id);
  throw new ActionError(
    `"${name}" has no version ${version} in the org; nothing was changed`,
    some.length > 0
      ? `Set "to-version" to one of ${some.join(', ')}.`
      : 'Set "to-version" to a version that Architect lists under "Version history".',
  );
}

/** True if the version that a rollback goes to is live already. */
export function isDone({ live, target }: RequestedRollback): boolean {
  return live.published?.id === target.version;
}

/** The intent of a rollback. `until`: when the run's time is up, in ms since 1970. */
export function rollbackIntent(
  { known, live, target }: RequestedRollback,
  facts: RunFacts,
  { id, now, until }: { readonly id: string; readonly now: number; readonly until: number },
): NewIntent {
  const flow = {
    key: flowKey(known.flow_type, known.flow_name),
    flow_id: known.flow_id,
    flow_name: known.flow_name,
    flow_type: known.flow_type,
    region: known.region,
    manifest: known.manifest,
    content_digest: target.digest,
    base_version: live.published?.id ?? null,
    version_matrix: target.release,
    rollback: true,
    target_version: target.version,
  };
  return intentOf([flow], facts, id, now, until);
}

/** Rolls the flow back, and reads back that it is. */
export function rollBack(
  { known, live, target }: RequestedRollback,
  ports: ReleasePorts,
): Promise<End<AuditRecord['status']>> {
  const base = live.published?.id;
  const found = assess({
    purpose: 'rollback',
    job: 'none',
    live: liveOf(live, { base, target: target.version, restoring: true }, ports.genesys.clientId),
    version: live.published,
    base,
    target: target.version,
    whole: true,
    placeholder: false,
    overwritten: undefined,
    hasEnded: true,
    rollsBack: true,
    overwrite: ports.overwrite,
    doubt: undefined,
  });
  const subject = {
    key: flowKey(known.flow_type, known.flow_name),
    live,
    rename: undefined,
    base,
    requested: true,
    why: '',
  };
  return act(found, subject, ports);
}

/** The audit record of a rollback. `latencyMs`: how long it took. */
export function recordOf(
  { known, live, target, overwrites }: RequestedRollback,
  { status, version }: End<AuditRecord['status']>,
  facts: RunFacts,
  { id, now, latencyMs }: { readonly id: string; readonly now: number; readonly latencyMs: number },
): AuditRecord {
  return rollbackRecord(
    {
      known,
      target,
      before: live.published?.id ?? null,
      after: version ?? null,
      status,
      latencyMs: status === 'rollback_failed' ? null : latencyMs,
      overwrites,
    },
    facts,
    id,
    now,
  );
}
