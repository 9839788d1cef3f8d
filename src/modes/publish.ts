import type { Intent, LedgerState } from '../audit/ledger.ts';
import type { AuditRecord, RunFacts } from '../audit/record.ts';
import { type Snapshot, Trail } from '../audit/trail.ts';
import { UserError } from '../errors.ts';
import { sortFindings } from '../finding.ts';
import type { Region } from '../manifest/region.ts';
import type { Workspace } from '../manifest/workspace.ts';
import { toCandidate } from '../plan/candidate.ts';
import { makePlan } from '../plan/make-plan.ts';
import { type Candidate, type PlannedFlow, publishes } from '../plan/plan.ts';
import type { Ports } from '../ports.ts';
import type { Outcome } from '../publish/outcome.ts';
import { openIntent, publishAll } from '../publish/publish.ts';
import { toRecord } from '../publish/record.ts';
import { recover } from '../publish/recover.ts';
import type { FlowResult, GoneFlow, RunResult } from '../report/result.ts';
import type { Event, RunContext } from '../runner/event.ts';
import type { Inputs } from '../runner/inputs.ts';
import { deployAll } from './deployments.ts';
import { flowResult, scopeOf } from './validate.ts';

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

function agreedRegion(workspace: Workspace, inputs: Inputs): Region {
  const region = inputs.region ?? workspace.flows.find(({ manifest }) => manifest.region)?.manifest.region;
  if (!region) {
    throw new UserError(
      'no region is given',
      'Add "target_region" to the manifests, to "defaults" of .genesys-flows.yml, or set the input "region".',
    );
  }
  return region;
}

function requireSecrets(mode: string, { clientId, clientSecret, token }: Inputs): void {
  const missing = [
    clientId === '' ? '"client-id" (or the variable GENESYS_CLIENT_ID)' : '',
    clientSecret === '' ? '"client-secret" (or the variable GENESYS_CLIENT_SECRET)' : '',
    mode === 'publish' && token === '' ? '"github-token"' : '',
  ].filter((each) => each !== '');
  if (missing.length === 0) return;
  throw new UserError(
    `mode ${mode} needs ${missing.join(' and ')}${clientId !== '' && clientSecret === '' ? `; the client is ${clientId}` : ''}`,
    'Store the OAuth client of Genesys Cloud as secrets of the repository or environment, and hand them to the step under "with:". A secret whose name is misspelt is empty.',
  );
}

/** Faults that are about all manifests together: with one of these nothing of the run is published. */
const RUN_RULES = new Set([
  'manifest-region',
  'manifest-duplicate-flow',
  'manifest-environment',
  'manifest-dependency',
]);

async function candidatesOf(flows: Workspace['flows']): Promise<Candidate[]> {
  const stop = flows
    .flatMap(({ report }) => report.findings)
    .find(({ rule, severity }) => severity === 'error' && RUN_RULES.has(rule));
  if (stop) {
    for (const { manifest, report } of flows) {
      if (report.findings.some(({ severity }) => severity === 'error')) continue;
      report.add(stop.rule, {
        place: { document: manifest.document, span: { start: 0, end: 0 } },
        message: `nothing is published while the manifests do not agree: ${stop.message} (${stop.file})`,
        hint: stop.hint,
      });
    }
  }
  const candidates: Candidate[] = [];
  for (const flow of flows) {
    if (flow.report.findings.some(({ severity }) => severity === 'error')) continue;
    const candidate = await toCandidate(flow);
    if (candidate) candidates.push(candidate);
  }
  return candidates;
}

function tell(planned: PlannedFlow[], info: (text: string) => void): PlannedFlow[] {
  for (const { candidate, intention, reason } of planned)
    info(`${intention}: "${candidate.graph.name}" (${reason})`);
  return planned;
}

function makeIntent(
  flows: readonly PlannedFlow[],
  facts: RunFacts,
  region: Region,
  id: string,
  now: number,
  until: number,
): Intent {
  return {
    schema: 1,
    intent_id: id,
    environment: facts.environment,
    run_id: facts.runId,
    attempt: facts.attempt,
    run_url: facts.runUrl,
    actor: facts.actor,
    commit: facts.commit,
    started: new Date(now).toISOString(),
    expires: new Date(until + 5 * RESERVE_MS).toISOString(),
    flows: flows.map(({ candidate, live }) => ({
      key: candidate.key,
      flow_id: live?.id ?? '',
      flow_name: candidate.graph.name,
      flow_type: candidate.graph.type.api,
      region: region.name,
      manifest: candidate.manifest.file,
      content_digest: candidate.digest,
      base_version: live?.published?.id ?? null,
      version_matrix: candidate.manifest.version ?? null,
    })),
  };
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

function goneFlows(state: LedgerState, candidates: readonly Candidate[], workspace: Workspace): GoneFlow[] {
  const here = new Set(candidates.map(({ key }) => key));
  const files = new Set(workspace.flows.map(({ manifest }) => manifest.file));
  return Object.entries(state.flows)
    .filter(([key, known]) => !here.has(key) && !files.has(known.manifest))
    .map(([, known]) => ({
      name: known.flow_name,
      manifest: known.manifest,
      detail: `version ${known.platform_version ?? '?'} was published from ${known.manifest}, which is gone; take the flow out of service in Genesys Cloud if that is meant`,
    }));
}

interface Ended {
  readonly workspace: Workspace;
  readonly scope: { readonly flows: Workspace['flows']; readonly gone: readonly GoneFlow[] };
  readonly mode: 'plan' | 'publish';
  readonly inputs: Inputs;
  readonly planned: readonly PlannedFlow[];
  readonly outcomes: readonly Outcome[];
  readonly records: readonly AuditRecord[];
  readonly ids: ReadonlyMap<string, string>;
}

function finishResult({ workspace, scope, mode, inputs, planned, outcomes, records, ids }: Ended): RunResult {
  const plans = new Map(planned.map((each) => [each.candidate.manifest.file, each]));
  const ends = new Map(outcomes.map((each) => [each.planned.candidate.manifest.file, each]));
  const flows = scope.flows.map((checked): FlowResult => {
    const base = flowResult(checked);
    const plan = plans.get(checked.manifest.file);
    const end = ends.get(checked.manifest.file);
    if (!plan) return { ...base, intention: 'blocked', status: 'blocked', detail: 'validation found errors' };
    const status = end?.status ?? planStatus(plan);
    return {
      ...base,
      id: end?.flowId || plan.live?.id || plan.known?.flow_id || base.id,
      intention: plan.intention,
      status,
      detail: end?.detail ?? plan.reason,
      versionBefore: end?.versionBefore ?? plan.live?.published?.id,
      version:
        end?.versionAfter ??
        (plan.intention === 'unchanged' ? (plan.known?.platform_version ?? undefined) : undefined),
      latencyMs: end?.latencyMs,
      auditId:
        ids.get(checked.manifest.file) ?? (plan.intention === 'unchanged' ? plan.known?.audit_id : undefined),
    };
  });
  const quiet = new Set(
    planned
      .filter(({ intention }) => intention === 'unchanged')
      .map(({ candidate }) => candidate.manifest.file),
  );
  const findings = sortFindings(
    [workspace.config.report, ...scope.flows.map(({ report }) => report)]
      .flatMap((each) => each.findings)
      .filter(({ manifest, severity }) => severity === 'error' || !quiet.has(manifest)),
  );
  const bad = flows.filter(
    ({ status }) => !['success', 'unchanged', 'superseded', 'planned'].includes(status),
  );
  const live = flows.filter(({ status }) => status === 'success').length;
  const failed =
    bad.length > 0 || workspace.config.report.findings.some(({ severity }) => severity === 'error');
  const all = (status: FlowResult['status']) =>
    flows.length > 0 && flows.every((flow) => flow.status === status);
  return {
    mode,
    environment: inputs.environment,
    result: failed
      ? 'failure'
      : all('unchanged')
        ? 'unchanged'
        : all('superseded')
          ? 'superseded'
          : 'success',
    verdict: verdict(mode, flows, live, bad.length),
    notices: [],
    flows,
    findings,
    gone: scope.gone,
    records,
    auditCommit: undefined,
    auditBranch: inputs.auditBranch,
  };
}

function planStatus({ intention }: PlannedFlow): FlowResult['status'] {
  switch (intention) {
    case 'unchanged':
    case 'superseded':
    case 'conflict':
    case 'blocked':
      return intention;
    case 'locked':
      return 'conflict';
    default:
      return 'planned';
  }
}

function verdict(mode: string, flows: readonly FlowResult[], live: number, bad: number): string {
  const n = (count: number) => `${count} flow${count === 1 ? '' : 's'}`;
  if (mode === 'plan') {
    const todo = flows.filter(({ status }) => status === 'planned').length;
    return `Plan: ${n(todo)} would be published${bad > 0 ? `, ${bad} cannot be` : ''}, ${flows.length - todo - bad} stay as they are`;
  }
  if (live === 0 && bad === 0) return `Nothing to publish: ${n(flows.length)} unchanged`;
  return `${n(live)} published and verified live${bad > 0 ? `, ${bad} not` : ''}`;
}
