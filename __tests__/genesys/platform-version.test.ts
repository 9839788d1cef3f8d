import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byAge, isNewer, isPublishedNumber, PlatformVersion } from '../../src/genesys/platform-version.ts';

const GUID = 'saved_version_0b0a4a52-4a1c-4d57-9c4e-1f2f5f0f7f11';

describe('a platform version', () => {
  test('is a number with or without a minor number; every other form is invalid', () => {
    expect(PlatformVersion.parse('3')?.toString()).toBe('3.0');
    expect(PlatformVersion.parse('12.0')?.successor.toString()).toBe('13.0');
    for (const id of [GUID, '', ' 3.0', '3.0.1', '3.', '-1', '1e3', 'NaN', '9999999999', undefined, null]) {
      expect(PlatformVersion.parse(id)).toBeUndefined();
      expect(isPublishedNumber(id)).toBe(false);
    }
  });

  test('is compared by its numbers, not as text', () => {
    const number = fc.tuple(fc.nat(10 ** 9 - 1), fc.nat(10 ** 9 - 1));
    fc.assert(
      fc.property(number, number, ([a, b], [c, d]) => {
        const [first, second] = [PlatformVersion.parse(`${a}.${b}`), PlatformVersion.parse(`${c}.${d}`)];
        if (!first || !second) throw new Error('a number did not parse');
        expect(Math.sign(first.compare(second))).toBe(Math.sign(a - c || b - d));
        expect(PlatformVersion.newest([`${a}.${b}`, GUID, undefined, `${c}.${d}`])?.toString()).toBe(
          ((a - c || b - d) > 0 ? first : second).toString(),
        );
      }),
    );
    expect(PlatformVersion.newest([GUID, undefined])).toBeUndefined();
  });
});

describe('which of two versions is newer', () => {
  test('is decided by the numbers, else by the dates, else not at all', () => {
    expect(isNewer({ id: '10.0', created: 1 }, { id: '9.0', created: 2 })).toBe(true);
    expect(isNewer({ id: GUID, created: 2 }, { id: '9.0', created: 1 })).toBe(true);
    expect(isNewer({ id: GUID, created: 1 }, { id: '9.0', created: 1 })).toBe(false);
    expect(isNewer({ id: GUID, created: 1 }, { id: '9.0' })).toBeUndefined();
    expect(isNewer({ id: GUID }, { id: GUID })).toBe(false);
  });

  test('sorts them by age', () => {
    const ids = [
      { id: '10.0', created: 3 },
      { id: GUID, created: 2 },
      { id: '2.0', created: 1 },
    ];
    expect(ids.toSorted(byAge).map(({ id }) => id)).toEqual(['2.0', GUID, '10.0']);
  });
});
