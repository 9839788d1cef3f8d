import { describe, expect, test } from 'vitest';
import { advance } from '../../src/audit/advance.ts';
import type { PublishedFlow } from '../../src/audit/published-state.ts';
import { emptyState } from '../../src/audit/state-file.ts';
import { findFlow, isLive, rollbackTarget } from '../../src/rollback/target.ts';
import { record } from '../support/record.ts';

const ID = '11111111-2222-4333-8444-555555555555';

/** The state after these versions went live one after the other. */
function after(...records: Parameters<typeof record>[1][]): PublishedFlow {
  const state = records.reduce(
    (before, more) => advance(before, [record('Line', more)]),
    emptyState('default'),
  );
  return findFlow(state, 'Line');
}
const live = (version: number, more: Parameters<typeof record>[1] = {}) => ({
  platform_version_before: version > 1 ? `${version - 1}.0` : null,
  platform_version_after: `${version}.0`,
  content_digest: `digest-${version}`,
  version_matrix: { major: 1, minor: version, patch: 0 },
  ...more,
});

describe('the version to roll back to', () => {
  const flow = after(live(1), live(2), live(3));

  test('previous is the newest before what is live', () => {
    expect(rollbackTarget(flow, 'previous', '3.0')).toMatchObject({ version: '2.0', digest: 'digest-2' });
  });

  test('a release, and a platform version with or without its zero', () => {
    expect(rollbackTarget(flow, '1.1.0', '3.0')).toMatchObject({ version: '1.0', digest: 'digest-1' });
    expect(rollbackTarget(flow, '2', '3.0')).toMatchObject({ version: '2.0', digest: 'digest-2' });
    // Versions that the trail does not know may be those of somebody else, and have no digest.
    expect(rollbackTarget(flow, '17.0', '3.0')).toEqual({ version: '17.0', release: null, digest: '' });
  });

  test('previous after a rollback goes on backwards, and never to what was rolled back', () => {
    const back = live(2, { action: 'rollback', platform_version_before: '3.0' });
    expect(rollbackTarget(after(live(1), live(2), live(3), back), 'previous', '2.0').version).toBe('1.0');
    // Where the platform made a new version of the old content, the one before it is what was rolled back.
    const anew = live(4, { action: 'rollback', content_digest: 'digest-2' });
    const flow4 = after(live(1), live(2), live(3), anew);
    expect(flow4.held).toEqual(['digest-3']);
    expect(rollbackTarget(flow4, 'previous', '4.0').digest).not.toBe('digest-3');
  });

  test('previous goes on backwards where each rollback makes a new version', () => {
    const records: Parameters<typeof record>[1][] = [live(1), live(2), live(3)];
    const seen: string[] = [];
    for (let version = 4; version < 6; version++) {
      const { version: to, digest } = rollbackTarget(after(...records), 'previous', `${version - 1}.0`);
      seen.push(digest);
      records.push(live(version, { action: 'rollback', content_digest: digest, restored_version: to }));
    }
    expect(seen).toEqual(['digest-2', 'digest-1']);
    expect(() => rollbackTarget(after(...records), 'previous', '5.0')).toThrow(
      /no version of "Line" before 5.0/,
    );
    // A publish after that is followed by what was live right before it, not by what had been rolled back.
    records.push(live(6));
    expect(rollbackTarget(after(...records), 'previous', '6.0').digest).toBe('digest-1');
  });

  test('previous goes on backwards through versions of another user, which have no digest', () => {
    const back = (version: number, from: number, to: string, digest = '') =>
      live(version, {
        action: 'rollback',
        content_digest: digest,
        restored_version: to,
        platform_version_before: `${from}.0`,
      });
    // 1.0 is ours, 2.0 is Ann's, and 3.0 is ours again.
    const published = [live(1), live(3, { platform_version_before: '2.0' })];
    expect(rollbackTarget(after(...published), 'previous', '3.0').version).toBe('2.0');
    expect(rollbackTarget(after(...published, back(4, 3, '2.0')), 'previous', '4.0').version).toBe('1.0');
    const twice = after(...published, back(4, 3, '2.0'), back(5, 4, '1.0', 'digest-1'));
    expect(() => rollbackTarget(twice, 'previous', '5.0')).toThrow(/no version of "Line" before 5.0/);
    expect(twice.held).toEqual(['digest-3', 'version 2.0']);
  });

  test('content that is live under another number is live', () => {
    const anew = after(
      live(1),
      live(2),
      live(3, { action: 'rollback', content_digest: 'digest-1', restored_version: '1.0' }),
    );
    expect(isLive(rollbackTarget(anew, '1.0', '3.0'), anew, '3.0')).toBe(true);
    expect(isLive(rollbackTarget(anew, '1.1.0', '3.0'), anew, '3.0')).toBe(true);
    expect(isLive(rollbackTarget(anew, '2.0', '3.0'), anew, '3.0')).toBe(false);
    expect(isLive(rollbackTarget(anew, '9.0', '3.0'), anew, '3.0')).toBe(false);
  });

  test('a version that another user had live in between is part of the history', () => {
    const flow7 = after(live(1), live(7, { platform_version_before: '6.0' }));
    expect(rollbackTarget(flow7, 'previous', '7.0')).toEqual({ version: '6.0', release: null, digest: '' });
  });

  test('a version that is not there is refused with those that are', () => {
    expect(() => rollbackTarget(flow, '9.9.9', '3.0')).toThrow(/never released as 9.9.9/);
    expect(() => rollbackTarget(after(live(1)), 'previous', '1.0')).toThrow(
      /no version of "Line" before 1.0/,
    );
    expect(() => rollbackTarget(flow, 'previous', undefined)).toThrow(/nothing of "Line" is live/);
  });
});

describe('the flow that is meant', () => {
  const state = advance(emptyState('default'), [
    record('Line'),
    record('Line', { flow_type: 'WORKFLOW', flow_id: ID, manifest: 'w.yaml' }),
  ]);

  test('by key, manifest or id; a name only where it means one', () => {
    for (const wanted of ['WORKFLOW/Line', 'w.yaml', ID.toUpperCase()])
      expect(findFlow(state, wanted).flow_type).toBe('WORKFLOW');
    expect(() => findFlow(state, 'Line')).toThrow(/the name of 2 flows/);
    expect(() => findFlow(state, 'Lines')).toThrow(/nothing was published from here as "Lines"/);
  });
});

describe('content that was rolled back', () => {
  test('is held until something else is published', () => {
    const back = live(1, { action: 'rollback', platform_version_before: '2.0' });
    expect(after(live(1), live(2), back)).toMatchObject({
      held: ['digest-2'],
      content_digest: 'digest-1',
      platform_version: '1.0',
    });
    expect(after(live(1), live(2), back, live(3)).held).toEqual([]);
  });
});

test('a flow that is named like the id of another one does not stand for it', () => {
  const state = advance(emptyState('default'), [
    record(ID, { flow_id: '99999999-2222-4333-8444-555555555555', manifest: 'a.yaml' }),
    record('Other', { flow_id: ID, manifest: 'b.yaml' }),
  ]);
  expect(findFlow(state, ID.toUpperCase()).flow_name).toBe('Other');
  const without = advance(emptyState('default'), [record(ID, { flow_id: 'x', manifest: 'a.yaml' })]);
  expect(() => findFlow(without, ID)).toThrow(/nothing was published from here/);
});
