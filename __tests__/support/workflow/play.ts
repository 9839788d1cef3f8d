import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { World } from '../../../sandbox/world.ts';
import { type Contexts, evaluate, isTruthy, type Status } from './expression.ts';
import type { JobDefinition, Workflow } from './read.ts';
import { type Artifacts, playStep, type StepRun, type Trigger } from './step.ts';

/** What the repository is set up with. */
export interface Settings {
  readonly secrets: Readonly<Record<string, string>>;
  readonly environments?: Readonly<
    Record<
      string,
      {
        readonly secrets?: Readonly<Record<string, string>>;
        /** Address of the environment's own org; without it the world's. */
        readonly org?: string;
        /** Asked before a job of the environment starts, as its reviewers are. */
        readonly approve?: () => Promise<boolean> | boolean;
      }
    >
  >;
}

/** What a job did. */
export interface JobRun {
  readonly result: 'success' | 'failure' | 'skipped';
  readonly outputs: Readonly<Record<string, string>>;
  readonly steps: readonly StepRun[];
}

/** What a run of a workflow did. */
export interface WorkflowRun {
  readonly runId: number;
  readonly jobs: Readonly<Record<string, JobRun>>;
  /** Uploaded artifacts: the text of the file, by name. */
  readonly artifacts: Artifacts;
}

let runs = 9000;

/** Runs a workflow as GitHub does: jobs in the order of their needs, each with its own workspace, token and secrets. */
export async function play(
  world: World,
  workflow: Workflow,
  trigger: Trigger,
  settings: Settings,
): Promise<WorkflowRun> {
  if (workflow.errors.length > 0) throw new Error(`${workflow.file}: ${workflow.errors.join('; ')}`);
  if (!(trigger.name in workflow.events)) throw new Error(`${workflow.file} has no trigger ${trigger.name}`);
  const runId = ++runs;
  const inputs = dispatchInputs(workflow, trigger);
  const repository = { full_name: world.github.slug, default_branch: 'main', private: true };
  const event = { repository, ...trigger.payload, ...(trigger.inputs ? { inputs } : {}) };
  const contexts = {
    github: {
      event_name: trigger.name,
      event,
      sha: trigger.sha,
      ref: trigger.ref,
      ref_name: trigger.ref.replace(/^refs\/(?:heads|tags|pull)\//, ''),
      repository: world.github.slug,
      run_id: String(runId),
      actor: 'sandbox-user',
    },
    inputs,
    vars: {},
  };
  workflow.concurrency?.(contexts);
  const jobs: Record<string, JobRun> = {};
  const artifacts = new Map<string, string>();
  world.github.runs.set(runId, 'in_progress');
  for (const job of inOrder(workflow.jobs))
    jobs[job.id] = await playJob({ world, job, contexts, jobs, settings, runId, trigger, event, artifacts });
  world.github.runs.set(runId, 'completed');
  return { runId, jobs, artifacts };
}

/** One job, and what it is run with. */
interface Playing {
  readonly world: World;
  readonly job: JobDefinition;
  readonly contexts: Contexts & { readonly github: object };
  readonly jobs: Readonly<Record<string, JobRun>>;
  readonly settings: Settings;
  readonly runId: number;
  readonly trigger: Trigger;
  readonly event: object;
  readonly artifacts: Artifacts;
}

async function playJob(playing: Playing): Promise<JobRun> {
  const { job, jobs } = playing;
  const needs = Object.fromEntries(
    job.needs.map((id) => [id, { outputs: jobs[id]?.outputs, result: jobs[id]?.result }]),
  );
  const contexts = { ...playing.contexts, needs };
  const before: Status = job.needs.every((id) => jobs[id]?.result === 'success') ? 'success' : 'failure';
  const skipped: JobRun = { result: 'skipped', outputs: {}, steps: [] };
  if (!isTruthy(evaluate(job.condition, contexts, before))) return skipped;
  if (job.matrix) {
    const { include } = JSON.parse(job.matrix(contexts)) as { readonly include: readonly object[] };
    const entries = include.map((matrix) => ({ ...contexts, matrix }));
    return joined(await Promise.all(entries.map((each) => playAttempt({ ...playing, contexts: each }))));
  }
  return playAttempt({ ...playing, contexts });
}

/** The jobs of a matrix as one: it fails if one of them does. */
function joined(jobs: readonly JobRun[]): JobRun {
  return {
    result: jobs.every(({ result }) => result === 'success') ? 'success' : 'failure',
    outputs: jobs.at(-1)?.outputs ?? {},
    steps: jobs.flatMap(({ steps }) => steps),
  };
}

/** Runs the steps of a job whose condition holds. */
async function playAttempt(playing: Playing): Promise<JobRun> {
  const { world, job, settings, runId, trigger } = playing;
  const skipped: JobRun = { result: 'skipped', outputs: {}, steps: [] };
  const token = `ghs_${randomBytes(18).toString('hex')}`;
  const contexts = { ...playing.contexts, github: { ...playing.contexts.github, token } };
  job.concurrency?.(contexts);
  const environment = settings.environments?.[job.environment];
  if (environment?.approve && !(await environment.approve())) return { ...skipped, result: 'failure' };
  if (job.environment !== '') deployJob(world, job.environment, trigger.sha, runId);
  world.github.tokens.set(token, isOfFork(playing.event) ? readOnly(job.permissions) : job.permissions);
  const org = environment?.org ?? world.genesys.url;
  const folder = mkdtempSync(join(tmpdir(), 'genesys-flow-job-'));
  const steps: Record<string, StepRun> = {};
  let status: Status = 'success';
  try {
    for (const step of job.steps) {
      const secrets = { ...settings.secrets, ...environment?.secrets, GITHUB_TOKEN: token };
      const known = {
        ...contexts,
        steps,
        secrets,
        env: {},
        runner: { temp: join(folder, 'temp') },
        job: { status },
      };
      const run = isTruthy(evaluate(step.condition, known, status))
        ? await playStep({ ...playing, step, contexts: known, status, folder, org })
        : { outcome: 'skipped' as const, outputs: {}, log: '', summary: '' };
      steps[step.id] = run;
      if (run.outcome === 'failure') status = 'failure';
    }
    const known = { ...contexts, steps };
    const outputs = [...job.outputs].map(([name, value]) => [name, value(known, status)] as const);
    return { result: status, outputs: Object.fromEntries(outputs), steps: Object.values(steps) };
  } finally {
    world.github.tokens.delete(token);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The inputs of a dispatch, with the defaults of the workflow. Throws for an unknown and for a missing one, as GitHub refuses them. */
function dispatchInputs(workflow: Workflow, { name, inputs = {} }: Trigger): Record<string, string> {
  if (name !== 'workflow_dispatch') return {};
  const declared = Object.entries(workflow.events.workflow_dispatch?.inputs ?? {});
  const unknown = Object.keys(inputs).find((each) => !declared.some(([known]) => known === each));
  if (unknown !== undefined) throw new Error(`${workflow.file} has no input ${unknown}`);
  return Object.fromEntries(
    declared.map(([each, { required, default: fallback = '' }]) => {
      const given = inputs[each] ?? String(fallback);
      if (required === true && given === '') throw new Error(`${workflow.file} needs the input ${each}`);
      return [each, given];
    }),
  );
}

function isOfFork(event: object): boolean {
  const { pull_request: pull } = event as {
    readonly pull_request?: {
      readonly [side in 'base' | 'head']: { readonly repo: { readonly full_name: string } };
    };
  };
  return pull !== undefined && pull.base.repo.full_name !== pull.head.repo.full_name;
}

/** What GitHub leaves of the permissions for a pull request of a fork. */
function readOnly(permissions: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.keys(permissions).map((scope) => [scope, 'read']));
}

/** GitHub creates a deployment for a job with an environment. */
function deployJob({ github }: World, environment: string, sha: string, runId: number): void {
  const url = `https://github.com/${github.slug}/actions/runs/${runId}/job/1`;
  github.deployments.push({
    id: github.deployments.length + 1,
    body: { ref: sha, task: 'deploy', environment },
    statuses: [{ state: 'in_progress', log_url: url, environment }],
  });
}

/** Jobs after those that they need; the parser has refused cycles. */
function inOrder(jobs: readonly JobDefinition[]): JobDefinition[] {
  const ordered: JobDefinition[] = [];
  while (ordered.length < jobs.length) {
    const next = jobs.find(
      (job) => !ordered.includes(job) && job.needs.every((id) => ordered.some((each) => each.id === id)),
    );
    if (!next) throw new Error('the jobs need each other in a cycle');
    ordered.push(next);
  }
  return ordered;
}
