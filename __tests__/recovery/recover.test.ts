import { describe, expect, test } from 'vitest';
import { advance } from '../../src/audit/advance.ts';
import type { Intent, IntentFlow } from '../../src/audit/intent.ts';
import { emptyState } from '../../src/audit/state-file.ts';
import { GenesysError } from '../../src/genesys/error.ts';
import type { JobState } from '../../src/genesys/port.ts';
import type { Relation, WorkflowRun } from '../../src/github/port.ts';
import { recover } from '../../src/recovery/recover.ts';
import { requireSameRun } from '../../src/recovery/same-run.ts';
import { virtualClock } from '../support/clock.ts';
import { type FakeOrg, fakeOrg, orgFlow, version } from '../support/genesys.ts';
import { record as auditRecord } from '../support/record.ts';
import { INTENT, releasePorts } from '../support/release.ts';

const FLOW: IntentFlow = {
  key: 'INBOUNDCALL/Test',
  flow_id: 'flow-1',
  flow_name: 'Test',
  flow_type: 'INBOUNDCALL',
  region: 'us-east-1',
  manifest: 'x',
  content_digest: 'd',
  base_version: '1.0',
  version_matrix: null,
  job_id: 'job',
};
const STATE = advance(emptyState('default'), [auditRecord('Test', { flow_id: 'flow-1' })]);
const FACTS = { environment: 'default', commit: 'c2', actor: 'b', runId: 2, runUrl: '', attempt: 1 };

/** What is found of a flow whose run was interrupted: the line about it, and the record. */
async function found(
  live: string | undefined,
  job: JobState['status'] | 'gone',
  more: Partial<IntentFlow> = {},
  prepare: (org: FakeOrg) => void = () => {},
  intent: Partial<Intent> = {},
  state = STATE,
) {
  const clock = virtualClock();
  const org = fakeOrg(clock, orgFlow(live === undefined ? undefined : version(live)));
  org.job = async () => ({ status: job === 'gone' ? 'running' : job, flowId: 'flow-1', messages: [] });
  prepare(org);
  const ports = { ...releasePorts(org, clock), uuid: () => 'id' };
  const whole = { ...INTENT, ...intent, flows: [{ ...FLOW, ...more }] };
  const [end] = await recover({ intent: whole, state }, FACTS, ports);
  return { words: end?.detail ?? '', record: end?.record, org };
}

describe('recovery of an interrupted run', () => {
  test('a job that never began: nothing', async () => {
    const { words, record } = await found('1.0', 'registered');
    expect(words).toContain('nothing was published; version 1.0 is live');
    expect(record).toBeUndefined();
  });

  test('a version of our client that its job did not make is not claimed', async () => {
    const { words, record } = await found('2.0', 'registered');
    expect(words).toContain('no known job of that run made it');
    expect(record).toBeUndefined();
  });

  test('a job that went well: recorded, as what that run did', async () => {
    const { record } = await found('2.0', 'success');
    expect(record).toMatchObject({
      action: 'recover',
      status: 'success',
      platform_version_before: '1.0',
      platform_version_after: '2.0',
      content_digest: 'd',
      commit: INTENT.commit,
      run_id: INTENT.run_id,
      actor: INTENT.actor,
      recovered_by: { commit: FACTS.commit, actor: FACTS.actor, run_id: FACTS.runId },
    });
  });

  test('a job that failed and went live all the same: rolled back', async () => {
    const { record, org } = await found('2.0', 'failure');
    expect(record).toMatchObject({ status: 'rolled_back', platform_version_after: '1.0' });
    expect(org.flow?.published?.id).toBe('1.0');
    const { record: none, words } = await found('2.0', 'failure', { rollback_on_fail: false });
    expect(none).toBeUndefined();
    expect(words).toContain('as rollback_on_fail says');
  });

  test('a rollback that was interrupted: finished', async () => {
    const { record } = await found('2.0', 'success', { target_version: '1.0' });
    expect(record).toMatchObject({ status: 'rolled_back', platform_version_after: '1.0' });
    const { record: there } = await found('1.0', 'failure', { target_version: '1.0' });
    expect(there).toMatchObject({ status: 'rolled_back', platform_version_after: '1.0' });
  });

  test('a rollback on demand: done, or recorded where it was done', async () => {
    const asked = { rollback: true, target_version: '1.0', base_version: '2.0' };
    expect((await found('2.0', 'registered', asked)).record).toMatchObject({
      action: 'rollback',
      status: 'success',
      platform_version_after: '1.0',
    });
    expect((await found('1.0', 'registered', asked)).record).toMatchObject({ platform_version_after: '1.0' });
  });

  test('a version of another user: left alone', async () => {
    const { record, words, org } = await found('1.0', 'success', {}, (there) => {
      there.flow = orgFlow(version('2.0', undefined, 'Ann'));
    });
    expect(record).toBeUndefined();
    expect(words).toContain('version 2.0 of another user is live and was left alone');
    expect(org.flow?.published?.id).toBe('2.0');
  });

  test('a name that was given and not used: restored, with the lock', async () => {
    const { org } = await found('1.0', 'failure', { renamed_from: 'Old' }, (there) => {
      there.flow = orgFlow(version('1.0'), { lock: { holder: 'us', clientId: 'our-client' } });
    });
    expect(org.flow).toMatchObject({ name: 'Old', lock: undefined });
  });

  test('a job that does not end in time: the run says so, and nothing is decided', async () => {
    await expect(found('1.0', 'gone')).rejects.toThrow('has not ended yet');
  });
});

describe('recovery of an interrupted atomic run', () => {
  const atomic = { atomic: true };
  const rolling = { atomic: true, rolling_back: '"B" did not go live, and this run is atomic' };
  const nothing = () => {};

  test('all is live: recorded', async () => {
    const { record } = await found('2.0', 'success', {}, nothing, atomic);
    expect(record).toMatchObject({ status: 'success', platform_version_after: '2.0' });
  });

  test('its rollback had begun: the flow is rolled back although its job went well', async () => {
    const { record } = await found('2.0', 'success', {}, nothing, rolling);
    expect(record).toMatchObject({
      status: 'rolled_back',
      platform_version_after: '1.0',
      rollback_trigger: rolling.rolling_back,
    });
  });

  test('a job that failed is recorded; one that never began is not', async () => {
    expect((await found('1.0', 'failure', {}, nothing, atomic)).record).toMatchObject({ status: 'failure' });
    expect((await found('1.0', 'registered', {}, nothing, atomic)).record).toBeUndefined();
  });

  test('another user published on top of it: left alone, and recorded as a conflict', async () => {
    const theirs = (org: FakeOrg) => {
      org.flow = orgFlow(version('3.0', undefined, 'Ann'));
    };
    const { record, org } = await found('2.0', 'success', {}, theirs, rolling);
    expect(record).toMatchObject({ status: 'conflict', platform_version_after: '3.0' });
    expect(org.flow?.published?.id).toBe('3.0');
  });

  test('a new version of our client whose job the platform has forgotten: left to people, and an error', async () => {
    const forgotten = (org: FakeOrg) => {
      org.job = () =>
        Promise.reject(new GenesysError(404, 'not.found', 'there is no such job', 'Run again.'));
    };
    const { record, org, words } = await found('2.0', 'success', {}, forgotten, atomic);
    expect(record).toMatchObject({ status: 'rollback_failed' });
    expect(words).toContain('no known job of that run made it');
    expect(org.flow?.published?.id).toBe('2.0');
  });

  test('a rollback job that ended: its version is waited for, and a version of another user that it overwrote is restored', async () => {
    const back = { target_version: '1.0', rollback_job_id: 'back', rollback_from: '2.0' };
    const lags = (org: FakeOrg, between: readonly ReturnType<typeof version>[]) => {
      const fresh = version('4.0');
      const shown = orgFlow(version('2.0'));
      let looks = 0;
      org.flowById = async () => (looks++ < 3 ? shown : org.flow);
      org.flow = orgFlow(fresh);
      org.versions = async () => [...between, fresh].map((each) => ({ ...each, wasPublished: true }));
    };
    const alone = await found('2.0', 'success', back, (org) => lags(org, []), rolling);
    expect(alone.record).toMatchObject({ status: 'rolled_back', platform_version_after: '4.0' });
    const theirs = version('3.0', undefined, 'Ann');
    const other = await found('2.0', 'success', back, (org) => lags(org, [theirs]), rolling);
    expect(other.record).toMatchObject({ status: 'conflict', platform_version_after: '3.0' });
    expect(other.org.calls).toContain('publish 3.0');
  });

  test('a flow that was to be adopted, and was changed: the others are rolled back', async () => {
    const adopted = { ...FLOW, base_version: '2.0' };
    const { job_id: _, ...rest } = adopted;
    const clock = virtualClock();
    const org = fakeOrg(clock, orgFlow(version('3.0')));
    const ports = { ...releasePorts(org, clock), uuid: () => 'id' };
    const intent = { ...INTENT, ...atomic, flows: [rest] };
    const ends = await recover({ intent, state: STATE }, FACTS, ports);
    expect(ends.map(({ record }) => record)).toEqual([undefined]);
    expect(ports.written.at(-1)?.rolling_back).toContain('"Test" did not go live');
  });
});

describe('recovery does nothing on the word of an intent alone', () => {
  const nobody = emptyState('default');
  const requested = { rollback: true, target_version: '1.0', base_version: '2.0' };
  /** What was asked of the org beside reading. */
  const changes = ({ calls }: FakeOrg) => calls.filter((call) => !['flow', 'poll', 'list'].includes(call));

  test('a rollback without a version to go to', async () => {
    const { record, words, org } = await found('2.0', 'registered', { rollback: true, base_version: '2.0' });
    expect(words).toContain('the intent names no version to roll back to');
    expect(record).toMatchObject({ status: 'rollback_failed', platform_version_after: '2.0' });
    expect(changes(org)).toEqual([]);
  });

  test('a rollback of a flow that neither the audit log nor a job of that run knows', async () => {
    const other = (org: FakeOrg) => {
      org.job = async () => ({ status: 'registered', flowId: undefined, messages: [] });
    };
    const { record, words, org } = await found('2.0', 'registered', requested, other, {}, nobody);
    expect(words).toContain('neither the audit log nor a job of that run knows this flow');
    expect(record).toMatchObject({ status: 'rollback_failed' });
    expect(changes(org)).toEqual([]);
  });

  test('the deactivation of a flow that nobody knows', async () => {
    const other = (org: FakeOrg) => {
      org.job = async () => ({ status: 'success', flowId: 'flow-2', messages: [] });
    };
    const { org } = await found('2.0', 'success', { target_version: 'none' }, other, {}, nobody);
    expect(changes(org)).toEqual([]);
  });

  test('a rollback that was requested more than 7 hours ago', async () => {
    const long = { started: '2025-12-31T00:00:00.000Z', expires: '2025-12-31T01:00:00.000Z' };
    const { record, words, org } = await found('2.0', 'registered', requested, undefined, long);
    expect(words).toContain('more than 7 hours ago');
    expect(record).toMatchObject({ status: 'rollback_failed' });
    expect(changes(org)).toEqual([]);
  });

  test('a version that is older than what was live before', async () => {
    const { org, words, record } = await found('2.0', 'failure', { base_version: '3.0' });
    expect(words).toContain('was left alone');
    expect(record).toBeUndefined();
    expect(changes(org)).toEqual([]);
  });

  test('a version whose age cannot be compared', async () => {
    const { org, record } = await found('2.0', 'failure', { base_version: 'saved_version_x' });
    expect(record).toBeUndefined();
    expect(changes(org)).toEqual([]);
  });

  test('a job that made another flow', async () => {
    const other = (org: FakeOrg) => {
      org.job = async () => ({ status: 'failure', flowId: 'flow-2', messages: [] });
    };
    const { org, words, record } = await found('2.0', 'failure', {}, other);
    expect(words).toContain('no known job of that run made it');
    expect(record).toBeUndefined();
    expect(changes(org)).toEqual([]);
  });

  test('a flow of another type', async () => {
    const other = (org: FakeOrg) => {
      org.flow = orgFlow(version('2.0'), { type: 'WORKFLOW' });
    };
    expect(changes((await found('2.0', 'failure', {}, other)).org)).toEqual([]);
  });

  test('a version that was made after the run had ended', async () => {
    const later = (org: FakeOrg) => {
      const created = Date.parse(INTENT.expires) + 2 * 3_600_000;
      org.flow = orgFlow({ ...version('2.0'), created });
    };
    const { org, record } = await found('2.0', 'failure', {}, later);
    expect(record).toBeUndefined();
    expect(changes(org)).toEqual([]);
  });

  test('a name, where the flow has another one and this client does not hold its lock', async () => {
    const other = (org: FakeOrg) => {
      org.flow = orgFlow(version('1.0'), { name: 'Third' });
    };
    const { org } = await found('1.0', 'failure', { renamed_from: 'Old' }, other);
    expect(org.flow?.name).toBe('Third');
    expect(changes(org)).toEqual([]);
  });
});

describe('the run of an intent', () => {
  const facts = { ...FACTS, commit: 'd'.repeat(40) };
  const ask = (run: WorkflowRun, relation: Relation = 'ahead') =>
    requireSameRun({ api: { run: async () => run, relation: async () => relation }, facts }, INTENT);

  test.each<[string, WorkflowRun, Relation]>([
    ['was started by another user', { state: 'ended', actor: 'mallory', attempt: 1 }, 'ahead'],
    [
      'published a commit that the repository does not have',
      { state: 'ended', actor: 'a', commit: 'e'.repeat(40) },
      'unknown',
    ],
  ])('that %s stops the run', async (_, run, relation) => {
    await expect(ask(run, relation)).rejects.toThrow(/the intent of run 1 says/);
  });

  test.each<[string, WorkflowRun]>([
    ['is as GitHub says', { state: 'ended', actor: 'A', attempt: 1, commit: INTENT.commit }],
    ['may not be asked about', { state: 'unknown' }],
    ['was started again by another user', { state: 'going', actor: 'bob', attempt: 2 }],
    ['published another commit of the repository', { state: 'ended', actor: 'a', commit: 'e'.repeat(40) }],
  ])('that %s is recovered', async (_, run) => {
    await expect(ask(run)).resolves.toBeUndefined();
  });
});
