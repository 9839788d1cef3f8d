import type { FlowGraph } from '../flow/graph.ts';
import type { OrgFlow } from '../genesys/port.ts';
import { lookUp } from '../plan/look-up.ts';
import type { PlannedFlow } from '../plan/plan.ts';
import { act, type Subject } from '../release/act.ts';
import { type Assessment, assess } from '../release/assess.ts';
import { liveOf, type Observation } from '../release/observation.ts';
import { type Overwritten, overwrittenBy } from '../release/overwritten.ts';
import { isOwnLock, releaseLock } from '../release/own-lock.ts';
import type { Progress, ReleasePorts } from '../release/ports.ts';
import { readBack } from '../release/read-back.ts';
import type { JobPurpose } from '../release/registered-jobs.ts';
import { restoreName, takeName } from '../release/rename.ts';
import { explain } from './explain.ts';
import { overwrittenFindings } from './findings.ts';
import { notReleased, type Outcome } from './outcome.ts';
import { preCheck } from './pre-check.ts';
import { runAttempts, type Tried } from './run-attempts.ts';

/** With less time left than this, a version that does not show yet was not waited for long enough. */
const HASTE_MS = 30_000;

/** What is published of a flow. */
export interface Release {
  readonly text: string;
  readonly purpose: JobPurpose;
  /** The version that the flow is rolled back to if it fails; undefined: it had none, and is taken out of service. */
  readonly base: string | undefined;
}

/** What was found of a flow once its job had ended. */
interface Observed {
  readonly seen: Observation;
  readonly live: OrgFlow | undefined;
  readonly between: Overwritten;
}

/**
 * Publishes one flow: checks again that nothing changed since the plan, runs the job, reads back that the live version is
 * new and ours, and rolls back if it is not. Never throws for what the platform does.
 */
export async function publishFlow(
  planned: PlannedFlow,
  release: Release,
  ports: ReleasePorts,
  progress: Progress,
): Promise<Outcome> {
  const { genesys, clock } = ports;
  const started = clock.now();
  const before = await lookUp(genesys, planned.publishable);
  const changed = preCheck(planned, before, ports);
  if (changed) {
    const version = before?.published?.id;
    const ids = { flowId: before?.id ?? '', versionBefore: version, versionAfter: version };
    return notReleased(planned, { status: 'conflict', ...changed, ...ids });
  }
  const rename = renameOf(planned, before);
  await prepare(before, rename, ports);
  const tried = await runAttempts(planned, release, before, ports, progress).catch(async (error: unknown) => {
    if (before && rename && !progress.uploading) await restoreName(before.id, rename.from, ports);
    throw error;
  });
  const found = await observe(planned, release, before, tried, ports);
  const assessment = assess(found.seen);
  const { why, findings } = explain(planned, tried, found, assessment, genesys.clientId);
  const subject: Subject = {
    key: planned.publishable.key,
    live: found.live,
    rename,
    base: release.base,
    requested: false,
    why,
  };
  const end = await act(assessment, subject, ports);
  return {
    planned,
    status: end.status,
    detail: end.detail,
    versionAfter: end.version,
    flowId: found.live?.id ?? tried.state?.flowId ?? before?.id ?? '',
    versionBefore: release.base,
    latencyMs: end.status === 'success' ? clock.now() - started : undefined,
    jobMs: tried.tookMs,
    rollbackTrigger: isRollback(assessment) ? why : undefined,
    findings: [...findings, ...overwrittenFindings(planned.publishable, found.between, assessment)],
  };
}

function isRollback({ is }: Assessment): boolean {
  return is === 'failed-live' || is === 'overwrote';
}

function renameOf({ action, publishable }: PlannedFlow, before: OrgFlow | undefined): Subject['rename'] {
  const to = publishable.graph.name;
  return before && before.name !== to && action === 'rename' ? { from: before.name, to } : undefined;
}

/** Frees the flow of this client's own lock, and renames it. */
async function prepare(
  before: OrgFlow | undefined,
  rename: Subject['rename'],
  ports: ReleasePorts,
): Promise<void> {
  if (before && isOwnLock(before, ports)) await releaseLock(before, ports);
  if (before && rename) await takeName(before, rename.to, ports);
}

const FATES = {
  success: 'success',
  failure: 'failure',
  running: 'open',
  registered: 'open',
  timeout: 'open',
  lost: 'open',
} as const;

/** Reads the flow until its new version shows, and what other users published meanwhile. */
async function observe(
  { publishable }: PlannedFlow,
  { base }: Release,
  before: OrgFlow | undefined,
  { end, state }: Tried,
  ports: ReleasePorts,
): Promise<Observed> {
  const { genesys, clock } = ports;
  const { graph, manifest } = publishable;
  const id = state?.flowId ?? before?.id;
  const look = () => (id === undefined ? lookUp(genesys, publishable) : genesys.flowById(id));
  const was = before?.published?.id;
  const { live, hasty } = await readBack(look, was, end === 'success', ports);
  const is = liveOf(live, { base: was, target: undefined, restoring: false }, genesys.clientId);
  const known = [was, before?.saved?.id, before?.checkedIn?.id];
  const between =
    is === 'ours' && live?.published
      ? await overwrittenBy(genesys, known, live.published, live.id)
      : NO_OTHERS;
  // What was not waited for long enough may show, or end, yet: the next run finds out.
  const late = hasty || clock.cancelled || clock.now() + HASTE_MS > ports.deadline.at;
  const seen: Observation = {
    purpose: 'publish',
    job: FATES[end],
    live: is,
    version: live?.published,
    base,
    target: undefined,
    whole: isWhole(live, graph),
    placeholder: false,
    overwritten: between.published,
    hasEnded: !late && end !== 'timeout' && end !== 'lost',
    rollsBack: manifest.rollbackOnFail || ports.journal.intent.atomic === true,
    overwrite: ports.overwrite,
    doubt: undefined,
  };
  return { seen, live, between };
}

/** The flow is active, and has the name and type that its file says. */
function isWhole(live: OrgFlow | undefined, { name, type }: FlowGraph): boolean {
  return live?.active === true && live.name === name && live.type === type.api;
}

const NO_OTHERS: Overwritten = { published: undefined, saved: undefined };
