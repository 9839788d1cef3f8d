import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { architectFlow } from './architect-flows.ts';
import { line, median } from './measure.ts';

const action = fileURLToPath(new URL('../dist/index.js', import.meta.url));

/** Whole runs over repositories of many Architect flows: time and memory of the process. */
export function manyFlows(): string[] {
  // Sizes as they are in the field: mostly a few kB, now and then an export of nearly 200 kB.
  const field = (at: number) => (at % 50 === 49 ? 190_000 : at % 5 === 4 ? 20_000 : 6000);
  const usual = measure(300, field, 3);
  const half = measure(500, () => 50_000, 1);
  const full = measure(1000, () => 50_000, 1);
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
