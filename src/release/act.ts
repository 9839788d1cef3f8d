import type { OrgFlow } from '../genesys/port.ts';
import type { AssessmentOf, State } from './assess.ts';
import { NOTHING } from './observation.ts';
import { isOwnLock, letGo } from './own-lock.ts';
import type { ReleasePorts } from './ports.ts';
import { restoreName } from './rename.ts';
import { rollBackTo } from './roll-back-to.ts';
import type { EndStatus } from './states.ts';

/** A flow whose release is ended. */
export interface Subject {
  /** `TYPE/name`. */
  readonly key: string;
  /** As it was read last. */
  readonly live: OrgFlow | undefined;
  /** The name and the lock to restore where the release renamed it. */
  readonly rename: { readonly from: string; readonly to: string } | undefined;
  /** The version that was live before. */
  readonly base: string | undefined;
  /** A rollback was asked for: that it is done is a success. */
  readonly requested: boolean;
  /** Why it is rolled back, or did not go live; empty where there is nothing to explain. */
  readonly why: string;
}

/** How the release of a flow ended. */
export interface End<Status> {
  readonly status: Status;
  /** One line: what happened, and what is live now. */
  readonly detail: string;
  /** The platform version that is live now, as far as it is known. */
  readonly version: string | undefined;
}

type Act<Is extends State> = (
  found: AssessmentOf<Is>,
  subject: Subject,
  ports: ReleasePorts,
) => Promise<End<EndStatus<Is>>>;

/** What is done in each state. */
const ACTS: { readonly [Is in State]: Act<Is> } = {
  async live({ version }, { live }, ports) {
    if (live && isOwnLock(live, ports)) await letGo(live.id, ports);
    return { status: 'success', detail: `version ${version?.id ?? 'none'} is live`, version: version?.id };
  },
  async unfinished(_, subject) {
    return { status: 'pending', detail: explained(subject, whatIsLive(subject)), version: idOf(subject) };
  },
  async unchanged(_, subject, ports) {
    const name = await nameBack(subject, ports);
    return ended('failure', subject, whatIsLive(subject), name);
  },
  async replaced({ version }, subject, ports) {
    const name = await nameBack(subject, ports);
    return ended(
      'conflict',
      subject,
      `version ${version?.id ?? 'none'} of another user is live and was left alone`,
      name,
    );
  },
  async 'failed-kept'({ version }, subject) {
    const detail = `version ${version?.id ?? 'none'} is live and stays, as rollback_on_fail says`;
    return { status: 'failure', detail: explained(subject, detail), version: idOf(subject) };
  },
  async overwrote({ restore }, subject, ports) {
    return rolledBack('conflict', restore.id, subject, ports);
  },
  async 'failed-live'({ target }, subject, ports) {
    return rolledBack(
      target === (subject.base ?? NOTHING) ? 'rolled_back' : 'conflict',
      target,
      subject,
      ports,
    );
  },
  async placeholder(_, subject, ports) {
    const { status, ...end } = await rolledBack('failure' as const, NOTHING, subject, ports);
    return { ...end, status: status === 'conflict' ? 'failure' : status };
  },
  async 'rolling-back'({ target }, subject, ports) {
    const theirs = !subject.requested && target !== (subject.base ?? NOTHING);
    return rolledBack(theirs ? 'conflict' : good(subject), target, subject, ports);
  },
  async 'rolled-back'({ version }, subject, ports) {
    const name = await nameBack(subject, ports);
    return ended(good(subject), subject, `version ${version?.id ?? 'none'} is live again`, name);
  },
  async unknown({ why }, subject) {
    const detail = `version ${idOf(subject) ?? 'none'} is live: ${why}; compare it in Architect with version ${subject.base ?? 'none'}`;
    return {
      status: subject.requested ? 'rollback_failed' : 'failure',
      detail: explained(subject, detail),
      version: idOf(subject),
    };
  },
};

/** Does what follows from an assessment. Throws `Interrupted` where the run is cancelled during a rollback. */
export function act<Is extends State>(
  found: AssessmentOf<Is>,
  subject: Subject,
  ports: ReleasePorts,
): Promise<End<EndStatus<Is>>> {
  return ACTS[found.is](found, subject, ports);
}

function idOf({ live }: Subject): string | undefined {
  return live?.published?.id;
}

function whatIsLive(subject: Subject): string {
  const version = idOf(subject);
  return version === undefined ? 'nothing is live' : `version ${version} is live`;
}

function explained({ why }: Subject, detail: string): string {
  return why === '' ? detail : `${why}; ${detail}`;
}

function good({ requested }: Subject): 'success' | 'rolled_back' {
  return requested ? 'success' : 'rolled_back';
}

/** An end at which nothing more is to be done; `name`: what of the old name could not be restored. */
function ended<Status>(
  status: Status,
  subject: Subject,
  detail: string,
  name: string | undefined,
): End<Status | 'rollback_failed'> {
  const version = idOf(subject);
  const whole = explained(subject, detail);
  return name === undefined
    ? { status, detail: whole, version }
    : { status: 'rollback_failed', detail: `${whole}; ${name}`, version };
}

/** Rolls a flow back, its name first. */
async function rolledBack<Status>(
  status: Status,
  target: string,
  subject: Subject,
  ports: ReleasePorts,
): Promise<End<Status | 'conflict' | 'rollback_failed'>> {
  const { live, key } = subject;
  if (!live)
    return { status: 'rollback_failed', detail: explained(subject, 'the flow is gone'), version: undefined };
  const name = await nameBack(subject, ports);
  const back = await rollBackTo(live, target === NOTHING ? undefined : target, key, ports);
  const detail = explained(subject, `${back.detail}${name === undefined ? '' : `; ${name}`}`);
  const done = back.done && name === undefined;
  return {
    status: done ? (back.theirs ? 'conflict' : status) : 'rollback_failed',
    detail,
    version: back.version,
  };
}

/**
 * Restores the name that a flow had before: only while this client holds its lock, or while it has the name that the
 * release gave it. Returns what could not be done; undefined if all is as before.
 */
async function nameBack({ live, rename }: Subject, ports: ReleasePorts): Promise<string | undefined> {
  if (!live || !rename) return undefined;
  const ours = isOwnLock(live, ports);
  if (!ours && live.name !== rename.to) return undefined;
  return restoreName(live.id, rename.from, ports);
}
