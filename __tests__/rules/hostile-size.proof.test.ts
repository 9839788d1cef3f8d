import { describe, expect, test } from 'vitest';
import { stepsOf } from '../support/steps.ts';
import { survives } from '../support/survives.ts';

describe('shapes that are meant to hurt cost work in proportion to their size', () => {
  const head = 'inboundCall:\n  name: Demo\n  startUpRef: ./tasks/task[a]\n';
  const task = (actions: string) =>
    `${head}  tasks:\n    - task: {name: A, refId: a, actions: [${actions}]}\n`;
  const nest = (depth: number) =>
    `${'{decision: {name: d, outputs: {"yes": {actions: ['.repeat(depth)}${']}}}}'.repeat(depth)}`;
  const lists = (depth: number) => `${head}  tasks: ${'['.repeat(depth)}${']'.repeat(depth)}\n`;
  const jumps = (count: number) =>
    Array.from(
      { length: count },
      (_, at) =>
        `    - task: {name: T${at}, refId: ${at === 0 ? 'a' : at}, actions: [{jumpToTask: {name: J, targetTaskRef: "/inboundCall/tasks/task[${at + 1 === count ? 'a' : at + 1}]"}}]}\n`,
    ).join('');
  const aliases = (levels: number) =>
    Array.from({ length: levels }, (_, at) => {
      const items = at === 0 ? 'x' : `*a${at - 1}`;
      return `  a${at}: &a${at} [${Array(9).fill(items).join(', ')}]\n`;
    }).join('');
  test.each<[string, number, (size: number) => string]>([
    ['levels of lists', 5000, lists],
    ['levels of actions', 17, (size) => task(nest(size))],
    ['levels of aliases of aliases', 20, (size) => `${head}${aliases(size)}`],
    ['characters in a scalar', 2_000_000, (size) => `${head}  description: ${'x'.repeat(size)}\n`],
    ['terms in an expression', 200_000, (size) => task(`{updateData: {exp: "${'Flow.x + '.repeat(size)}"}}`)],
    ['keys given twice', 4000, (size) => `${head}${'  x: 1\n'.repeat(size)}`],
    ['tasks that jump to each other', 2000, (size) => `${head}  tasks:\n${jumps(size)}`],
    [
      'brackets in a refId',
      1000,
      (size) => `${head}  tasks:\n    - task: {name: A, refId: "${'[](+*?'.repeat(size)}", actions: []}\n`,
    ],
  ])('%s', async (_, size, text) => {
    // What is loaded or made once is not counted.
    await survives(Buffer.from(text(size)));
    const once = await stepsOf(() => survives(Buffer.from(text(size))));
    const twice = await stepsOf(() => survives(Buffer.from(text(2 * size))));
    expect(twice / once).toBeLessThan(2.2);
  });

  test('keys of the prototype are keys like others', async () => {
    await survives(
      Buffer.from(`${head}  __proto__: {name: x}\n  constructor: {actions: [{__proto__: {actions: 1}}]}\n`),
    );
  });
});
