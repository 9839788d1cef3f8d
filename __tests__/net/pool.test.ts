import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pool } from '../../src/net/pool.ts';

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn++) await Promise.resolve();
};

test('keeps the order of the results and the limit', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(8)), fc.integer({ min: 1, max: 5 }), async (items, limit) => {
      let running = 0;
      const results = await pool(items, limit, async (item) => {
        expect(++running).toBeLessThanOrEqual(limit);
        await turns(item);
        running--;
        return item * 2;
      });
      expect(results).toEqual(items.map((item) => item * 2));
    }),
  );
});

test('after a rejection nothing more is begun, what is in flight ends first, and the first rejection is thrown', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ turns: fc.nat(8), fails: fc.boolean() })),
      fc.integer({ min: 1, max: 5 }),
      async (items, limit) => {
        const open = new Set<number>();
        const failed: number[] = [];
        const done = pool([...items.keys()], limit, async (at) => {
          expect(failed, 'begun after a rejection').toEqual([]);
          open.add(at);
          const item = items[at];
          await turns(item?.turns ?? 0);
          open.delete(at);
          if (!item?.fails) return at;
          failed.push(at);
          throw new Error(String(at));
        });
        const thrown = await done.then(
          () => undefined,
          (error: Error) => error.message,
        );
        expect([...open]).toEqual([]);
        expect(thrown).toBe(failed[0] === undefined ? undefined : String(failed[0]));
        if (thrown === undefined) expect(items.some(({ fails }) => fails)).toBe(false);
      },
    ),
  );
});
