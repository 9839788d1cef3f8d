import type { SecretForm } from './secret-forms.ts';

/** Forms are found by their first characters. */
const START = 4;
/** Characters of a form from which on its beginning counts where a text was cut in the middle of it. */
const LEAST_PART = 8;
/** Characters of a form from which on its beginning counts wherever it stands: a name in an expression ends at any sign. */
export const LEAST_BEGINNING = 10;

/** Forms with one beginning. */
interface Bucket {
  /** Sorted by code units where `isSorted`. */
  readonly texts: string[];
  readonly base64: Set<string>;
  isSorted: boolean;
  longest: number;
}

/** Where a form was found in a text. */
export interface FormMatch {
  readonly end: number;
  readonly isBase64: boolean;
}

/** A set of forms; looking at one place of a text takes a logarithmic number of comparisons, however alike the forms are. */
export class FormIndex {
  readonly #buckets = new Map<string, Bucket>();
  readonly #known = new Set<string>();
  /** Pairs of characters that a form begins with; most places of a text end here. */
  readonly #pairs = new Uint8Array(65_536);

  get isEmpty(): boolean {
    return this.#buckets.size === 0;
  }

  add({ text, isBase64 }: SecretForm): void {
    if (text.length < START) return;
    const key = text.slice(0, START);
    const bucket = this.#buckets.get(key) ?? { texts: [], base64: new Set(), isSorted: true, longest: 0 };
    this.#buckets.set(key, bucket);
    this.#pairs[pair(text, 0)] = 1;
    if (isBase64) bucket.base64.add(text);
    if (this.#known.has(text)) return;
    this.#known.add(text);
    bucket.texts.push(text);
    bucket.isSorted = false;
    bucket.longest = Math.max(bucket.longest, text.length);
  }

  /** The longest form that the text has at this place, whole or cut off at the end of the text or before `…`. */
  matchAt(text: string, at: number): FormMatch | undefined {
    if (this.#pairs[pair(text, at)] === 0) return undefined;
    const bucket = this.#buckets.get(text.slice(at, at + START));
    if (!bucket) return undefined;
    if (!bucket.isSorted) bucket.texts.sort(byCodeUnit);
    bucket.isSorted = true;
    const rest = text.slice(at, at + bucket.longest);
    const cut = cutPart(bucket.texts, rest, text.length - at);
    const length = Math.max(cut, longestPrefix(bucket.texts, rest), beginning(bucket.texts, rest));
    if (length === 0) return undefined;
    return { end: at + length, isBase64: bucket.base64.has(rest.slice(0, length)) };
  }
}

function pair(text: string, at: number): number {
  return (text.charCodeAt(at) * 31 + text.charCodeAt(at + 1)) & 0xffff;
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The index of the first of sorted texts that is greater than `text`. */
function after(texts: readonly string[], text: string): number {
  let [low, high] = [0, texts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((texts[middle] ?? '') <= text) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Characters of the longest of sorted texts that `rest` begins with; 0 if there is none. */
function longestPrefix(texts: readonly string[], rest: string): number {
  for (let part = rest; part.length >= START; ) {
    const before = texts[after(texts, part) - 1];
    if (before === undefined) return 0;
    const same = sameStart(before, part);
    if (same === before.length) return same;
    // What is shorter than the nearest text shares no more with `rest` than that does.
    part = part.slice(0, same);
  }
  return 0;
}

/** Characters up to where the text ends, or `…` stands for what was cut, if a form begins with them; else 0. */
function cutPart(texts: readonly string[], rest: string, left: number): number {
  const mark = rest.indexOf('…');
  if (mark < 0 && rest.length < left) return 0;
  const part = mark < 0 ? rest : rest.slice(0, mark);
  if (part.length < LEAST_PART) return 0;
  return texts[after(texts, part)]?.startsWith(part) ? part.length : 0;
}

/** Characters that the text has in common with the beginning of a form, if they are many; else 0. */
function beginning(texts: readonly string[], rest: string): number {
  // Of sorted texts, those beside it have most in common with it.
  const at = after(texts, rest);
  const same = Math.max(
    ...[texts[at - 1], texts[at]].map((each) => (each === undefined ? 0 : sameStart(each, rest))),
  );
  return same >= LEAST_BEGINNING ? same : 0;
}

function sameStart(a: string, b: string): number {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at++;
  return at;
}
