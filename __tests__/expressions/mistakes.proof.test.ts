import { expect, test } from 'vitest';
import { checkExpression } from '../../src/expressions/checker.ts';
import { EXAMPLES, pick, seeded } from '../support/expressions.ts';
import { type SeededMistake, seedMistake } from '../support/seeded-mistakes.ts';

const COUNT = 5000;

test(`of ${COUNT} errors that are put into examples, at least 99 of 100 are reported at the right column`, () => {
  const random = seeded(14);
  const sound = EXAMPLES.map(({ input }) => input).filter(
    (input) => checkExpression(input).problems.length === 0,
  );
  const counts = new Map<SeededMistake['kind'], { seeded: number; found: number }>();
  const missed: string[] = [];
  for (let made = 0; made < COUNT; ) {
    const mistake = seedMistake(random, pick(random, sound));
    if (!mistake) continue;
    made++;
    const count = counts.get(mistake.kind) ?? { seeded: 0, found: 0 };
    counts.set(mistake.kind, count);
    count.seeded++;
    const { problems } = checkExpression(mistake.text);
    if (
      problems.some(
        ({ rule, level, start }) => rule === mistake.rule && level === 'error' && start === mistake.at,
      )
    )
      count.found++;
    else
      missed.push(
        `${mistake.kind} ${mistake.at + 1} ${mistake.text} | ${problems.map(({ start, message }) => `${start + 1} ${message}`).join('; ')}`,
      );
  }
  const found = [...counts.values()].reduce((sum, each) => sum + each.found, 0);
  if (process.env.PROOF === 'long')
    process.stdout.write(`${JSON.stringify([...counts])}\n${missed.join('\n')}\n`);
  expect(found / COUNT, missed.slice(0, 20).join('\n')).toBeGreaterThanOrEqual(0.99);
  for (const [kind, each] of counts) {
    expect(each.seeded, kind).toBeGreaterThan(300);
    expect(each.found / each.seeded, kind).toBeGreaterThanOrEqual(0.98);
  }
});
