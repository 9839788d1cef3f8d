import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AuditLog } from '../../src/audit/audit-log.ts';
import { canonicalJson } from '../../src/audit/canonical-json.ts';
import type { Intent, NewIntent } from '../../src/audit/intent.ts';
import { digestOf, readIntent, serializeIntent } from '../../src/audit/intent-file.ts';
import { IntentKey } from '../../src/audit/intent-key.ts';
import { AUDIT_PATHS } from '../../src/audit/published-state.ts';
import { memoryLog, virtualClock } from '../support/clock.ts';
import { fakeGitHub } from '../support/github.ts';
import { record } from '../support/record.ts';

const PLACE = { repository: 'acme/flows', auditBranch: 'flow-audit', environment: 'default' };
const KEY = new IntentKey('secret', PLACE);
const PATH = AUDIT_PATHS.intent('default');
const FLOW = {
  key: 'INBOUNDCALL/Main',
  flow_id: '11111111-1111-4111-8111-111111111111',
  flow_name: 'Main',
  flow_type: 'INBOUNDCALL',
  region: 'us-east-1',
  manifest: 'flows/main.flow.json',
  content_digest: 'd'.repeat(64),
  base_version: '1.0',
  version_matrix: { major: 1, minor: 0, patch: 0 },
};

function newIntent(now: number, more: Partial<NewIntent> = {}): NewIntent {
  return {
    schema: 1,
    intent_id: randomUUID(),
    environment: 'default',
    run_id: 7,
    attempt: 1,
    run_url: 'https://github.com/acme/flows/actions/runs/7',
    actor: 'ann',
    commit: 'c'.repeat(40),
    started: new Date(now).toISOString(),
    expires: new Date(now + 3_600_000).toISOString(),
    flows: [FLOW],
    ...more,
  };
}

function intentOf(now: number, more: Partial<Intent> = {}): Intent {
  return { ...newIntent(now), begun_on: 'b'.repeat(40), sequence: 1, ...more };
}

/** An audit log whose branch is there, and the hand of somebody who can write to the branch but lacks the secret. */
async function world() {
  const github = fakeGitHub();
  const clock = virtualClock();
  const log = memoryLog();
  const ports = { github, clock, log, deadline: { at: clock.now() + 3_600_000 } };
  const auditLog = new AuditLog(PLACE.auditBranch, PLACE.environment, ports, KEY);
  await github.createBranch(PLACE.auditBranch, { path: 'README.md', text: '' }, 'Begin');
  const write = async (text: string | undefined) => {
    const head = (await github.branchHead(PLACE.auditBranch)) ?? '';
    const additions = text === undefined ? [] : [{ path: PATH, text }];
    const deletions = text === undefined ? [PATH] : [];
    await github.commit(PLACE.auditBranch, head, { headline: 'By hand', additions, deletions });
  };
  const recovered: Intent[] = [];
  const acquire = (digest = '') =>
    auditLog.acquire(
      { runId: 9, attempt: 1, runUrl: 'https://github.com/acme/flows/actions/runs/9' },
      async (intent) => {
        recovered.push(intent);
        return [];
      },
      {
        digest,
        records: ({ flows }) => flows.map(({ flow_name: name }) => record(name, { status: 'failure' })),
      },
    );
  const standing = () => github.commits.at(-1)?.files.get(PATH) ?? '';
  return { github, clock, log, auditLog, write, recovered, acquire, standing, now: clock.now() };
}

describe('an intent that this client did not sign', () => {
  const attacks: Record<string, (now: number) => unknown> = {
    'has no signature': (now) => intentOf(now),
    'has an empty signature': (now) => ({ ...intentOf(now), mac: '' }),
    'has a made-up signature': (now) => ({ ...intentOf(now), mac: 'a'.repeat(64) }),
    'is signed with another secret': (now) =>
      JSON.parse(serializeIntent(intentOf(now), new IntentKey('other', PLACE))),
    'is signed for another environment': (now) =>
      JSON.parse(serializeIntent(intentOf(now), new IntentKey('secret', { ...PLACE, environment: 'prod' }))),
    'is signed for another audit branch': (now) =>
      JSON.parse(serializeIntent(intentOf(now), new IntentKey('secret', { ...PLACE, auditBranch: 'other' }))),
    'is signed for another repository': (now) =>
      JSON.parse(
        serializeIntent(intentOf(now), new IntentKey('secret', { ...PLACE, repository: 'acme/other' })),
      ),
    'rolls a flow back': (now) => ({
      ...JSON.parse(serializeIntent(intentOf(now), KEY)),
      flows: [{ ...FLOW, rollback: true, target_version: '1.0', base_version: '2.0' }],
    }),
    'renames a flow': (now) => ({
      ...JSON.parse(serializeIntent(intentOf(now), KEY)),
      flows: [{ ...FLOW, renamed_from: 'Other' }],
    }),
    'deactivates a flow': (now) => ({
      ...JSON.parse(serializeIntent(intentOf(now), KEY)),
      flows: [{ ...FLOW, target_version: 'none' }],
    }),
  };

  test.each(Object.entries(attacks))('stops the run where it %s', async (_, forge) => {
    const { write, acquire, recovered, now, github } = await world();
    const text = JSON.stringify(forge(now));
    await write(text);
    const commits = github.commits.length;
    await expect(acquire()).rejects.toMatchObject({
      name: 'UntrustedIntent',
      message: expect.stringContaining('is not trusted'),
      hint: expect.stringContaining(`discard-intent: ${digestOf(text)}`),
    });
    expect(recovered).toEqual([]);
    expect(github.commits).toHaveLength(commits);
  });

  test('is closed where the user names its digest, and leaves a record of each flow', async () => {
    const { write, acquire, recovered, now, github } = await world();
    const text = JSON.stringify({ ...intentOf(now), mac: 'a'.repeat(64) });
    await write(text);
    const view = await acquire(digestOf(text));
    expect(view.intents).toEqual([]);
    expect(recovered).toEqual([]);
    const paths = [...(github.commits.at(-1)?.files.keys() ?? [])];
    expect(paths.filter((path) => path.startsWith('records/'))).toHaveLength(1);
  });

  test('is not closed by the digest of another one', async () => {
    const { write, acquire, now } = await world();
    await write(JSON.stringify({ ...intentOf(now), mac: 'a'.repeat(64) }));
    await expect(acquire('0'.repeat(64))).rejects.toThrow(/is not trusted/);
  });

  test('does not end a run whose own intent it replaced: its records are written, and the next run stops', async () => {
    const { auditLog, write, acquire, now, standing } = await world();
    const mine = await auditLog.begin(await auditLog.read(), newIntent(now));
    if (!mine) throw new Error('the intent does not stand');
    await write(JSON.stringify({ ...mine, flows: [], mac: 'a'.repeat(64) }));
    await expect(auditLog.note(mine)).rejects.toMatchObject({ name: 'IntentLost' });
    await auditLog.finish(mine, [record('Main')], undefined);
    expect((await auditLog.read()).state.flows['INBOUNDCALL/Main']).toBeDefined();
    expect(standing()).toContain('"flows":[]');
    await expect(acquire()).rejects.toThrow(/is not trusted/);
  });
});

describe('an intent that was signed once', () => {
  async function closed() {
    const place = await world();
    const { auditLog, now, standing } = place;
    const mine = await auditLog.begin(await auditLog.read(), newIntent(now));
    if (!mine) throw new Error('the intent does not stand');
    const first = standing();
    await auditLog.note({ ...mine, rolling_back: 'a flow failed' });
    return { ...place, mine, first, second: standing() };
  }

  test('is recovered while it stands', async () => {
    const { acquire, recovered, mine } = await closed();
    await acquire();
    expect(recovered.map(({ intent_id: id, rolling_back: why }) => [id, why])).toEqual([
      [mine.intent_id, 'a flow failed'],
    ]);
  });

  test.each(['first', 'second'] as const)(
    'stops the run where its %s text is written again after it was closed',
    async (which) => {
      const place = await closed();
      await place.auditLog.finish(place.mine, [record('Main')], undefined);
      await place.write(place[which]);
      await expect(place.acquire()).rejects.toThrow(/it was closed before/);
      expect(place.recovered).toEqual([]);
    },
  );

  test('stops the run where it was taken away for a moment', async () => {
    const { write, acquire, second, recovered } = await closed();
    await write(undefined);
    await write(second);
    await expect(acquire()).rejects.toThrow(/it was closed before/);
    expect(recovered).toEqual([]);
  });

  test('stops the run where an earlier text of it replaces the last one', async () => {
    const { write, acquire, first, recovered } = await closed();
    await write(first);
    await expect(acquire()).rejects.toThrow(/it was closed before/);
    expect(recovered).toEqual([]);
  });
});

describe('the values of an intent', () => {
  const now = Date.parse('2026-01-01T12:00:00Z');
  const at = (ms: number) => new Date(now + ms).toISOString();
  const read = (value: unknown) =>
    readIntent(
      typeof value === 'string' ? value : serializeIntent(value as Intent, KEY),
      'default',
      now,
      KEY,
    );
  const flows = (more: object) => ({ flows: [{ ...FLOW, ...more }] }) as unknown as Partial<Intent>;

  test('are read as they were written', () => {
    const intent = intentOf(now, {
      atomic: true,
      recovering: { run_id: 1, attempt: 1, run_url: 'https://x/y', expires: at(1) },
    });
    expect(read(intent)).toEqual({ ok: true, intent });
  });

  test.each<[string, Partial<Intent> | object]>([
    ['another environment', { environment: 'prod' }],
    ['a time that does not exist', { started: '2026-02-31T25:00:00.000Z' }],
    ['a time in words', { expires: 'tomorrow' }],
    ['an end before the start', { expires: at(-1) }],
    ['a lifetime over 7 hours', { expires: at(7 * 3_600_000 + 1) }],
    ['a start in the future', { started: at(2 * 3_600_000), expires: at(3 * 3_600_000) }],
    [
      'a recovery without end',
      { recovering: { run_id: 1, attempt: 1, run_url: 'https://x/y', expires: at(9 * 3_600_000) } },
    ],
    ['an id that is no UUID', { intent_id: 'x' }],
    ['a commit that is not hexadecimal', { commit: 'main' }],
    ['an address that is none', { run_url: 'javascript:alert(1)' }],
    ['a number of a run below 0', { run_id: -1 }],
    ['a field that is not known', { more: 1 }],
    ['a flow id that is no UUID', flows({ flow_id: '../../x' })],
    ['a digest that is not hexadecimal', flows({ content_digest: 'x' })],
    ['a key of another flow', flows({ key: 'INBOUNDCALL/Other' })],
    ['a name of two lines', flows({ flow_name: 'a\nb', key: 'INBOUNDCALL/a\nb' })],
    ['a version with a path', flows({ target_version: '1.0/../2' })],
    ['a job with a path', flows({ job_id: '../flows' })],
    ['a field of a flow that is not known', flows({ delete: true })],
    ['one flow twice', { flows: [FLOW, FLOW] }],
  ])('are refused with %s, although the signature is right', (_, more) => {
    expect(read(intentOf(now, more as Partial<Intent>)).ok).toBe(false);
  });

  test.each(['', 'null', '[]', '{}', '{"schema":1}', '['.repeat(100_000), 'x'])(
    '%.20j is no intent',
    (text) => {
      expect(read(text).ok).toBe(false);
    },
  );

  test('are refused once any of them is changed', () => {
    const signed = JSON.parse(
      serializeIntent(intentOf(now, { atomic: true, ...flows({ job_id: 'j', renamed_from: 'x' }) }), KEY),
    );
    const paths = Object.keys(signed).flatMap((key) =>
      key === 'flows'
        ? Object.keys(signed.flows[0]).map((inner) => ['flows', 0, inner])
        : key === 'mac'
          ? []
          : [[key]],
    );
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
        const copy = structuredClone(signed);
        const last = path.at(-1) as string;
        const holder = path.length === 1 ? copy : copy.flows[0];
        fc.pre(canonicalJson(holder[last]) !== canonicalJson(value));
        holder[last] = value;
        expect(read(JSON.stringify(copy)).ok).toBe(false);
      }),
    );
  });

  test('nested too deep are refused, not a crash', () => {
    const deep = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`;
    const text = serializeIntent(intentOf(now), KEY).replace('"patch": 0', `"patch": 0, "x": ${deep}`);
    expect(read(text)).toMatchObject({ ok: false });
  });
});

test('the canonical form does not depend on the order of keys', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const turned = Object.fromEntries(Object.entries(value).toReversed());
      expect(canonicalJson(turned)).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
