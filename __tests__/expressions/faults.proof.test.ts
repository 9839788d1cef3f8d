import { expect, test } from 'vitest';
import { checkExpression } from '../../src/expressions/checker.ts';
import { EXAMPLES, pick, seeded } from '../support/expressions.ts';
import { type SeededFault, seedFault } from '../support/seeded-faults.ts';

const FAULTS = 5000;

test(`of ${FAULTS} mistakes that are put into examples, at least 99 of 100 are reported at the right column`, () => {
  const random = seeded(14);
  const sound = EXAMPLES.map(({ input }) => input).filter(
    (input) => checkExpression(input).problems.length === 0,
  );
  const counts = new Map<SeededFault['kind'], { seeded: number; found: number }>();
  const missed: string[] = [];
  for (let made = 0; made < FAULTS; ) {
    const fault = seedFault(random, pick(random, sound));
    if (!fault) continue;
    made++;
    const count = counts.get(fault.kind) ?? { seeded: 0, found: 0 };
    counts.set(fault.kind, count);
    count.seeded++;
    const { problems } = checkExpression(fault.text);
    if (
      problems.some(
        ({ rule, level, start }) => rule === fault.rule && level === 'error' && start === fault.at,
      )
    )
      count.found++;
    else
      missed.push(
        `${fault.kind} ${fault.at + 1} ${fault.text} | ${problems.map(({ start, message }) => `${start + 1} ${message}`).join('; ')}`,
      );
  }
  const found = [...counts.values()].reduce((sum, each) => sum + each.found, 0);
  if (process.env.PROOF === 'long')
    process.stdout.write(`${JSON.stringify([...counts])}\n${missed.join('\n')}\n`);
  expect(found / FAULTS, missed.slice(0, 20).join('\n')).toBeGreaterThanOrEqual(0.99);
  for (const [kind, each] of counts) {
    expect(each.seeded, kind).toBeGreaterThan(300);
    expect(each.found / each.seeded, kind).toBeGreaterThanOrEqual(0.98);
  }
});
