import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { htmlLine, linkTarget, logLine, markdown, oneLine, preformatted } from '../../src/report/escape.ts';

const hostile = fc.oneof(
  fc.string(),
  fc
    .array(
      fc.constantFrom(
        '::error::',
        '##[error]',
        '\n',
        '\r',
        '|',
        '`',
        '<script>',
        '</pre>',
        '-->',
        '"]',
        '@team',
        '![x](http://e.vil)',
        '](',
        'http://e.vil',
        'www.e.vil',
        '$x$',
        '~~',
        '\u202e',
        '%0A',
        '&lt;',
      ),
    )
    .map((parts) => parts.join('')),
);

describe('nothing breaks out', () => {
  test('of a log line', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const line of logLine(text).split('\n')) {
          expect(line).not.toMatch(/::|##\[/);
          expect(line).not.toContain('\r');
        }
      }),
    );
  });

  test('of a table cell or a sentence in Markdown', () => {
    fc.assert(
      fc.property(
        hostile,
        (text) =>
          void expect(markdown(text).replace(/&#?\w+;/g, '·')).not.toMatch(/[<>|`*_[\]()\n\r@#$~]|:\/\//),
      ),
    );
  });

  test('of a preformatted block', () => {
    fc.assert(
      fc.property(
        hostile,
        (text) => void expect(preformatted(text).replace(/&#\d+;/g, '')).not.toMatch(/[<>&"'`\r]/),
      ),
    );
  });

  test('of a link', () => {
    expect(linkTarget('https://x.test/a)b<c> d')).not.toMatch(/[)<> ]/);
    expect(linkTarget('no url')).toBe('');
    expect(linkTarget('javascript:alert(1)')).toBe('');
  });
});

test.each([
  '\u061c',
  '\u00ad',
  '\u034f',
  '\u{e0041}',
  '\u2800',
  '\u3164',
  '\u115f',
  '\uffa0',
  '\u180e',
  '\u200d',
  '\ufe0f',
  '\u202e',
  '\ufff9',
  '\u{1d173}',
  '\ud800',
  '\udc00',
  '\u2028',
  '\u0085',
  '\u007f',
  '\u{e0100}',
])('the invisible character %j is written out', (character) => {
  const hex = (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0');
  const shown = character.length > 1 ? `\\u{${hex}}` : `\\u${hex}`;
  expect(oneLine(`a${character}b`)).toBe(`a${shown}b`);
  expect(htmlLine(`a${character}b`)).not.toContain(character);
  expect(preformatted(`a${character}b`)).not.toContain(character);
});

test('texts are bounded', () => {
  expect(markdown('x'.repeat(5000))).toHaveLength(2000);
  expect(htmlLine('x'.repeat(5000), 100)).toHaveLength(100);
  expect(oneLine('\u202e'.repeat(5000), 100)).toHaveLength(100);
});

test('a line keeps what can be read, and shows what cannot', () => {
  expect(oneLine('a\nb\u202ec\tünï')).toBe('a\\nb\\u202ec ünï');
});
