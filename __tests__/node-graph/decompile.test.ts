import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { differenceOf } from '../../src/difference/change.ts';
import { nodeGraphParts } from '../../src/difference/node-graph-parts.ts';
import { compile } from '../../src/node-graph/compile.ts';
import { decompile } from '../../src/node-graph/decompile.ts';
import { readYaml } from '../../src/source/yaml.ts';
import { nodeGraph } from '../support/definition.ts';
import { to } from '../support/load.ts';

const IVR = (
  JSON.parse(readFileSync('examples/flows/ivr-tester.flow.json', 'utf8')) as {
    flow_definition: { nodes: Record<string, unknown> };
  }
).flow_definition;
const MENU = {
  start: { type: 'start', transitions: to('menu') },
  menu: {
    type: 'menu',
    text: 'Press',
    transitions: to(['1', 'sales'], ['*', 'words'], ['no-input', 'bye'], ['no-match', 'menu']),
  },
  short: { type: 'menu', media_id: 'm1', transitions: to(['2', 'bye']) },
  words: { type: 'say', text: 'Hi', transitions: to('short') },
  sales: { type: 'transfer', queue: 'Sales', transitions: to(['failure', 'bye']) },
  bye: { type: 'end', transitions: [] },
};

test.each([
  ['the example', IVR.nodes],
  ['every kind of node', MENU],
])('what was compiled is read back: %s', async (_, nodes) => {
  const definition = nodeGraph(nodes);
  const live = readYaml('live.yaml', (await compile(definition)).text).value;
  const back = await decompile(live);
  expect(back?.kind).toBe('node-graph');
  const { changes } = differenceOf(
    nodeGraphParts(back?.value),
    nodeGraphParts({ ...(definition.value as object) }),
  );
  // Fields that say nothing to the platform are not in what was compiled.
  expect(
    changes.filter(
      ({ settings, targets, renamed }) =>
        renamed ||
        targets.length > 0 ||
        settings.some(({ path }) => ['text', 'queue', 'media_id'].includes(path[0] ?? '')),
    ),
  ).toEqual([]);
});

test('a flow that another user changed in Architect is none', async () => {
  const { text } = await compile(nodeGraph(MENU));
  const live = readYaml('live.yaml', text.replace('tts: Hi', 'tts: Hi\n            extra: 1')).value;
  expect(await decompile(live)).toBeUndefined();
  expect(await decompile({ inboundCall: { name: 'x', tasks: [] } })).toBeUndefined();
});
