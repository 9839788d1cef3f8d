import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { advance } from '../../src/audit/advance.ts';
import { AuditLog } from '../../src/audit/audit-log.ts';
import type { NewIntent } from '../../src/audit/intent.ts';
import { IntentKey } from '../../src/audit/intent-key.ts';
import { AUDIT_PATHS, serialize } from '../../src/audit/published-state.ts';
import { emptyState, parseState, stateText } from '../../src/audit/state-file.ts';
import { redactedGitHub } from '../../src/github/redacted.ts';
import { Redaction } from '../../src/text/redaction.ts';
import { memoryLog, virtualClock } from '../support/clock.ts';
import { fakeGitHub } from '../support/github.ts';
import { digestOf, record } from '../support/record.ts';

const KEY = new IntentKey('secret', { repository: 'a/b', auditBranch: 'flow-audit', environment: 'default' });
const me = { runId: 1, attempt: 1, runUrl: 'https://github.com/run/1' };
const intent = (runId = 1, more: Partial<NewIntent> = {}): NewIntent => ({
  schema: 1,
  intent_id: randomUUID(),
  environment: 'default',
  run_id: runId,
  attempt: 1,
  run_url: `https://github.com/run/${runId}`,
  actor: 'a',
  commit: 'c'.repeat(40),
  started: '2026-01-01T00:00:00.000Z',
  expires: '2026-01-01T02:00:00.000Z',
  flows: [],
  ...more,
});
function world(minutes = 60) {
  const github = fakeGitHub();
  const clock = virtualClock();
  const log = memoryLog();
  const auditLog = (branch = 'flow-audit') =>
    new AuditLog(
      branch,
      'default',
      { github, clock, log, deadline: { at: clock.now() + minutes * 60_000 } },
      KEY,
    );
  return { github, clock, log, auditLog };
}

async function publishOnce(auditLog: AuditLog, name: string, runId: number): Promise<void> {
  for (;;) {
    const view = await auditLog.acquire({ ...me, runId }, async () => []);
    const mine = await auditLog.begin(view, intent(runId));
    if (!mine) continue;
    await auditLog.finish(mine, [record(name, { run_id: runId })], undefined);
    return;
  }
}

describe('the audit log', () => {
  test('begins with an orphan branch, then an intent, then the records', async () => {
    const { github, auditLog } = world();
    await publishOnce(auditLog(), 'a', 1);
    expect(github.commits.map(({ headline }) => headline)).toEqual([
      'Begin the audit log',
      'Intent: publish 1 flow to default'.replace('1 flow', '0 flows'),
      'Publish to default: 1 of 1 flow live',
    ]);
    const { state, intents } = await auditLog().read();
    expect(intents).toEqual([]);
    expect(state.flows['INBOUNDCALL/a']).toMatchObject({
      content_digest: digestOf('digest-a'),
      platform_version: '1.0',
      releases: { '1.0.0': digestOf('digest-a') },
    });
  });

  test('twenty runs at once lose no record', async () => {
    const { github, auditLog } = world(6000);
    const runs = Array.from({ length: 20 }, (_, at) => at + 1);
    for (const run of runs) github.runs.set(run, 'going');
    await Promise.all(
      runs.map((run) =>
        publishOnce(auditLog(), `flow-${run}`, run).finally(() => github.runs.set(run, 'ended')),
      ),
    );
    const paths = [...(github.commits.at(-1)?.files.keys() ?? [])];
    expect(paths.filter((path) => path.startsWith('records/default/'))).toHaveLength(20);
    expect(Object.keys((await auditLog().read()).state.flows)).toHaveLength(20);
    expect(paths).not.toContain(AUDIT_PATHS.intent('default'));
  });

  test('an intent whose plan is old by now is not written', async () => {
    const { github, auditLog } = world();
    const view = await auditLog().acquire(me, async () => []);
    await publishOnce(auditLog(), 'other', 2);
    expect(await auditLog().begin(view, intent())).toBeUndefined();
    expect(github.commits.at(-1)?.headline).toContain('Publish');
  });

  test('a commit whose answer was lost is neither repeated nor taken for that of another run', async () => {
    const { github, auditLog } = world();
    const view = await auditLog().acquire(me, async () => []);
    github.loseAnswer = true;
    const mine = await auditLog().begin(view, intent());
    if (!mine) throw new Error('the intent does not stand');
    await auditLog().finish(mine, [record('a')], undefined);
    expect(github.commits.filter(({ headline }) => headline.startsWith('Publish'))).toHaveLength(1);
  });
});

test('a secret in a record or an intent is taken out before digests and seals are made', async () => {
  const { github, clock, log } = world();
  const secrets = new Redaction();
  secrets.hide('t0p-secret-value');
  const ports = { github: redactedGitHub(github, secrets), clock, log, secrets };
  const open = () =>
    new AuditLog('flow-audit', 'default', { ...ports, deadline: { at: clock.now() + 3_600_000 } }, KEY);
  const auditLog = open();
  const standing = await auditLog.begin(await auditLog.read(), intent());
  if (!standing) throw new Error('no intent');
  const echoed = 'rolled back: t0p-secret-value';
  const noted = { ...standing, sequence: 2, atomic: true, rolling_back: echoed };
  await auditLog.note({ ...standing, rolling_back: echoed });
  await expect(auditLog.read()).resolves.toMatchObject({
    intents: [{ text: expect.not.stringContaining('t0p-secret') }],
  });
  await auditLog.finish(noted, [record('a', { rollback_trigger: echoed })], undefined);
  const view = await open().read();
  const [last] = view.state.last_records;
  expect(last && (await open().record(view, last))).toMatchObject({ rollback_trigger: 'rolled back: ***' });
  expect(view.intents).toEqual([]);
});

describe('another run’s intent', () => {
  test('is waited for while that run is going', async () => {
    const { github, clock, log, auditLog } = world();
    await auditLog().begin(await auditLog().read(), intent(2));
    github.runs.set(2, 'going');
    const waited = auditLog().acquire(me, async () => []);
    const until = clock.now() + 60_000;
    const sleep = clock.sleep;
    clock.sleep = async (ms) => {
      await sleep(ms);
      if (clock.now() > until) github.runs.set(2, 'ended');
    };
    expect((await waited).intents).toEqual([]);
    expect(log.lines.join('\n')).toContain('Waiting for the run https://github.com/run/2');
  });

  test('is not waited for beyond the time of the step', async () => {
    const { github, auditLog } = world(1);
    await auditLog().begin(await auditLog().read(), intent(2));
    github.runs.set(2, 'going');
    await expect(auditLog().acquire(me, async () => [])).rejects.toThrow(/is still publishing/);
  });

  test.each([
    ['of a run that is gone', { run_id: 2 }],
    ['of an earlier attempt of this run', { run_id: 1, attempt: 1 }],
    [
      'of a run that nobody may ask about, once its time is up',
      { run_id: 3, started: '2025-12-31T00:00:00.000Z', expires: '2025-12-31T00:10:00.000Z' },
    ],
  ])('%s is closed with what it left behind', async (_, more) => {
    const { github, auditLog } = world();
    github.runs.set(3, 'unknown');
    await auditLog().begin(await auditLog().read(), intent(2, more));
    const { state, intents } = await auditLog().acquire({ ...me, attempt: 2 }, async () => [
      record('left', { action: 'recover' }),
    ]);
    expect(intents).toEqual([]);
    expect(state.flows['INBOUNDCALL/left']?.content_digest).toBe(digestOf('digest-left'));
  });
});

describe('the state on the branch', () => {
  test('only what is live and verified moves the state', () => {
    const before = emptyState('default');
    const after = advance(before, [
      record('a'),
      record('a', { status: 'rolled_back', content_digest: 'bad' }),
      record('b', { status: 'failure' }),
    ]);
    expect(Object.keys(after.flows)).toEqual(['INBOUNDCALL/a']);
    expect(after.flows['INBOUNDCALL/a']?.content_digest).toBe(digestOf('digest-a'));
  });

  test('a state survives being written and read', () => {
    const state = advance(emptyState('default'), [record('a'), record('__proto__')]);
    expect(parseState(stateText(state), 'default')).toEqual(state);
    expect(stateText(state)).toBe(serialize(state));
    const later = advance(state, [record('a', { flow_name: '"history": []\n"flows": {}' }), record('c')]);
    expect(stateText(later)).toBe(serialize(later));
    expect(stateText(emptyState('default'))).toBe(serialize(emptyState('default')));
  });

  test.each(['', 'null', '[]', '{"schema": 2}', '{"schema": 1, "flows": {"x": {}}}'])(
    'a state of %j is refused with what to do',
    (text) => {
      expect(() => parseState(text, 'default')).toThrow(/cannot be read/);
    },
  );
});
