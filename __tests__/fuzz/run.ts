import { ActionError } from '../../src/errors.ts';
import { Random } from './random.ts';
import { TARGETS } from './targets.ts';

/** CPU time that an input may take, in ms; it is counted for the whole process. */
export const MOST_MS = 2000;
/** Characters of a secret in a row that are no accident. */
const PART = 10;

/** What a number of hostile inputs came to. */
export interface Fuzzed {
  readonly inputs: number;
  readonly byTarget: Readonly<Record<string, number>>;
  /** The longest CPU time of one input, in ms, and which it was. */
  readonly slowestMs: number;
  readonly slowest: string;
  /** What went wrong, each with its target and the seed that makes it again. */
  readonly faults: readonly string[];
}

/** Runs `count` inputs from the seed `first` on, each in at most `mostMs` of CPU time. `enter` is told each before it is run. */
export async function fuzz(
  count: number,
  first: number,
  mostMs: number,
  enter: (what: string) => void = () => {},
): Promise<Fuzzed> {
  const faults: string[] = [];
  const byTarget: Record<string, number> = {};
  let [slowestMs, slowest] = [0, ''];
  for (let seed = first; seed < first + count; seed++) {
    const random = new Random(seed);
    const [name, , target] = targetOf(random.next());
    byTarget[name] = (byTarget[name] ?? 0) + 1;
    enter(`${name}, seed ${seed}`);
    const fault = (what: string) => void faults.push(`${name}, seed ${seed}: ${what}`);
    const secret = secretOf(random);
    const began = process.cpuUsage();
    try {
      const { shown, fault: wrong } = await target(random, secret);
      if (wrong !== undefined) fault(wrong);
      for (const text of shown) {
        const at = leak(text, secret);
        if (at !== undefined) fault(`shows a part of a secret: ${at}`);
      }
    } catch (error) {
      // What a person can act upon is no crash.
      if (!(error instanceof ActionError))
        fault(error instanceof Error ? (error.stack ?? '') : String(error));
    }
    const { user, system } = process.cpuUsage(began);
    const ms = (user + system) / 1000;
    if (ms > slowestMs) [slowestMs, slowest] = [ms, `${name}, seed ${seed}`];
    if (ms > mostMs) fault(`took ${Math.round(ms)} ms of CPU time`);
  }
  return { inputs: count, byTarget, slowestMs: Math.round(slowestMs), slowest, faults };
}

function targetOf(share: number): (typeof TARGETS)[number] {
  let left = share;
  for (const target of TARGETS) {
    left -= target[1];
    if (left < 0) return target;
  }
  return TARGETS[0] as (typeof TARGETS)[number];
}

/** A secret as platforms make them: letters, digits and some signs that escaping changes. */
function secretOf(random: Random): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+/=&';
  return Array.from(
    { length: 20 + random.below(24) },
    () => letters[random.below(letters.length)] ?? '',
  ).join('');
}

/** A part of the secret, or of its encodings, that a text shows. */
export function leak(text: string, secret: string): string | undefined {
  const plain = text
    .replace(/&#(\d+);/g, (_, code: string) => (code === '8203' ? '' : String.fromCharCode(Number(code))))
    .replaceAll('\\"', '"');
  const forms = [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64').replaceAll('=', ''),
    Buffer.from(secret).toString('hex'),
  ];
  return forms
    .flatMap((form) => [form.slice(0, PART), form.slice(PART, 2 * PART), form.slice(-PART)])
    .find((part) => part.length === PART && (text.includes(part) || plain.includes(part)));
}
