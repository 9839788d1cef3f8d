import type { RecordStatus } from '../audit/record.ts';
import { IntentLost } from '../audit/trail.ts';
import { errorMessage, UserError } from '../errors.ts';
import { underName } from '../flow/named.ts';
import type { OrgFlow } from '../genesys/port.ts';
import { who } from '../plan/decide.ts';
import { nextLook } from './cadence.ts';
import { coveredBy } from './covered.ts';
import { type ReleasePorts, runJob } from './job.ts';

/** How a rollback ended. */
export interface PutBack {
  readonly done: boolean;
  readonly detail: string;
  /** The version that is live now, as far as it is known. */
  readonly version: string | undefined;
  /** What is live now is what somebody else published in the meantime. */
  readonly theirs: boolean;
}

/** What a flow that was put back counts as: a conflict where what it went back to is somebody else's, else `good`. */
export function backStatus<T extends RecordStatus = 'rolled_back'>(
  { done, theirs }: Pick<PutBack, 'done' | 'theirs'>,
  good: T = 'rolled_back' as T,
): T | 'conflict' | 'rollback_failed' {
  if (!done) return 'rollback_failed';
  return theirs ? 'conflict' : good;
}

/** What a flow goes back to that had no version. */
export const NOTHING = 'none';
const LIMIT_MS = 60_000;
/** How often somebody may publish while a flow is being put back. */
const MOST_TIMES = 3;

/** The run was cancelled while a flow was on its way back: its intent says where to, and the next run brings it there. */
export class Interrupted extends UserError {
  constructor(name: string, target: string) {
    super(
      `the run was cancelled while "${name}" was being put back to version ${target}`,
      'The next run puts it back first.',
    );
    this.name = 'Interrupted';
  }
}

/**
 * Makes `target`, the version that was live before, live again and reads back that it is. Where publishing that version does
 * nothing or is refused, it is exported and published anew. A flow that had no version before is deactivated. What
 * somebody else publishes meanwhile is what the flow goes back to then.
 */
export async function putBack(
  live: OrgFlow,
  target: string | undefined,
  key: string,
  ports: ReleasePorts,
): Promise<PutBack> {
  const { genesys, log, journal } = ports;
  let goal = target;
  let detail = '';
  let seen = [live.published?.id, live.saved?.id, live.checkedIn?.id];
  try {
    for (let time = 1; ; time++) {
      // Should the run end here, the next one has to know that this is where the flow was going.
      await journal.note(key, { target_version: goal ?? NOTHING }).catch((error: unknown) => {
        if (error instanceof IntentLost) throw error;
        // Callers hear what is live now, so that it is put back counts for more than that it is written down.
        log.warning(
          `"${live.name}": what is done now could not be written down first: ${errorMessage(error)}`,
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
      const back = await makeLive(live, goal, key, ports);
      const later =
        back.now?.saved && (await coveredBy(genesys, seen, past(back.now.saved), live.id)).published;
      if (!later || time === MOST_TIMES) {
        return { ...back, detail: `${back.detail}${detail}`, theirs: back.done && goal !== target };
      }
      detail = `, which was published ${who(later)} in the meantime`;
      goal = later.id;
      seen = [later.id];
      log.info(`"${live.name}": version ${later.id}${detail} is covered; it goes live again`);
    }
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    return { ...failed(goal, errorMessage(error), live.published?.id), theirs: false };
  }
}

/** A version that would come right after this one: what is looked through then includes it. */
function past<T extends { readonly id: string }>(version: T): T {
  return { ...version, id: `${Number.parseFloat(version.id) + 1}.0` };
}

type Made = Omit<PutBack, 'theirs'> & { readonly now?: OrgFlow | undefined };

async function makeLive(live: OrgFlow, target: string, key: string, ports: ReleasePorts): Promise<Made> {
  const { genesys, log, journal, tickets, deadline, clock } = ports;
  log.info(`"${live.name}": putting version ${target} back`);
  const refused = await genesys.publishVersion(live.id, target).then(
    () => undefined,
    (error: unknown) => errorMessage(error),
  );
  const now =
    refused === undefined
      ? await settle(live, target, (id) => id === target, ports)
      : await genesys.flowById(live.id);
  if (now?.published?.id === target)
    return { done: true, detail: `version ${target} is live again`, version: target, now };

  log.info(
    `"${live.name}": ${refused ?? 'the platform did not change the version'}; publishing an export of version ${target}`,
  );
  const before = now?.published?.id;
  const text = await underName(await genesys.exportVersion(live, target), now?.name ?? live.name);
  const ticket = await tickets.take(key, journal, 'rollback');
  const patient = { ...ports, deadline: { at: Math.max(deadline.at, clock.now() + LIMIT_MS) } };
  const { end } = await runJob({ name: live.name, key, text }, ticket, clock.cancelled ? ports : patient, {
    uploading: false,
  });
  if (end === 'timeout' && clock.cancelled) throw new Interrupted(live.name, target);
  const ours = (flow: OrgFlow | undefined) =>
    flow?.published?.id !== before && flow?.published?.clientId === genesys.clientId;
  const after = await settle(live, target, (_, flow) => ours(flow), ports, end === 'success');
  if (ours(after)) {
    const version = after?.published?.id;
    const detail = `the content of version ${target} is live again, as version ${version}`;
    return { done: true, detail, version, now: after };
  }
  const why = end === 'success' ? 'no new version is live' : `its job ended with ${end}`;
  return { ...failed(target, why, after?.published?.id ?? before), now: after };
}

function failed(target: string | undefined, why: string, version: string | undefined): Made {
  const wanted =
    target === undefined
      ? 'the new flow could not be deactivated'
      : `version ${target} could not be put back`;
  return {
    done: false,
    detail: `${wanted} (${why}); version ${version ?? 'unknown'} is live: act in Architect now`,
    version,
  };
}

/** Reads the flow until it has got there; once where that is not `expected`. */
async function settle(
  { id, name }: OrgFlow,
  target: string,
  reached: (version: string | undefined, flow: OrgFlow | undefined) => boolean,
  { genesys, clock, deadline }: ReleasePorts,
  expected = true,
): Promise<OrgFlow | undefined> {
  const begun = clock.now();
  for (;;) {
    const flow = await genesys.flowById(id);
    if (reached(flow?.published?.id, flow) || !expected) return flow;
    // Publishing a version is asynchronous; its operation says when it has given up.
    if (flow?.operation?.complete && flow.operation.error !== undefined) return flow;
    const wait = nextLook(clock.now() - begun);
    if (clock.cancelled && clock.now() > deadline.at) throw new Interrupted(name, target);
    if (clock.now() - begun + wait > LIMIT_MS) return flow;
    await clock.sleep(wait);
  }
}
