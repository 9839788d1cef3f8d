import { type Dictionary, dictionary, isDictionary } from '../source/data.ts';
import type { Path } from '../source/document.ts';
import type { Entries } from './entries.ts';
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
  /** In the author's capitals. */
  readonly written: string;
  readonly at: Path;
}

/** A text that names the variable that is set, as written. */
export interface Assignment {
  readonly name: string;
  readonly at: Path;
}

/** An expression where it stands. */
export interface Expression {
  readonly text: string;
  /** The path of its text; the setting that it is the value of is one step up. */
  readonly at: Path;
}

/** The variables of a flow: where they are declared, and where they are named. */
export interface Variables {
  readonly declared: readonly Declaration[];
  /** Names in expressions and outputs, which only a declared variable can stand for. */
  readonly uses: readonly Use[];
  /** Texts that name the variable that is set: `var: Flow.x`, `variable: Flow.x`; as written. None of branches that are off. */
  readonly assigned: readonly Assignment[];
  /** What stands under `exp`, and conditions that are literals. None of branches that are off. */
  readonly expressions: readonly Expression[];
  /** Every name in any text of the file besides the declarations, prompts' texts and keys included; each time anew. */
  readonly mentions: readonly string[];
  /** The same, each once. */
  readonly mentioned: ReadonlySet<string>;
  /** The same, without what stands in expressions. */
  readonly namedElsewhere: ReadonlySet<string>;
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

/** Reads declarations and uses of variables in the author's order, in the entry `flow` and all that is in it. */
export function readVariables(entries: Entries, flow: number): Variables {
  const declared: Declaration[] = [];
  const uses: Use[] = [];
  const assigned: Assignment[] = [];
  const expressions: Expression[] = [];
  const mentions: string[] = [];
  const namedElsewhere = new Set<string>();
  /** Of the item of a list of variables all but its settings, and of those the name: they are no uses. */
  const hidden = new Uint8Array(entries.length);
  const kinds = new Uint8Array(entries.length);
  const mention = (text: string, isElsewhere: boolean) => {
    for (const name of variablesIn(text)) {
      mentions.push(name);
      if (isElsewhere) namedElsewhere.add(name);
    }
  };
  const end = entries.end(flow);
  for (let at = flow; at < end; at++) {
    if (hidden[at] === 1) {
      at = entries.end(at) - 1;
      continue;
    }
    const value = entries.value(at);
    const key = entries.key(at);
    if (at > flow && typeof key === 'string' && key.includes('.') && kinds[at] !== 1) mention(key, true);
    const expression = expressionAt(entries, at);
    if (expression) expressions.push(expression);
    if (typeof value === 'string') {
      if ((key === 'var' || key === 'variable') && !entries.isOff(at))
        assigned.push({ name: value, at: entries.path(at) });
      if (!value.includes('.')) continue;
      mention(value, key !== 'exp');
      if (!NAMING.has(String(key))) continue;
      for (const [name, written] of namesOf(value)) uses.push({ name, written, at: entries.path(at) });
    } else if (Array.isArray(value) && LISTS.has(String(key))) {
      for (let item = at + 1; item < entries.end(at); item = entries.end(item)) {
        const found = declaration(entries, item);
        if (!found) continue;
        declared.push(found);
        kinds[item + 1] = 1;
        hide(entries, item, hidden);
      }
    }
  }
  return {
    declared,
    uses,
    assigned,
    expressions,
    mentions,
    mentioned: new Set(mentions),
    namedElsewhere,
  };
}

/** The expression that an entry is; undefined for anything else, and for one in a branch that is off. */
function expressionAt(entries: Entries, at: number): Expression | undefined {
  const key = entries.key(at);
  const value = entries.value(at);
  if (!isExpression(key, value) || entries.isOff(at)) return undefined;
  const path = entries.path(at);
  return key === 'exp' || path.at(-2) === 'condition' ? { text: String(value), at: path } : undefined;
}

/** The names in an expression, each once: in lower case, and as it is written first. */
function namesOf(expression: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const written of variablesOf(expression)) {
    const name = written.toLowerCase();
    if (!found.has(name)) found.set(name, written);
  }
  return found;
}

/** Names that are declared more than once, in lower case: it is not known which declaration a use means. */
export function declaredTwice(declared: readonly Declaration[]): ReadonlySet<string> {
  const names = declared.map(({ name }) => name.toLowerCase());
  const seen = new Set<string>();
  return new Set(names.filter((name) => seen.has(name) || !seen.add(name)));
}

/** True for the text of an expression, and for a literal that may be a condition; YAML reads `exp: true` and `exp: 1` as values. */
function isExpression(key: string | number, value: unknown): boolean {
  if (key === 'exp')
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return key === 'lit' && typeof value === 'boolean';
}

/** Marks all of an item of a list of variables but its settings, and of those the name. */
function hide(entries: Entries, item: number, hidden: Uint8Array): void {
  hidden[entries.child(item + 1, 'name')] = 1;
  for (let other = entries.end(item + 1); other < entries.end(item); other = entries.end(other))
    hidden[other] = 1;
}

/** What one item of a list of variables declares, such as `stringVariable: {name: Flow.x}`. */
function declaration(entries: Entries, item: number): Declaration | undefined {
  const kind = Object.keys(dictionary(entries.value(item)))[0];
  const settings = kind === undefined ? undefined : entries.value(item + 1);
  if (kind === undefined || !isDictionary(settings) || typeof settings.name !== 'string') return undefined;
  const settingsAt = entries.path(item + 1);
  return {
    name: settings.name,
    type: TYPED.exec(kind)?.[1] ?? '',
    at: [...settingsAt, 'name'],
    settingsAt,
    settings,
    shared: settings.isInput === true || settings.isOutput === true,
    scope: settingsAt.slice(0, -3),
  };
}
