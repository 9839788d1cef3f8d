/**
 * Stands in for `crypto.randomUUID` in @actions/core, which makes the delimiter of an output file from it. Whoever wrote
 * a value cannot have known it, and @actions/core refuses a value that holds it; loading all of crypto is not worth it.
 */
export function randomUUID(): string {
  const part = () => Math.random().toString(36).slice(2, 12).padStart(10, '0');
  return `${part()}-${part()}-${part()}`;
}
