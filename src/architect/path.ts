import type { Path } from '../source/document.ts';

/** The fields that refer to another part of the flow by its path. */
export const REFERENCE_FIELDS: ReadonlySet<string> = new Set([
  'startUpRef',
  'targetTaskRef',
  'targetMenuRef',
  'targetStateRef',
  'defaultChildMenuRef',
]);

/** One step of a reference: a property, or the item of a list that has a refId. */
interface Step {
  readonly name: string;
  readonly refId: string | undefined;
}

type Dictionary = Readonly<Record<string, unknown>>;

const NAME = /\/([^/[\]]+)/y;

/** Splits `/inboundCall/tasks/task[Main_12]/actions` into steps; undefined for a text that is no path. */
export function parseReference(path: string): Step[] | undefined {
  const steps: Step[] = [];
  for (let at = 0; at < path.length; ) {
    NAME.lastIndex = at;
    const name = NAME.exec(path)?.[1];
    if (name === undefined) return undefined;
    at = NAME.lastIndex;
    const end = path[at] === '[' ? closing(path, at + 1) : undefined;
    steps.push({ name, refId: end === undefined ? undefined : path.slice(at + 1, end) });
    if (end !== undefined) at = end + 1;
    else if (path[at] === '[') return undefined;
  }
  return steps;
}

/** A refId may contain spaces, brackets and quotes; it ends at the first bracket before a slash or the end. */
function closing(path: string, from: number): number | undefined {
  for (let at = path.indexOf(']', from); at >= 0; at = path.indexOf(']', at + 1))
    if (at + 1 === path.length || path[at + 1] === '/') return at;
  return undefined;
}

/** Resolves references by path in one Architect YAML file; lists are indexed once each. */
export class ArchitectPaths {
  readonly #root: unknown;
  readonly #lists = new WeakMap<readonly unknown[], Map<string, number>>();

  constructor(root: unknown) {
    this.#root = root;
  }

  /**
   * The place that a reference names, or its deepest part that exists (`complete: false`). Absolute (`/inboundCall/…`) or
   * relative (`./`, `../`) to the object at `from`. Undefined for any other text.
   */
  resolve(reference: string, from: Path): { path: Path; complete: boolean } | undefined {
    if (reference.startsWith('/')) return this.#walk(reference, []);
    if (reference.startsWith('./')) return this.#walk(reference.slice(1), from);
    if (!reference.startsWith('../')) return undefined;
    // "One level up" may mean the list that an object stands in, or the object that holds the list: both are tried.
    for (let up = from.length - 1; up >= 0; up--) {
      const found = this.#walk(reference.slice(2), from.slice(0, up));
      if (found?.complete) return found;
    }
    return { path: [], complete: false };
  }

  #walk(text: string, base: Path): { path: Path; complete: boolean } | undefined {
    const steps = parseReference(text);
    if (!steps) return undefined;
    const path: (string | number)[] = [...base];
    let current: unknown = base.reduce<unknown>((value, step) => child(value, step), this.#root);
    for (const { name, refId } of steps) {
      if (Array.isArray(current)) {
        const index = this.#index(current).get(`${name}[${refId ?? ''}]`);
        if (index === undefined) return { path, complete: false };
        path.push(index, name);
        current = child(current[index], name);
      } else {
        const next = child(current, name);
        if (next === undefined) return { path, complete: false };
        path.push(name);
        current = next;
      }
    }
    return { path, complete: true };
  }

  #index(list: readonly unknown[]): Map<string, number> {
    let index = this.#lists.get(list);
    if (!index) {
      index = new Map();
      for (const [at, item] of list.entries()) {
        if (typeof item !== 'object' || item === null) continue;
        for (const [kind, value] of Object.entries(item)) {
          const refId = child(value, 'refId');
          const name = child(value, 'name');
          // Paths in messages name actions, which have no refId, by their names.
          for (const id of [refId, name]) {
            const key = `${kind}[${String(id)}]`;
            if ((typeof id === 'string' || typeof id === 'number') && !index.has(key)) index.set(key, at);
          }
        }
      }
      this.#lists.set(list, index);
    }
    return index;
  }
}

function child(value: unknown, step: string | number): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
  return (value as Dictionary)[step];
}
