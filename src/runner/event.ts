import { DISPATCH_TYPE } from '../audit/names.ts';
import { UserError } from '../errors.ts';
import { dictionary } from '../source/data.ts';
import type { Inputs, Mode } from './inputs.ts';

/** What the runner says about the run, as far as the action goes by it. */
export interface Event {
  readonly name: string;
  /** The commit that is checked out. */
  readonly sha: string;
  /** The two ends of what a pull request or a merge group changes. */
  readonly range: { readonly base: string; readonly head: string } | undefined;
  readonly fork: boolean;
  readonly defaultBranchPush: boolean;
  /** What a `repository_dispatch` event carries; unchecked. */
  readonly dispatch: { readonly type: string; readonly payload: unknown } | undefined;
  /** Why the payload could not be read, so that neither the change nor the branch is known. */
  readonly problem?: UserError;
}

/** What is known of the run for records and links. */
export interface RunContext {
  readonly repository: string;
  readonly serverUrl: string;
  readonly apiUrl: string;
  readonly actor: string;
  readonly runId: number;
  readonly attempt: number;
  readonly runUrl: string;
  /** Address of the folder with a page per rule, at the version of the action that runs; empty if that is not known. */
  readonly rulesUrl: string;
}

/** Reads the event's payload; everything in it is untrusted and checked. */
export function readEvent(name: string, sha: string, ref: string, payload: unknown): Event {
  const pull = dictionary(field(payload, 'pull_request'));
  const group = dictionary(field(payload, 'merge_group'));
  const base = text(field(pull.base, 'sha')) || text(group.base_sha);
  const head = text(field(pull.head, 'sha')) || text(group.head_sha);
  const valid = [base, head].every((each) => /^[0-9a-f]{40,64}$/.test(each));
  const from = text(field(field(pull.head, 'repo'), 'full_name'));
  const into = text(field(field(pull.base, 'repo'), 'full_name'));
  const isPull = name.startsWith('pull_request');
  return {
    name,
    sha,
    range: valid ? { base, head } : undefined,
    // A fork that was deleted has no name; then it is a fork all the same.
    fork: isPull && from.toLowerCase() !== into.toLowerCase(),
    dispatch:
      name === 'repository_dispatch'
        ? { type: text(field(payload, 'action')), payload: field(payload, 'client_payload') }
        : undefined,
    defaultBranchPush:
      name === 'push' && ref === `refs/heads/${text(field(field(payload, 'repository'), 'default_branch'))}`,
  };
}

/** The mode of this run, and why, where it is not the one that was asked for. Throws where publishing is refused. */
export function resolveMode(
  inputs: Inputs,
  event: Event,
): { readonly mode: Mode; readonly because: string | undefined } {
  const credentials = inputs.clientId !== '' && inputs.clientSecret !== '';
  if (event.fork || event.name === 'pull_request_target') {
    const why = event.fork ? 'the pull request comes from a fork' : 'the event is pull_request_target';
    return {
      mode: 'validate',
      because: inputs.mode === 'validate' ? undefined : `${why}, which gets checks without secrets`,
    };
  }
  const isGate = event.name.startsWith('pull_request') || event.name === 'merge_group';
  if (inputs.mode === 'rollback' && isGate) {
    throw new UserError(
      `a rollback is refused on ${event.name} events`,
      'Run it by hand: "on: workflow_dispatch" with the inputs "flow" and "to-version".',
    );
  }
  if (inputs.mode === 'publish' && isGate) {
    throw new UserError(
      `publishing is refused on ${event.name} events`,
      'A change is published once it is merged: use "on: push" of the default branch, or leave "mode" at auto.',
    );
  }
  if (inputs.mode !== 'auto') return { mode: inputs.mode, because: undefined };
  if (event.defaultBranchPush) return { mode: 'publish', because: undefined };
  if (event.dispatch?.type === DISPATCH_TYPE) return { mode: 'record', because: undefined };
  if (event.name === 'schedule' && credentials) return { mode: 'drift', because: undefined };
  if (credentials) return { mode: 'plan', because: undefined };
  return { mode: 'validate', because: isGate ? 'no Genesys credentials are given' : undefined };
}

function field(value: unknown, name: string): unknown {
  return dictionary(value)[name];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
