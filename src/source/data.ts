/** A map of untrusted data: any key may be there, with any value. */
export type Dictionary = Readonly<Record<string, unknown>>;

/** True for a map, and not for a list or null. */
export function isDictionary(value: unknown): value is Dictionary {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value if it is a map, else an empty one, so that data of any shape can be read. */
export function dictionary(value: unknown): Dictionary {
  return isDictionary(value) ? value : {};
}
