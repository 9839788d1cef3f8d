import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { html, linkTarget, logLine, markdown, mermaid, oneLine } from '../../src/report/escape.ts';

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
          void expect(markdown(text).replace(/&#?\w+;/g, '')).not.toMatch(/[<>|`*_[\]()\n\r@#$~]|:\/\//),
      ),
    );
  });

  test('of a preformatted block', () => {
    fc.assert(
      fc.property(
        hostile,
        (text) => void expect(html(text).replace(/&#\d+;/g, '')).not.toMatch(/[<>&"'`\r]/),
      ),
    );
  });

  test('of a label in a diagram', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const label = mermaid(text);
        expect(label.replace(/#\d+;/g, '')).not.toMatch(/["'<>[\](){}|`;#&\n\r]/);
      }),
    );
  });

  test('of a link', () => {
    expect(linkTarget('https://x.test/a)b<c> d')).not.toMatch(/[)<> ]/);
    expect(linkTarget('no url')).toBe('');
  });
});

test('a line keeps what can be read, and shows what cannot', () => {
  expect(oneLine('a\nb\u202ec\tünï')).toBe('a\\nb\\u202ec ünï');
});
