import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { destinations, namePattern } from '../../src/export/destination.ts';
import { orgFlow, version } from '../support/genesys.ts';
import { load, manifest, to } from '../support/load.ts';

const live = (name: string, type = 'INBOUNDCALL') =>
  orgFlow(version('1.0'), { id: `id-${type}-${name}`, name, type });
const all = { wanted: () => true, moved: () => false, taken: () => false, folder: 'flows' };

describe('where exports go', () => {
  test('to the file that the repository has, else to one named after type and name', async () => {
    const yaml = 'inboundCall:\n  name: Sales\n  startUpRef: "/inboundCall/menus/menu[a]"\n';
    const nodes = { start: { type: 'start', transitions: to('end') }, end: { type: 'end', transitions: [] } };
    const workspace = await load({
      'flows/my-sales.yaml': yaml,
      'flows/graph.flow.json': manifest(nodes, {}, { name: 'Graph' }),
    });
    const org = [live('Sales'), live('Graph'), live('Größe & mehr'), orgFlow(undefined, { name: 'New' })];
    const moved = destinations(org, workspace.flows, { ...all, moved: () => true });
    expect(moved.exports.map(({ file, known }) => [file, known])).toEqual([
      ['flows/inboundcall/gro-e-mehr.yaml', false],
      ['flows/my-sales.yaml', true],
    ]);
    expect(moved.left.map(({ why }) => why)).toEqual([
      'flows/graph.flow.json describes it as a node graph, which an export cannot be put into',
      'nothing of it is published',
    ]);
    const still = destinations(org, workspace.flows, all);
    expect(still.exports.map(({ file }) => file)).toEqual(['flows/inboundcall/gro-e-mehr.yaml']);
  });

  test('whatever flows are called, each has a file of its own below the folder, and none that is taken', () => {
    const name = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('..', '.', 'a/b', 'CON', 'A b', 'a-B', ''),
    );
    fc.assert(
      fc.property(fc.array(name, { maxLength: 12 }), fc.boolean(), (names, busy) => {
        const taken = (file: string) => busy && file.endsWith('/a-b.yaml');
        const { exports } = destinations(
          names.map((each) => live(each)),
          [],
          { ...all, taken },
        );
        const files = exports.map(({ file }) => file);
        expect(new Set(files).size).toBe(names.length);
        for (const file of files) {
          expect(file).toMatch(/^flows\/inboundcall\/[a-z0-9-]+\.yaml$/i);
          expect(taken(file)).toBe(false);
        }
      }),
    );
  });
});

test('patterns over the names of flows', () => {
  expect(namePattern('')('WORKFLOW/x')).toBe(true);
  expect(namePattern('Sales *')('INBOUNDCALL/sales (north)')).toBe(true);
  expect(namePattern('Sales')('INBOUNDCALL/Sales North')).toBe(false);
  expect(namePattern('inboundcall/*')('INBOUNDCALL/x')).toBe(true);
  expect(namePattern('inboundcall/*')('WORKFLOW/x')).toBe(false);
  expect(namePattern('a(b')('WORKFLOW/A(b')).toBe(true);
});
