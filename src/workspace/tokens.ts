import type { Collector } from '../findings/collector.ts';
import { manifestSubstitution } from '../rules/manifest.ts';
import { MAX_FILE_BYTES, type Path } from '../source/document.ts';
import type { Layered, Place } from '../source/layers.ts';
import { substitute } from '../source/substitute.ts';

/** Reports a token that no substitution gives a value. */
export function withoutValue(name: string, place: Place, collector: Collector): void {
  collector.add(manifestSubstitution, {
    place,
    message: `Token {{${name}}} has no value`,
    meant: name,
    hint: `Add "${name}" to "substitutions" of the manifest, or of its environment.`,
  });
}

/** What tokens are replaced with, and where problems of them are reported. */
interface TokenValues {
  readonly substitutions: Readonly<Record<string, string>>;
  readonly locate: (path: Path) => Place;
  readonly settings: Layered;
  readonly collector: Collector;
}

/** Replaces tokens in the texts of an inline graph. A graph without any is handed back as it is. */
export function replaceTokens(
  value: object,
  { substitutions, locate, settings, collector }: TokenValues,
  mayHoldTokens: boolean,
): unknown {
  const used = new Set<string>();
  let full = false;
  let left = MAX_FILE_BYTES;
  const visit = (each: unknown, path: Path): unknown => {
    if (typeof each === 'string') {
      if (!each.includes('{{')) return each;
      const done = substitute(each, substitutions, left);
      left -= done.text.length;
      if (done.error) {
        const { message, hint } = done.error;
        if (!full) collector.add(manifestSubstitution, { place: locate(path), message, hint });
        full = true;
        return each;
      }
      for (const name of done.used) used.add(name);
      for (const { name } of done.missing) withoutValue(name, locate(path), collector);
      return done.text;
    }
    if (Array.isArray(each)) return mapSame(each, (item, at) => visit(item, [...path, at]));
    if (typeof each !== 'object' || each === null) return each;
    let copy: Record<string, unknown> | undefined;
    for (const key of Object.keys(each)) {
      const old = (each as Record<string, unknown>)[key];
      if (typeof old !== 'object' && typeof old !== 'string') continue;
      const fresh = visit(old, [...path, key]);
      if (fresh === old) continue;
      copy ??= Object.assign(Object.create(null), each) as Record<string, unknown>;
      copy[key] = fresh;
    }
    return copy ?? each;
  };
  const replaced = mayHoldTokens && holdsToken(value) ? visit(value, []) : value;
  unused(used, substitutions, settings, collector);
  return replaced;
}

/** A quick look without paths, since most graphs hold no token. */
function holdsToken(value: object): boolean {
  const open: object[] = [value];
  for (let each = open.pop(); each; each = open.pop()) {
    for (const child of Object.values(each) as unknown[]) {
      if (typeof child === 'string') {
        if (child.includes('{{')) return true;
      } else if (typeof child === 'object' && child !== null) open.push(child);
    }
  }
  return false;
}

function mapSame(
  list: readonly unknown[],
  change: (item: unknown, at: number) => unknown,
): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (const [at, item] of list.entries()) {
    const fresh = change(item, at);
    if (fresh === item) continue;
    copy ??= [...list];
    copy[at] = fresh;
  }
  return copy ?? list;
}

/** Reports the substitutions of the manifest itself that nothing of `used` names. */
export function unused(
  used: ReadonlySet<string>,
  substitutions: Readonly<Record<string, string>>,
  settings: Layered,
  collector: Collector,
): void {
  for (const name of Object.keys(substitutions)) {
    if (used.has(name)) continue;
    const place = settings.locate(['substitutions', name], 'key');
    // Defaults of the configuration serve many flows; not every one has to use them all.
    if (place.document.file !== collector.origin.file) continue;
    collector.add(manifestSubstitution, {
      place,
      severity: 'warning',
      message: `Substitution "${name}" is unused`,
      hint: `Remove it, or use {{${name}}} in the flow.`,
    });
  }
}
