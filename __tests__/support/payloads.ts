import examples from '@octokit/webhooks-examples';

export type Json = Readonly<Record<string, unknown>>;

/** A payload that GitHub sent, as @octokit/webhooks-examples has it, with some fields of ours. */
export function real(name: string, which: (payload: Json) => boolean = () => true, more: Json = {}): Json {
  const all = (examples as unknown as { name: string; examples: Json[] }[]).find(
    (each) => each.name === name,
  );
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
