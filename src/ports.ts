import type { Login } from './genesys/credentials.ts';
import type { Genesys } from './genesys/port.ts';
import type { GitHub } from './github/port.ts';
import { type Clock, type Files, type Git, type Log, type RunDeadline, type Watch } from './runtime.ts';
import type { Redaction } from './text/redaction.ts';

/** Everything the action touches; clients of remote services are made when they are first needed. */
export interface Ports {
  readonly files: Files;
  readonly clock: Clock;
  readonly deadline: RunDeadline;
  readonly log: Log;
  /** The secrets of the run. What is written or rendered is redacted by it first, as plain data. */
  readonly secrets: Redaction;
  readonly git: Git;
  readonly watch?: Watch;
  genesys(login: Login): Promise<Genesys>;
  github(token: string): Promise<GitHub>;
  uuid(): string;
}
