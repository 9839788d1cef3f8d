import { isPlaceholder } from '../architect/placeholder.ts';
import type { Intent, IntentFlow } from '../audit/intent.ts';
import { MOST_LIFETIME_MS } from '../audit/intent.ts';
import type { PublishedState } from '../audit/published-state.ts';
import { ActionError } from '../errors.ts';
import { GenesysError } from '../genesys/error.ts';
import type { JobState, OrgFlow, OrgVersion } from '../genesys/port.ts';
import { waitForJob } from '../release/job.ts';
import { type JobFate, type Live, liveOf, NOTHING, type Observation } from '../release/observation.ts';
import { overwrittenBy } from '../release/overwritten.ts';
import { PollingSchedule } from '../release/polling-schedule.ts';
import type { ReleasePorts } from '../release/ports.ts';
import { readBack } from '../release/read-back.ts';
import { readYaml } from '../source/yaml.ts';

/** How far the clock of the platform may differ from that of a runner. */
const SKEW_MS = 3_600_000;

/** The interrupted run, and what is known beside its intent. */
export interface Interruption {
  readonly intent: Intent;
  readonly state: PublishedState;
}

/** A flow of an interrupted run, and what the org says of it. */
export interface Observed {
  readonly flow: IntentFlow;
  readonly live: OrgFlow | undefined;
  readonly seen: Observation;
}

/** The jobs of a flow, as the platform has them; undefined where there was none, or it is forgotten. */
interface Jobs {
  readonly publish: JobState | undefined;
  readonly placeholder: JobState | undefined;
  readonly rollback: JobState | undefined;
}

/** Asks the org how the jobs of a flow ended, waiting for those that run, and what is live then. Changes nothing. */
export async function observe(
  flow: IntentFlow,
  interruption: Interruption,
  ports: ReleasePorts,
): Promise<Observed> {
  const jobs: Jobs = {
    publish: await jobEnd(flow, flow.job_id, ports),
    placeholder: await jobEnd(flow, flow.placeholder_job_id, ports),
    rollback: await jobEnd(flow, flow.rollback_job_id, ports),
  };
  const live = await readLive(flow, jobs, ports);
  const is = whatIsLive(flow, live, jobs, interruption, ports);
  const version = live?.published;
  const fate = fateOf(jobs.publish, flow.job_id, live);
  const placeholder = is === 'ours' && (await isPlaceholderLive(jobs.placeholder, live, ports));
  const seen: Observation = {
    purpose: purposeOf(flow),
    job: fate,
    live: is,
    version,
    base: flow.base_version ?? undefined,
    target: flow.target_version,
    whole: live?.active === true && live.name === flow.flow_name,
    placeholder,
    overwritten: placeholder ? undefined : await overwrittenVersion(flow, is, fate, live, ports),
    hasEnded: true,
    rollsBack: flow.rollback_on_fail !== false,
    overwrite: false,
    doubt: doubtOf(flow, live, jobs, interruption, ports.clock.now()),
  };
  return { flow, live, seen };
}

/** A flow without a job was to be recorded as it is live. */
function purposeOf({
  rollback,
  job_id: job,
  placeholder_job_id: placeholder,
}: IntentFlow): Observation['purpose'] {
  if (rollback) return 'rollback';
  return job === undefined && placeholder === undefined ? 'adopt' : 'publish';
}

/** The version that was live before the job that was to make the last one. */
function fromOf(flow: IntentFlow, rollback: JobState | undefined): string | undefined {
  const from = rollback ? (flow.rollback_from ?? flow.base_version) : flow.base_version;
  return from === null || from === NOTHING ? undefined : from;
}

async function readLive(flow: IntentFlow, jobs: Jobs, ports: ReleasePorts): Promise<OrgFlow | undefined> {
  const { genesys, clock } = ports;
  const look = () =>
    flow.flow_id ? genesys.flowById(flow.flow_id) : genesys.flowByName(flow.flow_type, flow.flow_name);
  // A flow that is being rolled back shows a new version only where that is published by a job.
  const last =
    jobs.rollback ?? (flow.target_version === undefined || flow.rollback ? jobs.publish : undefined);
  const published = last?.status === 'success';
  const from = fromOf(flow, jobs.rollback);
  const began = Object.values(jobs).some(
    (each: JobState | undefined) => each && each.status !== 'registered',
  );
  let { live, hasty } = began
    ? await readBack(look, from, published, ports)
    : { live: await look(), hasty: false };
  // A placeholder that is read while its flow is live already is what was live some moments ago.
  if (published && !jobs.rollback && (await isPlaceholderLive(jobs.placeholder, live, ports)))
    ({ live, hasty } = await readBack(look, live?.published?.id, true, ports));
  const version = live?.published;
  const ours = version?.clientId === genesys.clientId && version.id !== from;
  if (clock.cancelled || (published && !ours && hasty)) {
    throw new ActionError(
      'there was no time to find out what an interrupted run had done',
      'Run again. That is done first then.',
    );
  }
  return live;
}

function whatIsLive(
  flow: IntentFlow,
  live: OrgFlow | undefined,
  { rollback }: Jobs,
  { intent }: Interruption,
  { genesys }: ReleasePorts,
): Live {
  const restored = rollback?.status === 'success';
  const base = fromOf(flow, restored ? rollback : undefined);
  const is = liveOf(
    live,
    { base, target: flow.target_version, restoring: restored || flow.rollback === true },
    genesys.clientId,
  );
  if (is !== 'ours' && is !== 'restored') return is;
  const until = Math.max(
    ...[intent.expires, intent.recovering?.expires ?? ''].map((text) => Date.parse(text) || 0),
  );
  const created = live?.published?.created;
  const later = created !== undefined && created > until + SKEW_MS;
  // What was made after the run, or has another type, is not what it made.
  return later || live?.type !== flow.flow_type ? 'theirs' : is;
}

/** How the publish job of a flow ended; one that made another flow says nothing of this one. */
function fateOf(job: JobState | undefined, id: string | undefined, live: OrgFlow | undefined): JobFate {
  if (id === undefined) return 'none';
  if (!job) return 'forgotten';
  if (job.status !== 'success' && job.status !== 'failure') return 'none';
  return job.flowId !== undefined && live !== undefined && job.flowId !== live.id ? 'none' : job.status;
}

async function overwrittenVersion(
  flow: IntentFlow,
  is: Live,
  fate: JobFate,
  live: OrgFlow | undefined,
  { genesys }: ReleasePorts,
): Promise<OrgVersion | undefined> {
  if (!live?.published) return undefined;
  const before = is === 'restored' ? (flow.rollback_from ?? flow.base_version) : flow.base_version;
  const seen = before === null || before === NOTHING ? undefined : before;
  const known = is === 'restored' || (is === 'ours' && (fate === 'success' || fate === 'failure'));
  return known ? (await overwrittenBy(genesys, [seen], live.published, live.id)).published : undefined;
}

/** Why a rollback is not finished on the intent's word alone. */
function doubtOf(
  flow: IntentFlow,
  live: OrgFlow | undefined,
  jobs: Jobs,
  { intent, state }: Interruption,
  now: number,
): string | undefined {
  const known =
    Object.values(state.flows).some(({ flow_id: id }) => id === live?.id) ||
    Object.values(jobs).some(
      (job: JobState | undefined) => job?.flowId !== undefined && job.flowId === live?.id,
    );
  if (!known) return 'neither the audit log nor a job of that run knows this flow';
  if (flow.rollback && now > Date.parse(intent.started) + MOST_LIFETIME_MS)
    return 'the rollback was requested more than 7 hours ago';
  return undefined;
}

async function isPlaceholderLive(
  placeholder: JobState | undefined,
  live: OrgFlow | undefined,
  { genesys }: ReleasePorts,
): Promise<boolean> {
  const version = live?.published;
  if (placeholder?.status !== 'success' || !version || version.clientId !== genesys.clientId) return false;
  return isPlaceholder(readYaml('live.yaml', await genesys.exportVersion(live, version.id)).value);
}

async function jobEnd(
  flow: IntentFlow,
  id: string | undefined,
  ports: ReleasePorts,
): Promise<JobState | undefined> {
  if (id === undefined) return undefined;
  try {
    const state = await ports.genesys.job(id);
    if (state.status !== 'running') return state;
    ports.log.info(`"${flow.flow_name}": job ${id} is still running; waiting for it`);
    const ended = await waitForJob(flow.flow_name, id, new PollingSchedule(undefined), ports);
    if (ended.state) return ended.state;
  } catch (error) {
    if (error instanceof GenesysError && error.status === 404) return undefined;
    throw error;
  }
  throw new ActionError(
    `the publish job ${id} of "${flow.flow_name}", which an interrupted run started, has not ended yet`,
    'Run again in some minutes. What it did is found out then. Nothing was published.',
  );
}
