import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What something took, in ms. CPU time is that of all threads of a process, and swings less on a busy machine. */
export interface Times {
  readonly wall: number;
  readonly cpu: number;
}

/** What a process took; its memory is the most that it ever held, in MB. */
export interface Usage extends Times {
  readonly megabytes: number;
  readonly status: number | null;
  readonly stdout: string;
}

/** The middle of some numbers. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** The middle of some times, of wall and CPU apart. */
export function medianTimes(values: readonly Times[]): Times {
  return { wall: median(values.map(({ wall }) => wall)), cpu: median(values.map(({ cpu }) => cpu)) };
}

/**
 * Runs the given things in turn, round after round, and gives the median of each: what slows the machine slows all. A thing
 * that takes less than some ms is run `batch` times a round, because CPU time is not known more finely.
 */
export async function inTurn<Name extends string>(
  things: Readonly<Record<Name, () => unknown>>,
  rounds: number,
  batch = 1,
  warmUp = 0,
): Promise<Record<Name, Times>> {
  const names = Object.keys(things) as Name[];
  const times = new Map(names.map((name): [Name, Times[]] => [name, []]));
  for (let round = -warmUp; round < rounds; round++) {
    for (const name of names) {
      const [wall, cpu] = [performance.now(), process.cpuUsage()];
      for (let each = 0; each < batch; each++) await things[name]();
      const { user, system } = process.cpuUsage(cpu);
      if (round < 0) continue;
      times.get(name)?.push({
        wall: (performance.now() - wall) / batch,
        cpu: (user + system) / 1000 / batch,
      });
    }
  }
  return Object.fromEntries(names.map((name) => [name, medianTimes(times.get(name) ?? [])])) as Record<
    Name,
    Times
  >;
}

/** A module that a Node process loads first, which writes at its end what the process used. */
export interface UsageWatch {
  readonly module: string;
  /** What the process used that ended last. */
  read(): { readonly cpu: number; readonly wall: number; readonly megabytes: number };
}

/** Puts the module that watches a process into a folder. */
export function watchUsage(folder: string): UsageWatch {
  const [module, used] = [join(folder, 'watch.cjs'), join(folder, 'used')];
  writeFileSync(
    module,
    `process.on('exit', () => {
      const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
      const numbers = [userCPUTime + systemCPUTime, process.uptime() * 1000, maxRSS];
      require('node:fs').writeFileSync(${JSON.stringify(used)}, JSON.stringify(numbers));
    });\n`,
  );
  return {
    module,
    read() {
      const [cpu = 0, wall = 0, kilobytes = 0] = JSON.parse(readFileSync(used, 'utf8')) as number[];
      return { cpu: cpu / 1000, wall, megabytes: kilobytes / 1024 };
    },
  };
}

/** Runs Node with these arguments to its end, and reads what the process itself says it used. */
export function runNode(args: readonly string[], env: NodeJS.ProcessEnv = {}, cwd?: string): Usage {
  const folder = mkdtempSync(join(tmpdir(), 'genesys-flow-usage-'));
  try {
    const watch = watchUsage(folder);
    const begun = performance.now();
    const { status, stdout } = spawnSync(process.execPath, ['--require', watch.module, ...args], {
      env,
      encoding: 'utf8',
      maxBuffer: 1e9,
      ...(cwd === undefined ? {} : { cwd }),
    });
    const wall = performance.now() - begun;
    return { ...watch.read(), wall, status, stdout };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A line of the report: what was measured, against what bound, and whether it holds. */
export function line(what: string, value: number, bound: number, unit: string): string {
  return `${value <= bound ? 'ok  ' : 'MISS'}  ${what}: ${value.toFixed(2)} ${unit} (at most ${bound} ${unit})`;
}

/** A line about how much longer one thing takes than another: the CPU time is what counts, the wall time stands beside it. */
export function ratioLine(what: string, [ours, theirs]: readonly [Times, Times], bound: number): string {
  const cpu = ours.cpu / theirs.cpu;
  const words = `${what} (${shown(ours.cpu)} to ${shown(theirs.cpu)} CPU)`;
  return `${line(words, cpu, bound, 'times')}; wall ${(ours.wall / theirs.wall).toFixed(2)} times`;
}

function shown(ms: number): string {
  return `${ms < 10 ? ms.toFixed(2) : ms.toFixed(0)} ms`;
}
