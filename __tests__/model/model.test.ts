import { expect, test } from 'vitest';
import { play } from './play.ts';

/** `MODEL=10000` plays so many interleavings, `MODEL_FROM=7 MODEL=1` prints the one of seed 7. */
const COUNT = Number(process.env.MODEL ?? (process.env.PROOF === 'long' ? 10_000 : 500));
const FROM = Number(process.env.MODEL_FROM ?? 1);

test(`${COUNT} interleavings of runs, people and errors: nothing is overwritten unseen, and no record is false`, {
  timeout: 3_600_000,
}, async () => {
  const bad: string[] = [];
  let [runs, requests] = [0, 0];
  // The first ones load what runs load on their way, while time does not stand still.
  for (let seed = -30; seed < 0; seed++) await play(seed);
  for (let seed = FROM; seed < FROM + COUNT; seed++) {
    const played = await play(seed);
    runs += played.runs;
    requests += played.requests;
    if (COUNT === 1) process.stdout.write(`${played.log.join('\n')}\n`);
    if (played.wrong.length > 0) bad.push(`seed ${seed}\n  ${played.wrong.join('\n  ')}`);
    if (seed % 100 === 0) await new Promise((next) => setTimeout(next, 0));
  }
  process.stdout.write(
    `model: ${COUNT} interleavings, ${runs} runs, ${requests} requests to Genesys Cloud, ${bad.length} wrong\n`,
  );
  expect(bad.slice(0, 20).join('\n')).toBe('');
});
