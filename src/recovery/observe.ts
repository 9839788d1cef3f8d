import { isPlaceholder } from '../architect/placeholder.ts';
import type { IntentFlow } from '../audit/intent.ts';
import { ActionError } from '../errors.ts';
import { GenesysError } from '../genesys/error.ts';
import type { JobState, OrgFlow, OrgVersion } from '../genesys/port.ts';
import { type ReleasePorts, waitForJob } from '../release/job.ts';
import { PollingSchedule } from '../release/polling-schedule.ts';
import { readBack } from '../release/read-back.ts';
import { readYaml } from '../source/yaml.ts';

/** A flow of an interrupted run, and what the org says of it and of its jobs. */
export interface Observed {
  readonly flow: IntentFlow;
  /** How its publish job ended; undefined where there was none, or the platform has forgotten it. */
  readonly job: JobState | undefined;
  readonly placeholder: JobState | undefined;
  /** The job that publishes the version again that the flow goes back to. */
  readonly rollback: JobState | undefined;
  readonly live: OrgFlow | undefined;
  /** What is live, if it is not what was live before. */
  readonly fresh: OrgVersion | undefined;
  /** What is live, if the rollback job made it. */
  readonly restored: OrgVersion | undefined;
}

/** Asks the org how the jobs of a flow ended, waiting for those that run, and what is live then. Changes nothing. */
export async function observe(flow: IntentFlow, ports: ReleasePorts): Promise<Observed> {
  const { genesys } = ports;
  const job = await jobEnd(flow, flow.job_id, ports);
  const placeholder = await jobEnd(flow, flow.placeholder_job_id, ports);
  const rollback = await jobEnd(flow, flow.rollback_job_id, ports);
  const look = () =>
    flow.flow_id ? genesys.flowById(flow.flow_id) : genesys.flowByName(flow.flow_type, flow.flow_name);
  // A flow that is on its way back shows a new version only where that is published by a job.
  const last = rollback ?? (flow.target_version === undefined || flow.rollback ? job : undefined);
  const published = last?.status === 'success';
  const began = [job, placeholder, rollback].some(
    (each) => each !== undefined && each.status !== 'registered',
  );
  const from = rollback ? flow.rollback_from : (flow.base_version ?? undefined);
  let { live, hasty } = began
    ? await readBack(look, from, published, ports)
    : { live: await look(), hasty: false };
  // A placeholder that is read while its flow is live already is what was live some moments ago.
  if (published && !rollback && (await isPlaceholderLive(placeholder, live, ports)))
    ({ live, hasty } = await readBack(look, live?.published?.id, true, ports));
  const version = live?.published;
  const fresh = version && version.id !== flow.base_version ? version : undefined;
  const ours = version?.clientId === genesys.clientId && version.id !== from ? version : undefined;
  const missing = published && !ours;
  if (ports.clock.cancelled || (missing && hasty)) {
    throw new ActionError(
      'there was no time to find out what an earlier run had left behind',
      'Run again; that is done first then.',
    );
  }
  const restored = rollback?.status === 'success' ? ours : undefined;
  return { flow, job, placeholder, rollback, live, fresh, restored };
}

/** True where all that went live of a flow is its placeholder. */
export function onlyPlaceholder(
  { placeholder, live, fresh }: Observed,
  ports: ReleasePorts,
): Promise<boolean> {
  return fresh ? isPlaceholderLive(placeholder, live, ports) : Promise.resolve(false);
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
    `the publish job ${id} of "${flow.flow_name}", which an earlier run began, has not ended yet`,
    'Run again in some minutes; what came of it is then found out first. Nothing was published.',
  );
}
