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
  'gather',
  'rollback',
  'record',
  'verify',
  'drift',
  'export',
] as const;

export type Mode = (typeof MODES)[number];

/** The inputs that decide the mode of a run, together with the event. */
export interface ModeInputs extends Credentials {
  readonly mode: Mode | 'auto';
  /** Refs and commits that may be published in addition to the default branch. */
  readonly allowRefs: readonly string[];
}

/** The mode of a run, the reason if it differs from the input `mode`, and the commit. */
export interface ResolvedMode {
  readonly mode: Mode;
  readonly because: string | undefined;
  readonly commit: string;
}

/** The error of a run whose mode is refused. */
export interface Refused {
  readonly problem: ConfigurationError;
}

/**
 * Returns the mode of this run, or the error if publish or rollback is refused. Code that may come from an untrusted person is
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
    // A required check must be able to pass on a fork's pull request. In all other cases a skipped publish is an error.
    if (changes && !isGate) return { problem: refused(inputs.mode, event, stranger) };
    const because = inputs.mode === 'validate' ? undefined : `${stranger}: checked without credentials`;
    return { mode: 'validate', because, commit: event.sha };
  }
  const { mode, because } = asked(inputs, event, isGate ? noCredentials(event) : undefined);
  const commit =
    mode === 'publish' || mode === 'rollback' ? published(mode, inputs, event, checkout) : event.sha;
  return typeof commit === 'string' ? { mode, because, commit } : { problem: commit };
}

function asked(
  inputs: ModeInputs,
  event: Event,
  without: string | undefined,
): { readonly mode: Mode; readonly because: string | undefined } {
  if (inputs.mode !== 'auto') return { mode: inputs.mode, because: undefined };
  const credentials = inputs.clientId !== '' && inputs.clientSecret !== '';
  if (event.defaultBranchPush) return { mode: 'publish', because: undefined };
  if (event.dispatch?.type === DISPATCH_TYPE) return { mode: 'record', because: undefined };
  if (event.name === 'schedule' && credentials) return { mode: 'drift', because: undefined };
  if (credentials) return { mode: 'plan', because: undefined };
  return { mode: 'validate', because: without };
}

/** Why a pull request or merge group is only checked. */
function noCredentials({ isDependabot }: Event): string {
  return isDependabot
    ? 'no Genesys credentials are given; runs of Dependabot only get the secrets that are stored for Dependabot'
    : 'no Genesys credentials are given';
}

/** Why the workspace may hold untrusted code: any user can trigger the event, and another commit is checked out. */
function strayed(event: Event, checkout: Checkout): string | undefined {
  if (!event.ownCommitOnly) return undefined;
  if (typeof checkout === 'object' && checkout.head === event.sha) return undefined;
  return event.name === 'merge_group'
    ? 'a merge group can contain code of a fork, and the workspace is not at its commit'
    : `any user can trigger the event ${event.name}, and the workspace is not at its commit`;
}

/** The commit to publish, or the error if the event, the ref or the commit is not allowed. */
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
      `Mode ${mode} is refused: git does not know which commit the workspace is at`,
      'Check out the repository with actions/checkout in the same job, and install git on the runner.',
    );
  }
  if (checkout === 'several') {
    return new ConfigurationError(
      `Mode ${mode} is refused: the globs of "manifests" match files of more than one clone`,
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
