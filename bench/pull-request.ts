import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWorld } from '../sandbox/world.ts';
import { architectFlow } from './architect-flows.ts';
import { line, median, watchUsage } from './measure.ts';
import { CONFIG } from './start.ts';

const ROUNDS = 3;
const CHANGED = [17, 4711, 9999];

/**
 * What the action takes for a pull request that changes 3 of many flows, in a clone with the base: the whole process, the
 * sandbox in place of GitHub.
 */
export async function pullRequest(count: number): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'genesys-flow-pull-'));
  const world = await createWorld();
  try {
    const watch = watchUsage(folder);
    const text = (at: number) => architectFlow(`Flow ${at}`, 6000);
    const all = Array.from({ length: count }, (_, at) => [`flows/flow-${at}.yaml`, text(at)] as const);
    await world.push({ ...CONFIG, ...Object.fromEntries(all) });
    const changes = CHANGED.map((at) => [
      `flows/flow-${at}.yaml`,
      text(at).replace(/tts: .*/, 'tts: Something new'),
    ]);
    const used: ReturnType<typeof watch.read>[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const { code, log } = await world.onPullRequest(Object.fromEntries(changes), {
        inputs: { mode: 'validate' },
        variables: { NODE_OPTIONS: `--require ${watch.module}` },
      });
      if (code !== 0 || !log.includes(`${CHANGED.length} changed flows checked`))
        throw new Error(`the action failed: ${log.slice(-500)}`);
      used.push(watch.read());
    }
    const middle = (name: 'cpu' | 'wall' | 'megabytes') => median(used.map((each) => each[name]));
    const words = `a pull request that changes ${CHANGED.length} of ${count} flows`;
    return [
      line(`${words}, whole process, CPU`, middle('cpu') / 1000, 1, 's'),
      line(`${words}, wall`, middle('wall') / 1000, 1, 's'),
      line(`${words}, memory`, middle('megabytes'), 150, 'MB'),
    ];
  } finally {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
