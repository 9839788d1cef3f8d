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

/** The input `deployment`. */
export interface DeploymentInputs {
  readonly deployment: 'auto' | 'true' | 'false';
}

/** What creating deployments needs. */
export interface Deploying {
  readonly inputs: DeploymentInputs;
  readonly facts: RunFacts;
  readonly api: GitHub;
  readonly auditLog: AuditLog;
  readonly ports: { readonly clock: Clock; readonly log: Log };
}

/** The most deployments that a run creates for an earlier run. */
const MOST_COMPLETED = 100;
/** After this time a run of unknown state counts as ended. */
const SURELY_ENDED_MS = 3_600_000;

/** Creates a GitHub deployment for each record. The audit log is already written, so a failure is only a warning. */
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
 * Creates the missing deployments of the last records. A run that was killed after it wrote its records may have created none,
 * or one without a status. `wanted`: the records that this job looks after; all without it.
 */
export async function completeDeployments(
  deploying: Deploying,
  view: AuditView,
  wanted?: (record: AuditRecord) => boolean,
): Promise<void> {
  const { api, auditLog, facts, inputs, ports } = deploying;
  const { log } = ports;
  const { environment, last_records: paths } = view.state;
  if (inputs.deployment === 'false' || paths.length === 0) return;
  await guarded(deploying, async () => {
    const made = await api.deploymentsOf(environmentName(environment), paths.map(auditIdOf));
    const unfinished = await withoutStatus(api, paths, made);
    const all = paths.filter((path) => unfinished.has(path) || !made.has(auditIdOf(path)));
    const open = wanted ? await filtered(all, (path) => auditLog.record(view, path), wanted) : all;
    if (open.length === 0) return;
    const [oldest] = open;
    const first = oldest && (await auditLog.record(view, oldest));
    if (!first || !(await hasEnded(deploying, first))) return;
    // A run may have created none because GitHub created a deployment for its job.
    const mayBeLeft = inputs.deployment === 'auto' || made.size === 0;
    if (mayBeLeft && (await api.hasJobDeployment(first.commit, first.run_id))) return;
    for (const path of open.slice(0, MOST_COMPLETED)) {
      const record = await auditLog.record(view, path);
      // Another shard of this run creates its own.
      if (record?.run_id === facts.runId && record.attempt >= facts.attempt) continue;
      if (!record) {
        log.warning(
          `The record ${path.path} does not have the SHA-256 in the state, so no deployment is created for it.`,
        );
        continue;
      }
      await api.deploy(toDeployment(record), made.get(record.audit_id));
      log.info(`deployment of "${record.flow_name}" (run ${record.run_id}): ${record.status}`);
    }
    if (open.length > MOST_COMPLETED)
      log.warning(
        `${counted(open.length - MOST_COMPLETED, 'deployment')} of run ${first.run_id} not created: the limit for an earlier run is ${MOST_COMPLETED}. The audit log has all records.`,
      );
  });
}

/** The records that are wanted, of the first ones that a run completes at most. */
async function filtered(
  paths: readonly LastRecord[],
  read: (path: LastRecord) => Promise<AuditRecord | undefined>,
  wanted: (record: AuditRecord) => boolean,
): Promise<readonly LastRecord[]> {
  const found: LastRecord[] = [];
  for (const path of paths.slice(0, MOST_COMPLETED)) {
    const record = await read(path);
    if (record && wanted(record)) found.push(path);
  }
  return found;
}

/**
 * The records whose deployment lacks its status. A run, or a shard of it, creates deployments in the order of its records, so only
 * the last one can.
 */
async function withoutStatus(
  api: GitHub,
  paths: readonly LastRecord[],
  made: ReadonlyMap<string, number>,
): Promise<ReadonlySet<LastRecord>> {
  const found = new Set<LastRecord>();
  for (const [at, path] of paths.entries()) {
    const id = made.get(auditIdOf(path));
    const next = paths[at + 1];
    if (id === undefined || (next && made.has(auditIdOf(next)))) continue;
    if (!(await api.hasDeploymentStatus(id))) found.add(path);
  }
  return found;
}

/** True if the run that wrote a record has ended, so that it creates no deployments any more. */
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

/** True if GitHub created a deployment for the job of that run, so that none is added. */
async function leftToJob(
  { inputs, ports, api }: Deploying,
  { commit, run_id: run }: AuditRecord,
): Promise<boolean> {
  if (inputs.deployment !== 'auto' || !(await api.hasJobDeployment(commit, run))) return false;
  ports.log.info(
    'The job has an "environment", so GitHub created a deployment and none is added. Set "deployment: true" to add one per flow.',
  );
  return true;
}

async function guarded({ ports: { log } }: Deploying, make: () => Promise<void>): Promise<void> {
  try {
    await make();
  } catch (error) {
    const hint = error instanceof ActionError ? ` ${error.hint}` : '';
    log.warning(
      `The deployments were not created: ${errorMessage(error)}.${hint} The audit log is complete without them.`,
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
