import { isExportNoise } from '../architect/canonical.ts';
import { type Dictionary, isDictionary } from '../source/data.ts';
import type { Path } from '../source/document.ts';
import type { Setting } from './part.ts';

const ORDER = '(order)';
/** Lists whose items lead to each other by reference, whatever their order. */
const UNORDERED: ReadonlySet<string> = new Set(['menus', 'tasks', 'states', 'bots', 'choices', 'variables']);
const MOST_LABEL = 80;

/** What is found below a part. */
export interface Below {
  readonly settings: ReadonlyMap<string, Setting>;
  /** Texts that refer to a part, with the place that they stand in. */
  readonly references: readonly { readonly field: string; readonly text: string; readonly at: Path }[];
  /** For each part below, by its key, the list or output that it stands in. */
  readonly slots: ReadonlyMap<string, string>;
}

/**
 * The settings of the part at `at`, down to the parts in it. What an export adds or renumbers, and the name of the part, are left
 * out; `isPart` finds other parts by their path. Linear in the data.
 */
export function readSettings(
  value: unknown,
  at: Path,
  isPart: (path: Path) => boolean,
  isReference: (key: string, text: string, at: Path) => boolean,
): Below {
  const settings = new Map<string, Setting>();
  const slots = new Map<string, string>();
  const references: { field: string; text: string; at: Path }[] = [];
  const open: { value: unknown; at: Path; path: readonly string[] }[] = [{ value, at, path: [] }];
  const add = (path: readonly string[], text: string) => settings.set(path.join('\0'), { path, value: text });
  for (let next = open.pop(); next; next = open.pop()) {
    const { path } = next;
    if (path.length > 0 && isPart(next.at)) {
      slots.set(next.at.join('\0'), path.slice(0, -1).join('\0'));
    } else if (Array.isArray(next.value)) {
      const items = readItems(next.value, next.at, isPart);
      if (next.value.length === 0 && path.at(-1) !== 'actions') add(path, '[]');
      const order = orderOf(items, path.at(-1) ?? '');
      if (order !== undefined) add([...path, ORDER], order);
      for (const { inner, innerAt, label } of items.toReversed())
        open.push({ value: inner, at: innerAt, path: [...path, label] });
    } else if (isDictionary(next.value)) {
      const entries = ownEntries(next.value, path.length === 0 && at.length > 0);
      if (entries.length === 0 && path.length > 0) add(path, '{}');
      for (const [key, each] of entries.toReversed())
        open.push({ value: each, at: [...next.at, key], path: [...path, key] });
    } else if (typeof next.value === 'string' && isReference(path.at(-1) ?? '', next.value, next.at)) {
      references.push({ field: path.join('\0'), text: next.value, at: next.at });
    } else if (path.length > 0) {
      add(path, leafText(next.value));
    }
  }
  return { settings, slots, references };
}

function leafText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** The order of the items of a list that are no parts, where it says something. */
function orderOf(items: readonly Item[], list: string): string | undefined {
  const own = items.filter(({ part }) => !part);
  return own.length > 1 && !UNORDERED.has(list) ? own.map(({ label }) => label).join(', ') : undefined;
}

/** The entries of a map that say something; the name of a part is reported apart. */
function ownEntries(map: Dictionary, isWholePart: boolean): [string, unknown][] {
  return Object.entries(map).filter(
    ([key, each]) => !isExportNoise(key, each) && !(isWholePart && isName(key, each)),
  );
}

function isName(key: string, value: unknown): boolean {
  return key === 'name' && (typeof value === 'string' || typeof value === 'number');
}

interface Item {
  readonly inner: unknown;
  readonly innerAt: Path;
  readonly label: string;
  readonly part: boolean;
}

/** The items of a list, known by kind and name, or by what they hold. Most are `{kind: {name, …}}`. */
function readItems(list: readonly unknown[], at: Path, isPart: (path: Path) => boolean): Item[] {
  const counts = new Map<string, number>();
  return list.map((item, index) => {
    const [entry, more] = isDictionary(item) ? Object.entries(item) : [];
    const wrapped = entry && !more && isDictionary(entry[1]) ? entry : undefined;
    const innerAt = wrapped ? [...at, index, wrapped[0]] : [...at, index];
    const label = labelOf(wrapped?.[0] ?? '', wrapped ? wrapped[1] : item, index);
    const count = (counts.get(label) ?? 0) + 1;
    counts.set(label, count);
    return {
      inner: wrapped ? wrapped[1] : item,
      innerAt,
      label: count === 1 ? label : `${label} (${count})`,
      part: isPart(innerAt),
    };
  });
}

function labelOf(kind: string, value: unknown, index: number): string {
  if (isDictionary(value)) {
    if (typeof value.name === 'string') return `${kind} ${value.name}`.trim();
    if (kind === 'case') return `case ${(JSON.stringify(value.value) ?? '').slice(0, MOST_LABEL)}`;
  }
  return kind === '' ? `${index + 1}` : kind;
}
