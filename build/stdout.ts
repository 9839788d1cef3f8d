import { writeSync } from 'node:fs';

const STDOUT = 1;

/**
 * Stands in for `process.stdout.write` in @actions/core. Making the stream costs a quarter of what Node itself needs to
 * start, and what is written here is in order and complete even if the process ends at once.
 */
export function write(text: string): boolean {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(STDOUT, rest));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Nobody reads any more; or the reader of the pipe is slower than we are.
      if (code !== 'EAGAIN') return false;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
  return true;
}
