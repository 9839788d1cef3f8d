import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { underName } from '../../src/architect/named.ts';
import { isPlaceholder, placeholderOf } from '../../src/architect/placeholder.ts';
import { findingsOf, load } from '../support/load.ts';

const TYPES = [
  'inboundCall',
  'inqueueCall',
  'commonModule',
  'workflow',
  'inboundChat',
  'inboundShortMessage',
];
const source = (root: string) => ({
  [root]: {
    name: 'Line',
    division: 'Home',
    defaultLanguage: 'en-us',
    supportedLanguages: { 'en-us': { none: true } },
    variables: [{ stringVariable: { name: 'Flow.x', isInput: true } }],
    startUpRef: `/${root}/tasks/task[Main]`,
    tasks: [
      { task: { name: 'Main', refId: 'Main', actions: [{ transferToFlow: { targetFlow: { name: 'B' } } }] } },
    ],
  },
});

describe('a placeholder', () => {
  test.each(TYPES)('of %s is who it is, takes what it takes, and does nothing but end', async (root) => {
    const placeholder = placeholderOf(source(root));
    expect(placeholder?.[root]).toMatchObject({
      name: 'Line',
      division: 'Home',
      variables: [{ stringVariable: { name: 'Flow.x', isInput: true } }],
    });
    expect(JSON.stringify(placeholder)).not.toContain('targetFlow');
    expect(isPlaceholder(parse(stringify(placeholder)))).toBe(true);
    const files = {
      '.genesys-flows.yml': 'defaults: { target_region: us-east-1 }',
      'flows/x.yaml': stringify(placeholder),
    };
    const errors = findingsOf(await load(files)).filter(({ severity }) => severity === 'error');
    expect(errors.map(({ message }) => message)).toEqual([]);
  });

  test('of a type that is not known is none, and neither is one of what is no flow', () => {
    expect(placeholderOf(source('surveyInvite'))).toBeUndefined();
    for (const value of [undefined, null, 1, [], {}, { inboundCall: 1 }, { toString: {} }])
      expect(placeholderOf(value)).toBeUndefined();
    expect(isPlaceholder(source('inboundCall'))).toBe(false);
  });
});

describe('an earlier version of a flow that was renamed', () => {
  test('is published under the name that the flow has now; the rest stays to the letter', async () => {
    const text = '# kept\ninboundCall:\n  name: "Old" # why\n  startUpRef: ./x\n';
    expect(await underName(text, 'New: one')).toBe(
      '# kept\ninboundCall:\n  name: "New: one" # why\n  startUpRef: ./x\n',
    );
    expect(await underName(text, 'Old')).toBe(text);
    expect(await underName('][', 'New')).toBe('][');
  });
});
