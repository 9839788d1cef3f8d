import { type AuditInputs, AuditLog } from '../audit/audit-log.ts';
import { IntentKey } from '../audit/intent-key.ts';
import type { RunFacts } from '../audit/record.ts';
import { type ActionError, ConfigurationError } from '../errors.ts';
import type { Event, RunContext } from '../event/event.ts';
import type { Mode } from '../event/mode.ts';
import type { Credentials } from '../genesys/credentials.ts';
import type { Genesys } from '../genesys/port.ts';
import { withoutPeople } from '../genesys/without-people.ts';
import type { ChangedFile, GitHub, GitHubInputs } from '../github/port.ts';
import type { Region } from '../manifest/region.ts';
import type { Ports } from '../ports.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { requireSecrets } from './prepare.ts';

/** What was asked, and the world outside. `Inputs` are those that the mode needs. */
export interface Task<Inputs> {
  readonly inputs: Inputs;
  readonly event: Event;
  readonly context: RunContext;
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

/** What opening the audit log takes. */
export type AuditLogInputs = GitHubInputs & AuditInputs;

/** The commit of the audit branch whose state a user has checked and takes as it stands. */
export interface AcceptInputs {
  /** Empty: none. For mode verify, a commit that the branch must still have. */
  readonly expectedHead: string;
}

/** What connecting to the org, and to GitHub, takes. */
export type ConnectInputs = Credentials & AuditLogInputs;

/** A run that is connected to the org, and to GitHub where there is a token. */
export interface Connected<Inputs> extends Task<Inputs> {
  readonly environment: string;
  readonly region: Region;
  readonly facts: RunFacts;
  readonly genesys: Genesys;
  readonly github: OpenAuditLog | undefined;
}

/** What all records of this run have in common. */
export function factsOf({ inputs, event, context }: Task<Pick<AuditInputs, 'environment'>>): RunFacts {
  return {
    environment: inputs.environment || 'default',
    commit: event.sha,
    actor: context.actor,
    runId: context.runId,
    runUrl: context.runUrl,
    attempt: context.attempt,
  };
}

/** The repository on GitHub, and its audit log. */
export interface OpenAuditLog {
  readonly api: GitHub;
  readonly auditLog: AuditLog;
}

/** GitHub and the audit log, which can be locked with the client's secret. Throws an `ActionError` without a token. */
export async function openAuditLog(
  mode: Mode,
  task: Task<AuditLogInputs & Partial<Pick<Credentials, 'clientSecret'> & AcceptInputs>>,
): Promise<OpenAuditLog> {
  const { inputs, ports } = task;
  if (inputs.token === '')
    throw new ConfigurationError(`mode ${mode} needs "github-token"`, 'Leave it at its default.');
  const api = await ports.github(inputs.token);
  const { clock, log, deadline, secrets } = ports;
  const { environment } = factsOf(task);
  const { auditBranch, clientSecret = '' } = inputs;
  const { repository } = task.context;
  const key =
    clientSecret === '' ? undefined : new IntentKey(clientSecret, { repository, auditBranch, environment });
  const writes = mode === 'publish' || mode === 'rollback';
  const untrusted = writes ? 'refuse' : 'warn';
  const auditPorts = { github: api, clock, log, deadline, secrets, untrusted } as const;
  const auditLog = new AuditLog(auditBranch, environment, auditPorts, key);
  if (writes) await auditLog.accept(inputs.expectedHead ?? '');
  return { api, auditLog };
}

/** Connects a task, with the audit log that it has opened already or one of its own. Throws an `ActionError` if a secret is missing. */
export async function connect<Inputs extends ConnectInputs>(
  mode: 'plan' | 'publish' | 'rollback' | 'drift' | 'export',
  task: Task<Inputs>,
  region: Region,
  opened?: OpenAuditLog,
): Promise<Connected<Inputs>> {
  const { inputs, ports } = task;
  requireSecrets(mode, inputs);
  const facts = factsOf(task);
  const { environment } = facts;
  const { clientId, clientSecret, gateway } = inputs;
  const org = await ports.genesys({
    host: region.host,
    region: region.name,
    clientId,
    clientSecret,
    gateway,
  });
  // What this run shows and writes can be read by everybody who can read the repository.
  const genesys = task.event.isPrivate ? org : withoutPeople(org);
  const github = opened ?? (inputs.token === '' ? undefined : await openAuditLog(mode, task));
  return { ...task, environment, region, genesys, github, facts };
}
