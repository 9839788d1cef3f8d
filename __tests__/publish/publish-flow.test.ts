import { describe, expect, test } from 'vitest';
import { GenesysError } from '../../src/genesys/error.ts';
import type { OrgFlow } from '../../src/genesys/port.ts';
import type { Outcome } from '../../src/publish/outcome.ts';
import { publishFlow } from '../../src/publish/publish-flow.ts';
import { nextPoll } from '../../src/release/polling-schedule.ts';
import { virtualClock } from '../support/clock.ts';
import { type FakeOrg, fakeOrg, orgFlow, version } from '../support/genesys.ts';
import { planned } from '../support/publishable.ts';
import { releasePorts } from '../support/release.ts';

async function publish(
  live: OrgFlow | undefined,
  prepare: (org: FakeOrg, clock: ReturnType<typeof virtualClock>) => void,
  more = {},
  /** Time of the step, in ms. */
  time = 3_600_000,
): Promise<Omit<Outcome, 'findings'> & { org: FakeOrg; findings: string[] }> {
  const clock = virtualClock();
  const org = fakeOrg(clock, live);
  const plan = await planned(live, more);
  prepare(org, clock);
  const ports = { ...releasePorts(org, clock), deadline: { at: clock.now() + time } };
  const text = plan.publishable.text;
  const outcome = await publishFlow(plan, { text, purpose: 'flow', base: live?.published?.id }, ports, {
    uploading: false,
  });
  return {
    ...outcome,
    org,
    findings: outcome.findings.map(({ severity, message, range }) => `${severity} ${range.line}: ${message}`),
  };
}

describe('a publish', () => {
  test('of a new flow is live and verified, and its time is measured', async () => {
    const result = await publish(undefined, () => {});
    expect(result).toMatchObject({
      status: 'success',
      versionBefore: undefined,
      versionAfter: '1.0',
      flowId: 'flow-1',
    });
    expect(result.latencyMs).toBeGreaterThanOrEqual(4000);
    expect(result.latencyMs).toBeLessThanOrEqual(4000 * 1.25 + 2000);
  });

  test('needs at most five requests beside the polls', async () => {
    const { org } = await publish(orgFlow(version('1.0')), () => {});
    expect(org.calls.filter((call) => call !== 'poll').length).toBeLessThanOrEqual(5);
  });

  test('whose address for the upload is not good any more gets a new job, once', async () => {
    const expired = new GenesysError(403, 'AccessDenied', 'the upload was refused with 403', 'Run again.');
    const once = await publish(orgFlow(version('1.0')), (org) => {
      const upload = org.upload;
      let refused = 0;
      org.upload = (job, text) => (refused++ === 0 ? Promise.reject(expired) : upload(job, text));
    });
    expect(once).toMatchObject({ status: 'success', versionAfter: '2.0' });
    const always = publish(orgFlow(version('1.0')), (org) => {
      org.upload = () => Promise.reject(expired);
    });
    await expect(always).rejects.toBe(expired);
  });

  test('waits for a version that shows up late', async () => {
    let reads = 0;
    const result = await publish(orgFlow(version('1.0')), (org) => {
      const read = org.flowById;
      org.flowById = async (id) => {
        const live = await read(id);
        return reads++ < 3 && live?.published?.id === '2.0' ? orgFlow(version('1.0')) : live;
      };
    });
    expect(result).toMatchObject({ status: 'success', versionAfter: '2.0' });
  });

  test('waits 180 s for a version to show, and leaves it to the next run where there is no time for that', async () => {
    const late = (ms: number) => (org: FakeOrg, clock: ReturnType<typeof virtualClock>) => {
      const read = org.flowById;
      const from = clock.now() + 4000 + ms;
      org.flowById = async (id) => {
        const live = await read(id);
        return live?.published?.id === '2.0' && clock.now() < from ? orgFlow(version('1.0')) : live;
      };
    };
    expect(await publish(orgFlow(version('1.0')), late(120_000))).toMatchObject({
      status: 'success',
      versionAfter: '2.0',
    });
    expect((await publish(orgFlow(version('1.0')), late(400_000))).status).toBe('failure');
    expect((await publish(orgFlow(version('1.0')), late(120_000), {}, 100_000)).status).toBe('pending');
  });

  test('a success without a flow id is found by name', async () => {
    const result = await publish(undefined, (org) => {
      org.onJob = () => ({ flowId: undefined });
    });
    expect(result).toMatchObject({ status: 'success', flowId: 'flow-1' });
  });
});

describe('nothing is overwritten that was not seen', () => {
  test('a version that went live after the plan', async () => {
    const result = await publish(orgFlow(version('1.0')), (org) => {
      org.flow = orgFlow(version('2.0', undefined, 'Ann'));
    });
    expect(result.status).toBe('conflict');
    expect(result.org.calls).toEqual(['flow']);
    expect(result.findings.join()).toContain('by Ann');
  });

  test('a draft that was saved after the plan', async () => {
    const result = await publish(orgFlow(version('1.0')), (org) => {
      org.flow = orgFlow(version('1.0'), { saved: version('2.0', undefined, 'Ann') });
    });
    expect(result).toMatchObject({ status: 'conflict' });
    expect(result.org.calls).toEqual(['flow']);
  });

  test('a lock that was taken after the plan', async () => {
    const result = await publish(orgFlow(version('1.0')), (org) => {
      org.flow = orgFlow(version('1.0'), { lock: { holder: 'Ann', clientId: undefined } });
    });
    expect(result.status).toBe('conflict');
    expect(result.findings.join()).toContain('locked by Ann');
  });

  test('a flow of that name that another user created after the plan', async () => {
    const result = await publish(undefined, (org) => {
      org.flow = orgFlow(version('1.0', undefined, 'Ann'));
    });
    expect(result.status).toBe('conflict');
  });
});

describe('locks', () => {
  const lockedBy = (holder: string, clientId?: string) => ({ lock: { holder, clientId } });

  test('one that another user takes while the job runs is reported with its holder', async () => {
    const result = await publish(orgFlow(version('1.0')), (org) => {
      org.onJob = () => {
        org.flow = orgFlow(version('1.0'), lockedBy('Ann'));
        const text = "the flow (name: 'Test', type: 'inboundcall' ) is locked by another entity.";
        return { publishes: false, status: 'failure', messages: [{ type: 'Error', text }] };
      };
    });
    expect(result).toMatchObject({ status: 'failure', versionAfter: '1.0' });
    expect(result.detail).toContain('locked by Ann');
    expect(result.findings).toEqual([
      expect.stringContaining('is locked by Ann, who took the lock while the publish job ran'),
    ]);
  });

  test('one of our own is released before the job', async () => {
    const { status, org } = await publish(orgFlow(version('1.0'), lockedBy('us', 'our-client')), () => {});
    expect(status).toBe('success');
    expect(org.calls.indexOf('check in')).toBeLessThan(org.calls.indexOf('upload'));
  });

  test('one of our own that stays stops the publish', async () => {
    let calls: readonly string[] = [];
    const publishing = publish(orgFlow(version('1.0'), lockedBy('us', 'our-client')), (org) => {
      ({ calls } = org);
      org.checkIn = () => Promise.reject(new Error('409'));
    });
    await expect(publishing).rejects.toThrow('"Test" is locked by this client, and the check-in failed: 409');
    expect(calls).not.toContain('upload');
  });
});

describe('a publish that fails', () => {
  test('at the platform’s checks leaves what is live, and shows the cause on its line', async () => {
    const result = await publish(orgFlow(version('1.0')), (org) => {
      org.onJob = () => ({
        publishes: false,
        status: 'failure',
        messages: [
          { type: 'Error', text: "find 'prompt' by value of 'x' - no matches" },
          { type: 'Error', text: "    Path: '/inboundCall/tasks/task[say]/actions/playAudio[say]/audio'" },
        ],
      });
    });
    expect(result).toMatchObject({ status: 'failure', versionAfter: '1.0' });
    expect(result.findings).toEqual([expect.stringMatching(/^error \d+: the platform says: find 'prompt'/)]);
    expect(result.org.calls.some((call) => call.startsWith('publish'))).toBe(false);
  });

  test('without a reason says so', async () => {
    const result = await publish(orgFlow(version('1.0')), (org) => {
      org.onJob = () => ({ publishes: false, status: 'failure' });
    });
    expect(result.status).toBe('failure');
    expect(result.findings.join()).toContain('without a reason');
  });

  test('with success and nothing new live is no success', async () => {
    const result = await publish(orgFlow(version('1.0')), (org) => {
      org.onJob = () => ({ publishes: false });
    });
    expect(result).toMatchObject({ status: 'failure', versionAfter: '1.0' });
    expect(result.detail).toContain('no new version is live');
  });

  test.each([
    ['in a way that a rate limit causes is tried again', true, 'success', 3],
    ['because a flow is really not there is tried once', false, 'failure', 1],
  ])('%s', async (_, limited, status, jobs) => {
    const result = await publish(orgFlow(version('1.0')), (org) => {
      const messages = [
        { type: 'Error' as const, text: "could not find the flow with id 'x'." },
        ...(limited ? [{ type: 'Error' as const, text: 'setting the Archy exit code to 107' }] : []),
      ];
      org.onJob = (number) => (number < 3 ? { publishes: false, status: 'failure', messages } : {});
    });
    expect(result.status).toBe(status);
    expect(result.org.calls.filter((call) => call === 'register')).toHaveLength(jobs);
  });

  test('because its job never ends is pending, and nothing is rolled back under a running job', async () => {
    const result = await publish(orgFlow(version('1.0')), (org) => {
      org.jobMs = 36_000_000;
    });
    expect(result.status).toBe('pending');
    expect(result.org.calls.some((call) => call.startsWith('publish'))).toBe(false);
  });
});

describe('an upload whose answer is lost', () => {
  test('is not repeated if the file arrived', async () => {
    const { status, org } = await publish(undefined, (each) => each.uploads.push('unsure'));
    expect(status).toBe('success');
    expect(org.calls.filter((call) => call === 'upload')).toHaveLength(1);
  });

  test('is repeated if it did not', async () => {
    const { status, org } = await publish(undefined, (each) => each.uploads.push('lost', 'done'));
    expect(status).toBe('success');
    expect(org.calls.filter((call) => call === 'upload')).toHaveLength(2);
    expect(org.calls.filter((call) => call === 'register')).toHaveLength(1);
  });

  test('is given up after three', async () => {
    expect(
      (await publish(undefined, (each) => each.uploads.push('lost', 'lost', 'lost', 'lost'))).status,
    ).toBe('pending');
  });
});

describe('automatic rollback', () => {
  const failing = (org: FakeOrg) => {
    org.onJob = () => ({ status: 'failure' });
  };

  test('the version before is live again, verified', async () => {
    const result = await publish(orgFlow(version('1.0')), failing);
    expect(result).toMatchObject({ status: 'rolled_back', versionAfter: '1.0' });
    expect(result.rollbackTrigger).toContain('refused');
    expect(result.org.flow?.published?.id).toBe('1.0');
  });

  test.each([
    ['does nothing', () => {}],
    [
      'is refused',
      () => {
        throw new Error('409');
      },
    ],
  ])('where publishing the version %s, its export is published', async (_, onPublishVersion) => {
    const result = await publish(orgFlow(version('1.0')), (org) => {
      org.onJob = (number) => (number === 1 ? { status: 'failure' } : {});
      org.onPublishVersion = onPublishVersion;
    });
    expect(result).toMatchObject({ status: 'rolled_back', versionAfter: '3.0' });
    expect(result.org.calls).toContain('export 1.0');
  });

  test('where publishing a version makes a new one, that is what is live, as soon as the operation has ended', async () => {
    const result = await publish(orgFlow(version('1.0')), (org) => {
      failing(org);
      org.publishVersion = async (_, id) => {
        org.calls.push(`publish ${id}`);
        if (org.flow) org.flow = { ...org.flow, published: version('3.0'), saved: version('3.0') };
        return 'operation';
      };
    });
    expect(result).toMatchObject({ status: 'rolled_back', versionAfter: '3.0' });
    expect(result.detail).toContain('the content of version 1.0 is live again, as version 3.0');
    expect(result.org.calls).not.toContain('export 1.0');
  });

  test('an operation that ends without doing anything is not waited for any longer', async () => {
    let [begun, over] = [0, 0];
    const result = await publish(orgFlow(version('1.0')), (org, clock) => {
      org.onJob = (number) => (number === 1 ? { status: 'failure' } : {});
      org.publishVersion = async () => {
        begun = clock.now();
        if (org.flow) org.flow = { ...org.flow, operation: { id: 'o', complete: true, error: undefined } };
        return 'o';
      };
      const { exportVersion } = org;
      org.exportVersion = (flow, id) => {
        over = clock.now();
        return exportVersion(flow, id);
      };
    });
    expect(result).toMatchObject({ status: 'rolled_back', versionAfter: '3.0' });
    expect(over - begun).toBeLessThanOrEqual(15_000);
  });

  test('what another user publishes meanwhile is left alone', async () => {
    const result = await publish(orgFlow(version('1.0')), (org) => {
      failing(org);
      org.onPublishVersion = () => {
        if (org.flow) org.flow = { ...org.flow, published: version('3.0', undefined, 'Ann') };
      };
    });
    expect(result).toMatchObject({ status: 'conflict', versionAfter: '3.0' });
    expect(result.org.calls.filter((call) => call === 'upload')).toHaveLength(1);
  });

  test('a flow that the run made is deactivated, not deleted', async () => {
    const result = await publish(undefined, failing);
    expect(result).toMatchObject({ status: 'rolled_back', versionAfter: undefined });
    expect(result.org.calls).toContain('deactivate');
    expect(result.org.flow).toBeDefined();
  });

  test('a rollback that fails says what is live', async () => {
    const result = await publish(orgFlow(version('1.0')), (org) => {
      failing(org);
      org.onPublishVersion = () => {};
      org.exportVersion = async () => {
        throw new Error('no export');
      };
    });
    expect(result.status).toBe('rollback_failed');
    expect(result.detail).toMatch(/no export.*version 2\.0 is live: act in Architect now/);
  });

  test('rollback_on_fail: false leaves the new version and says so', async () => {
    const result = await publish(orgFlow(version('1.0')), failing, { rollback_on_fail: false });
    expect(result).toMatchObject({ status: 'failure', versionAfter: '2.0' });
  });

  test('a version of another user is never rolled back', async () => {
    const result = await publish(orgFlow(version('1.0')), (org) => {
      org.onJob = () => ({ as: 'somebody' });
    });
    expect(result.status).toBe('conflict');
    expect(result.org.flow?.published?.id).toBe('2.0');
  });
});

test('the end of work of any length is noticed in time, with few polls', () => {
  for (const seconds of [0.1, 1, 3, 10, 60, 300, 960]) {
    let [elapsed, looks] = [0, 0];
    while (elapsed < seconds * 1000) {
      elapsed += nextPoll(elapsed);
      looks++;
    }
    expect(elapsed / 1000).toBeLessThanOrEqual(1.25 * seconds + 2);
    expect(looks).toBeLessThanOrEqual(8 * Math.log2(seconds + 2));
  }
});
