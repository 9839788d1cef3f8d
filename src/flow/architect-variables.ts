import { type Dictionary, dictionary, isDictionary } from '../source/data.ts';
import type { Path } from '../source/document.ts';
import { variablesIn, variablesOf } from './architect-deciders.ts';

/** A variable where the flow declares it. */
export interface Declaration {
  /** As written, scope included: `Flow.x`. */
  readonly name: string;
  readonly at: Path;
  /** Others can set or read it: a flow that calls this one, or a report. */
  readonly shared: boolean;
  /** Path of the task or state that a `Task.` or `State.` variable belongs to; the flow's own path for the rest. */
  readonly scope: Path;
}

/** A variable where an expression or an output names it. */
export interface Use {
  /** In lower case. */
  readonly name: string;
  readonly at: Path;
}

/** The variables of a flow: where they are declared, and where they are named. */
export interface Variables {
  readonly declared: readonly Declaration[];
  /** Names in expressions and outputs, which only a declared variable can stand for. */
  readonly uses: readonly Use[];
  /** Every name in any text of the file besides the declarations, prompts' texts and keys included. */
  readonly mentioned: ReadonlySet<string>;
}

const LISTS = new Set(['variables', 'startUpTaskVariables']);
const NAMING = new Set(['exp', 'var', 'variable']);

/** Reads declarations and uses of variables, in one walk and without recursion. */
export function readVariables(root: string, flow: Dictionary): Variables {
  const declared: Declaration[] = [];
  const uses: Use[] = [];
  const mentioned = new Set<string>();
  const open: { value: unknown; path: Path }[] = [{ value: flow, path: [root] }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, path } = next;
    if (typeof value === 'string') {
      if (!value.includes('.')) continue;
      const names = variablesIn(value);
      for (const name of names) mentioned.add(name);
      if (!NAMING.has(String(path.at(-1)))) continue;
      for (const name of new Set(variablesOf(value))) uses.push({ name, at: path });
      continue;
    }
    if (typeof value !== 'object' || value === null) continue;
    const declares = Array.isArray(value) && LISTS.has(String(path.at(-1)));
    const entries = Array.isArray(value) ? value.entries() : Object.entries(value);
    for (const [key, child] of entries) {
      const at = [...path, key];
      if (typeof key === 'string' && key.includes('.'))
        for (const name of variablesIn(key)) mentioned.add(name);
      const inner = declares ? declaration(child, at) : undefined;
      if (inner) declared.push(inner.found);
      open.push(inner ? inner.rest : { value: child, path: at });
    }
  }
  return { declared: declared.toReversed(), uses: uses.toReversed(), mentioned };
}

/** One item of a list of variables, and what of it is not its name. */
function declaration(
  item: unknown,
  at: Path,
): { found: Declaration; rest: { value: unknown; path: Path } } | undefined {
  const kind = Object.keys(dictionary(item))[0];
  const value = kind === undefined ? undefined : dictionary(item)[kind];
  if (kind === undefined || !isDictionary(value) || typeof value.name !== 'string') return undefined;
  const { name, ...more } = value;
  return {
    found: {
      name,
      at: [...at, kind, 'name'],
      shared: value.isInput === true || value.isOutput === true,
      scope: at.slice(0, -2),
    },
    rest: { value: more, path: [...at, kind] },
  };
}
