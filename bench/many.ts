import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readInputs } from '../src/inputs/inputs.ts';
import { diskFiles } from '../src/system/files.ts';
import { loadWorkspace } from '../src/workspace/workspace.ts';
import { architectFlow } from './architect-flows.ts';
import { fieldSize } from './exports.ts';
import { line, median, medianTimes, ratioLine, type Times } from './measure.ts';
import { pullRequest } from './pull-request.ts';
import { CONFIG, inRepository } from './start.ts';

/** Whole runs over repositories of many Architect flows: time and memory of the process. */
export async function manyFlows(): Promise<string[]> {
  const usual = measure(300, fieldSize, 3);
  const half = measure(500, () => 50_000, 1);
  const full = measure(1000, () => 50_000, 1);
  const thousand = measure(1000, () => 6000, 3);
  const thousands = measure(10_000, () => 6000, 1);
  const { ratio, whole, part } = await ofAChange(10_000);
  const perByte = full.cpu / full.bytes / (half.cpu / half.bytes);
  return [
    line(
      `300 flows, ${(usual.bytes / 1e6).toFixed(1)} MB, whole process (${(usual.cpu / 1000).toFixed(1)} s CPU)`,
      usual.wall / 1000,
      3,
      's',
    ),
    line('300 flows, memory', usual.megabytes, 150, 'MB'),
    ratioLine('10,000 flows of 6 kB to 1,000, whole processes', [thousands, thousand], 10.5),
    line('10,000 flows, memory', thousands.megabytes, 512, 'MB'),
    line(
      `1,000 flows, ${(full.bytes / 1e6).toFixed(0)} MB (${(full.cpu / 1000).toFixed(1)} s CPU), CPU time a byte to that of 500 (${(half.cpu / 1000).toFixed(1)} s)`,
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
    ...(await pullRequest(10_000)),
  ];
}

function measure(
  count: number,
  sizeOf: (at: number) => number,
  rounds: number,
): Times & { readonly bytes: number; readonly megabytes: number } {
  const files: Record<string, string> = { ...CONFIG };
  let bytes = 0;
  for (let at = 0; at < count; at++) {
    const text = architectFlow(`Flow ${at}`, sizeOf(at));
    bytes += text.length;
    files[`flows/flow-${at}.yaml`] = text;
  }
  return inRepository(files, (validate) => {
    const used = Array.from({ length: rounds }, () => validate());
    return { ...medianTimes(used), bytes, megabytes: median(used.map(({ megabytes }) => megabytes)) };
  });
}

/** What a pull request that changes 3 of many flows costs, to the same with all of them read in full. */
async function ofAChange(count: number): Promise<{ ratio: number; whole: number; part: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'genesys-flow-change-'));
  try {
    mkdirSync(join(folder, 'flows'));
    for (const [name, text] of Object.entries(CONFIG)) writeFileSync(join(folder, name), text);
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
