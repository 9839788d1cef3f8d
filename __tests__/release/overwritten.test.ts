import { describe, expect, test } from 'vitest';
import type { OrgVersion } from '../../src/genesys/port.ts';
import { overwrittenBy, overwrittenUntil } from '../../src/release/overwritten.ts';
import { virtualClock } from '../support/clock.ts';
import { fakeOrg, orgFlow, version } from '../support/genesys.ts';

const DRAFT = 'saved_version_0b0a4a52-4a1c-4d57-9c4e-1f2f5f0f7f11';
const LATER = 'saved_version_2c1f7c0e-0000-4000-8000-000000000000';

/** An org that has these versions, and whether it was asked for them. */
function org(...versions: OrgVersion[]) {
  const fake = fakeOrg(virtualClock());
  let asked = 0;
  fake.versions = async () => {
    asked++;
    return versions;
  };
  return Object.assign(fake, { asked: () => asked });
}
const made = (id: string, created: number, more: Partial<OrgVersion> = {}): OrgVersion => ({
  ...version(id, undefined, 'Ann'),
  created,
  wasPublished: true,
  ...more,
});
const ours = (id: string, created: number) =>
  made(id, created, { clientId: 'our-client', userName: undefined });

describe('versions of others that came in while a job ran', () => {
  test('numbers without a gap: nothing is asked', async () => {
    const genesys = org(made('2.0', 2));
    expect(await overwrittenBy(genesys, ['1.0', DRAFT], ours('2.0', 3), 'x')).toMatchObject({
      published: undefined,
    });
    expect(genesys.asked()).toBe(0);
  });

  test.each([[['1.0', '1.0', '1.0']], [['1.0', DRAFT, '1.0']], [[undefined, DRAFT, undefined]]])(
    'one that was published between %j and what the job made is found',
    async (seen) => {
      const genesys = org(ours('1.0', 1), made('2.0', 2), ours('3.0', 3));
      expect((await overwrittenBy(genesys, seen, ours('3.0', 3), 'x')).published?.id).toBe('2.0');
    },
  );

  test('what the job made has no number: the versions are placed by when they were made', async () => {
    const fresh = ours('release-b', 5);
    const genesys = org(made('0.9', 1), ours('1.0', 2), made('release-a', 3), fresh, made('release-c', 9));
    expect((await overwrittenBy(genesys, ['1.0'], fresh, 'x')).published?.id).toBe('release-a');
  });

  test('one that cannot be placed counts as new', async () => {
    const genesys = org(ours('1.0', 2), made('release-a', 3, { created: undefined }), ours('3.0', 5));
    expect((await overwrittenBy(genesys, ['1.0'], ours('3.0', 5), 'x')).published?.id).toBe('release-a');
  });

  test('a draft that was checked in, and one that is only saved', async () => {
    const draft = { wasPublished: false };
    const genesys = org(ours('1.0', 1), made('2.0', 2, draft), made(LATER, 2, draft), ours('3.0', 3));
    const { published, saved } = await overwrittenBy(genesys, ['1.0', DRAFT], ours('3.0', 3), 'x');
    expect([published, saved?.id]).toEqual([undefined, LATER]);
  });
});

describe('versions of others that came in during a rollback', () => {
  test('are looked for up to what was read last, whatever the id of what is saved', async () => {
    const genesys = org(ours('2.0', 2), made('3.0', 3));
    const live = orgFlow(ours('1.0', 1), { saved: made(DRAFT, 3), checkedIn: made('3.0', 3) });
    expect((await overwrittenUntil(genesys, ['2.0', LATER], live)).published?.id).toBe('3.0');
    const still = orgFlow(ours('1.0', 1), { saved: ours(DRAFT, 2), checkedIn: ours('2.0', 2) });
    expect((await overwrittenUntil(genesys, ['2.0', LATER], still)).published).toBeUndefined();
    expect(genesys.asked()).toBe(1);
  });
});
