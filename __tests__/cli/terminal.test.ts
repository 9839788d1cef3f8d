import { describe, expect, test } from 'vitest';
import { fileLink, Progress, painted, styleFor } from '../../src/cli/terminal.ts';

const terminal = { isTTY: true, columns: 40, write: () => true };
const pipe = { isTTY: false, write: () => true };

describe('the style of a stream', () => {
  test.each([
    ['a terminal', terminal, { TERM: 'xterm-256color' }, { colour: true, links: true }],
    ['a pipe', pipe, { TERM: 'xterm-256color' }, { colour: false, links: false }],
    ['NO_COLOR', terminal, { TERM: 'xterm', NO_COLOR: '1' }, { colour: false, links: false }],
    ['an empty NO_COLOR', terminal, { TERM: 'xterm', NO_COLOR: '' }, { colour: true, links: true }],
    ['FORCE_COLOR in a pipe', pipe, { FORCE_COLOR: '1' }, { colour: true, links: false }],
    ['FORCE_COLOR over NO_COLOR', pipe, { FORCE_COLOR: '1', NO_COLOR: '1' }, { colour: true, links: false }],
    ['FORCE_COLOR=0', terminal, { TERM: 'xterm', FORCE_COLOR: '0' }, { colour: false, links: false }],
    ['a dumb terminal', terminal, { TERM: 'dumb' }, { colour: false, links: false }],
    ['a terminal of a CI job', terminal, { TERM: 'xterm', CI: 'true' }, { colour: true, links: false }],
  ])('of %s', (_, stream, environment, style) => {
    expect(styleFor(stream, environment)).toEqual(style);
  });

  test('leaves texts alone where there is none', () => {
    const none = { colour: false, links: false };
    expect(painted('x', 'red', none)).toBe('x');
    expect(fileLink('x', '/a b', none)).toBe('x');
    expect(painted('x', 'red', { colour: true, links: true })).toBe('\u001b[31mx\u001b[0m');
    expect(fileLink('x', '/a b', { colour: true, links: true })).toBe(
      '\u001b]8;;file:///a%20b\u001b\\x\u001b]8;;\u001b\\',
    );
  });
});

test('the progress line shows after half a second, ten times a second at most, and goes away', () => {
  const written: string[] = [];
  let now = 0;
  const progress = new Progress({ ...terminal, write: (text) => written.push(text) }, () => now);
  for (now = 0; now <= 800; now += 50) progress.show(`file ${now}`);
  progress.clear();
  progress.clear();
  expect(written.map((text) => text.replace('\r\u001b[K', ''))).toEqual([
    'file 500',
    'file 600',
    'file 700',
    'file 800',
    '',
  ]);
});

test('the progress line never shows in a pipe', () => {
  const progress = new Progress({ ...pipe, write: () => expect.unreachable() }, () => Date.now() + 10_000);
  progress.show('x');
  progress.clear();
});
