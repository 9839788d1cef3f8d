import type { Intent, LedgerState } from '../audit/ledger.ts';
import type { AuditRecord, RunFacts } from '../audit/record.ts';
import { type Snapshot, Trail } from '../audit/trail.ts';
import { UserError } from '../errors.ts';
import type { Workspace } from '../manifest/workspace.ts';
import { makePlan } from '../plan/make-plan.ts';
import { type PlannedFlow, publishes } from '../plan/plan.ts';
import type { Ports } from '../ports.ts';
import { makeIntent } from '../publish/intent.ts';
import type { Outcome } from '../publish/outcome.ts';
import { openIntent, publishAll } from '../publish/publish.ts';
import { toRecord } from '../publish/record.ts';
import { recover } from '../publish/recover.ts';
import type { RunResult } from '../report/result.ts';
import type { Event, RunContext } from '../runner/event.ts';
import type { Inputs } from '../runner/inputs.ts';
import { deployAll } from './deployments.ts';
import { finishResult, goneFlows } from './planned-result.ts';
import { agreedRegion, candidatesOf, requireSecrets } from './prepare.ts';
import { scopeOf } from './validate.ts';

/** Kept back at the end of the step's time, so that what was done can still be recorded. */
const RESERVE_MS = 60_000;
const PLAN_ATTEMPTS = 5;

/** Plans against org and ledger; in mode `publish` then publishes, verifies, records. */
export async function publish(
  workspace: Workspace,
  mode: 'plan' | 'publish',
  inputs: Inputs,
  event: Event,
  context: RunContext,
  ports: Ports,
  notices: readonly string[],
): Promise<RunResult> {
  const { log, clock } = ports;
  const started = clock.now();
  const deadline = { at: started + inputs.timeoutMs };
  const region = agreedRegion(workspace, inputs);
  requireSecrets(mode, inputs);
  const environment = inputs.environment || 'default';
  const facts: RunFacts = {
    environment,
    commit: event.sha,
    actor: context.actor,
    runId: context.runId,
    runUrl: context.runUrl,
    attempt: context.attempt,
  };

  const scope =
    mode === 'plan'
      ? await scopeOf(workspace, inputs, event, ports)
      : { flows: workspace.flows, gone: [], notice: undefined };
  const candidates = await candidatesOf(scope.flows);
  const genesys = await ports.genesys({
    host: region.host,
    clientId: inputs.clientId,
    clientSecret: inputs.clientSecret,
    gateway: inputs.gateway,
  });
  const github = inputs.token === '' ? undefined : await ports.github(inputs.token);
  const trail = github && new Trail(inputs.auditBranch, environment, { github, clock, log, deadline });
  const me = { runId: context.runId, attempt: context.attempt };
  const plan = (state: LedgerState) =>
    makePlan({
      candidates,
      state,
      region: region.name,
      commit: event.sha,
      genesys,
      github,
      overwrite: inputs.overwrite,
      changedOnly: inputs.changedOnly,
      concurrency: inputs.concurrency,
    });

  if (mode === 'plan' || !trail || !github) {
    const planned = await log.group('Plan', async () => {
      const state = (await trail?.read())?.state ?? { schema: 1, environment, flows: {} };
      return tell(await plan(state), log.info);
    });
    const result = finishResult({
      workspace,
      scope,
      mode,
      inputs,
      planned,
      outcomes: [],
      records: [],
      ids: new Map(),
    });
    return { ...result, notices: [...notices, ...(scope.notice ? [scope.notice] : []), ...result.notices] };
  }

  let planned: PlannedFlow[] = [];
  let intent: Intent | undefined;
  let snapshot: Snapshot | undefined;
  for (let attempt = 1; intent === undefined; attempt++) {
    snapshot = await log.group('Read the audit trail', () =>
      trail.settled(me, (left) => recover(left, genesys, facts, ports)),
    );
    // A second look finds the same things; only what it finds counts.
    for (const { report } of candidates)
      report.forget(['org-conflict', 'org-locked', 'org-identity', 'manifest-version']);
    const { state } = snapshot;
    planned = await log.group('Plan', async () => tell(await plan(state), log.info));
    const todo = planned.filter(({ intention }) => publishes(intention));
    if (todo.length === 0) break;
    const next = makeIntent(todo, facts, region, ports.uuid(), clock.now(), deadline.at);
    if (await trail.begin(snapshot, next)) intent = next;
    else if (attempt === PLAN_ATTEMPTS) {
      throw new UserError(
        'the audit trail kept moving while this run was planning',
        'Run again; nothing was published.',
      );
    }
  }
  let outcomes: Outcome[] = [];
  let records: AuditRecord[] = [];
  const ids = new Map<string, string>();
  let auditCommit: string | undefined;
  if (intent) {
    const todo = planned.filter(({ intention }) => publishes(intention));
    outcomes = await log.group('Publish', () =>
      publishAll(todo, planned, inputs.concurrency, {
        genesys,
        clock,
        log,
        overwrite: inputs.overwrite,
        deadline: { at: deadline.at - Math.min(RESERVE_MS, inputs.timeoutMs / 4) },
      }),
    );
    records = outcomes.flatMap((outcome) => {
      const id = ports.uuid();
      const record = toRecord(outcome, facts, region.name, id, clock.now());
      if (record) ids.set(outcome.planned.candidate.manifest.file, id);
      return record ? [record] : [];
    });
    auditCommit = await log.group('Record', () =>
      writeDown(trail, intent as Intent, records, outcomes, ports),
    );
    await deployAll(records, inputs, event, environment, context, github, log);
  }
  const done = finishResult({ workspace, scope, mode, inputs, planned, outcomes, records, ids });
  const gone = snapshot ? goneFlows(snapshot.state, candidates, workspace) : [];
  return { ...done, notices: [...notices, ...done.notices], gone, auditCommit };
}

function tell(planned: PlannedFlow[], info: (text: string) => void): PlannedFlow[] {
  for (const { candidate, intention, reason } of planned)
    info(`${intention}: "${candidate.graph.name}" (${reason})`);
  return planned;
}

/** Writes the records; if that cannot be done they are printed, with what is live, and the step fails. */
async function writeDown(
  trail: Trail,
  intent: Intent,
  records: readonly AuditRecord[],
  outcomes: readonly Outcome[],
  ports: Ports,
): Promise<string> {
  for (const record of records) ports.log.info(`record ${JSON.stringify(record)}`);
  try {
    const commit = await trail.finish(intent, records, openIntent(intent, outcomes));
    ports.log.info(`Recorded in commit ${commit} of ${trail.branch}`);
    return commit;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const live = outcomes
      .map(({ planned, detail }) => `"${planned.candidate.graph.name}": ${detail}`)
      .join('; ');
    throw new UserError(
      `the audit record could not be written: ${error.message}. What is live: ${live}`,
      `${error.hint} The records are in the log above and in the output records-file. The next run finds the open intent and records what is live.`,
      { cause: { records } },
    );
  }
}
