/** Bytes of a name that the watchdog shows. */
const MOST_BYTES = 400;
const BEAT_MS = 1000;

/** Limits of the watchdog, and the files to which it reports. */
export interface WatchdogOptions {
  /** CPU time without any progress. */
  readonly stepMs: number;
  /** CPU time of the whole run. */
  readonly runMs: number;
  readonly summaryFile: string | undefined;
  readonly outputFile: string | undefined;
}

/** Stops a run that takes too much CPU time on hostile files. */
export interface Watchdog {
  /** Sets what the run works on now; this counts as progress. */
  enter(what: string): void;
  /** Stops watching. */
  end(): void;
}

/**
 * Starts a thread that kills the process if the main thread makes no progress, because a busy loop cannot be stopped from
 * within. It counts CPU time, so a slow or sleeping machine causes no kill. A timer reports progress while the run waits.
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
  // If the thread fails, the run continues without a watchdog.
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

/** The code of the thread, as text, so that it is bundled and reads no file when it starts. */
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
    '. Check what changed there, or exclude the file in the input "manifests".';
  writeSync(1, '\\n::error file=' + file + ',title=watchdog::' + text + '\\n');
  write(given.summaryFile, '\\n## ❌ The check was stopped\\n\\n<pre>' + text.replace(/[&<>]/g, ' ') + '</pre>\\n');
  write(given.outputFile, 'result=failure\\n');
  process.kill(process.pid, 'SIGKILL');
}, 250);
`;
