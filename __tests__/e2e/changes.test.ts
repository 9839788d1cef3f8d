import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type World } from '../../sandbox/world.ts';
import { closeClean } from '../support/world.ts';

const IVR = readFileSync('examples/flows/ivr-tester.flow.json', 'utf8');
const graph = JSON.parse(IVR) as {
  flow_definition: { nodes: Record<string, { type: string; text?: string }> };
};
const [key = '', node] =
  Object.entries(graph.flow_definition.nodes).find(([, { type }]) => type === 'say') ?? [];
if (node) node.text = 'Something new';
const CHANGED = JSON.stringify(graph, null, 2);

let world: World;
beforeAll(async () => {
  world = await createWorld();
  await world.push({ 'flows/ivr.flow.json': IVR });
});
afterAll(() => closeClean(world));

test.each([
  ['from the clone', undefined],
  [
    'through the API, where the clone is shallow',
    (folder: string) => {
      const head = execFileSync('git', ['-C', folder, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
      execFileSync('git', ['-C', folder, 'update-ref', '--no-deref', 'HEAD', head]);
      rmSync(join(folder, '.git', 'logs'), { recursive: true, force: true });
      execFileSync('sh', ['-c', `echo ${head} > "${folder}/.git/shallow"`]);
    },
  ],
])('a pull request shows what changes for callers without credentials, %s', async (_, prepare) => {
  const result = await world.onPullRequest(
    { 'flows/ivr.flow.json': CHANGED },
    { inputs: { mode: 'validate' }, ...(prepare ? { prepare } : {}) },
  );
  expect(result.code).toBe(0);
  expect(result.summary).toContain(`**${key}**: now says “Something new”`);
  expect(result.summary).toContain('✏️ changed');
  expect(result.summary).toContain('```mermaid');
  expect(world.genesys.requests).toEqual([]);
});
