import { errorMessage, UserError } from '../errors.ts';
import type { OrgFlow } from '../genesys/port.ts';
import { nextPoll } from './cadence.ts';
import { type ReleasePorts, runJob } from './job.ts';

/** How a rollback ended. */
export interface PutBack {
  readonly done: boolean;
  readonly detail: string;
  /** The version that is live now, as far as it is known. */
  readonly version: string | undefined;
}

/** What a flow goes back to that had no version. */
export const NOTHING = 'none';
const LIMIT_MS = 60_000;

/** The run was cancelled while a flow was on its way back: its intent says where to, and the next run brings it there. */
export class Interrupted extends UserError {
  constructor(name: string, target: string | undefined) {
    super(
      `the run was cancelled while "${name}" was being put back to ${target === undefined ? 'nothing live' : `version ${target}`}`,
      'The next run puts it back first.',
    );
    this.name = 'Interrupted';
  }
}

/**
 * Makes `target`, the version that was live before, live again and reads back that it is. Where publishing that version does
 * nothing or is refused, it is exported and published anew. A flow that had no version before is deactivated.
 */
export async function putBack(
  live: OrgFlow,
  target: string | undefined,
  key: string,
  ports: ReleasePorts,
): Promise<PutBack> {
  const { genesys, log, journal, tickets, deadline } = ports;
  try {
    // Should the run end here, the next one has to know that this is where the flow was going.
    await journal.note(key, { target_version: target ?? NOTHING });
    if (target === undefined) {
      await genesys.deactivate(live.id);
      return {
        done: true,
        detail: `the flow is new; it was deactivated, not deleted (id ${live.id})`,
        version: undefined,
      };
    }
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
      return { done: true, detail: `version ${target} is live again`, version: target };

    log.info(
      `"${live.name}": ${refused ?? 'the platform did not change the version'}; publishing an export of version ${target}`,
    );
    const before = now?.published?.id;
    const text = await genesys.exportVersion(live, target);
    const ticket = await tickets.take(key, journal);
    const patient = { ...ports, deadline: { at: Math.max(deadline.at, ports.clock.now() + LIMIT_MS) } };
    const { end } = await runJob({ name: live.name, key, text }, ticket, patient, { uploading: false });
    const after = await settle(live, target, (id) => id !== undefined && id !== before, ports);
    if (after?.published && after.published.id !== before && after.published.clientId === genesys.clientId) {
      const version = after.published.id;
      return {
        done: true,
        detail: `the content of version ${target} is live again, as version ${version}`,
        version,
      };
    }
    return failed(
      target,
      end === 'success' ? 'no new version is live' : `its job ended with ${end}`,
      after?.published?.id ?? before,
    );
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    return failed(target, errorMessage(error), live.published?.id);
  }
}

function failed(target: string | undefined, why: string, version: string | undefined): PutBack {
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

async function settle(
  { id, name }: OrgFlow,
  target: string | undefined,
  reached: (version: string | undefined) => boolean,
  { genesys, clock, deadline }: ReleasePorts,
): Promise<OrgFlow | undefined> {
  const begun = clock.now();
  for (;;) {
    const flow = await genesys.flowById(id);
    if (reached(flow?.published?.id)) return flow;
    // Publishing a version is asynchronous; its operation says when it has given up.
    if (flow?.operation?.complete && flow.operation.error !== undefined) return flow;
    const wait = nextPoll(clock.now() - begun);
    if (clock.cancelled && clock.now() > deadline.at) throw new Interrupted(name, target);
    if (clock.now() - begun + wait > LIMIT_MS) return flow;
    await clock.sleep(wait);
  }
}
