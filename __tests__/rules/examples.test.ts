import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findingsOf, load } from '../support/load.ts';

const told = (files: Readonly<Record<string, string>>) =>
  load(files).then((workspace) =>
    findingsOf(workspace).map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`),
  );

test('the example flows have no finding', async () => {
  const names = readdirSync('examples/flows');
  expect(names.length).toBeGreaterThan(2);
  const files = names.map((name) => [`flows/${name}`, readFileSync(`examples/flows/${name}`, 'utf8')]);
  expect(await told(Object.fromEntries(files))).toEqual([]);
});

test('the first example of the page about node graphs has no finding with the defaults', async () => {
  const [, flow] = /```json\n([\s\S]*?)```/.exec(readFileSync('docs/reference/node-graph.md', 'utf8')) ?? [];
  const manifest = { target_region: 'us-east-1', flow_definition: JSON.parse(flow ?? '') as unknown };
  expect(await told({ 'flows/x.flow.json': JSON.stringify(manifest) })).toEqual([]);
});
