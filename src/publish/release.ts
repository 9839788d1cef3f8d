import type { JobState, OrgFlow } from '../genesys/port.ts';
import { decide } from '../plan/decide.ts';
import { lookUp } from '../plan/make-plan.ts';
import { type PlannedFlow, publishes } from '../plan/plan.ts';
import { nextPoll } from './cadence.ts';
import { report } from './findings.ts';
import { type JobEnd, type Progress, type ReleasePorts, runJob } from './job.ts';
import { isDisguisedLimit, readMessages } from './messages.ts';
import type { Outcome } from './outcome.ts';
import { putBack } from './put-back.ts';

/** How long a published version may take to show up when the flow is read back. */
const READ_BACK_LIMIT_MS = 30_000;
const JOB_ATTEMPTS = 3;
/** A rate limit that hides in a job's messages gives no time to wait; one window of the limit is a minute. */
const DISGUISED_LIMIT_WAIT_MS = 20_000;

/**
 * Publishes one flow: looks once more that nothing has moved since the plan, runs the job, reads back that the live
 * version is new and ours, and puts the version before back if it is not. Never throws for what the platform does.
 */
export async function release(
  planned: PlannedFlow,
  ports: ReleasePorts,
  progress: Progress,
): Promise<Outcome> {
  const { genesys, clock, log } = ports;
  const { candidate } = planned;
  const name = candidate.graph.name;
  const started = clock.now();
  const base = await lookUp(genesys, candidate);
  const again = decide({
    candidate,
    known: planned.known,
    live: base,
    relation: undefined,
    clientId: genesys.clientId,
    overwrite: ports.overwrite,
  });
  const moved =
    base?.published?.id !== planned.live?.published?.id || base?.saved?.id !== planned.live?.saved?.id;
  const outcome = (status: Outcome['status'], detail: string, more: Partial<Outcome> = {}): Outcome => ({
    planned,
    status,
    detail,
    flowId: base?.id ?? '',
    versionBefore: base?.published?.id,
    versionAfter: base?.published?.id,
    latencyMs: undefined,
    rollbackTrigger: undefined,
    ...more,
  });
  if (!publishes(again.intention) || (moved && !ports.overwrite)) {
    const detail = publishes(again.intention)
      ? `"${name}" was changed in the org while this run was planning`
      : again.reason;
    candidate.report.add(again.finding?.rule ?? 'org-conflict', {
      place: candidate.graph.locate(candidate.graph.nameAt),
      message: again.finding?.message ?? `${detail}; nothing was touched`,
      hint: again.finding?.hint ?? 'Run again: the plan is then made anew.',
    });
    return outcome('conflict', detail);
  }

  let end: JobEnd = 'lost';
  let state: JobState | undefined;
  let causes = readMessages([]);
  for (let attempt = 1; attempt <= JOB_ATTEMPTS; attempt++) {
    ({ end, state } = await runJob(name, candidate.text, ports, progress));
    causes = readMessages(state?.messages ?? []);
    if (end !== 'failure' || !isDisguisedLimit(causes) || attempt === JOB_ATTEMPTS) break;
    const now = await lookUp(genesys, candidate);
    if (
      now?.published?.id !== base?.published?.id ||
      clock.now() + DISGUISED_LIMIT_WAIT_MS > ports.deadline.at
    )
      break;
    log.info(
      `"${name}": the job failed in a way that a rate limit causes; trying again in ${DISGUISED_LIMIT_WAIT_MS / 1000} s`,
    );
    await clock.sleep(DISGUISED_LIMIT_WAIT_MS * (1 + clock.random()));
  }
  const live = await readBack(planned, base, state?.flowId, end === 'success', ports);
  const fresh = live?.published && live.published.id !== base?.published?.id ? live.published : undefined;
  const ours = fresh?.clientId === genesys.clientId;
  const ids = { flowId: live?.id ?? state?.flowId ?? base?.id ?? '', versionAfter: live?.published?.id };

  if (
    end === 'success' &&
    live &&
    fresh &&
    ours &&
    live.active &&
    live.name === name &&
    live.type === candidate.graph.type.api
  ) {
    report(
      candidate,
      causes.filter(({ severity }) => severity === 'warning'),
    );
    return outcome('success', `live as version ${fresh.id}`, { ...ids, latencyMs: clock.now() - started });
  }
  report(candidate, causes);
  const why = explain(end, live, fresh, ours, causes[0]?.text);
  if (causes.every(({ severity }) => severity === 'warning')) {
    const place = candidate.graph.locate(candidate.graph.nameAt);
    candidate.report.add('publish-failed', {
      place,
      message: `"${name}" was not published: ${why}`,
      hint: HINTS[end],
    });
  }
  if (!fresh) {
    const stillThere = base?.published ? `version ${base.published.id} is still live` : 'nothing is live';
    const unsure = end === 'timeout' || end === 'lost';
    return outcome(unsure ? 'pending' : 'failure', `${why}; ${stillThere}`, ids);
  }
  if (!ours)
    return outcome(
      'conflict',
      `${why}; version ${fresh.id} of somebody else is live and was left alone`,
      ids,
    );
  if (!candidate.manifest.rollbackOnFail) {
    return outcome(
      'failure',
      `${why}; version ${fresh.id} is live and was not put back, as rollback_on_fail says`,
      ids,
    );
  }
  const back = await putBack(live as OrgFlow, base?.published?.id, ports);
  return outcome(back.done ? 'rolled_back' : 'rollback_failed', `${why}; ${back.detail}`, {
    ...ids,
    versionAfter: back.version,
    rollbackTrigger: why,
  });
}

const HINTS: Readonly<Record<JobEnd, string>> = {
  success: 'The platform said success; look at the flow in Architect before you run again.',
  failure:
    'The platform gave no reason. Import the file in Architect to see what it objects to; check the permission architect:ui:view.',
  running: 'Run again.',
  registered: 'Run again.',
  timeout: 'The job may still end. The next run finds out what came of it.',
  lost: 'The upload may have arrived. The next run finds out what came of it.',
};

function explain(
  end: JobEnd,
  live: OrgFlow | undefined,
  fresh: OrgFlow['published'],
  ours: boolean,
  cause: string | undefined,
): string {
  if (end === 'timeout') return 'the publish job did not end in time';
  if (end === 'lost') return 'the connection broke during the upload';
  if (end === 'failure')
    return `the platform refused it${cause ? `: ${cause}` : ' without a reason'}${fresh ? ', and yet a new version is live' : ''}`;
  if (!live) return 'the platform said success, but there is no such flow';
  if (!fresh) return 'the platform said success, but no new version is live';
  if (!ours) return 'another version went live at the same time';
  return live.active
    ? 'the flow that went live has another name or type'
    : 'the flow that went live is not active';
}

/** Reads the flow until a new version shows up, or for a moment where none is expected. */
async function readBack(
  planned: PlannedFlow,
  base: OrgFlow | undefined,
  jobFlowId: string | undefined,
  expected: boolean,
  { genesys, clock, deadline }: ReleasePorts,
): Promise<OrgFlow | undefined> {
  const begun = clock.now();
  const limit = Math.min(begun + READ_BACK_LIMIT_MS, deadline.at);
  const id = jobFlowId ?? base?.id;
  for (;;) {
    const live = id ? await genesys.flowById(id) : await lookUp(genesys, planned.candidate);
    if (!expected || (live?.published && live.published.id !== base?.published?.id)) return live;
    const wait = nextPoll(clock.now() - begun);
    if (clock.now() + wait > limit) return live;
    await clock.sleep(wait);
  }
}
