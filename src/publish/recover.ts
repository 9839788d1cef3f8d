import type { Intent, IntentFlow } from '../audit/ledger.ts';
import type { AuditRecord, RunFacts } from '../audit/record.ts';
import { UserError } from '../errors.ts';
import { isStub } from '../flow/stub.ts';
import { GenesysError } from '../genesys/error.ts';
import type { JobState, OrgFlow } from '../genesys/port.ts';
import { who } from '../plan/decide.ts';
import { readYaml } from '../source/yaml.ts';
import { Looks } from './cadence.ts';
import { coveredBy } from './covered.ts';
import { type ReleasePorts, waitForJob } from './job.ts';
import { backStatus, NOTHING, putBack } from './put-back.ts';
import { readBack } from './read-back.ts';
import { toRecovered } from './record.ts';
import { giveNameBack, letGo } from './rename.ts';

/**
 * Finds out what a run that broke off left behind, flow by flow. The job that was registered for a flow is asked, and
 * waited for. What went well is recorded; what was on its way back is put back; a name or a stub that is left over is taken
 * back. A version of somebody else is left to the plan, which sees a conflict.
 */
export async function recover(
  intent: Intent,
  facts: RunFacts,
  ports: ReleasePorts & { readonly uuid: () => string },
  tell: (line: string) => void,
): Promise<AuditRecord[]> {
  // The commit and the actor are those of the run that published, not of the one that found it.
  const its = {
    ...facts,
    commit: intent.commit,
    actor: intent.actor,
    runId: intent.run_id,
    runUrl: intent.run_url,
    attempt: intent.attempt,
  };
  const records: AuditRecord[] = [];
  for (const flow of intent.flows) {
    const found = await endOf(flow, ports);
    const line = `"${flow.flow_name}": ${found.detail}`;
    if (found.record?.status === 'rollback_failed') ports.log.warning(line);
    else ports.log.info(line);
    tell(`An earlier run (${intent.run_url}) had broken off. ${line}.`);
    if (found.record) records.push(toRecovered(flow, found.record, its, ports.uuid(), ports.clock.now()));
  }
  return records;
}

interface Found {
  readonly detail: string;
  readonly record?: Parameters<typeof toRecovered>[1];
}

async function endOf(flow: IntentFlow, ports: ReleasePorts): Promise<Found> {
  const { genesys } = ports;
  const job = await jobEnd(flow, flow.job_id, ports);
  const stub = await jobEnd(flow, flow.stub_job_id, ports);
  const look = () =>
    flow.flow_id ? genesys.flowById(flow.flow_id) : genesys.flowByName(flow.flow_type, flow.flow_name);
  const began = [job, stub].some((each) => each !== undefined && each.status !== 'registered');
  const live = began
    ? await readBack(look, flow.base_version ?? undefined, job?.status === 'success', ports)
    : await look();
  const version = live?.published;
  const fresh = version && version.id !== flow.base_version ? version : undefined;
  const missing = job?.status === 'success' && fresh?.clientId !== genesys.clientId;
  if (ports.clock.cancelled || (missing && ports.clock.now() > ports.deadline.at)) {
    throw new UserError(
      'there was no time to find out what an earlier run had left behind',
      'Run again; that is done first then.',
    );
  }
  const success = (detail: string): Found => ({
    detail,
    record: { flowId: live?.id ?? '', version: version?.id ?? null, status: 'success', trigger: null },
  });
  if (flow.rollback) {
    if (version && version.id === flow.target_version) return success(`version ${version.id} is live again`);
    if (live && fresh?.clientId === genesys.clientId)
      return success(`the content of version ${flow.target_version ?? '?'} is live, as version ${fresh.id}`);
    if (!live || fresh)
      return { detail: `version ${version?.id ?? 'none'} is live, which is somebody else's` };
    // It was asked for because something is wrong with what is live.
    const back = await putBack(live, flow.target_version, flow.key, ports);
    const status = backStatus(back, 'success');
    return {
      detail: back.detail,
      record: { flowId: live.id, version: back.version ?? null, status, trigger: null },
    };
  }
  if (live && flow.target_version !== undefined) return wayBack(flow, live, 'its publish had failed', ports);
  if (!live || !fresh) {
    const name = live ? await nameBack(flow, live, ports) : '';
    return { detail: `nothing was published (${flow.base_version ?? 'no version'} is still live)${name}` };
  }
  if (fresh.clientId !== genesys.clientId) {
    return { detail: `version ${fresh.id} of somebody else is live${await nameBack(flow, live, ports)}` };
  }
  if (
    stub?.status === 'success' &&
    isStub(readYaml('live.yaml', await genesys.exportVersion(live, fresh.id)).value)
  ) {
    const back = await putBack(live, undefined, flow.key, ports);
    return { detail: `only its stub had gone live: ${back.detail}` };
  }
  if (job?.status !== 'success' && job?.status !== 'failure') {
    return { detail: `version ${fresh.id} is live, and no job of that run has made it` };
  }
  if (job.status === 'failure' && flow.rollback_on_fail === false)
    return {
      detail: `version ${fresh.id} is live although its job failed, and stays, as rollback_on_fail says`,
    };
  const { published } = await coveredBy(genesys, [flow.base_version ?? undefined], fresh, live.id);
  const target = published ? { ...flow, target_version: published.id } : flow;
  if (job.status === 'failure')
    return wayBack(target, live, 'its job had failed, and yet a new version was live', ports);
  if (published && flow.rollback_on_fail !== false) {
    const trigger = `it had covered version ${published.id}, published ${who(published)}`;
    return wayBack(target, live, trigger, ports);
  }
  if (live.lock?.clientId === genesys.clientId) await letGo(live.id, ports);
  return success(`version ${fresh.id} had gone live; it is recorded now`);
}

/** Brings what was on its way back to its end. */
async function wayBack(
  flow: IntentFlow,
  live: OrgFlow,
  trigger: string,
  ports: ReleasePorts,
): Promise<Found> {
  const wanted = flow.target_version ?? flow.base_version ?? NOTHING;
  const target = wanted === NOTHING ? undefined : wanted;
  const there = live.published?.id === target;
  const foreign = live.published && live.published.clientId !== ports.genesys.clientId;
  if (!there && foreign)
    return { detail: `${trigger}; version ${live.published?.id} of somebody else is live` };
  const name = await nameBack(flow, live, ports);
  const back = there
    ? { done: true, detail: `version ${target ?? 'none'} is live again`, version: target, theirs: false }
    : await putBack(live, target, flow.key, ports);
  const theirs = back.theirs || (flow.base_version ?? undefined) !== target;
  return {
    detail: `${trigger}; ${back.detail}${name}`,
    record: {
      flowId: live.id,
      version: back.version ?? null,
      status: backStatus({ done: back.done, theirs }),
      trigger,
    },
  };
}

async function nameBack(flow: IntentFlow, live: OrgFlow, ports: ReleasePorts): Promise<string> {
  const { renamed_from: name } = flow;
  const ours = live.lock?.clientId === ports.genesys.clientId;
  if (name === undefined || (live.name === name && !ours) || (live.lock && !ours)) return '';
  const left = await giveNameBack(live.id, name, ports);
  return `; ${left ?? `it is called "${name}" again`}`;
}

/** How a job ended, after waiting for it; `registered`: it never began. Undefined where there was none, or the platform has forgotten it. */
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
    const ended = await waitForJob(flow.flow_name, id, new Looks(undefined), ports);
    if (ended.state) return ended.state;
  } catch (error) {
    if (error instanceof GenesysError && error.status === 404) return undefined;
    throw error;
  }
  throw new UserError(
    `the publish job ${id} of "${flow.flow_name}", which an earlier run began, has not ended yet`,
    'Run again in some minutes; what came of it is then found out first. Nothing was published.',
  );
}
