import * as core from '@actions/core';
import { ActionError, errorMessage } from '../errors.ts';
import type { Event, RunContext } from '../event/event.ts';
import type { Permission } from '../github/error.ts';
import type { Ports } from '../ports.ts';
import { logLine } from '../report/escape.ts';

/** A run that reports on GitHub beside its log and summary. */
export interface SurfaceTask {
  readonly inputs: { readonly token: string; readonly environment: string };
  readonly event: Event;
  readonly context: RunContext;
  readonly ports: Pick<Ports, 'github' | 'secrets' | 'files'>;
}

/** Says in the log, as a notice and without secrets, what was not reported. */
export function notice(text: string, { ports }: { readonly ports: Pick<Ports, 'secrets'> }): void {
  core.notice(logLine(ports.secrets.text(text)));
}

/** Why something was not reported, and what to do. Where GitHub gives only a read-only token, no permission of the workflow helps. */
export function refusal(
  error: unknown,
  permission: Permission,
  { event, context }: Pick<SurfaceTask, 'event' | 'context'>,
): string {
  if (!(error instanceof ActionError)) return errorMessage(error);
  const { message, hint } = error;
  const without = `a read-only token, without "${permission}". The job summary has the result.`;
  if (!hint.includes(permission)) return `${message}. ${hint}`;
  if (event.stranger !== undefined && event.name === 'pull_request')
    return `${message}. GitHub gives runs of pull requests from forks ${without}`;
  if (context.actor === 'dependabot[bot]') return `${message}. GitHub gives runs of Dependabot ${without}`;
  return `${message}. ${hint} The job summary has the result.`;
}
