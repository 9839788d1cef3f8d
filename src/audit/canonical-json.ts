/** The deepest nesting of objects; no manifest goes deeper. */
const MOST_DEPTH = 250;

/**
 * The canonical JSON text of a value: keys sorted by code units, no spaces. Throws a
 * `RangeError` for data that is nested deeper than 250 levels.
 */
export function canonicalJson(value: unknown, depth = 0): string {
  if (depth > MOST_DEPTH) throw new RangeError(`data is nested deeper than ${MOST_DEPTH} levels`);
  if (Array.isArray(value)) return `[${value.map((each) => canonicalJson(each, depth + 1)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => `${JSON.stringify(key)}:${canonicalJson(each, depth + 1)}`);
  return `{${members.join(',')}}`;
}
