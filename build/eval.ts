import { createInterface } from 'node:readline';
import { evalLine } from '../src/expressions/eval-line.ts';

/**
 * Evaluates Architect expressions offline: one JSON object a line in, one a line out.
 * `{"expression": "Flow.x * 2", "variables": {"Flow.x": {"type": "int", "value": 3}}}` gives
 * `{"type":"int","list":false,"value":"6"}`.
 */
for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  if (line.trim() === '') continue;
  process.stdout.write(`${JSON.stringify(answerTo(line))}\n`);
}

function answerTo(line: string): object {
  try {
    return evalLine(line, { now: () => Math.floor(Date.now() / 1000) });
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) {
      process.exitCode = 1;
      return { unknown: `This line cannot be read: ${error.message}` };
    }
    throw error;
  }
}
