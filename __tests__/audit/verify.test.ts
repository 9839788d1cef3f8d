import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AuditLog } from '../../src/audit/audit-log.ts';
import type { NewIntent } from '../../src/audit/intent.ts';
import { IntentKey } from '../../src/audit/intent-key.ts';
import { type Anchors, verifyTrail } from '../../src/audit/verify.ts';
import { type TrailCommit, type TrailHistory } from '../../src/git/history.ts';
import { memoryLog, virtualClock } from '../support/clock.ts';
import { fakeGitHub } from '../support/github.ts';
import { record } from '../support/record.ts';

type Mutable = { sha: string; parents: string[]; signed: boolean; changes: TrailCommit['changes'][number][] };
const KEY = new IntentKey('secret', { repository: 'a/b', auditBranch: 'flow-audit', environment: 'default' });
const none: Anchors = { head: '', auditIds: [] };
const blobOf = (text: string) => createHash('sha1').update(text).digest('hex');

/** The history that the trail itself writes: `runs` publishes of one of three flows, and one record from outside. */
async function history(runs = 6): Promise<{ commits: Mutable[]; texts: Map<string, string>; ids: string[] }> {
  const github = fakeGitHub();
  const clock = virtualClock();
  const deadline = { at: clock.now() + 3_600_000 };
  const trail = new AuditLog('flow-audit', 'default', { github, clock, log: memoryLog(), deadline }, KEY);
  const ids: string[] = [];
  for (let run = 1; run <= runs; run++) {
    const intent: NewIntent = {
      schema: 1,
      intent_id: `00000000-0000-4000-8000-${String(run).padStart(12, '0')}`,
      environment: 'default',
      run_id: run,
      attempt: 1,
      run_url: 'https://github.com/run/1',
      actor: 'a',
      commit: 'c'.repeat(40),
      started: '2026-01-01T00:00:00.000Z',
      expires: '2026-01-01T02:00:00.000Z',
      flows: [],
    };
    const made = record(`flow-${run % 3}`, {
      platform_version_after: `${run}.0`,
      content_digest: `digest-${run}`,
      run_id: run,
    });
    ids.push(made.audit_id);
    const standing = await trail.begin(await trail.read(), intent);
    if (standing) await trail.finish(standing, [made], undefined);
  }
  const texts = new Map<string, string>();
  let before: ReadonlyMap<string, string> = new Map();
  const commits = github.commits.map(({ oid, files }, at): Mutable => {
    const changes: TrailCommit['changes'][number][] = [];
    for (const [path, text] of files) {
      texts.set(blobOf(text), text);
      if (before.get(path) !== text)
        changes.push({ kind: before.has(path) ? 'M' : 'A', path, blob: blobOf(text) });
    }
    for (const path of before.keys())
      if (!files.has(path)) changes.push({ kind: 'D', path, blob: '0'.repeat(40) });
    before = files;
    const parent = github.commits[at - 1]?.oid;
    return { sha: oid, parents: parent ? [parent] : [], signed: true, changes };
  });
  return { commits, texts, ids };
}
const messages = (found: TrailHistory, anchors = none) =>
  verifyTrail(found, anchors).faults.map(({ path, message }) => `${path}: ${message}`);
const recordsOf = ({ changes }: Mutable) => changes.filter(({ path }) => path.startsWith('records/'));

describe('a trail', () => {
  test('that this action wrote is whole', async () => {
    const found = await history();
    const head = found.commits.at(-1)?.sha ?? '';
    expect(messages(found, { head, auditIds: found.ids })).toEqual([]);
    expect(messages(found, { head: found.commits[3]?.sha ?? '', auditIds: [] })).toEqual([]);
    expect(verifyTrail(found, none)).toMatchObject({ head, commits: 13 });
    expect(verifyTrail(found, none).records).toHaveLength(6);
  });

  const cases: [string, RegExp, (found: Awaited<ReturnType<typeof history>>) => void][] = [
    [
      'a record changed later',
      /a record was changed/,
      ({ commits }) => {
        const [first] = recordsOf(commits[2] as Mutable);
        if (first) commits[6]?.changes.push({ ...first, kind: 'M' });
      },
    ],
    [
      'a record removed later',
      /a record was removed/,
      ({ commits }) => {
        const [first] = recordsOf(commits[2] as Mutable);
        if (first) commits[6]?.changes.push({ ...first, kind: 'D' });
      },
    ],
    [
      'a file that does not belong there',
      /does not belong/,
      ({ commits }) => commits[4]?.changes.push({ kind: 'A', path: 'notes.txt', blob: 'x' }),
    ],
    [
      'a commit that is not signed',
      /not signed/,
      ({ commits }) => Object.assign(commits[5] ?? {}, { signed: false }),
    ],
    ['a merge', /a merge/, ({ commits }) => commits[5]?.parents.push('f'.repeat(40))],
    [
      'commits in another order',
      /does not follow/,
      ({ commits }) => commits.splice(3, 2, ...commits.slice(3, 5).reverse()),
    ],
    [
      'a record that was never written by the action',
      /is no record/,
      ({ commits, texts }) => {
        texts.set('forged', '{"schema":1}');
        commits[4]?.changes.push({ kind: 'A', path: 'records/default/2026-01-01-x.json', blob: 'forged' });
      },
    ],
    [
      'a record in another place',
      /belongs to records\/default/,
      ({ commits }) => {
        const found = commits[4]?.changes.find(({ path }) => path.startsWith('records/'));
        if (found) Object.assign(found, { path: 'records/prod/2026-01-01-x.json' });
      },
    ],
    [
      'a record given twice',
      /repeats the audit id/,
      ({ commits }) => {
        const [first] = recordsOf(commits[2] as Mutable);
        if (first) commits[6]?.changes.push(first);
      },
    ],
    [
      'a state that says something else',
      /says something else of INBOUNDCALL\/flow-/,
      ({ commits, texts }) => {
        const state = commits.at(-1)?.changes.find(({ path }) => path.startsWith('state/'));
        const text = (texts.get(state?.blob ?? '') ?? '').replaceAll('digest-6', 'digest-0');
        texts.set('other', text);
        Object.assign(state ?? {}, { blob: 'other' });
      },
    ],
    [
      'a state that lacks a flow',
      /lacks INBOUNDCALL/,
      ({ commits, texts }) => {
        texts.set('empty', '{"schema":1,"environment":"default","flows":{}}');
        commits.at(-1)?.changes.push({ kind: 'M', path: 'state/default.json', blob: 'empty' });
      },
    ],
    [
      'a state for which there is no record',
      /which no record tells of/,
      ({ commits, texts }) => {
        texts.set(
          'more',
          '{"schema":1,"environment":"prod","flows":{"A/b":{"content_digest":"","commit":""}}}',
        );
        commits.at(-1)?.changes.push({ kind: 'A', path: 'state/prod.json', blob: 'more' });
      },
    ],
  ];
  test.each(cases)('with %s is told', async (_, words, change) => {
    const found = await history();
    change(found);
    expect(messages(found).join('\n')).toMatch(words);
  });

  test('that was cut off is told by either anchor, wherever it was cut', async () => {
    const found = await history();
    const head = found.commits.at(-1)?.sha ?? '';
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), (kept) => {
        const cut = { ...found, commits: found.commits.slice(0, kept) };
        expect(messages(cut, { head, auditIds: [] }).join()).toContain('was cut off or rewritten');
        expect(messages(cut, { head: '', auditIds: found.ids }).join()).toContain('is not in the trail');
      }),
    );
  });
});
