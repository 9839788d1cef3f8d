import { type Dictionary, dictionary } from '../source/data.ts';
import type { SourceDocument } from '../source/document.ts';
import { counted } from '../text/plural.ts';
import { list, type Weakening } from './weakened-settings.ts';

/** What of the configuration, beside settings that a manifest can have too, weakens checks after a change. */
export function weakenedConfig(
  before: SourceDocument | undefined,
  after: SourceDocument | undefined,
): Weakening[] {
  const [old, fresh] = [dictionary(before?.value), dictionary(after?.value)];
  const weaker: Weakening[] = [];
  if (before && !after) weaker.push({ path: [], text: 'the configuration is removed' });
  const more = added(items(old.suppressions), items(fresh.suppressions));
  if (more.length > 0) {
    const rules = more.map((item) => {
      const { rule } = dictionary(JSON.parse(item));
      return typeof rule === 'string' ? rule.slice(0, 60) : 'no rule';
    });
    weaker.push({
      path: ['suppressions'],
      text: `${counted(more.length, 'suppression')} added or changed: ${list(rules)}`,
    });
  }
  if (canonical(old.manifests) !== canonical(fresh.manifests))
    weaker.push({ path: ['manifests'], text: `the globs under "manifests" are changed${globs(old, fresh)}` });
  if (fresh.baseline !== undefined && fresh.baseline !== old.baseline)
    weaker.push({ path: ['baseline'], text: 'another file is the baseline' });
  return weaker;
}

/** How many findings a baseline hides that the one before did not; undefined if it hides no more. */
export function weakenedBaseline(
  before: SourceDocument | undefined,
  after: SourceDocument,
): Weakening | undefined {
  const more = added(items(before?.value), items(after.value));
  return more.length === 0
    ? undefined
    : { path: [], text: `the baseline hides ${counted(more.length, 'more finding')}` };
}

function globs(old: Dictionary, fresh: Dictionary): string {
  const gone = added(items(fresh.manifests), items(old.manifests));
  const excluded = added(items(old.manifests), items(fresh.manifests)).filter((glob) =>
    glob.startsWith('"!'),
  );
  const words = [
    gone.length > 0 ? `without ${list(gone)}` : '',
    excluded.length > 0 ? `with ${list(excluded)}` : '',
  ].filter((each) => each !== '');
  return words.length > 0 ? ` (${words.join(', ')})` : '';
}

function items(value: unknown): string[] {
  return Array.isArray(value) ? value.map(canonical) : [];
}

/** The items of a list that another one has not, counted: one that is there once more is one. */
export function added(before: readonly string[], after: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const item of before) left.set(item, (left.get(item) ?? 0) + 1);
  return after.filter((item) => {
    const count = left.get(item) ?? 0;
    left.set(item, count - 1);
    return count <= 0;
  });
}

/** JSON with sorted keys, so that the order in which they were written makes no difference. */
export function canonical(value: unknown): string {
  const sorted = (_: string, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each;
  return JSON.stringify(value, sorted) ?? '';
}
