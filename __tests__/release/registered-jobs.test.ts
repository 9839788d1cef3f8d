import { describe, expect, test } from 'vitest';
import type { Intent } from '../../src/audit/intent.ts';
import { Journal } from '../../src/release/journal.ts';
import { RegisteredJobs } from '../../src/release/registered-jobs.ts';
import { virtualClock } from '../support/clock.ts';
import { fakeOrg } from '../support/genesys.ts';
import { INTENT } from '../support/release.ts';

const FLOW = {
  key: 'INBOUNDCALL/A',
  flow_id: '',
  flow_name: 'A',
  flow_type: 'INBOUNDCALL',
  region: 'us-east-1',
  manifest: 'a',
  content_digest: 'd',
  base_version: null,
  version_matrix: null,
};

function world() {
  const clock = virtualClock();
  const org = fakeOrg(clock);
  const written: Intent[] = [];
  const journal = new Journal(
    { ...INTENT, flows: [FLOW, { ...FLOW, key: 'INBOUNDCALL/B' }] },
    async (intent) => {
      await Promise.resolve();
      written.push(intent);
    },
  );
  return { clock, org, written, journal, jobs: new RegisteredJobs(org, clock) };
}

describe('jobs', () => {
  test('are registered once each, and the one that was named in the intent is used', async () => {
    const { org, jobs, journal, written } = world();
    const wanted = [{ key: FLOW.key, purpose: 'flow' as const }];
    await jobs.register(wanted, 2);
    await jobs.register(wanted, 2);
    expect(org.calls).toEqual(['register']);
    const id = jobs.id(FLOW.key);
    expect((await jobs.take(FLOW.key, journal)).id).toBe(id);
    expect(written).toEqual([]);
  });

  test('that replace one are written down before they can be used', async () => {
    const { jobs, journal, written } = world();
    const job = await jobs.take(FLOW.key, journal);
    expect(written.at(-1)?.flows[0]).toMatchObject({ job_id: job.id });
    const placeholder = await jobs.take(FLOW.key, journal, 'placeholder');
    expect(written.at(-1)?.flows[0]).toMatchObject({ job_id: job.id, placeholder_job_id: placeholder.id });
  });

  test.each([
    ['X-Amz-Date=20260101T000000Z&X-Amz-Expires=3600', 0, true],
    ['X-Amz-Date=20260101T000000Z&X-Amz-Expires=3600', 3_580_000, false],
    ['X-Amz-Date=20260101T000000Z&X-Amz-Expires=3600', 9_000_000, false],
    ['X-Amz-Signature=x', 9_000_000, true],
  ])('whose address says %s are used after %d ms: %s', async (query, ms, used) => {
    const { clock, org, jobs, journal } = world();
    org.registerJob = async () => ({
      id: crypto.randomUUID(),
      url: `https://s.invalid/?${query}`,
      headers: {},
    });
    await jobs.register([{ key: FLOW.key, purpose: 'flow' }], 1);
    const id = jobs.id(FLOW.key);
    await clock.sleep(ms);
    expect((await jobs.take(FLOW.key, journal)).id === id).toBe(used);
  });
});

describe('notes', () => {
  test('that come together are written in one commit, and none is lost', async () => {
    const { journal, written } = world();
    await Promise.all([
      journal.note(FLOW.key, { job_id: '1' }),
      journal.note('INBOUNDCALL/B', { job_id: '2' }),
      journal.note(FLOW.key, { target_version: '3.0' }),
    ]);
    expect(written.length).toBeLessThanOrEqual(2);
    expect(written.at(-1)?.flows).toMatchObject([{ job_id: '1', target_version: '3.0' }, { job_id: '2' }]);
  });

  test('of what is written already cost no commit', async () => {
    const { journal, written } = world();
    await journal.note(FLOW.key, { job_id: '1' });
    await journal.note(FLOW.key, { job_id: '1' });
    expect(written).toHaveLength(1);
    await journal.note(FLOW.key, { job_id: '2' });
    expect(written).toHaveLength(2);
  });

  test('that cannot be written reject for the one who wrote, and do not stop later ones', async () => {
    let down = true;
    const journal = new Journal({ ...INTENT, flows: [FLOW] }, async () => {
      if (down) throw new Error('down');
    });
    await expect(journal.note(FLOW.key, { job_id: '1' })).rejects.toThrow('down');
    down = false;
    await journal.note(FLOW.key, { job_id: '2' });
    expect(journal.intent.flows[0]?.job_id).toBe('2');
  });
});
