import { AuditLog } from '../../../src/audit/audit-log.ts';
import { digestOf } from '../../../src/audit/intent-file.ts';
import { IntentKey } from '../../../src/audit/intent-key.ts';
import { AUDIT_PATHS } from '../../../src/audit/published-state.ts';
import type { AuditRecord } from '../../../src/audit/record.ts';
import { serializeSnapshot } from '../../../src/audit/snapshot.ts';
import { memoryLog, virtualClock } from '../../support/clock.ts';
import { fakeGitHub } from '../../support/github.ts';
import { historyOf, type TestHistory } from '../../support/history.ts';
import { digestOf as digest, flowIdOf, record } from '../../support/record.ts';

export const keyOf = (environment: string) =>
  new IntentKey('secret', { repository: 'a/b', auditBranch: 'flow-audit', environment });

/** An audit log that this action wrote, and what a test needs to change it. */
export interface WrittenLog {
  readonly history: TestHistory;
  readonly records: readonly AuditRecord[];
  /** When the last commit was made, in ms since 1970. */
  readonly end: number;
}

/**
 * Six publishes of three flows, the fourth with a snapshot, a rollback, a report from outside and a publish to `prod`. Each
 * intent gets a note, as that of a publish job does.
 */
export async function writeLog(): Promise<WrittenLog> {
  const clock = virtualClock();
  const github = fakeGitHub(() => clock.now());
  const deadline = { at: clock.now() + 24 * 3_600_000 };
  const records: AuditRecord[] = [];
  const logOf = (environment: string) => {
    const ports = { github, clock, log: memoryLog(), deadline };
    return new AuditLog('flow-audit', environment, ports, keyOf(environment));
  };
  const publish = async (run: number, more: Partial<AuditRecord>, environment = 'default') => {
    const log = logOf(environment);
    await clock.sleep(20 * 60_000);
    const name = `flow-${run % 3}`;
    const time = (ms = 0) => new Date(clock.now() + ms).toISOString();
    const flow = {
      key: `INBOUNDCALL/${name}`,
      flow_id: flowIdOf(name),
      flow_name: name,
      flow_type: 'INBOUNDCALL',
      region: 'us-east-1',
      manifest: `${name}.flow.json`,
      content_digest: digest(`digest-${run}`),
      base_version: run < 3 ? null : `${run - 3}.0`,
      version_matrix: null,
    };
    const standing = await log.begin(await log.read(), {
      schema: 1,
      intent_id: `00000000-0000-4000-8000-${String(run).padStart(12, '0')}`,
      environment,
      run_id: run,
      attempt: 1,
      run_url: `https://github.com/a/b/actions/runs/${run}`,
      actor: 'somebody',
      commit: 'c'.repeat(40),
      started: time(),
      expires: time(2 * 3_600_000),
      flows: [flow],
    });
    if (!standing) throw new Error('the intent was not written');
    await clock.sleep(5000);
    const noted = {
      ...standing,
      sequence: 2,
      flows: [{ ...flow, job_id: flowIdOf(`job-${run}`) }],
    };
    await log.note(noted);
    await clock.sleep(5000);
    const made = record(name, {
      timestamp: time(),
      environment,
      content_digest: flow.content_digest,
      platform_version_before: flow.base_version,
      platform_version_after: `${run}.0`,
      version_matrix: { major: 1, minor: run, patch: 0 },
      run_id: run,
      ...more,
    });
    await log.finish(noted, [made], undefined);
    records.push(made);
    return { log, made };
  };
  for (let run = 0; run < 6; run++) {
    const snapshot = (auditId: string) =>
      serializeSnapshot({ version: `${run}.0`, auditId, yaml: `inboundCall:\n  name: ${run}\n` });
    if (run !== 3 && run !== 4) await publish(run, {});
    else {
      const id = flowIdOf(`snapshot-${run}`);
      const { log, made } = await publish(run, { audit_id: id, snapshot_digest: digestOf(snapshot(id)) });
      const path = AUDIT_PATHS.live('default', made.flow_id);
      await log.writeSnapshots([{ path, text: snapshot(id) }], 'Keep what is live of 1 flow');
    }
  }
  await publish(6, { action: 'rollback', platform_version_after: '0.0', platform_version_before: '3.0' });
  await clock.sleep(60_000);
  await logOf('default').append([external(clock.now())], 'Record a reported deployment');
  await publish(7, {}, 'prod');
  return { history: historyOf(github), records, end: clock.now() };
}

function external(now: number) {
  return {
    schema: 1,
    event: 'genesys_flow_deploy',
    source: 'external',
    audit_id: flowIdOf('external'),
    timestamp: new Date(now).toISOString(),
    environment: 'default',
    flow_id: flowIdOf('another flow'),
    flow_name: 'Another flow',
    action: 'update',
    status: 'synced',
    version_matrix: null,
    rollback_trigger: null,
    reported_timestamp: null,
    reported_audit_id: null,
    latency_ms: null,
    commit: 'c'.repeat(40),
    actor: 'somebody',
    run_id: 77,
    run_url: 'https://github.com/a/b/actions/runs/77',
    attempt: 1,
  } as const;
}
