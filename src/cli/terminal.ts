import { pathToFileURL } from 'node:url';
import { oneLine } from '../report/escape.ts';

/** How text is shown in a terminal. */
export interface Style {
  readonly colour: boolean;
  readonly links: boolean;
}

/** A stream as the command line writes to it. */
export interface Stream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

type Environment = Readonly<Record<string, string | undefined>>;

const CODES = { red: 31, green: 32, yellow: 33, cyan: 36, bold: 1, dim: 2 } as const;
export type Colour = keyof typeof CODES;

/** Terminals that do not know hyperlinks show them as text, and those in this list show garbage. */
const WITHOUT_LINKS = /^(dumb|linux)$/;

/**
 * The style for a stream: colour on a terminal, none in a pipe. `NO_COLOR` (https://no-color.org) switches it off and
 * `FORCE_COLOR` on; `FORCE_COLOR=0` and an empty `NO_COLOR` count as they do in Node.js.
 */
export function styleFor(stream: Stream, environment: Environment): Style {
  const { FORCE_COLOR: force, NO_COLOR: none, TERM = '', CI } = environment;
  const terminal = stream.isTTY === true && TERM !== 'dumb';
  const colour = force === undefined ? terminal && !none : force !== '0' && force !== 'false';
  return { colour, links: terminal && colour && !CI && !WITHOUT_LINKS.test(TERM) };
}

/** A text in a colour, or as it is. The text itself must hold no control characters. */
export function painted(text: string, colour: Colour, { colour: on }: Style): string {
  return on && text !== '' ? `\u001b[${CODES[colour]}m${text}\u001b[0m` : text;
}

/** A text that leads to a file when it is clicked, where the terminal knows hyperlinks (OSC 8). */
export function fileLink(text: string, path: string, { links }: Style): string {
  return links ? `\u001b]8;;${pathToFileURL(path).href}\u001b\\${text}\u001b]8;;\u001b\\` : text;
}

/** How often the progress line is written anew. */
const EVERY_MS = 100;

/** A line that says what the run works on; on a terminal only, and gone when the run ends. */
export class Progress {
  readonly #stream: Stream;
  readonly #now: () => number;
  readonly #began: number;
  #last = 0;
  #shown = false;

  /** `now` in milliseconds. Nothing shows in the first half second, so that short runs stay silent. */
  constructor(stream: Stream, now: () => number) {
    this.#stream = stream;
    this.#now = now;
    this.#began = now();
  }

  show(what: string): void {
    const now = this.#now();
    if (now - this.#began < 500 || now - this.#last < EVERY_MS || this.#stream.isTTY !== true) return;
    this.#last = now;
    this.#shown = true;
    this.#stream.write(`\r\u001b[K${oneLine(what, (this.#stream.columns ?? 80) - 1)}`);
  }

  /** Takes the line away. */
  clear(): void {
    if (this.#shown) this.#stream.write('\r\u001b[K');
    this.#shown = false;
  }
}
