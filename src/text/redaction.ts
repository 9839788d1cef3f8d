import { FormIndex, LEAST_BEGINNING } from './form-index.ts';
import { fold, type SecretForm, secretForms, secretsOfAddress } from './secret-forms.ts';

/** Stands in for a secret. */
const HIDDEN = '***';
/** Characters of a form up to which every part of it is hidden; longer ones are found whole or by their beginning. */
const LONGEST_IN_PARTS = 1000;
/** Nesting of data that is looked into. */
const DEEPEST = 200;

/** A part of a text, as offsets. */
type Interval = readonly [from: number, to: number];

/**
 * The secrets of a run, and the only code that takes them out of texts and data: as they are, trimmed, in JSON, in addresses,
 * in HTML, in hexadecimal and in base64 at any alignment, in capitals or not. Redact plain data before it is escaped or
 * cut: escaping can change a secret so that it is no longer found.
 */
export class Redaction {
  readonly #forms = new FormIndex();
  readonly #known = new Set<string>();

  /** Hides a secret from now on. Values of fewer than 4 characters are not hidden: too much would look like them. */
  hide(secret: string): void {
    if (this.#known.has(secret)) return;
    this.#known.add(secret);
    for (const form of secretForms(secret)) this.#addWithEnds(form);
  }

  /** Hides what opens an address that was signed beforehand: its query, and each value of it. */
  hideAddress(address: string): void {
    for (const value of secretsOfAddress(address)) {
      const form = { text: fold(value), isBase64: false };
      // Parts of a whole query are names, which are no secrets.
      if (value.includes('&')) this.#forms.add(form);
      else this.#addWithEnds(form);
    }
  }

  /** A message can quote any part of a secret: the index finds the beginnings of a form, and the ends have the other parts. */
  #addWithEnds(form: SecretForm): void {
    this.#forms.add(form);
    if (form.text.length > LONGEST_IN_PARTS) return;
    for (let at = 1; at <= form.text.length - LEAST_BEGINNING; at++)
      this.#forms.add({ text: form.text.slice(at), isBase64: false });
  }

  /** The text with `***` in place of every secret. */
  text(text: string): string {
    const found = this.#find(text);
    if (found.length === 0) return text;
    let clean = '';
    let copied = 0;
    for (const [from, to] of found) {
      clean += text.slice(copied, from) + HIDDEN;
      copied = to;
    }
    return clean + text.slice(copied);
  }

  /** The text with an asterisk for each character of a secret, so that places in it stay as they are. */
  sameLength(text: string): string {
    let clean = '';
    let copied = 0;
    for (const [from, to] of this.#find(text)) {
      clean += text.slice(copied, from) + text.slice(from, to).replace(/[^\r\n]/g, '*');
      copied = to;
    }
    return clean + text.slice(copied);
  }

  /** Plain data with all texts and keys redacted; the same value where it has no secret. What is nested too deep is left out. */
  data<T>(value: T): T {
    return this.#data(value, DEEPEST) as T;
  }

  /** True if a text, or a text or key of plain data, has a secret. */
  finds(value: unknown): boolean {
    return this.data(value) !== value;
  }

  #data(value: unknown, depth: number): unknown {
    if (typeof value === 'string') return this.text(value);
    if (typeof value !== 'object' || value === null) return value;
    if (depth === 0) return HIDDEN;
    if (Array.isArray(value)) {
      const list = value.map((each: unknown) => this.#data(each, depth - 1));
      return list.some((each, at) => each !== value[at]) ? list : value;
    }
    const entries = Object.entries(value);
    const clean = entries.map(([key, each]) => [this.text(key), this.#data(each, depth - 1)] as const);
    const isChanged = clean.some(([key, each], at) => key !== entries[at]?.[0] || each !== entries[at]?.[1]);
    return isChanged ? Object.fromEntries(clean) : value;
  }

  /** Where secrets are, in order and without overlaps. */
  #find(text: string): Interval[] {
    if (this.#forms.isEmpty) return [];
    const folded = fold(text);
    const found: Interval[] = [];
    for (let at = 0; at < folded.length; at++) {
      const match = this.#forms.matchAt(folded, at);
      if (match) found.push(match.isBase64 ? widened(folded, at, match.end) : [at, match.end]);
    }
    return merged(found);
  }
}

/** The characters beside encoded bytes hold bits of them, too. */
function widened(text: string, from: number, to: number): Interval {
  let [start, end] = [from, to];
  while (start > from - 3 && isBase64(text[start - 1])) start--;
  while (end < to + 3 && isBase64(text[end])) end++;
  while (end < to + 5 && text[end] === '=') end++;
  return [start, end];
}

function isBase64(character: string | undefined): boolean {
  return character !== undefined && /^[a-z0-9+/_-]$/.test(character);
}

function merged(intervals: readonly Interval[]): Interval[] {
  const all: [number, number][] = [];
  for (const [from, to] of intervals.toSorted((a, b) => a[0] - b[0])) {
    const last = all.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else all.push([from, to]);
  }
  return all;
}
