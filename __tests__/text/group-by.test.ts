import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupBy } from '../../src/text/group-by.ts';

test('groups as a filter for each key does, keys in the order of their first items', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.string())), (items) => {
      const keys = [...new Set(items.map(([key]) => key))];
      expect([...groupBy(items, ([key]) => key)]).toEqual(
        keys.map((key) => [key, items.filter(([other]) => other === key)]),
      );
    }),
  );
});
