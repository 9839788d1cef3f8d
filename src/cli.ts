import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { runCli } from './cli/cli.ts';
import type { World } from './cli/world.ts';

/** The process as the command line sees it. */
function processWorld(): World {
  const { stdin, stdout, stderr } = process;
  return {
    argv: process.argv.slice(2),
    environment: process.env,
    folder: process.cwd(),
    // The build lies in `dist`, beside `docs` and `examples`.
    home: join(import.meta.dirname, '..'),
    stdout,
    stderr,
    canAsk: stdin.isTTY && stderr.isTTY,
    async input() {
      const parts: Buffer[] = [];
      for await (const part of stdin) parts.push(Buffer.from(part as Buffer));
      return Buffer.concat(parts).toString('utf8');
    },
    ask: (question) =>
      new Promise((answer) => {
        const lines = createInterface({ input: stdin, output: stderr });
        lines.once('close', () => answer(undefined));
        lines.question(question, (text) => {
          answer(text);
          lines.close();
        });
      }),
  };
}

async function main(): Promise<void> {
  process.exitCode = await runCli(processWorld());
}

void main();
