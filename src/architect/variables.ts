import { type Dictionary, dictionary, isDictionary } from '../source/data.ts';
import type { Path } from '../source/document.ts';
import { variablesIn, variablesOf } from './loop-guards.ts';

/** A variable where the flow declares it. */
export interface Declaration {
  /** As written, scope included: `Flow.x`. */
  readonly name: string;
  /** Its type as statements write it: `string`, `queueCollection`; empty if the key does not say one. */
  readonly type: string;
  readonly at: Path;
  /** Where the map of its settings stands. */
  readonly settingsAt: Path;
  readonly settings: Dictionary;
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
  /** Texts that name the variable that is set: `var: Flow.x`, `variable: Flow.x`; as written. None of branches that are off. */
  readonly assigned: readonly Use[];
  /** Every name in any text of the file besides the declarations, prompts' texts and keys included. */
  readonly mentioned: ReadonlySet<string>;
}

/** A value that is still to be read. */
interface Place {
  readonly value: unknown;
  readonly path: Path;
  /** It stands in a branch that is switched off. */
  readonly off: boolean;
}

/** A name of the expression language, as authors may choose it; its letters are those of the platform's grammar. */
const IDENTIFIER =
  /^[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u3040-\u318f\u3300-\u337f\u3400-\u3d2d\u4e00-\u9fff\uf900-\ufaff][A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u3040-\u318f\u3300-\u337f\u3400-\u3d2d\u4e00-\u9fff\uf900-\ufaff0-9_]*$/;

/** True for the part of a variable's name behind its scope that the expression language can read. */
export function isIdentifier(name: string): boolean {
  return IDENTIFIER.test(name);
}

const LISTS = new Set(['variables', 'startUpTaskVariables']);
const NAMING = new Set(['exp', 'var', 'variable']);
const TYPED = /^(.+)Variable$/;

/** Reads declarations and uses of variables in the author's order, in one walk and without recursion. */
export function readVariables(root: string, flow: Dictionary): Variables {
  const declared: Declaration[] = [];
  const uses: Use[] = [];
  const assigned: Use[] = [];
  const mentioned = new Set<string>();
  const open: Place[] = [{ value: flow, path: [root], off: false }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, path } = next;
    if (typeof value === 'string') {
      const key = path.at(-1);
      if (!next.off && (key === 'var' || key === 'variable')) assigned.push({ name: value, at: path });
      if (!value.includes('.')) continue;
      const names = variablesIn(value);
      for (const name of names) mentioned.add(name);
      if (!NAMING.has(String(key))) continue;
      for (const name of new Set(variablesOf(value))) uses.push({ name, at: path });
      continue;
    }
    if (typeof value !== 'object' || value === null) continue;
    const declares = Array.isArray(value) && LISTS.has(String(path.at(-1)));
    const entries: [string | number, unknown][] = Array.isArray(value)
      ? [...value.entries()]
      : Object.entries(value);
    const off = next.off || dictionary(value).enabled === false;
    const inside: Place[] = [];
    for (const [key, child] of entries) {
      const at = [...path, key];
      if (typeof key === 'string' && key.includes('.'))
        for (const name of variablesIn(key)) mentioned.add(name);
      const inner = declares ? declaration(child, at) : undefined;
      if (inner) declared.push(inner.found);
      inside.push(inner ? { ...inner.rest, off } : { value: child, path: at, off });
    }
    // The last one pushed is taken first.
    for (const each of inside.toReversed()) open.push(each);
  }
  return { declared, uses, assigned, mentioned };
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
      type: TYPED.exec(kind)?.[1] ?? '',
      at: [...at, kind, 'name'],
      settingsAt: [...at, kind],
      settings: value,
      shared: value.isInput === true || value.isOutput === true,
      scope: at.slice(0, -2),
    },
    rest: { value: more, path: [...at, kind] },
  };
}
