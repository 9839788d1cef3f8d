import { describe, expect, test } from 'vitest';
import type { Intent, IntentFlow } from '../../src/audit/intent.ts';
import { GenesysError } from '../../src/genesys/error.ts';
import type { JobState } from '../../src/genesys/port.ts';
import { recover } from '../../src/recovery/recover.ts';
import { virtualClock } from '../support/clock.ts';
import { type FakeOrg, fakeOrg, orgFlow, version } from '../support/genesys.ts';
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
const FACTS = { environment: 'default', commit: 'c2', actor: 'b', runId: 2, runUrl: '', attempt: 1 };

/** What is found of a flow whose run broke off: the words of it, and the record. */
async function found(
  live: string | undefined,
  job: JobState['status'] | 'gone',
  more: Partial<IntentFlow> = {},
  prepare: (org: FakeOrg) => void = () => {},
  intent: Partial<Intent> = {},
) {
  const clock = virtualClock();
  const org = fakeOrg(clock, orgFlow(live === undefined ? undefined : version(live)));
  org.job = async () => ({ status: job === 'gone' ? 'running' : job, flowId: 'flow-1', messages: [] });
  prepare(org);
  const lines: string[] = [];
  const ports = { ...releasePorts(org, clock), uuid: () => 'id' };
  const records = await recover(
    { ...INTENT, ...intent, flows: [{ ...FLOW, ...more }] },
    FACTS,
    ports,
    (line) => lines.push(line),
  );
  return { words: lines.join('\n'), record: records[0], org };
}

describe('what a run that broke off left behind', () => {
  test('a job that never began: nothing', async () => {
    const { words, record } = await found('1.0', 'registered');
    expect(words).toContain('nothing was published (1.0 is still live)');
    expect(record).toBeUndefined();
  });

  test('a version of our client that its job did not make is not claimed', async () => {
    const { words, record } = await found('2.0', 'registered');
    expect(words).toContain('no job of that run has made it');
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
    });
  });

  test('a job that failed and went live all the same: put back', async () => {
    const { record, org } = await found('2.0', 'failure');
    expect(record).toMatchObject({ status: 'rolled_back', platform_version_after: '1.0' });
    expect(org.flow?.published?.id).toBe('1.0');
    const { record: none, words } = await found('2.0', 'failure', { rollback_on_fail: false });
    expect(none).toBeUndefined();
    expect(words).toContain('as rollback_on_fail says');
  });

  test('a way back that was cut off: brought to its end', async () => {
    const { record } = await found('2.0', 'success', { target_version: '1.0' });
    expect(record).toMatchObject({ status: 'rolled_back', platform_version_after: '1.0' });
    const { record: there } = await found('1.0', 'failure', { target_version: '1.0' });
    expect(there).toMatchObject({ status: 'rolled_back', platform_version_after: '1.0' });
  });

  test('a rollback that was asked for: done, or recorded where it was', async () => {
    const asked = { rollback: true, target_version: '1.0', base_version: '2.0' };
    expect((await found('2.0', 'registered', asked)).record).toMatchObject({
      action: 'rollback',
      status: 'success',
      platform_version_after: '1.0',
    });
    expect((await found('1.0', 'registered', asked)).record).toMatchObject({ platform_version_after: '1.0' });
  });

  test('somebody else’s version: left alone', async () => {
    const { record, words, org } = await found('1.0', 'success', {}, (there) => {
      there.flow = orgFlow(version('2.0', undefined, 'Ann'));
    });
    expect(record).toBeUndefined();
    expect(words).toContain('version 2.0 of somebody else is live');
    expect(org.flow?.published?.id).toBe('2.0');
  });

  test('a name that was taken and not used: given back, with the lock', async () => {
    const { org, words } = await found('1.0', 'failure', { renamed_from: 'Old' }, (there) => {
      there.flow = orgFlow(version('1.0'), { lock: { holder: 'us', clientId: 'our-client' } });
    });
    expect(org.flow).toMatchObject({ name: 'Old', lock: undefined });
    expect(words).toContain('it is called "Old" again');
  });

  test('a job that does not end in time: the run says so, and nothing is decided', async () => {
    await expect(found('1.0', 'gone')).rejects.toThrow('has not ended yet');
  });
});

describe('what an atomic run left behind', () => {
  const atomic = { atomic: true };
  const rolling = { atomic: true, rolling_back: '"B" did not go live, and this run is atomic' };
  const nothing = () => {};

  test('all is live: recorded', async () => {
    const { record } = await found('2.0', 'success', {}, nothing, atomic);
    expect(record).toMatchObject({ status: 'success', platform_version_after: '2.0' });
  });

  test('its rollback had begun: the flow goes back although its job went well', async () => {
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

  test('somebody else published on top of it: left alone, and recorded as a conflict', async () => {
    const theirs = (org: FakeOrg) => {
      org.flow = orgFlow(version('3.0', undefined, 'Ann'));
    };
    const { record, org } = await found('2.0', 'success', {}, theirs, rolling);
    expect(record).toMatchObject({ status: 'conflict', platform_version_after: '3.0' });
    expect(org.flow?.published?.id).toBe('3.0');
  });

  test('a new version of our client whose job the platform has forgotten: not touched, and told as an error', async () => {
    const forgotten = (org: FakeOrg) => {
      org.job = () =>
        Promise.reject(new GenesysError(404, 'not.found', 'there is no such job', 'Run again.'));
    };
    const { record, org, words } = await found('2.0', 'success', {}, forgotten, atomic);
    expect(record).toMatchObject({ status: 'rollback_failed' });
    expect(words).toContain('the job that made it is not known');
    expect(org.flow?.published?.id).toBe('2.0');
  });

  test('a rollback job that ended: its version is waited for, and what it replaced of somebody else goes live again', async () => {
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

  test('a flow that was to be adopted, and was changed: the others go back', async () => {
    const adopted = { ...FLOW, base_version: '2.0' };
    const { job_id: _, ...rest } = adopted;
    const clock = virtualClock();
    const org = fakeOrg(clock, orgFlow(version('3.0')));
    const ports = { ...releasePorts(org, clock), uuid: () => 'id' };
    const records = await recover({ ...INTENT, ...atomic, flows: [rest] }, FACTS, ports, nothing);
    expect(records).toEqual([]);
    expect(ports.written.at(-1)?.rolling_back).toContain('"Test" did not go live');
  });
});
