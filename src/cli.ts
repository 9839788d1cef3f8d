import { join } from 'node:path';
import { runCli } from './cli/cli.ts';
import type { Stream } from './cli/terminal.ts';
import type { World } from './cli/world.ts';
import { exitOncePrinted } from './system/exit.ts';

/** A stream of the process, which Node makes when it is first written to; most commands write no errors. */
class PrintedStream implements Stream {
  readonly #stream: () => NodeJS.WriteStream;
  /** The stream, if something was written to it. */
  printed: NodeJS.WriteStream | undefined;

  constructor(stream: () => NodeJS.WriteStream) {
    this.#stream = stream;
  }

  get isTTY(): boolean {
    return this.#stream().isTTY;
  }

  get columns(): number {
    return this.#stream().columns;
  }

  write(text: string): boolean {
    this.printed = this.#stream();
    return this.printed.write(text);
  }
}

const stdout = new PrintedStream(() => process.stdout);
const stderr = new PrintedStream(() => process.stderr);

/** The process as the command line sees it. */
function processWorld(): World {
  return {
    argv: process.argv.slice(2),
    environment: process.env,
    folder: process.cwd(),
    // The build lies in `dist`, beside `docs` and `examples`.
    home: join(import.meta.dirname, '..'),
    stdout,
    stderr,
    get canAsk() {
      return process.stdin.isTTY && process.stderr.isTTY;
    },
    async input() {
      const parts: Buffer[] = [];
      for await (const part of process.stdin) parts.push(Buffer.from(part as Buffer));
      return Buffer.concat(parts).toString('utf8');
    },
    async ask(question) {
      const { createInterface } = await import('node:readline');
      const lines = createInterface({ input: process.stdin, output: process.stderr });
      return new Promise((answer) => {
        lines.once('close', () => answer(undefined));
        lines.question(question, (text) => {
          answer(text);
          lines.close();
        });
      });
    },
  };
}

async function main(): Promise<void> {
  process.exitCode = await runCli(processWorld());
  exitOncePrinted([stdout.printed, stderr.printed].filter((each) => each !== undefined));
}

void main();
