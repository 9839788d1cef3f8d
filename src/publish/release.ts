import { GenesysError } from '../genesys/error.ts';
import type { OrgFlow, OrgVersion } from '../genesys/port.ts';
import { who } from '../plan/decide.ts';
import { lookUp } from '../plan/look-up.ts';
import type { PlannedFlow } from '../plan/plan.ts';
import { type Ended, type Progress, type ReleasePorts, runJob } from '../release/job.ts';
import { type Overwritten, overwrittenBy } from '../release/overwritten.ts';
import { isOwnLock, letGo, releaseLock } from '../release/own-lock.ts';
import { explain, HINTS, readBack } from '../release/read-back.ts';
import type { JobPurpose } from '../release/registered-jobs.ts';
import { giveNameBack, takeName } from '../release/rename.ts';
import { rollBackTo, rollbackStatus } from '../release/roll-back-to.ts';
import { orgConflict, orgLocked, publishFailed } from '../rules/org.ts';
import { report } from './findings.ts';
import { type Cause, isDisguisedLimit, isLocked, readMessages } from './messages.ts';
import type { Outcome } from './outcome.ts';
import { preCheck } from './pre-check.ts';

const JOB_ATTEMPTS = 3;
/** A rate limit that hides in a job's messages gives no time to wait; one window of the limit is a minute. */
const DISGUISED_LIMIT_WAIT_MS = 20_000;

/** With less time left than this a version that does not show yet was not waited for long enough. */
const HASTE_MS = 30_000;

/** What is published of a flow. */
export interface Release {
  readonly text: string;
  readonly purpose: JobPurpose;
  /** The version that the flow goes back to if it fails; undefined: it had none, and is taken out of service. */
  readonly back: string | undefined;
}

/**
 * Publishes one flow: looks once more that nothing has moved since the plan, runs the job, reads back that the live
 * version is new and ours, and puts the version before back if it is not. Never throws for what the platform does.
 */
export async function release(
  planned: PlannedFlow,
  what: Release,
  ports: ReleasePorts,
  progress: Progress,
): Promise<Outcome> {
  const { genesys, clock } = ports;
  const { publishable } = planned;
  const { name } = publishable.graph;
  const started = clock.now();
  const base = await lookUp(genesys, publishable);
  const outcome = (status: Outcome['status'], detail: string, more: Partial<Outcome> = {}): Outcome => ({
    planned,
    status,
    detail,
    flowId: base?.id ?? '',
    versionBefore: what.back,
    versionAfter: base?.published?.id,
    latencyMs: undefined,
    jobMs: undefined,
    rollbackTrigger: undefined,
    ...more,
  });
  const moved = preCheck(planned, base, ports);
  if (moved !== undefined) return outcome('conflict', moved, { versionBefore: base?.published?.id });

  const oldName = base && base.name !== name && planned.action === 'rename' ? base.name : undefined;
  if (base && isOwnLock(base, ports)) await releaseLock(base, ports);
  if (base && oldName !== undefined) await takeName(base, name, ports);
  /** Puts the old name back where there was one; what could not be done, in words. */
  const oldNameBack = async (): Promise<string> => {
    const left = base && oldName !== undefined ? await giveNameBack(base.id, oldName, ports) : undefined;
    return left === undefined ? '' : `; ${left}`;
  };
  const { end, state, tookMs, causes } = await attempts(planned, what, base, ports, progress).catch(
    async (error: unknown) => {
      if (!progress.uploading) await oldNameBack();
      throw error;
    },
  );
  const id = state?.flowId ?? base?.id;
  const look = () => (id === undefined ? lookUp(genesys, publishable) : genesys.flowById(id));
  const { live, hasty } = await readBack(look, base?.published?.id, end === 'success', ports);
  const fresh = live?.published && live.published.id !== base?.published?.id ? live.published : undefined;
  const ours = fresh?.clientId === genesys.clientId;
  const ids = {
    flowId: live?.id ?? state?.flowId ?? base?.id ?? '',
    versionAfter: live?.published?.id,
    jobMs: tookMs,
  };
  const good = live?.active && live.name === name && live.type === publishable.graph.type.api;
  if (end === 'success' && live && fresh && ours && good) {
    report(
      publishable,
      causes.filter(({ severity }) => severity === 'warning'),
    );
    if (isOwnLock(live, ports)) await letGo(live.id, ports);
    const seen = await restoreOverwritten(planned, base, live, fresh, ports);
    if (seen) return outcome(seen.status, seen.detail, { ...ids, ...seen });
    return outcome('success', `live as version ${fresh.id}`, { ...ids, latencyMs: clock.now() - started });
  }

  const holder = end === 'failure' ? reportLock(planned, live, causes, ports) : undefined;
  report(
    publishable,
    causes.filter(({ text }) => holder === undefined || !isLocked(text)),
  );
  const why = explain(end, live, fresh, ours, holder === undefined ? causes[0]?.text : `locked by ${holder}`);
  if (holder === undefined && causes.every(({ severity }) => severity === 'warning')) {
    const place = publishable.graph.locate(publishable.graph.nameAt);
    publishable.report.add(publishFailed, {
      place,
      message: `"${name}" was not published: ${why}`,
      hint: HINTS[end],
    });
  }
  // What was not waited for long enough may show, or end, yet: the next run finds out.
  const late = hasty || clock.cancelled || clock.now() + HASTE_MS > ports.deadline.at;
  const unsure = !ours && (end === 'timeout' || end === 'lost' || late);
  if (!fresh || unsure) {
    const there = live?.published ? `version ${live.published.id} is live` : 'nothing is live';
    const kept = unsure ? undefined : await oldNameBack();
    return outcome(unsure ? 'pending' : 'failure', `${why}; ${there}${kept ?? ''}`, ids);
  }
  if (!ours) {
    const kept = await oldNameBack();
    const detail = `${why}; version ${fresh.id} of somebody else is live and was left alone${kept}`;
    return outcome('conflict', detail, ids);
  }
  if (!rollsBack(planned, ports)) {
    const detail = `${why}; version ${fresh.id} is live and was not put back, as rollback_on_fail says`;
    return outcome('failure', detail, ids);
  }
  const kept = await oldNameBack();
  const theirs = live && (await newestOfOthers(base, live, fresh, ports)).published;
  const back = await rollBackTo(live as OrgFlow, theirs?.id ?? what.back, publishable.key, ports);
  return outcome(
    rollbackStatus({ ...back, done: back.done && kept === '', theirs: back.theirs || theirs !== undefined }),
    `${why}; ${back.detail}${kept}`,
    { ...ids, versionAfter: back.version, rollbackTrigger: why },
  );
}

/** Whether a flow that fails goes back; in an atomic run each does. */
function rollsBack({ publishable }: PlannedFlow, { journal }: ReleasePorts): boolean {
  return publishable.manifest.rollbackOnFail || journal.intent.atomic === true;
}

/** Reports a lock that another user took while the job ran. Returns the holder; undefined where no lock was in the way. */
function reportLock(
  { publishable }: PlannedFlow,
  live: OrgFlow | undefined,
  causes: readonly Cause[],
  { genesys }: ReleasePorts,
): string | undefined {
  const { graph, report: findings } = publishable;
  const lock = live?.lock;
  if (!lock || lock.clientId === genesys.clientId || !causes.some(({ text }) => isLocked(text)))
    return undefined;
  findings.add(orgLocked, {
    place: graph.locate(graph.nameAt),
    message: `"${graph.name}" is locked by ${lock.holder}, who took the lock while the publish job ran`,
    hint: `Ask ${lock.holder} to save and unlock the flow in Architect, then run again.`,
  });
  return lock.holder;
}

function newestOfOthers(
  base: OrgFlow | undefined,
  live: OrgFlow,
  fresh: OrgVersion,
  { genesys }: ReleasePorts,
): Promise<Overwritten> {
  const seen = [base?.published?.id, base?.saved?.id, base?.checkedIn?.id];
  return overwrittenBy(genesys, seen, fresh, live.id);
}

/** Runs the job, and runs it again where it failed as a rate limit makes it fail and nothing has moved. */
async function attempts(
  planned: PlannedFlow,
  { text, purpose }: Release,
  base: OrgFlow | undefined,
  ports: ReleasePorts,
  progress: Progress,
): Promise<Ended & { readonly causes: readonly Cause[] }> {
  const { genesys, clock, log, deadline, jobs, journal } = ports;
  const { key, graph } = planned.publishable;
  const run = async (): Promise<Ended> => {
    const job = await jobs.take(key, journal, purpose);
    return runJob({ name: graph.name, key, text }, job, ports, progress);
  };
  for (let attempt = 1; ; attempt++) {
    const ended = await run().catch((error: unknown) => {
      // An address whose time is up is refused so, and nothing has begun then: a new job gets a new one.
      if (!(error instanceof GenesysError) || error.status !== 403 || progress.uploading) throw error;
      log.info(`"${graph.name}": ${error.message}; trying again with a new job`);
      return run();
    });
    const messages = ended.state?.messages ?? [];
    const causes = readMessages(messages);
    const last = { ...ended, causes };
    if (ended.end !== 'failure' || !isDisguisedLimit(messages) || attempt === JOB_ATTEMPTS) return last;
    const now = await lookUp(genesys, planned.publishable);
    const late = clock.now() + DISGUISED_LIMIT_WAIT_MS > deadline.at;
    if (now?.published?.id !== base?.published?.id || late || clock.cancelled) return last;
    log.info(
      `"${graph.name}": the job failed in a way that a rate limit causes; trying again in ${DISGUISED_LIMIT_WAIT_MS / 1000} s`,
    );
    await clock.sleep(DISGUISED_LIMIT_WAIT_MS * (1 + clock.random()));
    const moved = preCheck(planned, await lookUp(genesys, planned.publishable), ports);
    if (moved !== undefined) return last;
  }
}

/** Tells of work of others that the new version covers, because it came in while the job ran; what was live is put back. */
async function restoreOverwritten(
  planned: PlannedFlow,
  base: OrgFlow | undefined,
  live: OrgFlow,
  fresh: OrgVersion,
  ports: ReleasePorts,
): Promise<Pick<Outcome, 'status' | 'detail' | 'versionAfter' | 'rollbackTrigger'> | undefined> {
  const { publishable } = planned;
  const { published, saved } = await newestOfOthers(base, live, fresh, ports);
  const tell = (severity: 'error' | 'warning', message: string, hint: string) =>
    publishable.report.add(orgConflict, {
      severity,
      place: publishable.graph.locate(publishable.graph.nameAt),
      message,
      hint,
    });
  if (saved && !published) {
    tell(
      'warning',
      `a draft of "${live.name}" was saved ${who(saved)} (version ${saved.id}) while it was being published, and is older now than what is live`,
      'It is in the version history of Architect; nothing of it is lost.',
    );
  }
  if (!published || ports.overwrite || !rollsBack(planned, ports)) return undefined;
  const trigger = `version ${published.id} was published ${who(published)} while the job ran`;
  tell(
    'error',
    `"${live.name}": ${trigger}, and the job covered it`,
    'Bring that work into the repository (export it in Architect), or set "on-conflict: overwrite" to replace it knowingly.',
  );
  const back = await rollBackTo(live, published.id, publishable.key, ports);
  return {
    status: rollbackStatus({ done: back.done, theirs: true }),
    detail: `${trigger}; ${back.detail}`,
    versionAfter: back.version,
    rollbackTrigger: trigger,
  };
}
