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
      'flows/graph.flow.json describes it as a node graph, and an export is Architect YAML',
      'it has no published version',
    ]);
    const still = destinations(org, workspace.flows, all);
    expect(still.exports.map(({ file }) => file)).toEqual(['flows/inboundcall/gro-e-mehr.yaml']);
  });

  test('under a name that every system takes, with why it is another one', () => {
    const names = ['con', 'LPT1', 'Sales', 'SALES', 'Cafe\u0301', 'Caf\u00e9', '日本', 'y'.repeat(90)];
    const taken = (file: string) => file === 'flows/inboundcall/sales.yaml';
    const { exports } = destinations(
      names.map((name) => live(name)),
      [],
      { ...all, taken },
    );
    const other = (file: string) => `flows/inboundcall/${file} belongs to another file or flow`;
    expect(
      Object.fromEntries(exports.map(({ flow, file, changed }) => [flow.name, [file.slice(18), changed]])),
    ).toEqual({
      con: ['con-flow.yaml', 'Windows reserves the name "con"'],
      LPT1: ['lpt1-flow.yaml', 'Windows reserves the name "lpt1"'],
      SALES: ['sales-2.yaml', other('sales.yaml')],
      Sales: ['sales-3.yaml', other('sales.yaml')],
      'Cafe\u0301': ['cafe.yaml', undefined],
      'Caf\u00e9': ['cafe-2.yaml', other('cafe.yaml')],
      日本: ['id-inboundcall.yaml', 'its name has no letter or digit that every system takes'],
      ['y'.repeat(90)]: [`${'y'.repeat(80)}.yaml`, 'its name has more than 80 characters'],
    });
  });

  test('of two flows whose names differ only in case each to its own file', async () => {
    const workspace = await load({
      'flows/mine.yaml': 'inboundCall:\n  name: Sales\n  startUpRef: "/inboundCall/menus/menu[a]"\n',
    });
    const both = destinations([live('Sales'), live('SALES')], workspace.flows, { ...all, moved: () => true });
    expect(Object.fromEntries(both.exports.map(({ flow, file }) => [flow.name, file]))).toEqual({
      Sales: 'flows/mine.yaml',
      SALES: 'flows/inboundcall/sales.yaml',
    });
    const one = destinations([live('SALES')], workspace.flows, { ...all, moved: () => true });
    expect(one.exports.map(({ file }) => file)).toEqual(['flows/mine.yaml']);
  });

  test('whatever flows are called, each has a file of its own below the folder, and none that is taken', () => {
    const name = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom(
        '..',
        '.',
        'a/b',
        'CON',
        'con',
        'Aux.',
        'COM¹',
        'lpt9',
        'A b',
        'a-B',
        '',
        'é',
        'e\u0301',
        'x'.repeat(300),
      ),
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
          expect(file).toMatch(/^flows\/inboundcall\/[a-z0-9]([a-z0-9-]{0,98}[a-z0-9])?\.yaml$/);
          expect(file).not.toMatch(/\/(con|prn|aux|nul|com\d|lpt\d)\.yaml$/);
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
