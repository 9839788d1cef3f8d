import { createRequire } from 'node:module';

export type Json = Readonly<Record<string, unknown>>;

/** The package is one JSON file. */
const EXAMPLES = createRequire(import.meta.url)('@octokit/webhooks-examples') as {
  readonly name: string;
  readonly examples: readonly Json[];
}[];

/** A payload that GitHub sent, as @octokit/webhooks-examples has it, with some fields of ours. */
export function real(name: string, which: (payload: Json) => boolean = () => true, more: Json = {}): Json {
  const all = EXAMPLES.find((each) => each.name === name);
  const found = all?.examples.find(which);
  if (!found) throw new Error(`no example of ${name}`);
  return merge(found, more);
}

/** A payload with some fields of ours. */
export function merge(base: Json, more: Json): Json {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(more)) {
    const before = merged[key];
    const both = [before, value].every((each) => typeof each === 'object' && each !== null);
    merged[key] = both ? merge(before as Json, value as Json) : value;
  }
  return merged;
}
