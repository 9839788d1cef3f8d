import { ActionError, errorMessage } from '../errors.ts';
import type { GitHub, NewDeployment } from '../github/port.ts';
import type { Clock, Log } from '../runtime.ts';
import { counted } from '../text/plural.ts';
import { inOrder } from './advance.ts';
import type { AuditLog } from './audit-log.ts';
import type { AuditView } from './branch.ts';
import { releaseName } from './names.ts';
import type { LastRecord } from './published-state.ts';
import type { AuditRecord, RunFacts } from './record.ts';

/** Whether deployments are made. */
export interface DeploymentInputs {
  readonly deployment: 'auto' | 'true' | 'false';
}

/** What deployments are made with. */
export interface Deploying {
  readonly inputs: DeploymentInputs;
  readonly facts: RunFacts;
  readonly api: GitHub;
  readonly auditLog: AuditLog;
  readonly ports: { readonly clock: Clock; readonly log: Log };
}

/** Deployments of an earlier run that are made before a run goes on with its own work. */
const MOST_COMPLETED = 100;
/** After this long a run whose state GitHub does not say makes no deployments any more. */
const SURELY_ENDED_MS = 3_600_000;

/** Makes a GitHub deployment for each record. The audit log is already written, so a failure here is a warning. */
export async function deployAll(deploying: Deploying, records: readonly AuditRecord[]): Promise<void> {
  const { api, ports, inputs } = deploying;
  const [first] = records;
  if (!first || inputs.deployment === 'false') return;
  await ports.log.group('Deployments', () =>
    guarded(deploying, async () => {
      if (await leftToJob(deploying, first)) return;
      for (const record of inOrder(records)) {
        await api.deploy(toDeployment(record));
        ports.log.info(`deployment of "${record.flow_name}": ${record.status}`);
      }
    }),
  );
}

/**
 * Makes sure that the records that were written last have their deployments: a run that was killed after its records may
 * have made none, or one without a status. Deployments are made in the order of the records, so only the last can lack one.
 */
export async function completeDeployments(deploying: Deploying, view: AuditView): Promise<void> {
  const { api, auditLog, inputs, ports } = deploying;
  const { log } = ports;
  const { environment, last_records: paths } = view.state;
  if (inputs.deployment === 'false' || paths.length === 0) return;
  await guarded(deploying, async () => {
    const made = await api.deploymentsOf(environmentName(environment), paths.map(auditIdOf));
    const last = paths.findLast((path) => made.has(auditIdOf(path)));
    const lastId = last === undefined ? undefined : made.get(auditIdOf(last));
    const unfinished = lastId !== undefined && !(await api.hasDeploymentStatus(lastId)) ? last : undefined;
    const open = paths.filter((path) => path === unfinished || !made.has(auditIdOf(path)));
    if (open.length === 0) return;
    const [oldest] = open;
    const first = oldest && (await auditLog.record(view, oldest));
    if (!first || !(await hasEnded(deploying, first))) return;
    // A run that made none of them may have left them to the deployment that GitHub made for its job.
    const mayBeLeft = inputs.deployment === 'auto' || made.size === 0;
    if (mayBeLeft && (await api.hasJobDeployment(first.commit, first.run_id))) return;
    for (const path of open.slice(0, MOST_COMPLETED)) {
      const record = await auditLog.record(view, path);
      if (!record) {
        log.warning(`The record ${path.path} is not the one that was written; no deployment is made for it.`);
        continue;
      }
      await api.deploy(toDeployment(record), made.get(record.audit_id));
      log.info(`deployment of "${record.flow_name}" (run ${record.run_id}): ${record.status}`);
    }
    if (open.length > MOST_COMPLETED)
      log.warning(
        `${counted(open.length - MOST_COMPLETED, 'deployment')} of run ${first.run_id} not made: at most ${MOST_COMPLETED} are made for an earlier run. The audit log has all records.`,
      );
  });
}

/** The run that wrote a record makes no deployments any more. */
async function hasEnded(
  { facts, ports, api }: Deploying,
  { run_id: run, attempt, timestamp }: AuditRecord,
): Promise<boolean> {
  if (run === facts.runId) return attempt < facts.attempt;
  const { state } = await api.run(run);
  return (
    state === 'ended' || (state === 'unknown' && ports.clock.now() > Date.parse(timestamp) + SURELY_ENDED_MS)
  );
}

/** GitHub has made a deployment for the job of that run, and that is enough. */
async function leftToJob(
  { inputs, ports, api }: Deploying,
  { commit, run_id: run }: AuditRecord,
): Promise<boolean> {
  if (inputs.deployment !== 'auto' || !(await api.hasJobDeployment(commit, run))) return false;
  ports.log.info(
    'The job names an environment, so GitHub has made a deployment; none is added. Set "deployment: true" to add them.',
  );
  return true;
}

async function guarded({ ports: { log } }: Deploying, make: () => Promise<void>): Promise<void> {
  try {
    await make();
  } catch (error) {
    const hint = error instanceof ActionError ? ` ${error.hint}` : '';
    log.warning(
      `The deployments could not be made: ${errorMessage(error)}.${hint} The audit log is complete without them.`,
    );
  }
}

function toDeployment(record: AuditRecord): NewDeployment {
  const { status } = record;
  return {
    sha: record.commit,
    environment: environmentName(record.environment),
    description: describe(record),
    payload: {
      ...record,
      status: status === 'success' ? 'synced' : status,
      version: record.version_matrix,
    },
    state: status === 'success' ? 'success' : status === 'rolled_back' ? 'inactive' : 'failure',
    logUrl: record.run_url,
  };
}

function environmentName(environment: string): string {
  return `genesys-${environment}`;
}

/** The audit id in the path of a record: `records/default/2026-01-31-ID.json`. */
function auditIdOf({ path }: LastRecord): string {
  return path.replace(/^.*\/\d{4}-\d\d-\d\d-/, '').replace(/\.json$/, '');
}

function describe(record: AuditRecord): string {
  const release = record.version_matrix ? ` ${releaseName(record.version_matrix)}` : '';
  const version = record.platform_version_after ? ` (version ${record.platform_version_after})` : '';
  return `${record.flow_name}${release}${version}: ${record.status.replace('_', ' ')}`;
}
