import { dictionary } from '../source/data.ts';

/** Events on which a flow may be published or rolled back: only people and tools with write access can cause them. */
export const PUBLISH_EVENTS: readonly string[] = [
  'push',
  'workflow_dispatch',
  'schedule',
  'repository_dispatch',
  'release',
  'deployment',
];

/** Events that need write access to the repository. */
const WRITERS_ONLY = new Set([...PUBLISH_EVENTS, 'create', 'delete', 'deployment_status']);

/** Beginnings of the names of events whose payload does not say whose code a workflow checks out next. */
const UNKNOWN_CODE: readonly string[] = [
  'issue',
  'sub_issue',
  'check_',
  'status',
  'discussion',
  'commit_comment',
];

/** What an event's payload shows about whose code the run may have checked out. */
export interface Trust {
  /** Why the code may be a stranger's; undefined where the evidence says that it is not. */
  readonly stranger: string | undefined;
  /**
   * True for events that anybody can cause, and for merge groups, which may hold the code of a fork: then only the commit
   * of the event itself is trusted.
   */
  readonly ownCommitOnly: boolean;
}

/** Judges an event by its payload. What cannot be read, or does not say, counts as a stranger's. */
export function trustOf(name: string, payload: unknown): Trust {
  const ownCommitOnly = !WRITERS_ONLY.has(name) && !isPull(name);
  return { stranger: strangerOf(name, payload), ownCommitOnly };
}

function strangerOf(name: string, payload: unknown): string | undefined {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload))
    return 'the payload of the event cannot be read';
  const event = dictionary(payload);
  if (name === 'pull_request_target') return 'the event is pull_request_target';
  if (isPull(name)) {
    const pull = dictionary(event.pull_request);
    const same = sameRepository(dictionary(pull.head).repo, dictionary(pull.base).repo);
    return same ? undefined : 'the pull request comes from a fork';
  }
  if (name === 'workflow_run') return strangersRun(dictionary(event.workflow_run), event.repository);
  if (UNKNOWN_CODE.some((start) => name.startsWith(start))) return `anybody can cause the event ${name}`;
  return name === '' ? 'the event has no name' : undefined;
}

/** The run before it must be of this repository, and of an event that strangers cannot cause. */
function strangersRun(run: Readonly<Record<string, unknown>>, repository: unknown): string | undefined {
  if (!sameRepository(run.head_repository, repository)) return 'the workflow run comes from a fork';
  const before = typeof run.event === 'string' ? run.event : '';
  if (WRITERS_ONLY.has(before) || before === 'pull_request') return undefined;
  return `anybody can cause the event of the workflow run before (${before.slice(0, 60) || 'unknown'})`;
}

function isPull(name: string): boolean {
  return name.startsWith('pull_request');
}

/** A fork that was deleted has no name; then it is a fork all the same. */
function sameRepository(one: unknown, other: unknown): boolean {
  const [a, b] = [dictionary(one).full_name, dictionary(other).full_name];
  return typeof a === 'string' && typeof b === 'string' && a !== '' && a.toLowerCase() === b.toLowerCase();
}
