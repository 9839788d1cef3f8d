import fc from 'fast-check';
import { parseTree } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { MAX_DEPTH, type Path } from '../../src/source/document.ts';
import { readJson } from '../../src/source/json.ts';

const at = async (text: string, path: Path, part?: 'key' | 'value') => {
  const { start, end } = (await readJson('x.json', text)).span(path, part);
  return text.slice(start, end);
};

describe('positions in JSON', () => {
  const text = '\uFEFF{\r\n  "a": {"b\\"c": [1, "two", {"d": null}]},\r\n  "e": true\r\n}';
  test.each<[Path, 'key' | 'value', string]>([
    [['e'], 'value', 'true'],
    [['e'], 'key', '"e"'],
    [['a', 'b"c', 1], 'value', '"two"'],
    [['a', 'b"c', 2, 'd'], 'value', 'null'],
    [['a', 'b"c'], 'key', '"b\\"c"'],
    [['a', 'missing'], 'value', '{"b\\"c": [1, "two", {"d": null}]}'],
  ])('%j (%s)', async (path, part, expected) => {
    expect(await at(text, path, part)).toBe(expected);
  });

  test('every value of any JSON is found where a position-keeping parser has it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 2), async (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const document = await readJson('x.json', text);
        const open: [ReturnType<typeof parseTree>, Path][] = [[parseTree(text), []]];
        for (let next = open.pop(); next; next = open.pop()) {
          const [node, path] = next;
          if (!node) continue;
          // Of keys given twice the parser's tree has both; generated objects have none.
          expect(document.span(path)).toEqual({ start: node.offset, end: node.offset + node.length });
          for (const [index, child] of (node.children ?? []).entries()) {
            if (node.type === 'array') open.push([child, [...path, index]]);
            else open.push([child.children?.[1], [...path, String(child.children?.[0]?.value)]]);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('errors in JSON', () => {
  test('a syntax error is reported at its place', async () => {
    const text = '{"a": 1,\n "b" 2}';
    const { value, errors } = await readJson('x.json', text);
    expect(value).toBeUndefined();
    expect(errors[0]?.message).toContain('colon');
    expect(text.slice(errors[0]?.span.start).startsWith('2')).toBe(true);
  });

  test('duplicate keys are reported, whatever is between them', async () => {
    const text = '{"a": {"x:y": ":", "b": 1, "b": 2}, "c": "a\\"b"}';
    const { errors } = await readJson('x.json', text);
    expect(errors.map(({ span }) => text.slice(span.start, span.end))).toEqual(['"b"']);
  });

  test.each([
    ['an empty file', '', /empty/],
    ['blanks', ' \n', /empty/],
    ['comments', '{/* no */}', /comment/],
    ['a trailing comma', '[1,]', /./],
    ['a broken string', '{"a": "x', /./],
  ])('%s', async (_, text, words) => {
    const { value, errors } = await readJson('x.json', text);
    expect(value).toBeUndefined();
    expect(errors[0]?.message).toMatch(words);
  });

  test('nesting is limited, at the limit and beyond it, also for 10,000 levels', async () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect((await readJson('x.json', nested(MAX_DEPTH))).errors).toEqual([]);
    expect((await readJson('x.json', nested(MAX_DEPTH + 1))).errors[0]?.message).toContain('nested');
    expect((await readJson('x.json', nested(10_000))).errors[0]?.message).toContain('nested');
  });

  test('any text gives the value of JSON.parse or an error, and never throws', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.json()), async (text) => {
        const document = await readJson('x.json', text);
        let parsed: unknown;
        let valid = text.trim() !== '';
        try {
          parsed = JSON.parse(text);
        } catch {
          valid = false;
        }
        if (valid) expect(document.value).toEqual(parsed);
        else expect(document.errors.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });

  test('__proto__ is a key like any other', async () => {
    const { value } = await readJson('x.json', '{"__proto__": {"polluted": true}}');
    expect(Object.keys(value as object)).toEqual(['__proto__']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
