import { describe, expect, test } from 'vitest';
import { AuditLog } from '../../src/audit/audit-log.ts';
import { IntentKey } from '../../src/audit/intent-key.ts';
import { ActionError } from '../../src/errors.ts';
import { type Change, type Done, transact } from '../../src/release/transaction.ts';
import { memoryLog, virtualClock } from '../support/clock.ts';
import { fakeGitHub } from '../support/github.ts';
import { record } from '../support/record.ts';
import { INTENT } from '../support/release.ts';

const KEY = new IntentKey('secret', { repository: 'a/b', auditBranch: 'flow-audit', environment: 'default' });
const { begun_on: _, sequence: __, ...INTENDED } = INTENT;

function world() {
  const github = fakeGitHub();
  const clock = virtualClock();
  const log = memoryLog();
  const ports = {
    github,
    clock,
    log,
    deadline: { at: clock.now() + 3_600_000 },
    untrusted: 'refuse',
  } as const;
  const auditLog = new AuditLog('flow-audit', 'default', ports, KEY);
  const steps: string[] = [];
  const change: Change<string, Done> = {
    acquire: () => {
      steps.push('acquire');
      return auditLog.read();
    },
    plan: async () => {
      steps.push('plan');
      return 'plan';
    },
    intent: async () => INTENDED,
    act: async (plan, intent) => {
      steps.push(`act on the ${plan}`);
      return { intent, records: [record('A')], open: undefined, live: '"A": version 1.0 is live' };
    },
  };
  return { github, log, auditLog, steps, change };
}

describe('a change of the org', () => {
  test('is planned, written down, done and recorded under the lock', async () => {
    const { github, log, auditLog, steps, change } = world();
    const { done } = await transact(auditLog, log, change);
    expect(steps).toEqual(['acquire', 'plan', 'act on the plan']);
    expect(github.commits.map(({ headline }) => headline)).toEqual([
      'Begin the audit log',
      'Intent: publish 0 flows to default',
      'Publish to default: 1 of 1 flow live',
    ]);
    expect(done?.auditCommit).toBe(github.commits.at(-1)?.oid);
  });

  test('with nothing to do writes nothing', async () => {
    const { github, log, auditLog, steps, change } = world();
    const { done } = await transact(auditLog, log, { ...change, intent: async () => undefined });
    expect(done).toBeUndefined();
    expect(steps).toEqual(['acquire', 'plan']);
    expect(github.commits).toEqual([]);
  });

  test('is planned again where another run was faster, and given up after five times', async () => {
    const { github, log, auditLog, steps, change } = world();
    await github.createBranch('flow-audit', { path: 'README.md', text: '' }, 'Begin');
    let faster = 2;
    github.beforeCommit = async () => {
      if (faster-- <= 0) return;
      const { beforeCommit } = github;
      github.beforeCommit = () => {};
      const head = (await github.branchHead('flow-audit')) ?? '';
      await github.commit('flow-audit', head, { headline: 'Other', additions: [], deletions: [] });
      github.beforeCommit = beforeCommit;
    };
    await transact(auditLog, log, change);
    expect(steps.filter((step) => step === 'plan')).toHaveLength(3);
    faster = 100;
    steps.length = 0;
    await expect(transact(auditLog, log, change)).rejects.toThrow(
      /changed 5 times while this run was planning/,
    );
    expect(steps.filter((step) => step === 'plan')).toHaveLength(5);
    expect(steps).not.toContain('act on the plan');
  });

  test('that cannot be recorded is in the log and in the error, with what is live', async () => {
    const { github, log, auditLog, change } = world();
    github.beforeCommit = ({ headline }) => {
      if (headline.startsWith('Publish')) throw new ActionError('GitHub is down', 'Run again.');
    };
    await expect(transact(auditLog, log, change)).rejects.toMatchObject({
      name: 'NotRecorded',
      message: expect.stringContaining('What is live: "A": version 1.0 is live'),
      records: [{ flow_name: 'A' }],
    });
    expect(log.lines.join('\n')).toContain('record {');
  });
});
