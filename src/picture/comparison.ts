import type { FlowDifference } from '../difference/change.ts';
import type { Part } from '../difference/part.ts';
import type { Path } from '../source/document.ts';
import type { Comparison } from './union.ts';
import { type CallerView, pathKey } from './view.ts';

/** What of a picture is changed, by the differences of two versions; a change that no step stands for marks the start. */
export function comparisonOf(difference: FlowDifference, before: CallerView, after: CallerView): Comparison {
  const { match } = difference;
  const old = new Map(difference.before.map(({ at }, index) => [pathKey(at), index]));
  const steps = new Set(after.nodes.map(({ at }) => pathKey(at)));
  const oldSteps = new Set(before.nodes.map(({ at }) => pathKey(at)));
  const start = pathKey((after.nodes.find(({ role }) => role === 'start') ?? after.nodes[0])?.at ?? []);
  const changed = new Set<string>();
  for (const change of difference.changes) {
    const [earlier, later] = [difference.before[change.before], difference.after[change.after]];
    if (change.kind === 'added') {
      if (later && !steps.has(pathKey(later.at))) changed.add(start);
    } else if (change.kind === 'removed') {
      if (earlier && !oldSteps.has(pathKey(earlier.at))) changed.add(start);
    } else if (later?.kind === 'flow') {
      const paths = [
        ...change.settings.map(({ path }) => path),
        ...change.targets.map(({ field }) => field.split('\0')),
      ];
      for (const path of paths) changed.add(nearest(path, steps) ?? start);
    } else if (later) changed.add(steps.has(pathKey(later.at)) ? pathKey(later.at) : start);
  }
  return {
    before,
    changed,
    keyOf: (path) => keyOf(path, old, difference.before, difference.after, match.toAfter),
  };
}

/** The longest part of a path that is a step of its own, such as the greeting. */
function nearest(path: Path, steps: ReadonlySet<string>): string | undefined {
  for (let length = path.length; length > 0; length--) {
    const key = pathKey(path.slice(0, length));
    if (steps.has(key)) return key;
  }
  return undefined;
}

function keyOf(
  path: Path,
  old: ReadonlyMap<string, number>,
  before: readonly Part[],
  after: readonly Part[],
  toAfter: Int32Array,
): string {
  for (let length = path.length; length > 0; length--) {
    const part = old.get(pathKey(path.slice(0, length)));
    if (part === undefined || !before[part]) continue;
    const now = after[toAfter[part] ?? -1];
    return now ? pathKey([...now.at, ...path.slice(length)]) : `removed\0${pathKey(path)}`;
  }
  return pathKey(path);
}
