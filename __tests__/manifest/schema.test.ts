import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkSchema } from '../../src/manifest/schema.ts';
import { compileSchema, type SchemaNode } from '../../src/manifest/schema-check.ts';

const names = [
  'manifest',
  'flow-definition',
  'config',
  'record',
  'external-record',
  'state',
  'intent',
] as const;

describe.each(names)('the schema %s', (name) => {
  const schema = JSON.parse(readFileSync(`schema/${name}.schema.json`, 'utf8')) as SchemaNode;
  const ajv = new Ajv({
    allErrors: true,
    strict: true,
    strictRequired: false,
    strictTypes: false,
    allowUnionTypes: true,
  });
  const oracle = ajv.compile(schema);
  const check = compileSchema(schema);

  test('our checker and ajv agree on what is valid', () => {
    fc.assert(
      fc.property(something(schema, schema, 4), (value) => {
        const copy: unknown = JSON.parse(JSON.stringify(value));
        expect(check(copy).length === 0).toBe(oracle(copy));
      }),
      { numRuns: 1000 },
    );
  });

  test('and on any data at all', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => void expect(check(value).length === 0).toBe(oracle(value))),
      { numRuns: 500 },
    );
  });
});

/** Data that a schema allows, more or less: now and then a part is replaced, left out or added. */
function something(schema: SchemaNode, root: SchemaNode, depth: number): fc.Arbitrary<unknown> {
  const target = schema.$ref
    ? (root.definitions?.[schema.$ref.replace('#/definitions/', '')] as SchemaNode)
    : schema;
  const wrong = fc.constantFrom<unknown>(null, -1, 1.5, '', 'x', true, [], {}, 'off', 'a b');
  const right = fitting(target, root, depth);
  return fc.oneof({ weight: 20, arbitrary: right }, { weight: 1, arbitrary: wrong });
}

function fitting(target: SchemaNode, root: SchemaNode, depth: number): fc.Arbitrary<unknown> {
  if (target.enum) return fc.constantFrom(...target.enum);
  if (target.const !== undefined) return fc.constant(target.const);
  if (target.anyOf) return fc.oneof(...target.anyOf.map((each) => something(each, root, depth - 1)));
  const type = [target.type].flat()[0];
  if (type === 'string') return texts(target);
  if (type === 'integer')
    return fc.constantFrom(-1, 0, 1, 3, ...(target.maximum ? [target.maximum, target.maximum + 1] : []));
  if (type === 'boolean') return fc.boolean();
  if (type === 'array') return fc.array(something(target.items ?? {}, root, depth - 1), { maxLength: 2 });
  if (depth <= 0) return fc.constant({});
  const fields = Object.fromEntries(
    Object.entries(target.properties ?? {}).map(([key, each]) => [key, something(each, root, depth - 1)]),
  );
  const requiredKeys = (target.required ?? []).filter((key) => key in fields);
  const known = fc.record(fields, { requiredKeys: requiredKeys as never[] });
  const more =
    typeof target.additionalProperties === 'object'
      ? something(target.additionalProperties, root, depth - 1)
      : fc.constant(1);
  const names = target.propertyNames?.pattern;
  const key = fc.oneof(
    fc.constantFrom('a', 'prod', 'x y', 'UPPER', '__proto__'),
    names === undefined ? fc.constant('b') : fc.stringMatching(new RegExp(names, 'u')),
  );
  const extra = fc.dictionary(key, more, {
    maxKeys: target.additionalProperties === false ? 0 : 2,
  });
  return fc
    .tuple(known, extra, fc.boolean(), fc.nat(20))
    .map(([first, second, , odd]) => ({ ...first, ...second, ...(odd === 0 ? { unknown: 1 } : {}) }));
}

function texts({ pattern, minLength = 0, maxLength }: SchemaNode): fc.Arbitrary<string> {
  const some = ['', 'start', 'transfer', 'en-us', 'media_1', '11111111-2222-4333-8444-555555555555'];
  if (pattern !== undefined)
    return fc.oneof(fc.stringMatching(new RegExp(pattern, 'u')), fc.constantFrom(...some));
  const bounds = [minLength - 1, minLength, ...(maxLength === undefined ? [] : [maxLength, maxLength + 1])];
  const long = fc
    .tuple(
      fc.constantFrom(...bounds.filter((each) => each >= 0)),
      fc.constantFrom('a', 'é', '\u{1F600}', '\uD83D'),
    )
    .map(([length, each]) => each.repeat(length));
  return fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...some) }, { weight: 1, arbitrary: long });
}

test.each([
  ['maxLength', { type: 'string', maxLength: 3 }, 'abcd'],
  ['minLength', { type: 'string', minLength: 3 }, '\u{1F600}\u{1F600}'],
  ['minItems', { type: 'array', minItems: 2 }, [1]],
  ['maxItems', { type: 'array', maxItems: 0 }, [1]],
  ['maximum', { type: 'integer', maximum: 3 }, 4],
  ['maxProperties', { type: 'object', maxProperties: 1 }, { a: 1, b: 2 }],
])('the bound %s is checked', (keyword, schema, value) => {
  expect(compileSchema(schema)(value).map((each) => each.keyword)).toEqual([keyword]);
});

test('findings are at the wrong key or value, in plain words', async () => {
  const found = await checkSchema('manifest', {
    targt_region: 'x',
    rollback_on_fail: 'yes',
    version_matrix: { major: -1, minor: 0 },
  });
  expect(found.map(({ path, part, message, hint }) => [path.join('.'), part, `${message}. ${hint}`])).toEqual(
    [
      ['targt_region', 'key', 'Unknown field "targt_region". Did you mean "target_region"?'],
      [
        'rollback_on_fail',
        'value',
        expect.stringContaining('rollback_on_fail must be true or false, not "yes"'),
      ],
      ['version_matrix', 'key', 'Missing field "patch" in version_matrix. Add "patch".'],
      ['version_matrix.major', 'value', expect.stringContaining('must be 0 or more, not -1')],
    ],
  );
});
