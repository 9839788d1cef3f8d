import { type Dictionary, isDictionary } from '../source/data.ts';
import type { Path } from '../source/document.ts';
import { ArchitectPaths } from './path.ts';

/**
 * A text that is equal for two Architect YAML values that are the same flow. The order of keys and what `normalForm` leaves
 * out are ignored.
 */
export function canonical(value: unknown): string {
  return JSON.stringify(normalForm(value), (_, each: unknown) => (isDictionary(each) ? sorted(each) : each));
}

/**
 * A copy of Architect YAML data without what an export adds or renumbers: `refId` and `trackingId`, and a `description`
 * that is empty. A reference that resolves is replaced by the path of its target with names. Linear in the data.
 */
export function normalForm(root: unknown): unknown {
  const paths = new ArchitectPaths(root);
  const labels = containerLabels(root);
  const holder: Record<string, unknown> = {};
  const open: { from: unknown; path: Path; into: Record<string | number, unknown>; key: string | number }[] =
    [{ from: root, path: [], into: holder, key: 'root' }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { from, path, into, key } = next;
    if (Array.isArray(from) || isDictionary(from)) {
      const copy: Record<string | number, unknown> | unknown[] = Array.isArray(from)
        ? []
        : Object.create(null);
      into[key] = copy;
      const entries = Array.isArray(from)
        ? [...from.entries()]
        : Object.entries(from).filter(([name, value]) => !isExportNoise(name, value));
      for (const [name, value] of entries.toReversed())
        open.push({
          from: value,
          path: [...path, name],
          into: copy as Record<string | number, unknown>,
          key: name,
        });
    } else if (typeof from === 'string' && typeof key === 'string' && key.endsWith('Ref')) {
      const target = paths.resolve(from, path.slice(0, -1));
      into[key] = target?.complete ? nameOf(target.path, root, labels) : from;
    } else into[key] = from;
  }
  return holder.root;
}

/**
 * True for a setting that an export adds or renumbers. Only plain values: an action may have an input with the name
 * "description".
 */
export function isExportNoise(key: string, value: unknown): boolean {
  if (key === 'description') return value === '' || value === null;
  if (key === 'trackingId')
    return typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value));
  return key === 'refId' && (typeof value === 'string' || typeof value === 'number');
}

function sorted(value: Dictionary): Dictionary {
  const copy: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(value).toSorted()) copy[key] = value[key];
  return copy;
}

/** A label for each container with a `refId`: its name, with a number if several share the name. */
function containerLabels(root: unknown): ReadonlyMap<unknown, string> {
  const labels = new Map<unknown, string>();
  const counts = new Map<string, number>();
  const open: { value: unknown; kind: string }[] = [{ value: root, kind: '' }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, kind } = next;
    if (Array.isArray(value)) {
      for (const each of value.toReversed()) open.push({ value: each, kind: '' });
    } else if (isDictionary(value)) {
      if (isExportNoise('refId', value.refId)) {
        const base = `${kind}[${typeof value.name === 'string' ? value.name : ''}`;
        const count = (counts.get(base) ?? 0) + 1;
        counts.set(base, count);
        labels.set(value, `${base}#${count}]`);
      }
      // Sorted, because the order of keys is ignored.
      for (const key of Object.keys(value).toSorted().toReversed())
        open.push({ value: value[key], kind: key });
    }
  }
  return labels;
}

/** The path of a container with names instead of indexes: `/inboundCall/tasks/task[Main#1]`. */
function nameOf(path: Path, root: unknown, labels: ReadonlyMap<unknown, string>): string {
  let text = '';
  let current = root;
  for (const step of path) {
    current = (current as Record<string | number, unknown>)[step];
    // The key within an item of a list follows its index and is part of the label.
    if (typeof step === 'number') text += `/${step}`;
    else
      text = labels.has(current) ? `${text.replace(/\/\d+$/, '')}/${labels.get(current)}` : `${text}/${step}`;
  }
  return text;
}
