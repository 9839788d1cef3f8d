import type { Inputs, Mode } from '../action/inputs.ts';
import { AuditLog } from '../audit/audit-log.ts';
import type { AuditView } from '../audit/branch.ts';
import { parseState } from '../audit/ledger.ts';
import type { RunFacts } from '../audit/record.ts';
import { UserError } from '../errors.ts';
import type { Event, RunContext } from '../event/event.ts';
import type { Genesys } from '../genesys/port.ts';
import type { ChangedFile, GitHub } from '../github/port.ts';
import type { Region } from '../manifest/region.ts';
import { makePlan, type Plan } from '../plan/make-plan.ts';
import { type PublishableFlow, type RefusedFlow, refusedName } from '../plan/plan.ts';
import type { Ports } from '../ports.ts';
import type { Deadline } from '../runtime.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { requireSecrets } from './prepare.ts';

/** What was asked, and the world outside. */
export interface Task {
  readonly inputs: Inputs;
  readonly event: Event;
  readonly context: RunContext;
  readonly ports: Ports;
  /** Remarks that the summary begins with. */
  readonly notices: readonly string[];
  /** What keeps the run from doing more than checking the flows. */
  readonly stop?: UserError | undefined;
}

/** A task about the flows of the workspace. */
export interface Run extends Task {
  readonly workspace: Workspace;
  /** The files that the pull request or merge group changes, where they are known. */
  readonly changes?: readonly ChangedFile[] | undefined;
}

/** A run that is connected to the org, and to GitHub where there is a token. */
export interface Connected extends Task {
  readonly environment: string;
  readonly region: Region;
  readonly facts: RunFacts;
  readonly deadline: Deadline;
  readonly genesys: Genesys;
  readonly github: OpenAuditLog | undefined;
  /** Compares flows with the org and the ledger, and tells the log. */
  plan(
    publishableFlows: readonly PublishableFlow[],
    refused: readonly RefusedFlow[],
    snapshot: AuditView | undefined,
  ): Promise<Plan>;
}

/** Says which kinds a plan leaves to the platform. */
export function notChecked(kinds: readonly string[]): string {
  return `Not checked against the org: ${kinds.join(', ')}.`;
}

/** What all records of this run have in common. */
export function factsOf({ inputs, event, context }: Task): RunFacts {
  return {
    environment: inputs.environment || 'default',
    commit: event.sha,
    actor: context.actor,
    runId: context.runId,
    runUrl: context.runUrl,
    attempt: context.attempt,
  };
}

/** The repository on GitHub, and its audit trail. */
export interface OpenAuditLog {
  readonly api: GitHub;
  readonly trail: AuditLog;
}

/** GitHub and the audit trail. Throws a `UserError` without a token. */
export async function openAuditLog(mode: Mode, task: Task): Promise<OpenAuditLog> {
  const { inputs, ports } = task;
  if (inputs.token === '')
    throw new UserError(`mode ${mode} needs "github-token"`, 'Leave it at its default.');
  const api = await ports.github(inputs.token);
  const { clock, log } = ports;
  const deadline = { at: clock.now() + inputs.timeoutMs };
  const { environment } = factsOf(task);
  return { api, trail: new AuditLog(inputs.auditBranch, environment, { github: api, clock, log, deadline }) };
}

/** Connects a task, with the trail that it has opened already or one of its own. Throws a `UserError` if a secret is missing. */
export async function connect(
  mode: 'plan' | 'publish' | 'rollback' | 'drift' | 'export',
  task: Task,
  region: Region,
  opened?: OpenAuditLog,
): Promise<Connected> {
  const { inputs, event, ports } = task;
  const { clock, log } = ports;
  requireSecrets(mode, inputs);
  const facts = factsOf(task);
  const { environment } = facts;
  const deadline = { at: clock.now() + inputs.timeoutMs };
  const { clientId, clientSecret, gateway } = inputs;
  const genesys = await ports.genesys({ host: region.host, clientId, clientSecret, gateway });
  const github = opened ?? (inputs.token === '' ? undefined : await openAuditLog(mode, task));
  return {
    ...task,
    environment,
    region,
    deadline,
    genesys,
    github,
    facts,
    plan: (publishableFlows, refused, snapshot) =>
      log.group('Plan', async () => {
        const plan = await makePlan({
          publishableFlows,
          refused,
          atomic: inputs.atomic,
          state: snapshot?.state ?? parseState(undefined, environment),
          kept: async (flowId) => (snapshot ? github?.trail.liveFile(snapshot, flowId) : undefined),
          region: region.name,
          commit: event.sha,
          genesys,
          github: github?.api,
          overwrite: inputs.overwrite,
          changedOnly: inputs.changedOnly,
          concurrency: inputs.concurrency,
          showChanges: mode === 'plan',
          republishConsumers: inputs.republishConsumers,
        });
        for (const { publishable, action, reason } of plan.flows) {
          log.info(`${action}: "${publishable.graph.name}" (${reason})`);
        }
        for (const flow of plan.refused) log.info(`blocked: ${refusedName(flow)} (${flow.reason})`);
        if (plan.unchecked.length > 0) log.info(notChecked(plan.unchecked));
        for (const line of plan.consumers) log.info(`${line}.`);
        return plan;
      }),
  };
}
