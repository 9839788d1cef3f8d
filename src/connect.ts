import { type AuditInputs, AuditLog } from './audit/audit-log.ts';
import { IntentKey } from './audit/intent-key.ts';
import { ConfigurationError } from './errors.ts';
import type { Mode } from './event/mode.ts';
import type { Credentials } from './genesys/credentials.ts';
import type { Genesys } from './genesys/port.ts';
import { withoutPeople } from './genesys/without-people.ts';
import type { GitHub, GitHubInputs } from './github/port.ts';
import type { Region } from './manifest/region.ts';
import type { Task } from './task.ts';

/** What opening the audit log takes. */
export type AuditLogInputs = GitHubInputs & AuditInputs;

/** The commit of the audit branch whose state a user has checked and takes as it stands. */
export interface AcceptInputs {
  /** Empty: none. For mode verify, a commit that the branch must still have. */
  readonly expectedHead: string;
}

/** What connecting to the org, and to GitHub, takes. */
export type ConnectInputs = Credentials & AuditLogInputs;

/** The repository on GitHub, and its audit log. */
export interface Repository {
  readonly api: GitHub;
  readonly auditLog: AuditLog;
}

/**
 * Opens the repository and its audit log, which can be locked where the secret of the OAuth client is given. Throws a
 * `ConfigurationError` without a token.
 */
export async function openRepository(
  mode: Mode,
  task: Task<AuditLogInputs & Partial<Pick<Credentials, 'clientSecret'> & AcceptInputs>>,
): Promise<Repository> {
  const { inputs, ports, context, facts } = task;
  if (inputs.token === '')
    throw new ConfigurationError(`mode ${mode} needs "github-token"`, 'Leave it at its default.');
  const api = await ports.github(inputs.token);
  const { clock, log, deadline, secrets } = ports;
  const { auditBranch, clientSecret = '' } = inputs;
  const { repository } = context;
  const { environment } = facts;
  const key =
    clientSecret === '' ? undefined : new IntentKey(clientSecret, { repository, auditBranch, environment });
  const writes = mode === 'publish' || mode === 'rollback';
  // Gather says what a publish did, so it must not rely on a state that a publish would refuse.
  const untrusted = writes || mode === 'gather' ? 'refuse' : 'warn';
  const auditPorts = { github: api, clock, log, deadline, secrets, untrusted } as const;
  const auditLog = new AuditLog(auditBranch, environment, auditPorts, key);
  if (writes) await auditLog.accept(inputs.expectedHead ?? '');
  return { api, auditLog };
}

/** Connects to the org. Throws a `ConfigurationError` that names every secret that is missing. */
export async function connectOrg(
  mode: Mode,
  { inputs, ports, event }: Pick<Task<ConnectInputs>, 'inputs' | 'ports' | 'event'>,
  { host, name: region }: Region,
): Promise<Genesys> {
  requireSecrets(mode, inputs);
  const { clientId, clientSecret, gateway } = inputs;
  const org = await ports.genesys({ host, region, clientId, clientSecret, gateway });
  // What this run shows and writes can be read by everybody who can read the repository.
  return event.isPrivate ? org : withoutPeople(org);
}

/** Throws a `ConfigurationError` that names every secret that is missing. */
export function requireSecrets(
  mode: Mode,
  { clientId, clientSecret, token }: Credentials & GitHubInputs,
): void {
  const missing = [
    clientId === '' ? '"client-id" (or the variable GENESYS_CLIENT_ID)' : '',
    clientSecret === '' ? '"client-secret" (or the variable GENESYS_CLIENT_SECRET)' : '',
    (mode === 'publish' || mode === 'rollback') && token === '' ? '"github-token"' : '',
  ].filter((each) => each !== '');
  if (missing.length === 0) return;
  throw new ConfigurationError(
    `mode ${mode} needs ${missing.join(' and ')}${clientId !== '' && clientSecret === '' ? `; the client is ${clientId}` : ''}`,
    'Store the OAuth client of Genesys Cloud as secrets of the repository or environment, and hand them to the step under "with:". A secret whose name is misspelt is empty.',
  );
}
