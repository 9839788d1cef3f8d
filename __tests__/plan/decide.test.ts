import { describe, expect, test } from 'vitest';
import type { OrgVersion } from '../../src/genesys/port.ts';
import { checkRelease, decide, type Facts, isUnchanged } from '../../src/plan/decide.ts';
import { orgFlow, version } from '../support/genesys.ts';
import { publishable, state } from '../support/publishable.ts';

const ours = 'our-client';
const made = await publishable({ version_matrix: { major: 1, minor: 1, patch: 0 } });
const known = state(made, { content_digest: 'before' });
const facts = (more: Partial<Facts>): Facts => ({
  publishable: made,
  known,
  live: orgFlow(version('1.0')),
  relation: 'ahead',
  clientId: ours,
  overwrite: false,
  ...more,
});

const SAVED = 'saved_version_0b0a4a52-4a1c-4d57-9c4e-1f2f5f0f7f11';
const dated = (each: OrgVersion, created: number, wasPublished = false): OrgVersion => ({
  ...each,
  created,
  wasPublished,
});
const history = ['1.0', '2.0', '1.0'].map((platform_version) => ({
  platform_version,
  release: null,
  content_digest: '',
  audit_id: '',
}));

describe('a version of another user that is newer than what is live', () => {
  const withDraft = (draft: OrgVersion, more: Partial<Facts> = {}) =>
    decide(facts({ live: orgFlow(dated(version('1.0'), 5, true), { saved: draft }), ...more }));

  test('that a rollback has overwritten is no conflict any more', () => {
    const replaced = dated(version('2.0', undefined, 'Ann'), 6, true);
    const rolledBack = { known: { ...known, history } };
    expect(withDraft(replaced, rolledBack).action).toBe('update');
    // What she saved on the way to it is part of it, and what she saves after it is not.
    const live = orgFlow(dated(version('1.0'), 5, true), { checkedIn: replaced });
    const saved = (created: number) => ({ ...live, saved: dated(version(SAVED, undefined, 'Ann'), created) });
    expect(decide(facts({ ...rolledBack, live: saved(6) })).action).toBe('update');
    expect(decide(facts({ ...rolledBack, live: saved(7) })).action).toBe('conflict');
  });

  test('is named by its kind', () => {
    const published = withDraft(dated(version('2.0', undefined, 'Ann'), 6, true));
    expect(published.action).toBe('conflict');
    expect(published.reason).toMatch(
      /^"Test" has version 2\.0, published by Ann on .*, which is newer than version 1\.0 that is live$/,
    );
    expect(withDraft(version('2.0', undefined, 'Ann')).reason).toContain('has a draft that was saved by Ann');
  });

  test.each([
    ['made later', 6, 'conflict'],
    ['made as long ago as what is live', 5, 'update'],
    ['made before', 4, 'update'],
    ['made nobody knows when', undefined, 'conflict'],
  ] as const)('whose id is no number, %s', (_, created, action) => {
    expect(withDraft({ ...version(SAVED, undefined, 'Ann'), created }).action).toBe(action);
  });
});

describe('the action for a flow', () => {
  test.each<[string, Partial<Facts>, string]>([
    ['nothing there, nothing known', { live: undefined, known: undefined }, 'create'],
    ['live as it was last published', {}, 'update'],
    ['a never published shell without drafts', { live: orgFlow(undefined), known: undefined }, 'update'],
    ['live, and never published by this action', { known: undefined }, 'conflict'],
    ['live equals the file, never published by this action', { known: undefined, same: true }, 'adopt'],
    [
      'the same with a newer draft of another user',
      {
        known: undefined,
        same: true,
        live: orgFlow(version('1.0'), { saved: version('2.0', undefined, 'Ann') }),
      },
      'conflict',
    ],
    [
      'another user published exactly what the file says',
      { same: true, live: orgFlow(version('2.0', undefined, 'Ann')) },
      'adopt',
    ],
    [
      'the same, locked by a user',
      { same: true, live: orgFlow(version('1.0'), { lock: { holder: 'Ann', clientId: undefined } }) },
      'locked',
    ],
    ['another version is live', { live: orgFlow(version('2.0', undefined, 'Ann')) }, 'conflict'],
    ['gone from the org', { live: undefined }, 'conflict'],
    ['not published any more', { live: orgFlow(undefined) }, 'conflict'],
    [
      'a newer draft of another user',
      { live: orgFlow(version('1.0'), { saved: version('2.0', undefined, 'Ann') }) },
      'conflict',
    ],
    [
      'a newer check-in of another client',
      { live: orgFlow(version('1.0'), { checkedIn: version('1.1', 'other-client') }) },
      'conflict',
    ],
    ['a newer draft of our own', { live: orgFlow(version('1.0'), { saved: version('2.0') }) }, 'update'],
    [
      'an older draft',
      {
        live: orgFlow(version('2.0'), { saved: version('1.0', 'x') }),
        known: state(made, { content_digest: 'b', platform_version: '2.0' }),
      },
      'update',
    ],
    [
      'locked by a user',
      { live: orgFlow(version('1.0'), { lock: { holder: 'Ann', clientId: undefined } }) },
      'locked',
    ],
    [
      'locked by our client',
      { live: orgFlow(version('1.0'), { lock: { holder: 'us', clientId: ours } }) },
      'update',
    ],
    [
      'locked, whatever on-conflict says',
      { overwrite: true, live: orgFlow(version('1.0'), { lock: { holder: 'Ann', clientId: undefined } }) },
      'locked',
    ],
    [
      'another version is live, to be overwritten',
      { overwrite: true, live: orgFlow(version('2.0', undefined, 'Ann')) },
      'update',
    ],
    ['gone from the org, to be made anew', { overwrite: true, live: undefined }, 'create'],
    ['a newer commit was published', { relation: 'behind' }, 'superseded'],
    [
      'content that was released before',
      { known: state(made, { content_digest: 'b', releases: { '1.0.0': made.digest } }) },
      'restore',
    ],
  ])('%s', (_, more, action) => {
    const decision = decide(facts(more));
    expect(decision.action).toBe(action);
    expect(decision.finding !== undefined).toBe(action === 'conflict' || action === 'locked');
  });

  test('a conflict says who and when', () => {
    const { finding } = decide(facts({ live: orgFlow(version('2.0', undefined, 'Ann')) }));
    expect(finding?.message).toContain('by Ann on 2026-01-01T00:00:00Z');
  });
});

describe('flow_id', () => {
  const id = '11111111-2222-4333-8444-555555555555';
  test.each([
    ['names nothing', undefined, /no flow with the id/],
    ['a deleted flow', orgFlow(version('1.0'), { deleted: true }), /was deleted/],
    ['a flow of another type', orgFlow(version('1.0'), { type: 'WORKFLOW' }), /is of type WORKFLOW/],
  ])('%s', async (_, live, words) => {
    const decision = decide(
      facts({ publishable: await publishable({ flow_id: id }), live, known: undefined }),
    );
    expect(decision.action).toBe('blocked');
    expect(decision.finding?.message).toMatch(words);
  });

  test('a flow of another name gets that of the file, unless another user changed it', async () => {
    const made = await publishable({ flow_id: id });
    const known = state(made, { flow_name: 'Old', content_digest: 'other' });
    const old = { name: 'Old' };
    expect(decide(facts({ publishable: made, known, live: orgFlow(version('1.0'), old) }))).toMatchObject({
      action: 'rename',
      reason: '"Old" becomes "Test", and keeps its id and history',
    });
    const touched = orgFlow(version('2.0', undefined, 'Ann'), old);
    expect(decide(facts({ publishable: made, known, live: touched })).action).toBe('conflict');
  });
});

test('the same content in the same region is unchanged, in another region it is not', () => {
  expect(isUnchanged(made, state(made), 'us-east-1')).toBe(true);
  expect(isUnchanged(made, state(made), 'eu-west-1')).toBe(false);
  expect(isUnchanged(made, undefined, 'us-east-1')).toBe(false);
});

describe('release versions', () => {
  const matrix = { major: 1, minor: 1, patch: 0 };
  test.each([
    ['a new one', { releases: { '1.0.0': 'x' }, version_matrix: { ...matrix, minor: 0 } }, undefined],
    ['not raised', { releases: { '1.1.0': 'x' }, version_matrix: matrix }, 'warning'],
    [
      'used before for other content',
      { releases: { '1.1.0': 'x', '1.2.0': 'y' }, version_matrix: { ...matrix, minor: 2 } },
      'error',
    ],
    [
      'going back to what was released',
      { releases: { '1.1.0': made.digest }, version_matrix: matrix },
      undefined,
    ],
  ])('%s', (_, more, severity) => {
    expect(checkRelease(made, state(made, { content_digest: 'x', ...more }))?.severity).toBe(severity);
  });
});
