import { underName } from '../architect/named.ts';
import { IntentLost } from '../audit/intent-holder.ts';
import { ActionError, errorMessage } from '../errors.ts';
import { isNewer } from '../genesys/platform-version.ts';
import type { OrgFlow, OrgVersion } from '../genesys/port.ts';
import { who } from '../plan/decide.ts';
import { runJob } from './job.ts';
import { NOTHING } from './observation.ts';
import { follow } from './operation.ts';
import { overwrittenUntil } from './overwritten.ts';
import { isOwnLock, releaseLock } from './own-lock.ts';
import type { ReleasePorts } from './ports.ts';

/** How a rollback ended. */
export interface RollbackEnd {
  readonly done: boolean;
  readonly detail: string;
  /** The version that is live now, as far as it is known. */
  readonly version: string | undefined;
  /** What is live now is what another user published meanwhile. */
  readonly theirs: boolean;
}

const LIMIT_MS = 60_000;
/** How often another user may publish while a flow is being rolled back. */
const MOST_TIMES = 3;

/** The run was cancelled during a rollback: the intent has its target, and the next run finishes it. */
export class Interrupted extends ActionError {
  constructor(name: string, target: string) {
    super(
      `the run was cancelled while "${name}" was being rolled back to version ${target}`,
      'The next run rolls it back first.',
    );
    this.name = 'Interrupted';
  }
}

/**
 * Makes `target`, the version that was live before, live again and reads back that it is. Where publishing that version does
 * nothing or is refused, it is exported and published again. A flow that had no version before is deactivated. A version
 * that another user publishes meanwhile becomes the target.
 */
export async function rollBackTo(
  live: OrgFlow,
  target: string | undefined,
  key: string,
  ports: ReleasePorts,
): Promise<RollbackEnd> {
  const { genesys, log, journal } = ports;
  let goal = target;
  let from = live;
  let detail = '';
  let seen = [live.published?.id, live.saved?.id, live.checkedIn?.id];
  try {
    for (let time = 1; ; time++) {
      // Should the run end here, the next one has to know that this is where the flow was going.
      await journal.note(key, { target_version: goal ?? NOTHING }).catch((error: unknown) => {
        if (error instanceof IntentLost) throw error;
        // Callers hear what is live now, so the rollback counts for more than that it is written down.
        log.warning(
          `"${live.name}": the rollback could not be written down before it began: ${errorMessage(error)}`,
        );
      });
      if (goal === undefined) {
        await genesys.deactivate(live.id);
        return {
          done: true,
          detail: `the flow is new; it was deactivated, not deleted (id ${live.id})`,
          version: undefined,
          theirs: false,
        };
      }
      const back: Made = await makeLive(from, goal, key, ports);
      if (back.theirs) return back;
      const later = back.now && (await overwrittenUntil(genesys, seen, back.now)).published;
      if (!later || time === MOST_TIMES) {
        return { ...back, detail: `${back.detail}${detail}`, theirs: back.done && goal !== target };
      }
      detail = `, which was published ${who(later)} in the meantime`;
      goal = later.id;
      seen = [later.id];
      from = back.now ?? from;
      log.info(`"${live.name}": version ${later.id}${detail} was overwritten; it is restored`);
    }
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    return failed(goal, errorMessage(error), live.published?.id);
  }
}

type Made = RollbackEnd & { readonly now?: OrgFlow | undefined };

/** Makes a version live again, by publishing it or, where that does nothing, its export. `live`: the flow as it was read last. */
async function makeLive(live: OrgFlow, target: string, key: string, ports: ReleasePorts): Promise<Made> {
  const { genesys, log } = ports;
  log.info(`"${live.name}": rolling back to version ${target}`);
  const made = (flow: OrgFlow | undefined) => newVersionOf(flow, live, (id) => id === genesys.clientId);
  const answer = await genesys.publishVersion(live.id, target).then(
    (operation) => ({ operation, refused: undefined }),
    (error: unknown) => ({ operation: undefined, refused: errorMessage(error) }),
  );
  const now =
    answer.refused === undefined
      ? await followRollback(
          live,
          target,
          answer.operation,
          (flow) => flow?.published?.id === target || made(flow) !== undefined,
          ports,
        )
      : await genesys.flowById(live.id);
  if (now?.published?.id === target)
    return { done: true, detail: `version ${target} is live again`, version: target, theirs: false, now };
  const anew = made(now);
  if (anew) return asNewVersion(target, anew.id, now);
  const other = newVersionOf(now, live, (id) => id !== genesys.clientId);
  if (other) return leftAlone(other, now);
  const why = answer.refused ?? now?.operation?.error ?? 'the platform did not change the version';
  return publishExport(now ?? live, target, why, key, ports);
}

/** Publishes an export of a version as a new one. `why`: what kept the version itself from going live, in words. */
async function publishExport(
  live: OrgFlow,
  target: string,
  why: string,
  key: string,
  ports: ReleasePorts,
): Promise<Made> {
  const { genesys, log, journal, jobs, deadline, clock } = ports;
  log.info(`"${live.name}": ${why}; publishing an export of version ${target}`);
  const text = await underName(await genesys.exportVersion(live, target), live.name);
  if (isOwnLock(live, ports)) await releaseLock(live, ports);
  const job = await jobs.take(key, journal, 'rollback', {
    rollback_from: live.published?.id ?? NOTHING,
  });
  const patient = { ...ports, deadline: { at: Math.max(deadline.at, clock.now() + LIMIT_MS) } };
  const { end } = await runJob({ name: live.name, key, text }, job, clock.cancelled ? ports : patient, {
    uploading: false,
  });
  if (end === 'timeout' && clock.cancelled) throw new Interrupted(live.name, target);
  const made = (flow: OrgFlow | undefined) => newVersionOf(flow, live, (id) => id === genesys.clientId);
  const after =
    end === 'success'
      ? await followRollback(live, target, undefined, (flow) => made(flow) !== undefined, ports)
      : await genesys.flowById(live.id);
  const anew = made(after);
  if (anew) return asNewVersion(target, anew.id, after);
  const ended = end === 'success' ? 'no new version is live' : `its job ended with ${end}`;
  const holder =
    after?.lock && after.lock.clientId !== genesys.clientId ? `, locked by ${after.lock.holder}` : '';
  return {
    ...failed(target, `${why}; ${ended}${holder}`, after?.published?.id ?? live.published?.id),
    now: after,
  };
}

/** The version that is live where it came after what was live `before`, and was made by such a client. */
function newVersionOf(
  flow: OrgFlow | undefined,
  before: OrgFlow,
  by: (clientId: string | undefined) => boolean,
): OrgVersion | undefined {
  const version = flow?.published;
  if (!version || version.id === before.published?.id || !by(version.clientId)) return undefined;
  return before.published && isNewer(version, before.published) === false ? undefined : version;
}

function asNewVersion(target: string, version: string, now: OrgFlow | undefined): Made {
  const detail = `the content of version ${target} is live again, as version ${version}`;
  return { done: true, detail, version, theirs: false, now };
}

function leftAlone(version: OrgVersion, now: OrgFlow | undefined): Made {
  const detail = `version ${version.id}, published ${who(version)} in the meantime, is live and was left alone`;
  return { done: true, detail, version: version.id, theirs: true, now };
}

function failed(target: string | undefined, why: string, version: string | undefined): Made {
  const wanted =
    target === undefined
      ? 'the new flow could not be deactivated'
      : `version ${target} could not be rolled back`;
  return {
    done: false,
    detail: `${wanted} (${why}); version ${version ?? 'unknown'} is live: act in Architect now`,
    version,
    theirs: false,
  };
}

function followRollback(
  { id, name }: OrgFlow,
  target: string,
  operation: string | undefined,
  reached: (flow: OrgFlow | undefined) => boolean,
  ports: ReleasePorts,
): Promise<OrgFlow | undefined> {
  const cancelled = () => {
    throw new Interrupted(name, target);
  };
  return follow(id, { operation, reached, cancelled }, ports);
}
