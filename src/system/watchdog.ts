/** Bytes of a name that the watchdog shows. */
const MOST_BYTES = 400;
const BEAT_MS = 1000;

/** Ends the step when the files keep it busy: what that costs, and where it is told. */
export interface WatchdogOptions {
  /** CPU time without any progress. */
  readonly stepMs: number;
  /** CPU time of the whole run. */
  readonly runMs: number;
  readonly summaryFile: string | undefined;
  readonly outputFile: string | undefined;
}

/** Watches a run that reads hostile files. */
export interface Watchdog {
  /** Says what is worked on from now on; that is progress. */
  enter(what: string): void;
  /** Stops watching. */
  end(): void;
}

/**
 * A thread that ends the process when the main thread no longer turns: no pattern and no loop can be broken off from
 * within. It counts CPU time, so that a slow or sleeping machine ends nothing. While the run waits, it beats by itself.
 */
export function watchdog(options: WatchdogOptions): Watchdog {
  const shared = new SharedArrayBuffer(8 + MOST_BYTES);
  const head = new Int32Array(shared, 0, 2);
  const name = new Uint8Array(shared, 8);
  const encoder = new TextEncoder();
  // Most runs are too small to be watched, and need not load what makes threads.
  const { Worker } = process.getBuiltinModule('node:worker_threads');
  const worker = new Worker(THREAD, {
    eval: true,
    workerData: { shared, ...options },
    env: {},
    stdin: false,
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 },
  });
  worker.unref();
  // Without its thread the run goes on unwatched; it is no reason to fail.
  worker.on('error', () => undefined);
  const beat = () => void Atomics.add(head, 0, 1);
  const timer = setInterval(beat, BEAT_MS);
  timer.unref();
  return {
    enter(what) {
      // A TextEncoder does not write into shared memory.
      const bytes = encoder.encode(what).subarray(0, MOST_BYTES);
      name.set(bytes);
      head[1] = bytes.length;
      beat();
    },
    end() {
      clearInterval(timer);
      void worker.terminate();
    },
  };
}

/** The thread's own code, as text: it is bundled with the rest, and reads nothing when it starts. */
const THREAD = `
const { workerData: given } = require('node:worker_threads');
const { appendFileSync, writeSync } = require('node:fs');
const head = new Int32Array(given.shared, 0, 2);
const name = new Uint8Array(given.shared, 8);
let beat = -1;
let since = 0;
const escaped = (text) => text.replace(/[^ -~]/g, '?').replace(/%/g, '%25').replace(/:/g, '%3A').replace(/,/g, '%2C');
const write = (file, text) => { try { if (file) appendFileSync(file, text); } catch {} };
setInterval(() => {
  const { user, system } = process.cpuUsage();
  const used = (user + system) / 1000;
  const now = Atomics.load(head, 0);
  const whole = used > given.runMs;
  if (now !== beat && !whole) { beat = now; since = used; return; }
  if (used - since < given.stepMs && !whole) return;
  const file = escaped(Buffer.from(name.slice(0, head[1])).toString('utf8')) || 'the files';
  const limit = whole ? given.runMs : given.stepMs;
  const text = 'The check used more than ' + Math.round(limit / 1000) + ' s of CPU time and was stopped at ' + file +
    '. Look at what was changed there, or take the file out of the input "manifests".';
  writeSync(1, '\\n::error file=' + file + ',title=watchdog::' + text + '\\n');
  write(given.summaryFile, '\\n## ❌ The check was stopped\\n\\n<pre>' + text.replace(/[&<>]/g, ' ') + '</pre>\\n');
  write(given.outputFile, 'result=failure\\n');
  process.kill(process.pid, 'SIGKILL');
}, 250);
`;
