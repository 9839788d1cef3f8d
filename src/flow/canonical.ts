import { type Dictionary, isDictionary } from '../source/data.ts';

/**
 * A text that two Architect YAML values share if they are the same flow: order of keys, reference ids that the platform
 * made up, and how a reference is written do not count; everything else does.
 */
export function canonical(value: unknown): string {
  const names = namesOfIds(value);
  const root = isDictionary(value) ? (Object.keys(value)[0] ?? '') : '';
  return JSON.stringify(value, (key, each: unknown) => {
    if (key === 'refId') return undefined;
    if (isDictionary(each)) return sorted(each);
    return typeof each === 'string' ? reference(each, root, names) : each;
  });
}

function sorted(value: Dictionary): Dictionary {
  const copy: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(value).toSorted()) copy[key] = value[key];
  return copy;
}

/** What each reference id stands for: the name of its holder, numbered where several share one. */
export function namesOfIds(value: unknown): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  JSON.stringify(value, (_, each: unknown) => {
    if (!isDictionary(each)) return each;
    const { refId, name } = each;
    if ((typeof refId === 'string' || typeof refId === 'number') && !names.has(String(refId))) {
      const base = typeof name === 'string' ? name : '';
      const count = (counts.get(base) ?? 0) + 1;
      counts.set(base, count);
      names.set(String(refId), `${base}#${count}`);
    }
    return sorted(each);
  });
  return names;
}

/** `./menus/menu[Main_10]` and `/inboundCall/menus/menu[Main_10]` are the same place. */
export function reference(text: string, root: string, names: ReadonlyMap<string, string>): string {
  if (!/^\.?\/.*\[.+\]/s.test(text)) return text;
  const absolute = text.startsWith('./') ? `/${root}${text.slice(1)}` : text;
  return absolute.replace(/\[([^\]]*)\]/g, (whole, id: string) => {
    const name = names.get(id);
    return name === undefined ? whole : `[${name}]`;
  });
}
