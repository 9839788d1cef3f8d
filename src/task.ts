import type { RunFacts } from './audit/record.ts';
import type { ActionError } from './errors.ts';
import type { Event, RunContext } from './event/event.ts';
import type { ChangedFile } from './github/port.ts';
import type { Ports } from './ports.ts';
import type { Workspace } from './workspace/workspace.ts';

/** What was asked, and the world outside. `Inputs` are those that the mode needs. */
export interface Task<Inputs> {
  readonly inputs: Inputs;
  readonly event: Event;
  readonly context: RunContext;
  /** What all records of this run have in common. */
  readonly facts: RunFacts;
  readonly ports: Ports;
  /** Remarks that the summary begins with. */
  readonly notices: readonly string[];
  /** What keeps the run from doing more than checking the flows. */
  readonly stop?: ActionError | undefined;
}

/** A task about the flows of the workspace. */
export interface Run<Inputs> extends Task<Inputs> {
  readonly workspace: Workspace;
  /** The files that the pull request or merge group changes, where they are known. */
  readonly changes?: readonly ChangedFile[] | undefined;
}

/** What the records of a run in this environment have in common. */
export function factsOf(environment: string, event: Event, context: RunContext): RunFacts {
  return {
    environment: environment || 'default',
    commit: event.sha,
    actor: context.actor,
    runId: context.runId,
    runUrl: context.runUrl,
    attempt: context.attempt,
  };
}
