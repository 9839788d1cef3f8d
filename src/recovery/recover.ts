import type { Intent } from '../audit/intent.ts';
import { IntentLost } from '../audit/intent-holder.ts';
import type { AuditRecord, RunFacts } from '../audit/record.ts';
import { errorMessage } from '../errors.ts';
import { who } from '../plan/decide.ts';
import { toRecovered } from '../publish/record.ts';
import { act, type End } from '../release/act.ts';
import { type Assessment, assess, assessFailedAtomic } from '../release/assess.ts';
import type { ReleasePorts } from '../release/ports.ts';
import { type Interruption, type Observed, observe } from './observe.ts';

/** A flow of an interrupted run, with what is true of it and follows. */
interface Assessed extends Observed {
  readonly found: Assessment;
}

/** What was found of a flow, and the record of it where the interrupted run had changed something. */
export interface Recovered {
  readonly detail: string;
  readonly record: AuditRecord | undefined;
}

/**
 * Finds out what an interrupted run did to each of its flows, and finishes it. An atomic run ends as it would have ended
 * undisturbed: all its flows are live and recorded, or all are rolled back, the last first. `me`: the run that recovers.
 */
export async function recover(
  interruption: Interruption,
  me: RunFacts,
  ports: ReleasePorts & { readonly uuid: () => string },
): Promise<Recovered[]> {
  const { intent } = interruption;
  if (intent.atomic) return recoverAtomic(interruption, me, ports);
  const ends: Recovered[] = [];
  for (const flow of intent.flows) {
    const observed = await observe(flow, interruption, ports);
    ends.push(await finish({ ...observed, found: assess(observed.seen) }, intent, me, ports));
  }
  return ends;
}

async function recoverAtomic(
  interruption: Interruption,
  me: RunFacts,
  ports: ReleasePorts & { readonly uuid: () => string },
): Promise<Recovered[]> {
  const { intent } = interruption;
  const all: Assessed[] = [];
  for (const flow of intent.flows) {
    const observed = await observe(flow, interruption, ports);
    all.push({ ...observed, found: assess(observed.seen) });
  }
  const failed = all.find(({ found }) => found.is !== 'live');
  const ends: Recovered[] = [];
  if (intent.rolling_back === undefined && !failed) {
    for (const each of all) ends.push(await finish(each, intent, me, ports));
    return ends;
  }
  const why = intent.rolling_back ?? `"${failed?.flow.flow_name}" did not go live, and this run is atomic`;
  const rolledBack = all.map((each) => ({ ...each, found: assessFailedAtomic(each.found, each.seen) }));
  await noteRollback(rolledBack, why, ports);
  for (const each of rolledBack.toReversed()) ends.push(await finish(each, intent, me, ports, why));
  return ends;
}

/** Written down first: should this run be killed, too, the next one finishes the rollback. */
async function noteRollback(
  all: readonly Assessed[],
  why: string,
  { journal, log }: ReleasePorts,
): Promise<void> {
  const targets = all.flatMap(({ flow, found }) =>
    found.is === 'failed-live' || found.is === 'rolling-back' ? [[flow.key, found.target] as const] : [],
  );
  await journal.noteRollback(why, new Map(targets)).catch((error: unknown) => {
    if (error instanceof IntentLost) throw error;
    log.warning(`The rollback could not be written down before it began: ${errorMessage(error)}`);
  });
}

/** Does what follows for one flow. `why`: why an atomic run is rolled back. */
async function finish(
  { flow, live, seen, found }: Assessed,
  intent: Intent,
  me: RunFacts,
  ports: ReleasePorts & { readonly uuid: () => string },
  why?: string,
): Promise<Recovered> {
  const requested = seen.purpose === 'rollback';
  const subject = {
    key: flow.key,
    live,
    rename: flow.renamed_from === undefined ? undefined : { from: flow.renamed_from, to: flow.flow_name },
    base: seen.base,
    requested,
    why: why ?? reason(found, seen.job),
  };
  const end = await act(found, subject, ports);
  const status = forgotten({ found, seen }, intent) ? 'rollback_failed' : end.status;
  const detail = `"${flow.flow_name}": ${end.detail}`;
  if (status === 'rollback_failed') ports.log.warning(detail);
  else ports.log.info(detail);
  if (!isRecorded({ found, seen }, status, intent)) return { detail, record: undefined };
  const trigger = found.is === 'live' ? null : subject.why || null;
  const record = toRecovered(
    flow,
    { flowId: live?.id ?? '', version: end.version ?? null, status, trigger },
    { intent, me },
    ports.uuid(),
    ports.clock.now(),
  );
  return { detail, record };
}

/** A flow of an atomic run whose job the platform has forgotten: nobody can say whether it has to be rolled back. */
function forgotten({ found, seen }: Pick<Assessed, 'found' | 'seen'>, { atomic }: Intent): boolean {
  return atomic === true && found.is === 'unknown' && seen.job === 'forgotten';
}

/** Whether the interrupted run, or its recovery, changed the flow, so that it is recorded. */
function isRecorded(
  { found, seen }: Pick<Assessed, 'found' | 'seen'>,
  status: End<AuditRecord['status']>['status'],
  { atomic }: Intent,
): boolean {
  if (status === 'rollback_failed') return true;
  if (seen.purpose === 'adopt') return false;
  switch (found.is) {
    case 'live':
    case 'overwrote':
    case 'failed-live':
    case 'rolling-back':
    case 'rolled-back':
      return true;
    case 'unchanged':
    case 'replaced':
      return atomic === true && (seen.job === 'success' || seen.job === 'failure');
    default:
      return false;
  }
}

function reason(found: Assessment, job: Observed['seen']['job']): string {
  switch (found.is) {
    case 'unchanged':
      return 'nothing was published';
    case 'overwrote':
      return `it replaced version ${found.restore.id}, published ${who(found.restore)}`;
    case 'failed-live':
    case 'failed-kept':
      return job === 'failure'
        ? 'its job had failed, and yet a new version was live'
        : 'the flow that went live is not active, or has another name';
    case 'placeholder':
      return 'only its placeholder went live';
    case 'rolling-back':
    case 'rolled-back':
      return 'its publish had failed';
    default:
      return '';
  }
}
