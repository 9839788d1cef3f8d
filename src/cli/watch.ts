import { watch } from 'node:fs';
import { EXIT, type ExitCode, type World } from './world.ts';

/** A save often is several events: rename, write, change of the time. */
const QUIET_MS = 150;

/** Folders whose changes are not about flows. */
const IGNORED = /(^|[\\/])(\.git|node_modules)([\\/]|$)/;

/** Runs a check now and after each change below the root, until the process is interrupted. */
export async function watchWorkspace(
  root: string,
  check: () => Promise<ExitCode>,
  { stderr }: World,
): Promise<ExitCode> {
  const changes = new Changes();
  const watcher = watch(root, { recursive: true }, (_, name) => {
    if (name === null || !IGNORED.test(name)) changes.add();
  });
  const interrupted = new Promise<'interrupted'>((done) => {
    process.once('SIGINT', () => done('interrupted'));
    process.once('SIGTERM', () => done('interrupted'));
  });
  try {
    for (;;) {
      await check();
      stderr.write(`Watching ${root} for changes. Press Ctrl+C to stop.\n`);
      if ((await Promise.race([changes.next(), interrupted])) === 'interrupted') return EXIT.success;
    }
  } finally {
    watcher.close();
  }
}

/** Changes that come together count as one. */
class Changes {
  #pending = false;
  #wake: (() => void) | undefined;

  add(): void {
    this.#pending = true;
    this.#wake?.();
  }

  /** Resolves when something has changed and nothing more did for a moment. */
  async next(): Promise<'changed'> {
    if (!this.#pending) await new Promise<void>((wake) => (this.#wake = wake));
    do {
      this.#pending = false;
      await new Promise((done) => setTimeout(done, QUIET_MS));
    } while (this.#pending);
    return 'changed';
  }
}
