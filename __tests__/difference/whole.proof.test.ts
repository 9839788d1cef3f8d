import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical } from '../../src/architect/canonical.ts';
import { architectParts } from '../../src/difference/architect-parts.ts';
import { differenceOf } from '../../src/difference/change.ts';

const changes = (before: unknown, after: unknown) =>
  differenceOf(architectParts(before), architectParts(after)).changes;

describe('held against whether the flow is the same', () => {
  const json = fc.jsonValue({ maxDepth: 5 });

  test('the same flow has no changes, and the same changes lead back', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        const there = changes({ flow: a }, { flow: b });
        if (canonical({ flow: a }) === canonical({ flow: b })) expect(there).toEqual([]);
        expect(changes({ flow: b }, { flow: a })).toHaveLength(there.length);
      }),
      { numRuns: 500, seed: 4 },
    );
  });

  test('another flow has changes, wherever it differs', () => {
    const tree = fc.letrec((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        fc.integer(),
        fc.constantFrom('a', 'b'),
        fc.dictionary(fc.constantFrom('x', 'y', 'z', 'name', 'tasks', 'task', 'choices'), tie('node'), {
          maxKeys: 3,
        }),
        fc.array(tie('node'), { maxLength: 3 }),
      ),
    })).node;
    fc.assert(
      fc.property(tree, tree, (a, b) => {
        fc.pre(canonical({ flow: a }) !== canonical({ flow: b }));
        expect(changes({ flow: a }, { flow: b })).not.toEqual([]);
      }),
      { numRuns: 2000, seed: 5 },
    );
  });
});
