import type { StickyComment } from './port.ts';

/** Characters that GitHub takes in a comment; the description of its API does not say so, its error message does. */
export const MOST_COMMENT = 65_536;

/** The hidden line that a comment of this action begins with. Only the very beginning of a comment counts. */
const MARKER = /^<!-- genesys-flows:comment ([0-9a-f]{1,64}) run:(\d{1,20})\/(\d{1,6}) -->/;

/** What the hidden line of a comment says. */
export type Marker = Pick<StickyComment, 'key' | 'run'>;

/** The hidden first line of a comment, without a line break. It has nothing of what users write. */
export function commentMarker({ key, run }: Marker): string {
  return `<!-- genesys-flows:comment ${key} run:${run.id}/${run.attempt} -->`;
}

/** The hidden first line of a comment; undefined where it has none. */
export function readMarker(body: string): Marker | undefined {
  const [, key, id, attempt] = MARKER.exec(body) ?? [];
  if (key === undefined) return undefined;
  return { key, run: { id: Number(id), attempt: Number(attempt) } };
}

/** Characters that are left for the text of a comment with this marker. */
export function commentSpace(marker: Marker): number {
  return MOST_COMMENT - commentMarker(marker).length - 1;
}
