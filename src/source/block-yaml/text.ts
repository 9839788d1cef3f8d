import { CR, LF, SPACE } from './codes.ts';
import { handOver, type Scanner } from './scanner.ts';

/** The lines of a block scalar. */
interface Lines {
  /** Each without its indentation and line end. */
  readonly lines: string[];
  /** Empty lines after the last with content; they are not among `lines`. */
  readonly trailing: number;
}

/**
 * The value of the literal (`|`) or folded (`>`) block scalar that begins at the scanner, which is left after its last line.
 * `least` is the indentation that its lines need. Indentation indicators, empty lines at its beginning and empty lines with
 * more blanks than the text are left to `yaml`.
 */
export function readText(scanner: Scanner, least: number): string {
  const { text } = scanner;
  const isFolded = text[scanner.at++] === '>';
  const chomp = text[scanner.at];
  if (chomp === '-' || chomp === '+') scanner.at++;
  if (!scanner.skipBlanks()) handOver();
  scanner.toNextLine();
  const { lines, trailing } = readLines(scanner, least, chomp === '+');
  const value = isFolded ? fold(lines) : lines.join('\n');
  if (chomp === '-') return value;
  return value + '\n'.repeat(chomp === '+' ? trailing + 1 : 1);
}

function readLines(scanner: Scanner, least: number, keep: boolean): Lines {
  const { text, codes } = scanner;
  const lines: string[] = [];
  let width = -1;
  let end = scanner.at;
  let empty = 0;
  for (let line = end; line < text.length; ) {
    let at = line;
    while (codes[at] === SPACE) at++;
    if (at === text.length) handOver();
    const code = codes[at];
    const isEmpty = code === LF || code === CR;
    if (width < 0) {
      if (isEmpty || at - line < least) handOver();
      width = at - line;
    }
    const next = scanner.lineAfter(at);
    if (isEmpty) {
      if (at - line > width) handOver();
      empty++;
      if (keep) end = next;
    } else {
      if (at - line < width) break;
      for (; empty > 0; empty--) lines.push('');
      lines.push(text.slice(line + width, contentEnd(text, next)));
      end = next;
    }
    line = next;
  }
  if (width < 0) handOver();
  scanner.at = end;
  return { lines, trailing: empty };
}

/** The offset at which the line before the offset `next` ends, its line end left out. */
function contentEnd(text: string, next: number): number {
  if (text.charCodeAt(next - 1) !== LF) return next;
  return text.charCodeAt(next - 2) === CR ? next - 2 : next - 1;
}

/** Folds single line ends into blanks; lines with more indentation keep theirs. */
function fold(lines: readonly string[]): string {
  let value = '';
  let separator = '';
  let wasDeeper = false;
  for (const line of lines) {
    if (line.startsWith(' ') || line.startsWith('\t')) {
      if (separator === ' ') separator = '\n';
      else if (!wasDeeper && separator === '\n') separator = '\n\n';
      value += separator + line;
      separator = '\n';
      wasDeeper = true;
    } else if (line === '') {
      if (separator === '\n') value += '\n';
      else separator = '\n';
    } else {
      value += separator + line;
      separator = ' ';
      wasDeeper = false;
    }
  }
  return value;
}
