import type { NewIntent } from '../audit/intent.ts';
import type { FlowState } from '../audit/ledger.ts';
import { flowKey, releaseName } from '../audit/names.ts';
import type { AuditRecord } from '../audit/record.ts';
import { ActionError, ConfigurationError } from '../errors.ts';
import type { OrgFlow } from '../genesys/port.ts';
import { readRegion } from '../manifest/region.ts';
import { foreignWork } from '../plan/decide.ts';
import { intentOf } from '../publish/intent.ts';
import { rollbackRecord } from '../publish/record.ts';
import { type RollbackEnd, rollBackTo, rollbackStatus } from '../release/roll-back-to.ts';
import type { FlowResult, RunResult } from '../report/result.ts';
import { orgFlowState } from '../rollback/org-flow-state.ts';
import { findFlow, knownFlow, type RollbackTarget, rollbackTarget } from '../rollback/target.ts';
import {
  type AcceptInputs,
  type Connected,
  type ConnectInputs,
  connect,
  openAuditLog,
  type Task,
} from './connected.ts';
import { deployAll } from './deployments.ts';
import type { RegionInputs } from './prepare.ts';
import { Recovered, type RecoveryInputs } from './recovered.ts';
import { releasePorts } from './release-ports.ts';
import { entryOf, resultOf } from './result.ts';
import { writeDown } from './write-down.ts';

export interface RollbackInputs
  extends ConnectInputs,
    AcceptInputs,
    RecoveryInputs,
    Pick<RegionInputs, 'region'> {
  /** The flow: its name, `TYPE/name`, manifest or id. */
  readonly flow: string;
  /** A platform version (`3.0`), a release version (`1.2.0`), or `previous`. */
  readonly toVersion: string;
}

/** The flow of a rollback, as trail and org have it. */
interface Found {
  readonly known: FlowState;
  readonly live: OrgFlow;
  readonly target: RollbackTarget;
  /** Work of somebody else that goes, because `on-conflict` says so. */
  readonly overwrites: string | null;
}

/** Puts one flow back to an earlier version, reads back that it is live, and records what it undoes. */
export async function rollback(task: Task<RollbackInputs>): Promise<RunResult> {
  const { inputs, ports } = task;
  if (inputs.flow === '') {
    throw new ConfigurationError(
      'mode rollback needs the input "flow"',
      'Set it to the name or manifest of a flow.',
    );
  }
  const github = await openAuditLog('rollback', task);
  const { state } = await github.auditLog.read();
  const region = knownFlow(state, inputs.flow) ? undefined : inputs.region;
  const connected = await connect(
    'rollback',
    task,
    region ?? regionOf(findFlow(state, inputs.flow), task),
    github,
  );
  const { clock, log } = ports;
  const { auditLog } = github;
  const recovered = new Recovered();
  for (;;) {
    const snapshot = await recovered.acquire(connected);
    const known =
      knownFlow(snapshot.state, inputs.flow) ??
      (await orgFlowState(connected.genesys, inputs.flow, connected.region.name));
    const found = await look(connected, known);
    const { live, target } = found;
    const before = live.published?.id;
    if (before === target.version) {
      const result = finish(connected, found, {
        status: 'unchanged',
        detail: `version ${before} is live already`,
      });
      return { ...result, ...recovered.into(result) };
    }
    const intent = await auditLog.begin(snapshot, toIntent(connected, found));
    if (!intent) continue;
    const started = clock.now();
    const back = await log.group('Roll back', () =>
      rollBackTo(
        live,
        target.version,
        flowKey(known.flow_type, known.flow_name),
        releasePorts(connected, intent, snapshot.state),
      ),
    );
    const record = ports.secrets.data(toRecord(connected, found, back, clock.now() - started));
    const auditCommit = await log.group('Record', () =>
      writeDown(connected, { intent, records: [record], open: undefined, live: back.detail }),
    );
    await deployAll(connected, [record]);
    const status = rollbackStatus(back, 'success');
    const result = finish(connected, found, { status, detail: back.detail, record });
    return {
      ...result,
      ...recovered.into(result),
      records: [record],
      auditCommit,
    };
  }
}

function regionOf(known: FlowState, { inputs }: Task<RollbackInputs>) {
  const { region } = readRegion(known.region);
  if (region && (inputs.region === undefined || inputs.region.name === region.name)) return region;
  throw new ConfigurationError(
    `"${known.flow_name}" was published to ${known.region}${inputs.region ? `, and the input "region" says ${inputs.region.name}` : ''}`,
    'Leave "region" empty, or check the input "environment".',
  );
}

/** Reads the flow in the org; throws an `ActionError` where somebody's work stands in the way. */
async function look({ genesys, inputs }: Connected<RollbackInputs>, known: FlowState): Promise<Found> {
  const name = known.flow_name;
  const live = await genesys.flowById(known.flow_id);
  if (!live || live.deleted) {
    throw new ActionError(
      `the org does not have "${name}" (${known.flow_id}) any more`,
      'Publish it anew by a push; a deleted flow has no versions to go back to.',
    );
  }
  if (live.lock && live.lock.clientId !== genesys.clientId) {
    throw new ActionError(
      `"${name}" is locked by ${live.lock.holder}; nothing was touched`,
      `Ask ${live.lock.holder} to save and unlock the flow in Architect, then run again.`,
    );
  }
  const foreign = foreignWork(name, known, genesys.clientId, live);
  if (foreign && !inputs.overwrite) {
    throw new ActionError(
      `${foreign}; nothing was touched`,
      'Look at that work first. With "on-conflict: overwrite" the rollback is done all the same.',
    );
  }
  const target = rollbackTarget(known, inputs.toVersion, live.published?.id);
  return { known, live, target, overwrites: foreign ?? null };
}

function toIntent({ facts, ports }: Connected<unknown>, { known, live, target }: Found): NewIntent {
  const flow = {
    key: flowKey(known.flow_type, known.flow_name),
    flow_id: known.flow_id,
    flow_name: known.flow_name,
    flow_type: known.flow_type,
    region: known.region,
    manifest: known.manifest,
    content_digest: target.digest,
    base_version: live.published?.id ?? null,
    version_matrix: target.release,
    rollback: true,
    target_version: target.version,
  };
  return intentOf([flow], facts, ports.uuid(), ports.clock.now(), ports.deadline.at);
}

function toRecord(
  { facts, ports }: Connected<unknown>,
  { known, live, target, overwrites }: Found,
  back: RollbackEnd,
  latencyMs: number,
): AuditRecord {
  return rollbackRecord(
    {
      known,
      release: target.release,
      digest: target.digest,
      before: live.published?.id ?? null,
      after: back.version ?? null,
      status: rollbackStatus(back, 'success'),
      latencyMs: back.done ? latencyMs : null,
      overwrites,
    },
    facts,
    ports.uuid(),
    ports.clock.now(),
  );
}

function finish(
  connected: Connected<RollbackInputs>,
  { known, live, target }: Found,
  end: { status: FlowResult['status']; detail: string; record?: AuditRecord },
): RunResult {
  const { status, detail, record } = end;
  const release = target.release ? releaseName(target.release) : undefined;
  return resultOf('rollback', connected, {
    result: status === 'success' ? 'success' : status === 'unchanged' ? 'unchanged' : 'failure',
    verdict: `Rollback of "${known.flow_name}" in ${connected.environment}: ${detail}`,
    flows: [
      entryOf({
        manifest: known.manifest,
        name: known.flow_name,
        type: known.flow_type,
        id: known.flow_id,
        action: 'rollback',
        status,
        detail,
        release,
        versionBefore: live.published?.id,
        version: record ? (record.platform_version_after ?? undefined) : live.published?.id,
        latencyMs: record?.latency_ms ?? undefined,
        auditId: record?.audit_id,
      }),
    ],
  });
}
