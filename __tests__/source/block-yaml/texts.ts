import fc from 'fast-check';

/** What YAML gives a meaning of its own to, and what other parsers read differently. */
const WORDS = [
  'a',
  'b',
  'name',
  'Main Menu',
  'en-us',
  'true',
  'False',
  'TRUE',
  'tRUE',
  'yes',
  'no',
  'null',
  'Null',
  'NULL',
  'nUll',
  '~',
  '',
  '0',
  '-0',
  '+1',
  '007',
  '1_000',
  '0o17',
  '0o18',
  '0x1F',
  '0xg',
  '-0x1',
  '1.',
  '.5',
  '-.5',
  '+.5',
  '1.50',
  '.',
  '..',
  '...',
  '-',
  '--',
  '---',
  '1e3',
  '1E-3',
  '.e1',
  '1.e5',
  '.inf',
  '-.Inf',
  '+.INF',
  '.iNF',
  '.nan',
  '.NaN',
  '-.nan',
  '9007199254740993',
  '123456789012345678901234567890',
  '1e400',
  '12:30',
  '2026-01-31',
  '<<',
  '__proto__',
  'constructor',
  '2445093',
  'a:b',
  'a#b',
  '?a',
  ':a',
  '-a',
  '!a',
  '&a',
  '*a',
  '@a',
  '`a',
  '%a',
  '|a',
  '>a',
  ',a',
  '{a',
  '[a',
  'a]',
  'a}',
  'a, b',
  "it's",
  'say "x"',
  '=',
  '\u2028',
  'ü\u0085ü',
  '\uFEFFx',
  'x\uFEFF',
  '😀',
  '\u00a0',
  'a  b',
  'a\tb',
  '\x00',
  '\x1f',
  '\x7f',
  'TOK_queue',
  '$a',
  '/a/b[c_1]',
] as const;
const QUOTED = [
  '""',
  "''",
  '"a"',
  "'a'",
  '"a: b"',
  "'a # b'",
  "'it''s'",
  "''''",
  '"\\""',
  '"\\\\"',
  '"\\n\\t\\r\\0\\a\\b\\e\\f\\v\\N\\_\\L\\P\\/\\ "',
  '"\\x41\\u00e9\\U0001F600"',
  '"\\ud83d\\ude00"',
  '"\\ud83d"',
  '"\\U00110000"',
  '"\\x4"',
  '"\\q"',
  '"\\',
  '"a\\\n  b"',
  '"a\n  b"',
  "'a\n\n  b'",
  '"a\tb"',
  '"\\\t"',
  '" a "',
  "' a '",
  '"null"',
  "'1'",
  '"a" b',
  '"a"#',
  '"a" #c',
  '"a":',
  "'a'b",
  '"',
  "'",
  '"a\\',
  "'a''",
] as const;
const BLOCKS = [
  '|\n  x\n',
  '|-\n  x\n',
  '|+\n  x\n\n',
  '>\n  x\n  y\n',
  '>-\n  x\n\n  y\n   z\n\n  w\n',
  '|\n  x\n   y\n\n  z\n',
  '|2\n  x\n',
  '|\n\n  x\n',
  '|\nx\n',
  '|',
  '>',
  '|+\n',
  '| # c\n  x\n',
  '|#c\n  x\n',
  '|-\n  x  \n  \n',
  '|\n  x\n    \n',
  '|\n  # x\n',
  '|\n    x\n  y\n',
  '>\n  \tx\n  y\n',
  '|\n  x\n \t\n',
  '>+\n  x\n\n\n',
  '|+-\n  x\n',
  '|- x\n',
  '|\n   x\n #c\n',
] as const;
const OTHERS = [
  '[]',
  '{}',
  '[ ]',
  '[a]',
  '{a: b}',
  '[] # c',
  '[]#c',
  '{}x',
  '[',
  '!!str a',
  '&x a',
  '*x',
  '? a',
  '- a',
  '- - a',
  '%',
  '{{x}}',
] as const;
/** What may stand after a scalar, before an entry, and between key and value: in right texts, and in wrong ones too. */
const ENDS = ['', '', '', '', '', '', '', '', ' ', '   ', ' # c', '  #', ' # c: d'] as const;
const WRONG_ENDS = [...ENDS, '#c', '\t', ' \t# c', ' : x', '\t#', ' b'] as const;
const GAPS = [
  ...Array<''>(24).fill(''),
  '\n',
  ' \n',
  '    \n',
  '# c\n',
  ' # c\n',
  '  # c\n',
  '    # c\n',
  '      # c\n\n',
  '\n  # c\n   #d\n',
] as const;
const WRONG_GAPS = [...GAPS, '\t\n', '---\n', '...\n', '%A\n', '\uFEFF\n', ' x\n', '- x\n', '-\n'] as const;
const COLONS = [...Array<':'>(20).fill(':'), ' :', '  :'] as const;
const WRONG_COLONS = [...COLONS, ':\t', '', '::', ' : :', '\t:'] as const;

/** Any scalar, quoted or not, in a block or not, right or wrong. */
const scalar = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 2, arbitrary: fc.constantFrom(...QUOTED) },
  { weight: 1, arbitrary: fc.constantFrom(...OTHERS) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 6 }) },
  {
    weight: 1,
    arbitrary: fc.string({ unit: fc.constantFrom(...Array.from('ab01-+.:# \\\'"')), maxLength: 8 }),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 6 }).map((text) => JSON.stringify(text)) },
);
/** Scalars that mean something special, and are right as values. */
const RIGHT = [
  ...WORDS.slice(0, 21),
  ...WORDS.slice(22, 30),
  '1e3',
  '.inf',
  '-.Inf',
  '.nan',
  '<<',
  '__proto__',
  'a:b',
  'a#b',
  '?a',
  ':a',
  '-a',
  'a, b',
  '😀',
  '[]',
  '{}',
  ...QUOTED.slice(0, 12),
];
const word = fc.stringMatching(/^[a-z]{1,4}$/);
const rightKey = fc.oneof(
  { weight: 12, arbitrary: fc.stringMatching(/^[a-z]{2,4}$/) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...RIGHT.filter((text) => !/^(?:~|null|\[\]|\{\}|)$/i.test(text))),
  },
);
const key = fc.oneof(
  { weight: 9, arbitrary: fc.stringMatching(/^[a-z]{1,3}$/) },
  { weight: 2, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 1, arbitrary: fc.constantFrom(...QUOTED) },
);

interface Entry {
  readonly key: string | undefined;
  readonly colon: string;
  readonly gap: string;
  readonly end: string;
  readonly value: string | Collection;
}
interface Collection {
  readonly isList: boolean;
  readonly step: number;
  readonly compact: boolean;
  readonly entries: readonly Entry[];
}

/** Collections in each other; a few places of the wrong ones are not YAML, or are not in the subset. */
function collections(isRight: boolean): fc.Arbitrary<Collection> {
  return fc.letrec<{ collection: Collection; entry: Entry }>((tie) => ({
    entry: fc.record({
      key: isRight ? rightKey : key,
      colon: fc.constantFrom(...(isRight ? COLONS : WRONG_COLONS)),
      gap: fc.constantFrom(...(isRight ? GAPS : WRONG_GAPS)),
      end: fc.constantFrom(...(isRight ? ENDS : WRONG_ENDS)),
      value: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        { weight: 4, arbitrary: word },
        { weight: 2, arbitrary: isRight ? fc.constantFrom(...RIGHT) : scalar },
        { weight: 1, arbitrary: fc.constantFrom(...(isRight ? BLOCKS.slice(0, 6) : BLOCKS)) },
        { weight: 9, arbitrary: tie('collection') },
      ),
    }),
    collection: fc.record({
      isList: fc.boolean(),
      step: fc.constantFrom(2, 2, 2, 2, 1, 4, 0),
      compact: fc.boolean(),
      entries: fc.array(tie('entry'), { minLength: 1, maxLength: isRight ? 5 : 4 }),
    }),
  })).collection;
}

function written({ isList, step, compact, entries }: Collection, indent: number): string {
  const blanks = ' '.repeat(indent);
  return entries
    .map(({ key: name, colon, gap, end, value }) => {
      const head = isList ? '-' : `${name}${colon}`;
      if (typeof value === 'string') {
        const deep = value.replaceAll('\n', `\n${blanks}`);
        return `${gap}${blanks}${head}${value === '' ? '' : ' '}${deep}${deep.trimEnd() === deep ? `${end}\n` : deep.endsWith('\n') ? '' : '\n'}`;
      }
      const inner = written(value, indent + (isList ? Math.max(step, 1) : step));
      if (isList && compact && step >= 2 && !/^[\n#]/.test(inner.trimStart() === '' ? '\n' : inner))
        return `${gap}${blanks}-${' '.repeat(step - 1)}${inner.slice(indent + step)}`;
      return `${gap}${blanks}${head}${end}\n${inner}`;
    })
    .join('');
}

/** Whole documents with block maps and lists, most of them right. */
export const structured: fc.Arbitrary<string> = fc
  .tuple(
    fc.oneof({ weight: 3, arbitrary: collections(true) }, { weight: 1, arbitrary: collections(false) }),
    fc.constantFrom('', '', '', '', '', '', '', '\uFEFF', '# c\n', '\n', '---\n', ' '),
    fc.constantFrom(false, false, false, true),
    fc.constantFrom(false, false, false, true),
  )
  .map(([root, start, crlf, open]) => {
    const text = `${start}${written({ ...root, isList: false }, 0)}`;
    const ended = open ? text.trimEnd() : text;
    return crlf ? ended.replaceAll('\n', '\r\n') : ended;
  });

/** Pieces of YAML one after the other, as they come. */
export const soup: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.constantFrom(
          '\n',
          '\n  ',
          '\n    ',
          ' ',
          ': ',
          ':\n',
          '- ',
          '-\n',
          '\na: ',
          '\nb:\n  ',
        ),
      },
      {
        weight: 3,
        arbitrary: fc.constantFrom(
          'a',
          'b',
          'c d',
          '1',
          '""',
          "'x'",
          '# c',
          '|',
          '>',
          '|-',
          '[]',
          '\t',
          '\r\n',
          '\uFEFF',
          '?',
          '? ',
        ),
      },
      { weight: 1, arbitrary: scalar },
    ),
    { maxLength: 14 },
  )
  .map((parts) => `a: ${parts.join('')}`);

interface Change {
  readonly kind: 'insert' | 'delete' | 'replace' | 'copy line' | 'drop line' | 'move line' | 'indent' | 'cut';
  readonly place: number;
  readonly other: number;
  readonly piece: string;
}
const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom(
    'insert',
    'insert',
    'delete',
    'replace',
    'copy line',
    'drop line',
    'move line',
    'indent',
    'cut',
  ),
  place: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  other: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  piece: fc.oneof(
    fc.constantFrom(
      ' ',
      '  ',
      '\n',
      '\r\n',
      '\r',
      '\t',
      ':',
      ': ',
      '#',
      ' #',
      '-',
      '- ',
      '"',
      "'",
      '\\',
      '|',
      '>',
      '[',
      ']',
      '{',
      '}',
      '&',
      '*',
      '!',
      '%',
      '?',
      '? ',
      '@',
      ',',
      '---\n',
      '\uFEFF',
      '\u2028',
      '~',
    ),
    fc.constantFrom(...WORDS, ...QUOTED, ...BLOCKS, ...OTHERS),
    fc.string({ unit: 'binary', maxLength: 2 }),
  ),
});

/** Texts with some bytes or lines changed: typing mistakes, merges gone wrong, and files cut off. */
export function mutated(texts: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...texts), fc.array(change, { minLength: 1, maxLength: 4 }))
    .map(([text, changes]) => changes.reduce(changed, text));
}

function changed(text: string, { kind, place, other, piece }: Change): string {
  const at = Math.floor(place * (text.length + 1));
  if (kind === 'insert') return text.slice(0, at) + piece + text.slice(at);
  if (kind === 'delete') return text.slice(0, at) + text.slice(at + 1 + Math.floor(other * 3));
  if (kind === 'replace') return text.slice(0, at) + piece + text.slice(at + piece.length);
  if (kind === 'cut') return text.slice(0, at);
  const lines = text.split('\n');
  const [from, to] = [Math.floor(place * lines.length), Math.floor(other * lines.length)];
  const line = lines[from] ?? '';
  if (kind === 'copy line') lines.splice(to, 0, line);
  else if (kind === 'drop line') lines.splice(from, 1);
  else if (kind === 'indent') lines[from] = other < 0.5 ? line.slice(1 + Math.floor(other * 4)) : ` ${line}`;
  else lines.splice(to, 0, ...lines.splice(from, 1));
  return lines.join('\n');
}
