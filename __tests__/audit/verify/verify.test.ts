import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advance } from '../../../src/audit/advance.ts';
import { AUDIT_PATHS, serialize } from '../../../src/audit/published-state.ts';
import { stateText } from '../../../src/audit/state-file.ts';
import { type Anchors, verifyAuditLog } from '../../../src/audit/verify/verify.ts';
import { type BranchHistory } from '../../../src/git/history.ts';
import { digestOf, flowIdOf } from '../../support/record.ts';
import { keyOf, writeLog } from './log.ts';
import { Tamper } from './tamper.ts';

const none: Anchors = { head: '', auditIds: [] };
const findingsOf = async (history: BranchHistory, anchors = none, secret = false) => {
  const keys = secret ? (environment: string) => keyOf(environment).state : () => undefined;
  const { findings } = await verifyAuditLog(history, anchors, keys);
  return findings.map(({ path, message }) => `${path}: ${message}`);
};
const STATE = 'state/default.json';
const INTENT = 'intents/default.json';
const OTHER = digestOf('other');
const ID = flowIdOf('other');
const LIVE = AUDIT_PATHS.live('default', flowIdOf('flow-0'));

test('an audit log that this action wrote has no findings, with or without the secret', async () => {
  const { history, records } = await writeLog();
  const head = history.commits.at(-1)?.sha ?? '';
  const anchors = { head, auditIds: records.map(({ audit_id }) => audit_id) };
  expect(await findingsOf(history, anchors, true)).toEqual([]);
  expect(await findingsOf(history, { head: history.commits[3]?.sha ?? '', auditIds: [] })).toEqual([]);
  const verified = await verifyAuditLog(history, none, (environment) => keyOf(environment).state);
  expect(verified).toMatchObject({ head, seals: { checked: 8, unchecked: 0 } });
  expect(verified.records).toHaveLength(9);
});

type Case = readonly [title: string, message: RegExp, change: (tamper: Tamper) => void];

/** Changes by a user with write access to the branch; each is found without the secret. */
const CASES: readonly Case[] = [
  // The state, in one commit.
  ...(
    [
      ['commit', { commit: 'd'.repeat(40) }],
      ['flow_id', { flow_id: ID }],
      ['region', { region: 'eu-west-1' }],
      ['manifest', { manifest: 'other.flow.json' }],
      ['content_digest', { content_digest: OTHER }],
      ['platform_version', { platform_version: '99.0' }],
      ['version_matrix', { version_matrix: null }],
      ['audit_id', { audit_id: ID }],
      ['timestamp', { timestamp: '2026-01-01T00:00:01.000Z' }],
      ['releases', { releases: { '9.9.9': OTHER } }],
      ['releases', { releases: {} }],
      ['job_ms', { job_ms: 1 }],
      ['history', { history: [] }],
      ['held', { held: [OTHER] }],
      ['snapshot_digest', { snapshot_digest: OTHER }],
    ] as const
  ).map(
    ([field, more]): Case => [
      `another "${field}" in the state: ${JSON.stringify(more)}`,
      new RegExp(`flow "INBOUNDCALL/flow-1": "${field}" does not match`),
      (t) => t.changeFlow(more),
    ],
  ),
  [
    'a flow renamed in the state',
    /lacks flow "INBOUNDCALL\/flow-1"/,
    (t) => {
      const { 'INBOUNDCALL/flow-1': flow, ...flows } = t.state.flows;
      if (flow)
        t.changeState({
          ...t.state,
          flows: { ...flows, 'INBOUNDCALL/other': { ...flow, flow_name: 'other' } },
        });
    },
  ],
  [
    'a flow left out of the state',
    /lacks flow "INBOUNDCALL\/flow-1"/,
    (t) => {
      const { 'INBOUNDCALL/flow-1': _, ...flows } = t.state.flows;
      t.changeState({ ...t.state, flows });
    },
  ],
  [
    'a flow added to the state',
    /has flow "INBOUNDCALL\/other", which no record published/,
    (t) => {
      const flow = t.state.flows['INBOUNDCALL/flow-1'];
      if (flow)
        t.changeState({
          ...t.state,
          flows: { ...t.state.flows, 'INBOUNDCALL/other': { ...flow, flow_name: 'other', flow_id: ID } },
        });
    },
  ],
  [
    'other last records in the state',
    /does not match its records/,
    (t) => t.changeState({ ...t.state, last_records: [] }),
  ],
  [
    'another last intent in the state',
    /does not match its records/,
    (t) => t.changeState({ ...t.state, last_intent: OTHER }),
  ],
  [
    'an acceptance at another commit',
    /does not match its records/,
    (t) => t.changeState({ ...t.state, accepted: 'e'.repeat(40) }),
  ],
  [
    'a state that was changed and changed back',
    /"commit" does not match/,
    (t) => {
      const before = t.text(STATE);
      t.changeFlow({ commit: 'd'.repeat(40) });
      t.commit({ [STATE]: before });
    },
  ],
  [
    'an earlier state restored',
    /does not match|lacks flow/,
    (t) => {
      const earlier = t.commits.flatMap(({ changes }) => changes).find(({ path }) => path === STATE);
      t.commit({ [STATE]: t.history.texts.get(earlier?.blob ?? '') ?? '' });
    },
  ],
  ['a removed state', /state\/default.json: was removed/, (t) => t.commit({ [STATE]: null })],
  ['a state that is no JSON', /is not a state/, (t) => t.commit({ [STATE]: 'nonsense' })],
  ['a state written in another way', /is not a state/, (t) => t.commit({ [STATE]: JSON.stringify(t.state) })],
  [
    'a state with one more field',
    /is not a state/,
    (t) => t.commit({ [STATE]: serialize({ ...t.state, more: 1 }) }),
  ],
  [
    'a state of another environment',
    /is not a state/,
    (t) => t.commit({ [STATE]: t.text('state/prod.json') }),
  ],
  [
    'a state of an environment without records',
    /state\/other.json: (has flow|does not match)/,
    (t) => t.commit({ 'state/other.json': stateText({ ...t.state, environment: 'other' }) }),
  ],
  [
    'a state whose flow keeps its history and loses a record',
    /"history" does not match/,
    (t) => {
      const flow = t.state.flows['INBOUNDCALL/flow-1'];
      t.changeFlow({ history: flow?.history.slice(1) ?? [] });
    },
  ],

  // Records.
  [
    'a record and the state that it comes to, of a run without an intent',
    /names run 999, which had no intent/,
    (t) => t.forge(),
  ],
  [
    'a forged record alone',
    /was not updated/,
    (t) => {
      const forged = t.forged({ run_id: 1 });
      t.commit({ [AUDIT_PATHS.record(forged)]: serialize(forged) });
    },
  ],
  [
    'a record that was changed later',
    /was changed, and records never are/,
    (t) => t.commit({ [t.recordChange(1).change.path]: t.text(t.recordChange(2).change.path) }),
  ],
  [
    'a record that was removed',
    /was removed, and records never are/,
    (t) => t.commit({ [t.recordChange(1).change.path]: null }),
  ],
  [
    'a record that was removed and written again',
    /was removed, and records never are/,
    (t) => {
      const { path } = t.recordChange(1).change;
      const text = t.text(path);
      t.commit({ [path]: null });
      t.commit({ [path]: text });
    },
  ],
  [
    'a record that was executable',
    /is not a plain file \(mode 100755\)/,
    (t) => Object.assign(t.recordChange(1).change, { mode: '100755' }),
  ],
  [
    'a record made executable later',
    /is not a plain file \(mode 100755\)/,
    (t) =>
      t.commit(
        { [t.recordChange(1).change.path]: t.text(t.recordChange(1).change.path) },
        { mode: '100755' },
      ),
  ],
  [
    'a record as a symbolic link',
    /is not a plain file \(mode 120000\)/,
    (t) => t.commit({ [t.recordChange(1).change.path]: '../../etc/passwd' }, { mode: '120000' }),
  ],
  [
    'a record as a submodule',
    /is not a plain file \(mode 160000\)/,
    (t) => Object.assign(t.recordChange(1).change, { mode: '160000' }),
  ],
  [
    'a record with one more field',
    /does not match its schema \(\/more/,
    (t) => rewriteRecord(t, (text) => text.replace('{\n', '{\n  "more": 1,\n')),
  ],
  [
    'a record with a field twice',
    /bytes differ from what this action writes/,
    (t) =>
      rewriteRecord(t, (text) =>
        text.replace('"status": "success"', '"status": "failure",\n  "status": "success"'),
      ),
  ],
  [
    'a record with a megabyte of blanks',
    /too large/,
    (t) => rewriteRecord(t, (text) => text + ' '.repeat(1_000_000)),
  ],
  [
    'a record with a field that is too long',
    /does not match its schema \(\/actor/,
    (t) => rewriteRecord(t, (text) => text.replace('"actor": "a"', `"actor": "${'a'.repeat(500)}"`)),
  ],
  [
    'a record without a field',
    /"actor" is missing/,
    (t) => rewriteRecord(t, (text) => text.replace('  "actor": "a",\n', '')),
  ],
  [
    'a record of another status',
    /has flow "INBOUNDCALL\/flow-1", which no record published/,
    (t) => rewriteRecord(t, (text) => text.replace('"status": "success"', '"status": "failure"')),
  ],
  [
    'a record of another source',
    /does not match its schema/,
    (t) => rewriteRecord(t, (text) => text.replace('"source": "action"', '"source": "external"')),
  ],
  [
    'a record with a time that does not exist',
    /timestamp is not a valid time|belongs to/,
    (t) =>
      rewriteRecord(t, (text) =>
        text.replace(/"timestamp": "[^"]*"/, '"timestamp": "2026-01-45T00:00:00.000Z"'),
      ),
  ],
  [
    'a record at a path of another date',
    /belongs to records\/default/,
    (t) => {
      const { change } = t.recordChange(1);
      change.path = change.path.replace('2026-01-01', '2026-01-02');
    },
  ],
  [
    'a record in the folder of another environment',
    /belongs to records\/default/,
    (t) => {
      const { change } = t.recordChange(1);
      change.path = change.path.replace('default', 'other');
    },
  ],
  [
    'a record that is written twice',
    /was changed, and records never are|repeats/,
    (t) => t.commit({ [t.recordChange(1).change.path]: t.text(t.recordChange(1).change.path) }),
  ],
  [
    'an external report that repeats an audit id',
    /repeats the audit id/,
    (t) => {
      const path = `records/default/2026-01-01-${flowIdOf('external')}.json`;
      const found = JSON.parse(t.text(path)) as Parameters<typeof AUDIT_PATHS.record>[0];
      const again = {
        ...found,
        timestamp: '2026-01-02T00:00:00.000Z',
        audit_id: t.records[0]?.audit_id ?? '',
      };
      t.commit({ [AUDIT_PATHS.record(again)]: serialize(again) }, { date: Date.parse(again.timestamp) });
    },
  ],
  [
    'a record that is dated back by a day',
    /has a timestamp long before its commit/,
    (t) => t.forge({ run_id: 1, timestamp: '2025-12-31T00:00:00.000Z' }),
  ],
  [
    'a record that is dated back by an hour',
    /has a timestamp before an earlier record/,
    (t) => t.forge({ run_id: 1, timestamp: '2026-01-01T00:30:00.000Z' }),
  ],
  [
    'a record of the future',
    /has a timestamp after its commit/,
    (t) => t.forge({ run_id: 1, timestamp: '2026-02-01T00:00:00.000Z' }),
  ],

  // Intents.
  ['a forged intent', /is not an intent of this action/, (t) => t.commit({ [INTENT]: '{"schema": 1}\n' })],
  [
    'an intent that was begun elsewhere',
    /names another commit than its parent in "begun_on"/,
    (t) => t.commit({ [INTENT]: intentText(t) }),
  ],
  [
    'an intent written with a later sequence',
    /must start with sequence 1/,
    (t) => t.commit({ [INTENT]: intentText(t, { begun_on: t.commits.at(-1)?.sha, sequence: 7 }) }),
  ],
  [
    'an intent of another day',
    /has a start time that does not fit/,
    (t) =>
      t.commit(
        { [INTENT]: intentText(t, { begun_on: t.commits.at(-1)?.sha }) },
        { date: Date.parse('2026-01-03T00:00:00Z') },
      ),
  ],
  [
    'an intent that vanished',
    /was not updated/,
    (t) => {
      t.commit({ [INTENT]: intentText(t, { begun_on: t.commits.at(-1)?.sha }) });
      t.commit({ [INTENT]: null });
    },
  ],
  [
    'an intent whose removal is claimed to be that of another one',
    /does not match its records/,
    (t) => {
      t.commit({ [INTENT]: intentText(t, { begun_on: t.commits.at(-1)?.sha }) });
      t.commit({ [INTENT]: null, [STATE]: stateText(advance(t.state, [], { intent: OTHER })) });
    },
  ],
  [
    'an intent that is replaced by another one',
    /replaces the intent/,
    (t) => {
      t.commit({ [INTENT]: intentText(t, { begun_on: t.commits.at(-1)?.sha }) });
      t.commit({ [INTENT]: intentText(t, { begun_on: t.commits.at(-1)?.sha, intent_id: ID, sequence: 2 }) });
    },
  ],
  [
    'an intent that gets another flow',
    /adds a flow to the intent, or changes/,
    (t) =>
      secondWriting(t, (intent) => ({ ...intent, flows: [{ ...intent.flows[0], content_digest: OTHER }] })),
  ],
  [
    'an intent that gets another base version',
    /adds a flow to the intent, or changes/,
    (t) =>
      secondWriting(t, (intent) => ({ ...intent, flows: [{ ...intent.flows[0], base_version: '1.0' }] })),
  ],
  [
    'an intent that gets another commit',
    /changes the run, the time or the commit/,
    (t) => secondWriting(t, (intent) => ({ ...intent, commit: 'd'.repeat(40) })),
  ],
  [
    'an intent that loses a flow',
    /removes a flow that has no record/,
    (t) => secondWriting(t, (intent) => ({ ...intent, flows: [] })),
  ],
  [
    'an intent that is written out of turn',
    /has sequence \d+, but \d+ comes next/,
    (t) => secondWriting(t, (intent) => ({ ...intent, sequence: 5 })),
  ],
  [
    'an intent with one more field',
    /is not an intent of this action/,
    (t) => t.commit({ [INTENT]: intentText(t, { begun_on: t.commits.at(-1)?.sha, more: 1 }) }),
  ],
  ['an intent as a symbolic link', /mode 120000/, (t) => t.commit({ [INTENT]: '../x' }, { mode: '120000' })],

  // Snapshots.
  [
    'a snapshot that was changed',
    /does not match the SHA-256 and version in its record/,
    (t) => t.commit({ [LIVE]: t.text(LIVE).replace('name: 3', 'name: 9') }),
  ],
  [
    'a snapshot that names another version',
    /does not match the SHA-256 and version in its record/,
    (t) => t.commit({ [LIVE]: t.text(LIVE).replace('version 3.0', 'version 4.0') }),
  ],
  ['a snapshot that was removed', /was removed, and snapshots never are/, (t) => t.commit({ [LIVE]: null })],
  [
    'a snapshot of no record',
    /names no record of the audit log/,
    (t) =>
      t.commit({
        [AUDIT_PATHS.live('default', flowIdOf('flow-1'))]: t
          .text(LIVE)
          .replace(/record [0-9a-f-]+/, `record ${ID}`),
      }),
  ],
  [
    'a snapshot at the flow of another one',
    /belongs to another flow than its record/,
    (t) => t.commit({ [AUDIT_PATHS.live('default', flowIdOf('flow-2'))]: t.text(LIVE) }),
  ],
  [
    'a snapshot that was written again',
    /replaces a newer snapshot/,
    (t) => t.commit({ [LIVE]: t.text(LIVE) }),
  ],
  [
    'a snapshot of a record that names none',
    /does not match the SHA-256 and version in its record/,
    (t) =>
      t.commit({
        [AUDIT_PATHS.live('default', flowIdOf('flow-2'))]: t
          .text(LIVE)
          .replace(/record [0-9a-f-]+/, `record ${t.records[2]?.audit_id}`),
      }),
  ],

  // Other files.
  ['a file at the root', /does not belong/, (t) => t.commit({ 'notes.txt': 'x' })],
  ['a second file for a state', /does not belong/, (t) => t.commit({ 'state/default.json.bak': 'x' })],
  ['a folder in the states', /does not belong/, (t) => t.commit({ 'state/more/default.json': 'x' })],
  [
    'a state of a name that is no environment',
    /does not belong/,
    (t) => t.commit({ 'state/Default.json': 'x' }),
  ],
  ['a file among the intents', /does not belong/, (t) => t.commit({ 'intents/readme.txt': 'x' })],
  ['a file among the snapshots', /does not belong/, (t) => t.commit({ 'live/default/x.txt': 'x' })],
  ['a record of another name', /does not belong/, (t) => t.commit({ 'records/default/x.json': 'x' })],
  ['a workflow', /does not belong/, (t) => t.commit({ '.github/workflows/x.yml': 'on: push' })],
  [
    'a file with a line break in its name',
    /does not belong/,
    (t) => t.commit({ 'state/default.json\nx': 'x' }),
  ],
  ['another README', /was changed after the first commit/, (t) => t.commit({ 'README.md': 'x' })],
  [
    'another README from the start',
    /has a README.md that this action did not write/,
    (t) => Object.assign(t.commits[0]?.changes[0] ?? {}, { blob: t.keep('x') }),
  ],
  ['no README', /README.md: was changed after/, (t) => t.commit({ 'README.md': null })],

  // Commits.
  ['a commit that changes nothing', /changes nothing/, (t) => t.commit({})],
  [
    'a commit that is not signed',
    /has no signature/,
    (t) => Object.assign(t.commits[5] ?? {}, { signed: false }),
  ],
  ['a merge', /a merge/, (t) => t.commits[5]?.parents.push('f'.repeat(40))],
  [
    'commits in another order',
    /is not a child of the previous commit/,
    (t) => t.commits.splice(3, 2, ...t.commits.slice(3, 5).reverse()),
  ],
  ['a commit that was taken out', /is not a child of the previous commit/, (t) => t.commits.splice(4, 1)],
  [
    'a commit that is dated back',
    /has an earlier date than the previous commit/,
    (t) => Object.assign(t.commits[8] ?? {}, { date: 0 }),
  ],
  ['a commit without a date', /has no date/, (t) => Object.assign(t.commits[8] ?? {}, { date: Number.NaN })],
  [
    'a state whose commit has no seal',
    /without a seal/,
    (t) => {
      for (const commit of t.commits) commit.message = 'Publish';
    },
  ],
  [
    'an acceptance without a seal',
    /without a seal/,
    (t) => t.changeState({ ...t.state, accepted: t.commits.at(-1)?.sha ?? '' }),
  ],
];

function rewriteRecord(tamper: Tamper, change: (text: string) => string): void {
  const found = tamper.recordChange(1).change;
  const text = change(tamper.text(found.path));
  expect(text).not.toBe(tamper.text(found.path));
  found.blob = tamper.keep(text);
}

/** The last intent of `default`, as it was written first, with some fields changed. */
function intentText(tamper: Tamper, more: Readonly<Record<string, unknown>> = {}): string {
  const { intent } = lastIntent(tamper);
  return `${JSON.stringify({ ...intent, ...more }, null, 2)}\n`;
}

type Intent = Readonly<Record<string, unknown>> & {
  readonly flows: readonly Readonly<Record<string, unknown>>[];
  readonly sequence: number;
};

function lastIntent({ commits, history }: Tamper): { intent: Intent } {
  const all = commits
    .flatMap(({ changes }) => changes)
    .filter(({ path, kind }) => path === INTENT && kind === 'A');
  return { intent: JSON.parse(history.texts.get(all.at(-1)?.blob ?? '') ?? '') as Intent };
}

function secondWriting(tamper: Tamper, change: (intent: Intent) => Intent): void {
  const first = { begun_on: tamper.commits.at(-1)?.sha };
  tamper.commit({ [INTENT]: intentText(tamper, first) });
  const { intent } = lastIntent(tamper);
  tamper.commit({ [INTENT]: intentText(tamper, { ...change({ ...intent, sequence: 2 }), ...first }) });
}

describe(`each of ${CASES.length} changes is found`, () => {
  test.each(CASES)('%s', async (_, message, change) => {
    const tamper = new Tamper(await writeLog());
    change(tamper);
    expect((await findingsOf(tamper.history)).join('\n')).toMatch(message);
  });

  test('there are at least 60 of them', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(60);
  });
});

describe('with the secret of the OAuth client', () => {
  const sealedBy = (tamper: Tamper, secret: string, change: () => void) => {
    change();
    const commit = tamper.commits.at(-1);
    const blob = commit?.changes.find(({ path }) => path === STATE)?.blob ?? '';
    const text = tamper.history.texts.get(blob) ?? '';
    const key = secret === '' ? keyOf('default').state : undefined;
    const sealed = { parent: commit?.parents[0] ?? '', path: STATE, text };
    const line = key ? key.seal(sealed) : `Genesys-Flow-State: ${keyOf('default').state.id} ${OTHER}`;
    if (commit) commit.message = `Publish\n\n${line}`;
  };
  const forgedRun = (tamper: Tamper) => {
    const first = {
      begun_on: tamper.commits.at(-1)?.sha,
      started: iso(tamper),
      expires: iso(tamper, 3_600_000),
    };
    tamper.commit({ [INTENT]: intentText(tamper, first) });
    const text = tamper.text(INTENT);
    const forged = tamper.forged({ run_id: 6 });
    tamper.commit({
      [AUDIT_PATHS.record(forged)]: serialize(forged),
      [STATE]: stateText(advance(tamper.state, [forged], { intent: digestOf(text) })),
      [INTENT]: null,
    });
  };
  const iso = ({ commits }: Tamper, ms = 0) => new Date((commits.at(-1)?.date ?? 0) + ms).toISOString();

  test('a whole forged run is found, and without the secret it is not: docs/explanation/audit-log.md says so', async () => {
    const tamper = new Tamper(await writeLog());
    sealedBy(tamper, 'forged', () => forgedRun(tamper));
    expect(await findingsOf(tamper.history)).toEqual([]);
    expect((await findingsOf(tamper.history, none, true)).join()).toMatch(/does not match the secret/);
  });

  test('a seal that was made for another commit is found', async () => {
    const tamper = new Tamper(await writeLog());
    const old = tamper.commits.findLast(({ changes }) => changes.some(({ path }) => path === STATE))?.message;
    forgedRun(tamper);
    Object.assign(tamper.commits.at(-1) ?? {}, { message: old });
    expect((await findingsOf(tamper.history, none, true)).join()).toMatch(/does not match the secret/);
  });

  test('the same run with a valid seal has no finding', async () => {
    const tamper = new Tamper(await writeLog());
    sealedBy(tamper, '', () => forgedRun(tamper));
    expect(await findingsOf(tamper.history, none, true)).toEqual([]);
  });

  test('a state that a user accepted has no finding if its commit is sealed', async () => {
    const tamper = new Tamper(await writeLog());
    const accepted = tamper.commits.at(-1)?.sha ?? '';
    sealedBy(tamper, '', () => tamper.changeState({ ...tamper.state, accepted }));
    expect(await findingsOf(tamper.history, none, true)).toEqual([]);
  });
});

test('a commit whose signature GitHub does not accept is found', async () => {
  const { history } = await writeLog();
  const sha = history.commits[3]?.sha ?? '';
  const found = await verifyAuditLog(history, { ...none, unverified: [sha] });
  expect(found.findings).toEqual([
    { commit: sha, path: '', message: 'has no signature that GitHub marks as verified' },
  ]);
});

test('a branch that was cut off is found by either anchor, wherever it was cut', async () => {
  const { history, records } = await writeLog();
  const head = history.commits.at(-1)?.sha ?? '';
  const auditIds = records.map(({ audit_id }) => audit_id);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: history.commits.length - 1 }), async (kept) => {
      const cut = { ...history, commits: history.commits.slice(0, kept) };
      expect((await findingsOf(cut, { head, auditIds: [] })).join()).toContain('was shortened or rewritten');
      const found = (await findingsOf(cut, { head: '', auditIds })).join();
      expect(found).toContain('is missing, although a deployment names it');
    }),
  );
});
