import type { Checkout } from './checkout.ts';
import type { Event } from './event.ts';

/** Events that outsiders can cause and whose jobs have the secrets and a token that may write. */
const PRIVILEGED: ReadonlySet<string> = new Set(['pull_request_target', 'workflow_run']);

/** True for events on which the checkout is looked at, also by a run that has no credentials. */
export function isPrivileged({ name }: Pick<Event, 'name'>): boolean {
  return PRIVILEGED.has(name);
}

/**
 * The warning for a job that has the rights of the base branch and another commit in its workspace: steps of it may run code that
 * nobody has reviewed. Undefined if there is nothing to warn about.
 */
export function checkoutWarning({ name, sha, proposed }: Event, checkout: Checkout): string | undefined {
  if (!PRIVILEGED.has(name) || typeof checkout !== 'object' || checkout.head === sha) return undefined;
  const what = proposed.includes(checkout.head) ? 'the head of the pull request' : 'another commit';
  return `This job has the rights of ${name}, and its workspace is at ${what} (${checkout.head.slice(0, 7)}). Other steps of the job can run that code with its secrets. Use "on: pull_request" to check proposed flows.`;
}
