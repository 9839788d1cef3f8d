import { readBlockYaml } from '../../../src/source/block-yaml/read.ts';
import type { Path, SourceDocument } from '../../../src/source/document.ts';
import { readYaml } from '../../../src/source/yaml.ts';

/** What the fast reader did with a text. */
export type Outcome = 'read' | 'handed over';

/** Reads a text with both readers. Throws where the fast one read it and anything differs from what `yaml` says. */
export function compareReaders(text: string): Outcome {
  const fast = readBlockYaml('x.yaml', text);
  if (!fast) return 'handed over';
  const slow = readYaml('x.yaml', text);
  if (slow.errors.length > 0) throw new Error(`yaml refuses this: ${slow.errors[0]?.message}`);
  compareValues(fast.value, slow.value, []);
  compareSpans(fast, slow);
  fast.release?.();
  comparePlace(fast, slow, []);
  compareValues(fast.value, slow.value, []);
  return 'read';
}

function compareValues(fast: unknown, slow: unknown, path: Path): void {
  if (typeof slow !== 'object' || slow === null || typeof fast !== 'object' || fast === null) {
    if (!Object.is(fast, slow)) throw new Error(`${at(path)}: ${String(fast)} instead of ${String(slow)}`);
    return;
  }
  if (Object.getPrototypeOf(fast) !== Object.getPrototypeOf(slow)) throw new Error(`${at(path)}: other kind`);
  const [ours, theirs] = [Object.entries(fast), Object.entries(slow)];
  if (
    JSON.stringify(Object.keys(fast)) !== JSON.stringify(Object.keys(slow)) ||
    ours.length !== theirs.length
  )
    throw new Error(`${at(path)}: ${JSON.stringify(fast)} instead of ${JSON.stringify(slow)}`);
  theirs.forEach(([key, value], entry) => compareValues(ours[entry]?.[1], value, [...path, key]));
}

/** Every part of the data, and what is not there: keys of no map and indexes of no list. */
function compareSpans(fast: SourceDocument, slow: SourceDocument): void {
  const open: [unknown, Path][] = [[slow.value, []]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [value, path] = next;
    comparePlace(fast, slow, path);
    comparePlace(fast, slow, [...path, 'not there']);
    comparePlace(fast, slow, [...path, 0]);
    if (Array.isArray(value)) value.forEach((item, index) => open.push([item, [...path, index]]));
    else if (typeof value === 'object' && value !== null)
      for (const [key, item] of Object.entries(value)) open.push([item, [...path, key]]);
  }
}

function comparePlace(fast: SourceDocument, slow: SourceDocument, path: Path): void {
  for (const part of ['key', 'value'] as const) {
    const [ours, theirs] = [fast.span(path, part), slow.span(path, part)];
    if (ours.start !== theirs.start || ours.end !== theirs.end) {
      throw new Error(
        `${at(path)} (${part}): ${ours.start}-${ours.end} instead of ${theirs.start}-${theirs.end}`,
      );
    }
  }
}

function at(path: Path): string {
  return JSON.stringify(path);
}
