import { type Region, readRegion } from '../manifest/region.ts';
import { isLoopback } from '../net/loopback.ts';
import { MOST_SHARDS, type Shard } from '../plan/shards.ts';
import { nearestName } from '../text/nearest.ts';

/** What the text of an input means, or what is wrong with it: a message that follows the name of the input. */
export type Parsed<T> = { readonly value: T } | { readonly message: string };
export type Parse<T> = (text: string) => Parsed<T>;

/** Characters of an invalid text that a message quotes. */
const MOST_QUOTED = 60;

/** One of a closed set of words. */
export function oneOf<T extends string>(allowed: readonly T[]): Parse<T> {
  return (text) => {
    const value = allowed.find((each) => each === text);
    if (value !== undefined) return { value };
    const near = nearestName(text, allowed);
    const hint = near === undefined ? '' : ` (did you mean "${near}"?)`;
    return { message: `must be one of ${allowed.join(', ')}; it is ${quoted(text)}${hint}` };
  };
}

/** True for the first of two words, false for the second. */
export function choice(yes: string, no: string): Parse<boolean> {
  const word = oneOf([yes, no]);
  return (text) => {
    const found = word(text);
    return 'value' in found ? { value: found.value === yes } : found;
  };
}

/** `true` or `false`. */
export const flag = choice('true', 'false');

/** A whole number from `least` to `most`, times `unit`. */
export function whole(least: number, most: number, unit = 1): Parse<number> {
  return (text) => {
    const number = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return { value: number * unit };
    return { message: `must be a whole number from ${least} to ${most}; it is ${quoted(text)}` };
  };
}

/** One entry a line, without empty lines and lines that begin with `#`. */
export function lines(text: string): { readonly value: readonly string[] } {
  const value = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  return { value };
}

/** Branches, tags and commits, one a line; `*` stands for anything. */
export function refPatterns(text: string): Parsed<readonly string[]> {
  const { value } = lines(text);
  const wrong = value.find((ref) => !isRefPattern(ref));
  if (wrong === undefined) return { value };
  return { message: `must name branches, tags or commits, one a line; it has ${quoted(wrong)}` };
}

/** An AWS region or a host of Genesys Cloud; undefined for an empty text. */
export function region(text: string): Parsed<Region | undefined> {
  if (text === '') return { value: undefined };
  const found = readRegion(text);
  return found.region
    ? { value: found.region }
    : { message: `is not valid: ${found.message}. ${found.hint}` };
}

/** A gateway receives the client's secret, so it must use https; plain http is for a sandbox on this machine. */
export function gateway(text: string): Parsed<URL | undefined> {
  if (text === '') return { value: undefined };
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.username !== '' || url.search !== '' || url.hash !== '')
    return { message: 'must be an address without user, query or fragment' };
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)))
    return { value: url };
  return { message: 'must use https (plain http is allowed for addresses of this machine only)' };
}

/** The name of an environment; empty means none. */
export const environmentName = matching(/^[a-z0-9-]{0,40}$/, 'must be 1 to 40 of a-z, 0-9 and the dash');

/** `2/4`: the second of four shards; undefined for an empty text. */
export function shard(text: string): Parsed<Shard | undefined> {
  if (text === '') return { value: undefined };
  const [, index, of] = /^(\d{1,3})\/(\d{1,3})$/.exec(text)?.map(Number) ?? [];
  if (index && of && index <= of && of <= MOST_SHARDS) return { value: { index, of } };
  return {
    message: `must be a number and a total such as 2/4, at most ${MOST_SHARDS}/${MOST_SHARDS}; it is ${quoted(text)}`,
  };
}

/** The digest of a plan; empty means none. */
export const planDigest = matching(
  /^([0-9a-f]{64})?$/,
  'must be 64 of 0-9 and a-f, as the output plan-digest of a plan gives it',
);

/** The digest of an intent file; empty means none. */
export const intentDigest = matching(
  /^([0-9a-f]{64})?$/,
  'must be 64 of 0-9 and a-f, as the error about the intent gives it',
);

/** The id of a commit; empty means none. */
export const commitId = matching(
  /^([0-9a-f]{40}|[0-9a-f]{64})?$/,
  'must be the id of a commit, 40 or 64 of 0-9 and a-f',
);

/** A platform version (`3.0`), a release version (`1.2.0`), or `previous`. */
export const targetVersion = matching(
  /^(previous|\d{1,6}(\.\d{1,6}){0,2})$/,
  'must be a platform version such as 3.0, a release version such as 1.2.0, or previous',
);

/** The name of a branch, by the rules of `git check-ref-format` as far as a branch of one's own choice needs them. */
export function branchName(text: string): Parsed<string> {
  const valid =
    /^[A-Za-z0-9][A-Za-z0-9._/-]{0,200}$/.test(text) && !/\.\.|\/\/|\.lock(\/|$)|[./]$|\/\./.test(text);
  return valid ? { value: text } : { message: `must be the name of a branch; it is ${quoted(text)}` };
}

/**
 * The path of a SARIF file to write, from the workspace root or absolute; empty means none. The ending keeps it from being
 * written over a file that something else reads.
 */
export function sarifPath(text: string): Parsed<string> {
  if (text === '') return { value: text };
  const isClean = text.length <= 500 && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text);
  const steps = text.split(/[\\/]/);
  if (
    isClean &&
    /\.sarif(\.json)?$/i.test(text) &&
    !steps.some((step) => step === '..' || /^\.git$/i.test(step))
  )
    return { value: text };
  return {
    message: `must be the path of a file that ends in .sarif, without ".." and not under .git; it is ${quoted(text)}`,
  };
}

function matching(pattern: RegExp, message: string): Parse<string> {
  return (text) => (pattern.test(text) ? { value: text } : { message });
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, MOST_QUOTED));
}

/** Refs of pull requests hold code that nobody has reviewed, so only branches and tags have a full name here. */
function isRefPattern(text: string): boolean {
  return (
    /^[\w.\-/*+@#]{1,200}$/.test(text) && (!text.startsWith('refs/') || /^refs\/(heads|tags)\/./.test(text))
  );
}
