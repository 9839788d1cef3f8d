import { expect, test } from 'vitest';
import { Redaction } from '../../src/text/redaction.ts';
import { echoesOf } from './echoes.ts';
import { askHostilePlatform } from './platform.ts';
import { Random } from './random.ts';
import { leak } from './run.ts';

const INPUTS = process.env.PROOF === 'long' ? 20_000 : 400;
const SECRET = 'AbCd_EfGh&IjKl+MnOp/QrSt';

test('hostile answers of the platform end no call otherwise than with a message, and show no secret', {
  timeout: 3_600_000,
}, async () => {
  const secrets = new Redaction();
  secrets.hide(SECRET);
  const faults: string[] = [];
  for (let seed = 1; seed <= INPUTS; seed++) {
    try {
      const shown = await askHostilePlatform(new Random(seed), echoesOf(SECRET));
      const found = shown.map((text) => leak(secrets.text(text), SECRET)).find((part) => part !== undefined);
      if (found !== undefined) faults.push(`seed ${seed} shows ${found}`);
    } catch (error) {
      faults.push(`seed ${seed}: ${error instanceof Error ? error.stack : String(error)}`);
    }
  }
  expect(faults.slice(0, 20)).toEqual([]);
});
