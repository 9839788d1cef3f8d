import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readHeader } from '../../src/flow/flow-header.ts';
import { isFlowRoot } from '../../src/flow/flow-type.ts';
import { readYaml } from '../../src/source/yaml.ts';
import { corpusFlows, ownFlows } from '../mutation/subject.ts';

/** Type and name by a full parse; undefined where the text has errors. */
function parsed(text: string): { root: string; name: unknown } | undefined {
  const { value, errors } = readYaml('x.yaml', text);
  if (errors.length > 0 || typeof value !== 'object' || value === null) return undefined;
  const root = Object.keys(value).find(isFlowRoot) ?? '';
  return { root, name: (value as Record<string, Record<string, unknown> | null>)[root]?.name };
}

describe('the header of a flow file', () => {
  test('of flows as they are exported is read without a parse', () => {
    const flows = [...ownFlows().architect, ...corpusFlows()];
    const read = flows.filter(({ text }) => {
      const header = readHeader(text);
      if (header) expect(header).toEqual(parsed(text));
      return header !== undefined;
    });
    expect(read.length / flows.length).toBeGreaterThan(0.5);
  });

  test('is what a full parse reads, or is not read at all', () => {
    const line = fc.constantFrom(
      'inboundCall:',
      'workflow: # x',
      'inboundCall: {name: A}',
      '  name: A',
      '  name: "B"',
      "  name: 'C'",
      '  name: 12',
      '  name: true',
      '  name: 2 Go',
      '  name: A # b',
      '  name: &a A',
      '  name: !!str A',
      '  name: |',
      '  name: >-',
      '  name:',
      '  "name": D',
      '  ? name',
      '  <<: *a',
      '    name: E',
      '    more',
      '   more',
      ' name: F',
      '  description: |',
      '  description: "',
      '  "',
      '  tasks:',
      '    - task:',
      '',
      '# c',
      '  # c',
      '---',
      '...',
      '%YAML 1.2',
      '\tname: G',
      '  name: H\u2028',
      '  name: [A]',
      '  name: A: B',
      '  name: *a',
      '  name : I',
    );
    const text = fc.tuple(
      fc.constantFrom('', '\ufeff', '# c\n'),
      fc.array(line, { maxLength: 7 }),
      fc.constantFrom('\n', '\r\n'),
    );
    fc.assert(
      fc.property(text, ([start, lines, end]) => {
        const source = start + ['inboundCall:', ...lines].join(end);
        const header = readHeader(source);
        const full = header && parsed(source);
        if (full) expect(header).toEqual(full);
      }),
      { numRuns: 20_000, seed: 3 },
    );
  });
});
