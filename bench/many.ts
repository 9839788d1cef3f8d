import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readInputs } from '../src/inputs/inputs.ts';
import { diskFiles } from '../src/system/files.ts';
import { loadWorkspace } from '../src/workspace/workspace.ts';
import { architectFlow } from './architect-flows.ts';
import { line, median } from './measure.ts';

const action = fileURLToPath(new URL('../dist/index.js', import.meta.url));

/** Whole runs over repositories of many Architect flows: time and memory of the process. */
export async function manyFlows(): Promise<string[]> {
  // Sizes as they are in the field: mostly a few kB, now and then an export of nearly 200 kB.
  const field = (at: number) => (at % 50 === 49 ? 190_000 : at % 5 === 4 ? 20_000 : 6000);
  const usual = measure(300, field, 3);
  const half = measure(500, () => 50_000, 1);
  const full = measure(1000, () => 50_000, 1);
  const { ratio, whole, part } = await ofAChange(10_000);
  const perByte = full.ms / full.bytes / (half.ms / half.bytes);
  return [
    line(`300 flows, ${(usual.bytes / 1e6).toFixed(1)} MB, whole process`, usual.ms / 1000, 3, 's'),
    line(
      `1,000 flows, ${(full.bytes / 1e6).toFixed(0)} MB (${(full.ms / 1000).toFixed(1)} s), time a byte to that of 500 (${(half.ms / 1000).toFixed(1)} s)`,
      perByte,
      1.3,
      'times',
    ),
    line('1,000 flows, 50 MB, memory', full.megabytes, 512, 'MB'),
    line(
      `reading and checking for a change of 3 of 10,000 flows (${part.toFixed(1)} s), to all of them (${whole.toFixed(1)} s)`,
      ratio,
      0.2,
      'times',
    ),
  ];
}

function measure(
  count: number,
  sizeOf: (at: number) => number,
  rounds: number,
): { ms: number; bytes: number; megabytes: number } {
  const folder = mkdtempSync(join(tmpdir(), 'genesys-flow-many-'));
  try {
    mkdirSync(join(folder, 'flows'));
    writeFileSync(join(folder, '.genesys-flows.yml'), 'defaults: {target_region: us-east-1}\n');
    const peak = join(folder, 'peak');
    const watch = join(folder, 'watch.cjs');
    writeFileSync(
      watch,
      `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(peak)}, String(process.resourceUsage().maxRSS)));\n`,
    );
    let bytes = 0;
    for (let at = 0; at < count; at++) {
      const text = architectFlow(`Flow ${at}`, sizeOf(at));
      bytes += text.length;
      writeFileSync(join(folder, `flows/flow-${at}.yaml`), text);
    }
    const env = {
      PATH: process.env.PATH,
      HOME: folder,
      INPUT_MODE: 'validate',
      'INPUT_CHANGED-ONLY': 'false',
      'INPUT_FAIL-ON': 'never',
      GITHUB_WORKSPACE: folder,
      RUNNER_TEMP: folder,
    };
    const times: number[] = [];
    const peaks: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const begun = performance.now();
      const { status, stdout } = spawnSync(process.execPath, ['--require', watch, action], {
        env,
        encoding: 'utf8',
        maxBuffer: 1e9,
      });
      times.push(performance.now() - begun);
      if (status !== 0) throw new Error(`the action failed: ${stdout.slice(-500)}`);
      peaks.push(Number(readFileSync(peak, 'utf8')) / 1024);
    }
    return { ms: median(times), bytes, megabytes: median(peaks) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a pull request that changes 3 of many flows costs, to the same with all of them read in full. */
async function ofAChange(count: number): Promise<{ ratio: number; whole: number; part: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'genesys-flow-change-'));
  try {
    mkdirSync(join(folder, 'flows'));
    writeFileSync(join(folder, '.genesys-flows.yml'), 'defaults: {target_region: us-east-1}\n');
    for (let at = 0; at < count; at++)
      writeFileSync(join(folder, `flows/flow-${at}.yaml`), architectFlow(`Flow ${at}`, 6000));
    const inputs = readInputs(() => '', {});
    const time = async (touched?: ReadonlySet<string>) => {
      const begun = performance.now();
      const { flows } = await loadWorkspace(inputs, diskFiles(folder), Date.now(), { touched });
      if (flows.length !== (touched ? touched.size + 1 : count))
        throw new Error(`${flows.length} flows were read`);
      return (performance.now() - begun) / 1000;
    };
    const touched = new Set([17, 4711, 9999].map((at) => `flows/flow-${at}.yaml`));
    await time(touched);
    const part = await time(touched);
    const whole = await time();
    return { ratio: part / whole, whole, part };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
