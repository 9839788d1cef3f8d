import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { AuditLog } from '../../src/audit/audit-log.ts';
import type { Intent, IntentShard, NewIntent } from '../../src/audit/intent.ts';
import { IntentKey } from '../../src/audit/intent-key.ts';
import { AUDIT_PATHS } from '../../src/audit/published-state.ts';
import { README } from '../../src/audit/readme.ts';
import type { AuditRecord } from '../../src/audit/record.ts';
import { verifyAuditLog } from '../../src/audit/verify/verify.ts';
import { memoryLog, virtualClock } from '../support/clock.ts';
import { fakeGitHub } from '../support/github.ts';
import { historyOf } from '../support/history.ts';
import { digestOf, flowIdOf, record } from '../support/record.ts';

const key = (environment: string) =>
  new IntentKey('secret', { repository: 'a/b', auditBranch: 'flow-audit', environment });
const FAN_OUT = digestOf('run 1');
const shard = (index: number, fan_out = FAN_OUT, of = 4): IntentShard => ({ index, of, fan_out });
const NAMES = ['a', 'b', 'c', 'd'];

let github: ReturnType<typeof fakeGitHub>;
let clock: ReturnType<typeof virtualClock>;
let log: ReturnType<typeof memoryLog>;
beforeEach(async () => {
  clock = virtualClock();
  github = fakeGitHub(() => clock.now());
  log = memoryLog();
  await github.createBranch('flow-audit', { path: 'README.md', text: README }, 'Begin the audit log');
  github.runs.set(1, 'going');
  github.runs.set(2, 'going');
});

const auditLog = (minutes = 60) =>
  new AuditLog(
    'flow-audit',
    'default',
    { github, clock, log, deadline: { at: clock.now() + minutes * 60_000 } },
    key('default'),
  );
const me = (runId: number, own?: IntentShard, attempt = 1) => ({
  runId,
  attempt,
  runUrl: `https://github.com/run/${runId}`,
  shard: own,
});

function newIntent(runId: number, own: IntentShard | undefined, more: Partial<NewIntent> = {}): NewIntent {
  const name = NAMES[(own?.index ?? 1) - 1] ?? '';
  const time = (ms: number) => new Date(clock.now() + ms).toISOString();
  return {
    schema: 1,
    intent_id: randomUUID(),
    environment: 'default',
    run_id: runId,
    attempt: 1,
    ...(own ? { shard: own } : {}),
    run_url: `https://github.com/run/${runId}`,
    actor: 'a',
    commit: 'c'.repeat(40),
    started: time(0),
    expires: time(2 * 3_600_000),
    flows: [
      {
        key: `INBOUNDCALL/${name}`,
        flow_id: flowIdOf(name),
        flow_name: name,
        flow_type: 'INBOUNDCALL',
        region: 'us-east-1',
        manifest: `${name}.flow.json`,
        content_digest: digestOf(`digest-${name}`),
        base_version: null,
        version_matrix: null,
      },
    ],
    ...more,
  };
}

async function begin(runId: number, own?: IntentShard, more: Partial<NewIntent> = {}): Promise<Intent> {
  const view = await auditLog().acquire(me(runId, own, more.attempt), async () => []);
  const standing = await auditLog().begin(view, newIntent(runId, own, more));
  if (!standing) throw new Error('the intent was not written');
  return standing;
}

const done = ({ shard: own, run_id }: Intent, more: Partial<AuditRecord> = {}) =>
  record(NAMES[(own?.index ?? 1) - 1] ?? '', {
    timestamp: new Date(clock.now()).toISOString(),
    run_id,
    ...more,
  });

async function findings(): Promise<string[]> {
  const history = historyOf(github);
  const verified = await verifyAuditLog(history, { head: '', auditIds: [] }, (name) => key(name).state);
  return verified.findings.map(({ path, message }) => `${path}: ${message}`);
}

describe('the shards of one run', () => {
  test('hold the lock together, and their log is in order however they end', async () => {
    const intents = await Promise.all([1, 2, 3, 4].map((index) => begin(1, shard(index))));
    expect((await auditLog().read()).intents.map(({ path }) => path).toSorted()).toEqual(
      [1, 2, 3, 4].map((index) => `intents/default.${index}-of-4.json`),
    );
    // The first shard makes its record long before it writes it.
    const early = intents[0] && done(intents[0]);
    await clock.sleep(20 * 60_000);
    for (const intent of intents.slice(1).toReversed()) {
      await auditLog().note({ ...intent, flows: intent.flows.map((flow) => ({ ...flow, job_id: 'j' })) });
      await auditLog().finish(intent, [done(intent)], undefined);
    }
    if (intents[0] && early) await auditLog().finish(intents[0], [early], undefined);
    const { state, intents: open } = await auditLog().read();
    expect(open).toEqual([]);
    expect(Object.keys(state.flows)).toEqual(NAMES.map((name) => `INBOUNDCALL/${name}`));
    expect(state.last_records).toHaveLength(4);
    expect(state.last_fan_out).toBe(FAN_OUT);
    expect(await findings()).toEqual([]);

    const next = await begin(2);
    await auditLog().finish(next, [done(next)], undefined);
    const later = (await auditLog().read()).state;
    expect(later.last_records).toHaveLength(1);
    expect(later.last_fan_out).toBeUndefined();
    expect(await findings()).toEqual([]);
  });

  test('keep what is left of an intent, and their records together, where a job is unfinished', async () => {
    const [one, two] = [await begin(1, shard(1)), await begin(1, shard(2))];
    await auditLog().finish(one, [done(one)], undefined);
    await auditLog().finish(two, [done(two, { status: 'pending' })], two);
    const { state, intents } = await auditLog().read();
    expect(state.last_records).toHaveLength(2);
    expect(intents.map(({ path }) => path)).toEqual(['intents/default.2-of-4.json']);
    expect(await findings()).toEqual([]);
  });

  test('plan again where a run in between published one of their flows', async () => {
    const view = await auditLog().acquire(me(1, shard(1)), async () => []);
    const other = await begin(2);
    await auditLog().finish(other, [done(other)], undefined);
    expect(await auditLog().begin(view, newIntent(1, shard(1)))).toBeUndefined();
    // A flow of another shard is no reason.
    const again = await auditLog().acquire(me(1, shard(1)), async () => []);
    const sister = await begin(1, shard(2));
    await auditLog().finish(sister, [done(sister)], undefined);
    const mine = await auditLog().begin(again, newIntent(1, shard(1)));
    expect(mine?.begun_on).toBe(github.commits.at(-2)?.oid);
    expect(await findings()).toEqual([]);
  });
});

describe('a shard waits for', () => {
  test.each<[string, IntentShard | undefined, number]>([
    ['a run without shards', undefined, 2],
    ['a shard of another run', shard(2, digestOf('run 2')), 2],
    ['a shard of another plan of its run', shard(2, digestOf('another plan')), 1],
    ['another job with its own number', shard(1), 1],
  ])('%s', async (_, own, runId) => {
    await begin(runId, own);
    await expect(auditLog(1).acquire(me(1, shard(1)), async () => [])).rejects.toThrow(/is still publishing/);
  });

  test('nobody that begins while it plans: only one of them begins', async () => {
    const view = await auditLog().acquire(me(1, shard(1)), async () => []);
    await begin(2);
    expect(await auditLog().begin(view, newIntent(1, shard(1)))).toBeUndefined();
    await expect(auditLog(1).acquire(me(1, shard(1)), async () => [])).rejects.toThrow(/is still publishing/);
  });

  test('and a run without shards waits for every shard', async () => {
    await begin(1, shard(3));
    await expect(auditLog(1).acquire(me(2), async () => [])).rejects.toThrow(/run\/1 is still publishing/);
  });
});

describe('the intent of an interrupted shard', () => {
  const recoverAs = async (own: IntentShard | undefined, runId: number, attempt: number) => {
    const recovered: number[] = [];
    await auditLog().acquire(me(runId, own, attempt), async (intent) => {
      recovered.push(intent.shard?.index ?? 0);
      return [done(intent, { action: 'recover' })];
    });
    return recovered;
  };

  test('is recovered by its own shard of a later attempt, and left to it by the others', async () => {
    for (const index of [2, 3]) await begin(1, shard(index));
    expect(await recoverAs(shard(1), 1, 2)).toEqual([]);
    expect(await recoverAs(shard(3), 1, 2)).toEqual([3]);
    expect((await auditLog().read()).intents.map(({ path }) => path)).toEqual([
      'intents/default.2-of-4.json',
    ]);
    expect(await findings()).toEqual([]);
  });

  test('is recovered by the next run, one after the other', async () => {
    for (const index of [1, 2, 3]) await begin(1, shard(index));
    github.runs.set(1, 'ended');
    const next = [1, 2].map((index) => recoverAs(shard(index, digestOf('run 2'), 2), 2, 1));
    expect((await Promise.all(next)).flat().toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
    expect((await auditLog().read()).intents).toEqual([]);
    expect(await findings()).toEqual([]);
  });

  test('is not trusted at the path of another shard, or of none', async () => {
    await begin(1, shard(2));
    const [file] = (await auditLog().read()).intents;
    for (const path of [AUDIT_PATHS.intent('default', shard(3)), AUDIT_PATHS.intent('default')]) {
      const head = (await github.branchHead('flow-audit')) ?? '';
      const change = { headline: 'By hand', additions: [{ path, text: file?.text ?? '' }], deletions: [] };
      await github.commit('flow-audit', head, change);
      await expect(auditLog().acquire(me(1, shard(1)), async () => [])).rejects.toThrow(/is not trusted/);
      expect((await findings()).join()).toContain(`${path}: is not an intent of this action`);
      github.commits.pop();
    }
  });
});

test('verify reports an intent that was begun while another run had one', async () => {
  await begin(1, shard(2));
  const intents = [newIntent(2, undefined), newIntent(2, shard(1, digestOf('another plan')))];
  for (const intent of intents) {
    const begun = { ...intent, begun_on: (await github.branchHead('flow-audit')) ?? '', sequence: 1 };
    const path = AUDIT_PATHS.intent('default', intent.shard);
    const text = `${JSON.stringify({ ...begun, mac: 'a'.repeat(64) }, null, 2)}\n`;
    await github.commit('flow-audit', begun.begun_on, {
      headline: 'By hand',
      additions: [{ path, text }],
      deletions: [],
    });
    expect((await findings()).join()).toContain(
      `${path}: was begun while the intent of another run was open`,
    );
    github.commits.pop();
  }
});
