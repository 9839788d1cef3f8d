import { MAX_DEPTH } from '../document.ts';
import { beginsPlain, isQuote } from './codes.ts';
import { Places } from './places.ts';
import { keyName, quotedEnd, resolvePlain, resolveQuoted } from './scalars.ts';
import { handOver, Scanner } from './scanner.ts';
import { readText } from './text.ts';

/** A key may have 1,024 characters; longer ones are left to `yaml`. */
const MAX_KEY = 1000;

/** What was read: the data, and where each part of it stands. The root is the first place. */
export interface Blocks {
  readonly value: unknown;
  readonly places: Places;
}

/**
 * Reads block maps and lists of scalars, each scalar on one line or in a block. Throws `HandOver` for any text that has
 * something else in it, that has a key twice, or that `yaml` would refuse.
 */
export function readBlocks(text: string): Blocks {
  const reader = new BlockReader(text);
  return { value: reader.document(), places: reader.places };
}

class BlockReader {
  readonly places = new Places();
  readonly #scanner: Scanner;
  readonly #text: string;
  /** Where the last node ends, together with what belongs to it after its last character. */
  #end = 0;
  /** True if the last node is an empty one: comments after it are part of it, whatever their indentation. */
  #isEmpty = false;
  #keyStart = -1;
  #keyEnd = -1;

  constructor(text: string) {
    this.#text = text;
    this.#scanner = new Scanner(text);
  }

  document(): unknown {
    this.#scanner.toContent();
    if (this.#scanner.indent !== 0) handOver();
    return this.#map(0, 1);
  }

  /** The map whose first key is at the scanner, with `indent` blanks or dashes before it. Nesting is bounded by `depth`. */
  #map(indent: number, depth: number): unknown {
    if (depth > MAX_DEPTH) handOver();
    const scanner = this.#scanner;
    const node = this.places.open(this.#keyStart, this.#keyEnd, scanner.at);
    const map: Record<string, unknown> = {};
    do {
      const name = this.#key();
      if (Object.hasOwn(map, name)) handOver();
      const value = this.#value(indent, depth);
      // An assignment to this name would set the prototype.
      if (name === '__proto__')
        Object.defineProperty(map, name, { value, writable: true, enumerable: true, configurable: true });
      else map[name] = value;
    } while (scanner.indent === indent);
    this.#close(node, indent);
    return map;
  }

  /** The list whose first dash is at the scanner, with `indent` blanks before it. */
  #list(indent: number, depth: number): unknown {
    if (depth > MAX_DEPTH) handOver();
    const scanner = this.#scanner;
    const node = this.places.open(this.#keyStart, this.#keyEnd, scanner.at);
    const list: unknown[] = [];
    do {
      const { commented } = scanner;
      const dash = scanner.at++;
      this.#keyStart = -1;
      this.#keyEnd = -1;
      if (scanner.skipBlanks()) {
        const value = this.#onNextLine(indent, indent + 1, depth);
        // A comment before the dash of an empty entry may or may not belong to the entry.
        if (commented && value === null) handOver();
        list.push(value);
      } else list.push(this.#inEntry(indent, indent + scanner.at - dash, depth));
    } while (scanner.indent === indent && scanner.isEntry());
    this.#close(node, indent);
    return list;
  }

  #close(node: number, indent: number): void {
    const scanner = this.#scanner;
    if (scanner.indent > indent) handOver();
    // A comment with more indentation than what follows belongs to one of the collections that end here.
    if (!this.#isEmpty && scanner.comment > Math.max(scanner.indent, 0)) handOver();
    this.places.close(node, this.#end);
  }

  /** Reads the key at the scanner, and goes on after its colon. */
  #key(): string {
    const scanner = this.#scanner;
    const start = scanner.at;
    const end = this.#scalarEnd();
    const colon = scanner.colonAfter(end);
    if (colon < 0 || colon - start > MAX_KEY) handOver();
    scanner.at = colon + 1;
    this.#keyStart = start;
    this.#keyEnd = end;
    return keyName(this.#text, start, end);
  }

  /** The value after the colon of a key in a map with `indent` blanks before its keys. */
  #value(indent: number, depth: number): unknown {
    const scanner = this.#scanner;
    if (scanner.skipBlanks()) return this.#onNextLine(indent, indent, depth);
    const start = scanner.at;
    const code = this.#text[start];
    if (code === '|' || code === '>') return this.#block(indent);
    if (code === '[' || code === '{') return this.#emptyFlow(depth);
    const end = this.#scalarEnd();
    if (scanner.colonAfter(end) >= 0) handOver();
    return this.#scalar(start, end);
  }

  /** What stands after the dash of a list entry; `column` is where a map in it would have its keys. */
  #inEntry(indent: number, column: number, depth: number): unknown {
    const scanner = this.#scanner;
    const start = scanner.at;
    const code = this.#text[start];
    if (code === '|' || code === '>') return this.#block(indent);
    if (code === '[' || code === '{') return this.#emptyFlow(depth);
    const end = this.#scalarEnd();
    return scanner.colonAfter(end) >= 0 ? this.#map(column, depth + 1) : this.#scalar(start, end);
  }

  /** A value that is not on the line of its key or dash: a map or list below it, or nothing. Lists may begin at `least`. */
  #onNextLine(indent: number, least: number, depth: number): unknown {
    const scanner = this.#scanner;
    const keyStart = this.#keyStart;
    const keyEnd = this.#keyEnd;
    const place = scanner.at;
    scanner.toNextLine();
    scanner.toContent();
    if (scanner.indent >= least && scanner.isEntry()) return this.#list(scanner.indent, depth + 1);
    if (scanner.indent > indent) return this.#map(scanner.indent, depth + 1);
    this.places.leaf(keyStart, keyEnd, place, place);
    this.#end = scanner.commented ? scanner.at : place;
    this.#isEmpty = true;
    return null;
  }

  #scalar(start: number, end: number): unknown {
    this.#scanner.at = end;
    const value = isQuote(this.#scanner.codes[start])
      ? resolveQuoted(this.#text, start, end)
      : resolvePlain(this.#text.slice(start, end));
    this.places.leaf(this.#keyStart, this.#keyEnd, start, end);
    this.#afterLeaf();
    return value;
  }

  /** A block scalar, whose lines need more than `indent` blanks. */
  #block(indent: number): unknown {
    const start = this.#scanner.at;
    const value = readText(this.#scanner, indent + 1);
    this.places.leaf(this.#keyStart, this.#keyEnd, start, this.#scanner.at);
    this.#toContent();
    return value;
  }

  /** `[]` or `{}`; other collections in brackets are left to `yaml`. */
  #emptyFlow(depth: number): unknown {
    const start = this.#scanner.at;
    const source = this.#text.slice(start, start + 2);
    if ((source !== '[]' && source !== '{}') || depth >= MAX_DEPTH) handOver();
    this.#scanner.at += 2;
    this.places.leaf(this.#keyStart, this.#keyEnd, start, start + 2);
    this.#afterLeaf();
    return source === '[]' ? [] : {};
  }

  #afterLeaf(): void {
    if (!this.#scanner.skipBlanks()) handOver();
    this.#scanner.toNextLine();
    this.#toContent();
  }

  #toContent(): void {
    this.#end = this.#scanner.at;
    this.#isEmpty = false;
    this.#scanner.toContent();
  }

  /** The end of the plain or quoted scalar at the scanner. */
  #scalarEnd(): number {
    const { at, codes } = this.#scanner;
    if (isQuote(codes[at])) return quotedEnd(codes, at);
    if (!beginsPlain(codes, at)) handOver();
    return this.#scanner.plainEnd();
  }
}
