import { ConfigurationError } from '../errors.ts';
import type { Credentials } from '../genesys/credentials.ts';
import { matchesWildcard } from '../text/wildcard.ts';
import type { Checkout } from './checkout.ts';
import { DISPATCH_TYPE, type Event } from './event.ts';
import { PUBLISH_EVENTS } from './trust.ts';

/** What a run can do. */
export const MODES = [
  'validate',
  'plan',
  'publish',
  'rollback',
  'record',
  'verify',
  'drift',
  'export',
] as const;

export type Mode = (typeof MODES)[number];

/** What decides about the mode of a run, beside the event. */
export interface ModeInputs extends Credentials {
  readonly mode: Mode | 'auto';
  /** Refs and commits beside the default branch that may be published. */
  readonly allowRefs: readonly string[];
}

/** What a run does, why where it is not what was asked for, and the commit that it is about. */
export interface ResolvedMode {
  readonly mode: Mode;
  readonly because: string | undefined;
  readonly commit: string;
}

/** A run that may not do what was asked. */
export interface Refused {
  readonly problem: ConfigurationError;
}

/**
 * The mode of this run, or why the publish or rollback that was asked for is refused. What may be a stranger's code is
 * only validated.
 */
export function resolveMode(
  inputs: ModeInputs,
  event: Event,
  checkout: Checkout = 'none',
): ResolvedMode | Refused {
  const changes = inputs.mode === 'publish' || inputs.mode === 'rollback';
  const isGate = event.name.startsWith('pull_request') || event.name === 'merge_group';
  const stranger = event.stranger ?? strayed(event, checkout);
  if (stranger !== undefined) {
    // A required check of a fork's pull request has to pass; nowhere else is a publish skipped without an error.
    if (changes && !isGate) return { problem: refused(inputs.mode, event, stranger) };
    const because = inputs.mode === 'validate' ? undefined : `${stranger}: checked without credentials`;
    return { mode: 'validate', because, commit: event.sha };
  }
  const { mode, because } = asked(inputs, event, isGate);
  const commit =
    mode === 'publish' || mode === 'rollback' ? published(mode, inputs, event, checkout) : event.sha;
  return typeof commit === 'string' ? { mode, because, commit } : { problem: commit };
}

function asked(
  inputs: ModeInputs,
  event: Event,
  isGate: boolean,
): { readonly mode: Mode; readonly because: string | undefined } {
  if (inputs.mode !== 'auto') return { mode: inputs.mode, because: undefined };
  const credentials = inputs.clientId !== '' && inputs.clientSecret !== '';
  if (event.defaultBranchPush) return { mode: 'publish', because: undefined };
  if (event.dispatch?.type === DISPATCH_TYPE) return { mode: 'record', because: undefined };
  if (event.name === 'schedule' && credentials) return { mode: 'drift', because: undefined };
  if (credentials) return { mode: 'plan', because: undefined };
  return { mode: 'validate', because: isGate ? 'no Genesys credentials are given' : undefined };
}

/** On an event that anybody can cause, a workspace that is not at the event's own commit may hold anybody's code. */
function strayed(event: Event, checkout: Checkout): string | undefined {
  if (!event.ownCommitOnly) return undefined;
  if (typeof checkout === 'object' && checkout.head === event.sha) return undefined;
  return event.name === 'merge_group'
    ? 'a merge group may hold the code of a fork, and the workspace is not at its commit'
    : `anybody can cause the event ${event.name}, and the workspace is not at its commit`;
}

/** The commit that is published, or why the event, the ref or the commit may not be. */
function published(
  mode: 'publish' | 'rollback',
  inputs: ModeInputs,
  event: Event,
  checkout: Checkout,
): string | ConfigurationError {
  if (!event.isLocal && !PUBLISH_EVENTS.includes(event.name))
    return refused(mode, event, `it is allowed on ${PUBLISH_EVENTS.join(', ')}`);
  if (checkout === 'unreadable') {
    return new ConfigurationError(
      `Mode ${mode} is refused: git cannot tell which commit the workspace is at`,
      'Check out the repository with actions/checkout in the same job, and install git on the runner.',
    );
  }
  if (checkout === 'several') {
    return new ConfigurationError(
      `Mode ${mode} is refused: the globs of "manifests" lie in more than one clone`,
      'Check out one commit in the job, or name only folders of one clone in the input "manifests".',
    );
  }
  if (checkout === 'none' || checkout.head === event.sha) {
    if (event.onDefaultBranch || isAllowed(inputs.allowRefs, [event.sha, event.ref])) return event.sha;
    return new ConfigurationError(
      `Mode ${mode} is refused: ${event.ref || event.sha || 'the ref of the event'} is not the default branch`,
      `Run it on the default branch, or set the input "allow-ref" to ${event.ref || event.sha || 'the ref'}.`,
    );
  }
  if (isAllowed(inputs.allowRefs, [checkout.head, ...checkout.refs])) return checkout.head;
  return new ConfigurationError(
    `Mode ${mode} is refused: the workspace is at ${checkout.head}, but the event is about ${event.sha || 'no commit'}`,
    'Check out the commit of the event, or set the input "allow-ref" to the branch, tag or commit to publish.',
  );
}

/** Whether an entry of `allow-ref` names one of these refs or commits. Short names are branches or tags. */
function isAllowed(entries: readonly string[], names: readonly string[]): boolean {
  return entries.some((entry) => {
    const full = entry.startsWith('refs/') ? [entry] : [entry, `refs/heads/${entry}`, `refs/tags/${entry}`];
    return names.some((name) =>
      name.startsWith('refs/')
        ? /^refs\/(heads|tags)\//.test(name) && full.some((pattern) => matchesWildcard(pattern, name))
        : name !== '' && name === entry,
    );
  });
}

function refused(mode: string, event: Event, why: string): ConfigurationError {
  return new ConfigurationError(
    `Mode ${mode} is refused on ${event.name || 'unknown'} events: ${why}`,
    mode === 'rollback'
      ? 'Run it by hand: "on: workflow_dispatch" with the inputs "flow" and "to-version".'
      : 'Publish after the merge: use "on: push" of the default branch, or leave "mode" at auto.',
  );
}
