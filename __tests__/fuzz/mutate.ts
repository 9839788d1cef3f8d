import { PIECES } from '../support/hostile-text.ts';
import type { Random } from './random.ts';

/** What is put in place of a value of data. */
const VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  ' ',
  [],
  {},
  [null],
  [[]],
  { '': null },
  JSON.parse('{"__proto__": {"x": 1}, "constructor": "x", "toString": 7}'),
  'flows/x.flow.json',
  '../../etc/passwd',
  '/etc/passwd.yaml',
  '.git/config.yaml',
  '{{A}}',
  '{{',
  '\ud800',
  '\u0000',
  '::error::x',
  'https://',
  'a'.repeat(300),
  'us-east-1',
  'menu',
  '99999999999999999999',
  '1.2.3',
  '=If(',
  'Flow.x',
  '/inboundCall/tasks/task[x]',
  'PT99H',
];
/** What is put into a text of a file. */
const TOKENS: readonly string[] = [
  ...PIECES,
  '&a ',
  '*a',
  '<<: *a',
  '!!binary ',
  '%YAML 1.1\n---\n',
  '...\n---\n',
  '? ',
  '- - - - ',
  '[[[[',
  '{{{{',
  '"',
  "'",
  '|\n  x\n',
  '>+2\n',
  '\t\t',
  '\r',
  '\ufeff',
  '{{A}}',
  '{{B C}}',
  '# genesys-flows-ignore dead-end: x\n',
  '# genesys-flows-ignore    ,,, until until\n',
  'null',
  '~',
  '0x1F',
  '1e999',
  '\\ud800',
  '\\u0000',
  '__proto__:',
  ' #',
];

/** A text with some parts of it changed, repeated or cut; then one of the `extra` texts is put in, whole, now and then. */
export function mutateText(random: Random, text: string, extra: readonly string[] = []): string {
  let mutated = text;
  for (let left = 1 + random.below(4); left > 0; left--) {
    const at = random.below(mutated.length + 1);
    const end = Math.min(mutated.length, at + 1 + random.below(random.chance(0.2) ? 400 : 12));
    const part = mutated.slice(at, end);
    const how = random.below(7);
    const fresh =
      how === 0
        ? ''
        : how === 1
          ? part + part
          : how === 2
            ? random.pick(TOKENS) + part
            : how === 3
              ? random.pick(TOKENS)
              : how === 4
                ? random.pick(TOKENS).repeat(3)
                : how === 5
                  ? String.fromCharCode(random.below(random.chance(0.8) ? 128 : 65_536)) + part
                  : part.repeat(random.chance(0.05) ? 2000 : 3);
    mutated = mutated.slice(0, at) + fresh + mutated.slice(end);
  }
  const bounded = mutated.slice(0, 900_000);
  if (extra.length === 0 || !random.chance(0.5)) return bounded;
  const at = random.below(bounded.length + 1);
  return bounded.slice(0, at) + random.pick(extra) + bounded.slice(at);
}

/** The bytes of a text, now and then with some that are no UTF-8; the `extra` texts stay whole. */
export function mutateBytes(random: Random, text: string, extra: readonly string[]): Buffer {
  const bytes = Buffer.from(text);
  if (!random.chance(0.05) || bytes.length === 0 || extra.some((each) => text.includes(each))) return bytes;
  for (let left = 1 + random.below(3); left > 0; left--)
    bytes[random.below(bytes.length)] = random.below(256);
  return bytes;
}

/** Data with some of its values replaced, removed, renamed or nested; then an `extra` text is put in, whole, now and then. */
export function mutateValue(random: Random, value: unknown, extra: readonly string[] = []): unknown {
  const copy: unknown = structuredClone(value);
  for (let left = 1 + random.below(3); left > 0; left--)
    mutateOne(random, copy, (map, key) => change(random, map, key));
  if (extra.length > 0 && random.chance(0.5))
    mutateOne(random, copy, (map, key) => (map[key] = `x ${random.pick(extra)} y`));
  return copy;
}

function mutateOne(
  random: Random,
  root: unknown,
  apply: (map: Record<string, unknown>, key: string) => void,
): void {
  let at: unknown = root;
  for (let depth = random.below(9); depth >= 0; depth--) {
    if (typeof at !== 'object' || at === null) return;
    const keys = Object.keys(at);
    if (keys.length === 0) return;
    const key = random.pick(keys);
    const map = at as Record<string, unknown>;
    const child = map[key];
    if (depth > 0 && typeof child === 'object' && child !== null) {
      at = child;
      continue;
    }
    apply(map, key);
    return;
  }
}

function change(random: Random, map: Record<string, unknown>, key: string): void {
  const old = map[key];
  const how = random.below(5);
  if (how === 0) delete map[key];
  else if (how === 1) map[key] = nested(random, old);
  else if (how === 2) map[random.pick(TOKENS)] = old;
  else if (how === 3 && typeof old === 'string') map[key] = mutateText(random, old);
  else map[key] = structuredClone(random.pick(VALUES));
}

function nested(random: Random, value: unknown): unknown {
  let deep = value;
  const isList = random.chance(0.5);
  for (let depth = random.chance(0.1) ? 250 : 3; depth > 0; depth--) deep = isList ? [deep] : { a: deep };
  return deep;
}
