import { isDictionary } from '../source/data.ts';
import { normalForm } from './canonical.ts';

/** One thing that differs between two versions of a flow. */
export interface Change {
  readonly kind: 'added' | 'removed' | 'changed';
  /** Where, in words: `menus`, `menu Main`, `choices`, `menuJumpToTask Hours`. */
  readonly path: readonly string[];
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What a change of a flow calls for, by semantic versioning. */
export type Bump = 'major' | 'minor' | 'patch';

const ORDER = '(order)';
const MOST_TEXT = 80;
/** Lists whose parts lead to each other by reference, whatever their order. */
const UNORDERED = new Set(['menus', 'tasks', 'states', 'choices', 'variables']);

/** A change in one line: where, and from what to what. */
export function changeText({ kind, path, before, after }: Change): string {
  const cut = (text: string) => (text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text);
  const where = path.slice(1).join(' › ') || path.join(' › ');
  if (kind === 'changed') return `${where}: ${cut(before ?? '')} → ${cut(after ?? '')}`;
  const value = before ?? after;
  return `${kind} ${where}${value === undefined ? '' : `: ${cut(value)}`}`;
}

/**
 * What differs between two Architect YAML values of one flow. Parts of lists are known by kind and name. What an export adds or
 * renumbers (`normalForm`), the order of keys, and that of menus, tasks, states, choices and variables do not count; that of other lists does. Linear in
 * the size of both.
 */
export function diffFlows(before: unknown, after: unknown): Change[] {
  const [old, fresh] = [flatten(before), flatten(after)];
  const changes = new Map<string, Change>();
  const add = (kind: Change['kind'], path: readonly string[], from?: string, to?: string) => {
    const key = `${kind}\0${path.join('\0')}`;
    if (!changes.has(key)) changes.set(key, { kind, path, before: from, after: to });
  };
  for (const [key, { path, value }] of old.leaves) {
    const now = fresh.leaves.get(key);
    if (now?.value === value) continue;
    const top = now === undefined ? topmost(path, fresh.inner) : path;
    const offered =
      path.includes('variables') && /^is(In|Out)put$/.test(path.at(-1) ?? '') && value === 'true';
    if (offered) changes.delete(`removed\0${top.join('\0')}`);
    if (now === undefined) add('removed', top, offered ? INTERFACE : top === path ? value : undefined);
    else add('changed', path, offered ? INTERFACE : value, now.value);
  }
  for (const [key, { path, value }] of fresh.leaves) {
    if (old.leaves.has(key)) continue;
    const top = topmost(path, old.inner);
    add('added', top, undefined, top === path ? value : undefined);
  }
  const found = [...changes.values()];
  // Where actions came or went, that says it already.
  const touched = new Set<string>();
  for (const { kind, path } of found) {
    if (kind === 'changed') continue;
    for (let length = 1; length < path.length; length++) touched.add(path.slice(0, length).join('\0'));
  }
  return found.filter(({ path }) => path.at(-1) !== ORDER || !touched.has(path.slice(0, -1).join('\0')));
}

/** The least raise of the version that fits the changes; undefined where there is none. */
export function bumpFor(changes: readonly Change[]): Bump | undefined {
  if (changes.length === 0) return undefined;
  if (changes.some(breaks)) return 'major';
  return changes.some(({ kind, path }) => kind !== 'changed' && path.some((step) => PARTS.has(step)))
    ? 'minor'
    : 'patch';
}

/** Lists whose parts are what a caller, or another flow, can go through. */
const PARTS = new Set(['menus', 'tasks', 'states', 'choices', 'actions', 'variables', 'startUpTaskActions']);

/** An option that is gone or leads elsewhere, or an input or output that is gone. */
function breaks({ kind, path, before }: Change): boolean {
  const last = path.at(-1) ?? '';
  const choice = path.lastIndexOf('choices');
  if (choice >= 0 && kind === 'removed' && path.length === choice + 2) return true;
  if (choice >= 0 && kind === 'changed' && /Ref$|^dtmf$/.test(last)) return true;
  // A removed part says in `before` what it was: of a variable, whether others can set or read it.
  return kind !== 'added' && path.includes('variables') && before === INTERFACE;
}

const INTERFACE = 'an input or output';

interface Flat {
  readonly leaves: ReadonlyMap<string, { readonly path: readonly string[]; readonly value: string }>;
  /** Every place that holds something. */
  readonly inner: ReadonlySet<string>;
}

function flatten(root: unknown): Flat {
  const leaves = new Map<string, { path: readonly string[]; value: string }>();
  const inner = new Set<string>();
  const open: { value: unknown; path: readonly string[] }[] = [{ value: normalForm(root), path: [] }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, path } = next;
    const key = path.join('\0');
    if (Array.isArray(value)) {
      inner.add(key);
      const labels = labelled(value);
      for (const [at, each] of value.entries())
        open.push({ value: unwrapped(each), path: [...path, labels[at] ?? ''] });
      if (value.length === 0) leaves.set(key, { path, value: '[]' });
      if (!UNORDERED.has(path.at(-1) ?? '') && labels.length > 1)
        leaves.set(`${key}\0${ORDER}`, { path: [...path, ORDER], value: labels.join(', ') });
    } else if (isDictionary(value)) {
      inner.add(key);
      if (Object.keys(value).length === 0) leaves.set(key, { path, value: '{}' });
      for (const [name, each] of Object.entries(value)) open.push({ value: each, path: [...path, name] });
    } else {
      leaves.set(key, { path, value: typeof value === 'string' ? value : JSON.stringify(value) });
    }
  }
  return { leaves, inner };
}

/** Items are mostly `{kind: {name, …}}`. */
function unwrapped(item: unknown): unknown {
  const [entry, more] = isDictionary(item) ? Object.entries(item) : [];
  return entry && !more && isDictionary(entry[1]) ? entry[1] : item;
}

function labelled(items: readonly unknown[]): string[] {
  const counts = new Map<string, number>();
  return items.map((item, at) => {
    const kind = isDictionary(item) ? (Object.keys(item)[0] ?? '') : '';
    const inner = unwrapped(item);
    const name = isDictionary(inner) && typeof inner.name === 'string' ? inner.name : '';
    const label = name === '' && kind === '' ? `${at + 1}` : `${kind} ${name}`.trim();
    const count = (counts.get(label) ?? 0) + 1;
    counts.set(label, count);
    return count === 1 ? label : `${label} (${count})`;
  });
}

/** The outermost part that the other version does not have at all. */
function topmost(path: readonly string[], inner: ReadonlySet<string>): readonly string[] {
  for (let length = 1; length < path.length; length++)
    if (!inner.has(path.slice(0, length).join('\0'))) return path.slice(0, length);
  return path;
}
