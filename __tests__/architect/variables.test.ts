import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Entries } from '../../src/architect/entries.ts';
import { isIdentifier, readVariables } from '../../src/architect/variables.ts';

const read = (flow: unknown) => readVariables(new Entries({ inboundCall: flow }), 1);

test('declarations, uses and assignments stand in the author’s order', () => {
  const variable = (name: string) => ({ stringVariable: { name, initialValue: { noValue: true } } });
  const set = (name: string, exp: string) => ({
    updateData: { statements: [{ string: { variable: name, value: { exp } } }] },
  });
  const found = read({
    variables: [variable('Flow.a'), variable('Flow.b'), variable('Flow.c')],
    tasks: [
      {
        task: {
          variables: [variable('Task.d'), variable('Task.e')],
          actions: [set('Flow.a', 'Flow.b + Flow.c')],
        },
      },
      {
        task: {
          variables: [variable('Task.f')],
          actions: [set('Task.f', 'Flow.d'), set('Flow.c', 'Flow.a')],
        },
      },
    ],
  });
  expect(found.declared.map(({ name }) => name)).toEqual([
    'Flow.a',
    'Flow.b',
    'Flow.c',
    'Task.d',
    'Task.e',
    'Task.f',
  ]);
  expect(found.assigned.map(({ name }) => name)).toEqual(['Flow.a', 'Task.f', 'Flow.c']);
  expect(found.uses.map(({ name }) => name)).toEqual([
    'flow.a',
    'flow.b',
    'flow.c',
    'task.f',
    'flow.d',
    'flow.c',
    'flow.a',
  ]);
});

test.each([
  ['Flow.Größe + flow.名前', ['flow.größe', 'flow.名前']],
  ['FLOW.a == "Flow.b"', ['flow.a']],
  ['Flow.order.task.name + Flow.x', ['flow.order', 'flow.x']],
  ['MyFlow.a + $Flow.b', []],
])('%s uses %s', (exp, names) => {
  const { uses } = read({ condition: { exp } });
  expect(uses.map(({ name }) => name)).toEqual(names);
});

test('what stands in a branch that is off assigns nothing', () => {
  const branch = (enabled: boolean) => ({
    enabled,
    actions: [{ collectInput: { inputData: { var: 'x' } } }],
  });
  expect(read({ a: branch(false) }).assigned).toEqual([]);
  expect(read({ a: branch(true) }).assigned).toHaveLength(1);
});

/** The letters of the platform's grammar, range by range; the oracle. */
const RANGES: readonly (readonly [number, number])[] = [
  [0x41, 0x5a],
  [0x61, 0x7a],
  [0xc0, 0xd6],
  [0xd8, 0xf6],
  [0xf8, 0x1fff],
  [0x3040, 0x318f],
  [0x3300, 0x337f],
  [0x3400, 0x3d2d],
  [0x4e00, 0x9fff],
  [0xf900, 0xfaff],
];

test('an identifier is a letter, then letters, digits and underscores', () => {
  const letter = (code: number) => RANGES.some(([from, to]) => code >= from && code <= to);
  const edges = RANGES.flatMap(([from, to]) => [from - 1, from, to, to + 1]);
  const unit = fc.oneof(
    fc.constantFrom(...edges.map((code) => String.fromCharCode(code))),
    fc.constantFrom(...'aZ09_ .-$'.split('')),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  );
  fc.assert(
    fc.property(
      fc.array(unit, { maxLength: 4 }).map((units) => units.join('')),
      (name) => {
        const codes = name.split('').map((each) => each.charCodeAt(0));
        const valid = codes.every(
          (code, at) => letter(code) || (at > 0 && (code === 0x5f || (code >= 0x30 && code <= 0x39))),
        );
        expect(isIdentifier(name)).toBe(codes.length > 0 && valid);
      },
    ),
    { numRuns: 5000, seed: 1 },
  );
});
