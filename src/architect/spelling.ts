import type { Definition } from '../flow/definition.ts';
import { FLOW_ROOTS, isFlowRoot } from '../flow/flow-type.ts';
import { type Dictionary, isDictionary } from '../source/data.ts';
import type { Path } from '../source/document.ts';
import { valueAt } from '../source/layers.ts';
import { nearMiss } from '../text/nearest.ts';
import {
  ACTION_NAMES,
  CHOICE_FIELDS,
  CHOICE_NAMES,
  CONTAINER_FIELDS,
  FLOW_FIELDS,
  TARGET_FIELDS,
} from './vocabulary.ts';

/** What kind of thing a key names. */
export type Named = 'flow type' | 'field' | 'action' | 'menu choice';

/** A key of Architect YAML that is one or two letters away from a known one. */
export interface Misspelling {
  readonly named: Named;
  readonly key: string;
  readonly meant: string;
  /** Where the key stands, itself included. */
  readonly at: Path;
}

/** Items of the flow's lists, by the name of the list. */
const ITEMS: Readonly<Record<string, string>> = {
  menus: 'menu',
  tasks: 'task',
  states: 'state',
  bots: 'bot',
};
const SINGLE = new Set(['startUpState', 'periodicState']);

/** What a value is, which says what its keys may be. */
type Part = 'flow' | 'list' | 'container' | 'choices' | 'choice' | 'actions' | 'action' | 'inside action';

interface Open {
  readonly value: unknown;
  readonly path: Path;
  readonly part: Part;
  /** For an item of a list the only name that it can have. */
  readonly item?: string;
}

/**
 * Finds misspelt keys, and gives the definition as it was most likely meant: what follows from a misspelling is then no
 * further finding. Places stay those of the author's file. Keys that are near no known one are left alone.
 */
export function respell(definition: Definition): {
  readonly definition: Definition;
  readonly misspelt: readonly Misspelling[];
} {
  const misspelt = findMisspelt(definition.value);
  if (misspelt.length === 0) return { definition, misspelt };
  const value: unknown = structuredClone(definition.value);
  const original = new Map<string, string>();
  // The longest paths come first, so that the shorter ones still lead to their keys.
  for (const { key, meant, at } of misspelt.toSorted((a, b) => b.at.length - a.at.length)) {
    const parent = at.slice(0, -1);
    if (rename(valueAt(value, parent), key, meant)) original.set([...parent, meant].join('\0'), key);
  }
  const written = (path: Path): Path => {
    const steps: (string | number)[] = [];
    for (const step of path) steps.push(original.get([...steps, step].join('\0')) ?? step);
    return steps;
  };
  return {
    definition: { ...definition, value, locate: (path, part) => definition.locate(written(path), part) },
    misspelt,
  };
}

/** Gives a key another name, at the same place among the others; false where that name is taken. */
function rename(map: unknown, key: string, name: string): boolean {
  if (!isDictionary(map) || Object.hasOwn(map, name)) return false;
  const entries = Object.entries(map);
  const open = map as Record<string, unknown>;
  for (const [each] of entries) delete open[each];
  for (const [each, value] of entries) open[each === key ? name : each] = value;
  return true;
}

function findMisspelt(file: unknown): Misspelling[] {
  const found: Misspelling[] = [];
  if (!isDictionary(file)) return found;
  /** The name that a key stands for, and a finding if it is not written so. */
  const meaning = (named: Named, key: string, known: readonly string[], path: Path): string => {
    if (known.includes(key)) return key;
    const meant = nearMiss(key, known);
    if (meant === undefined) return key;
    found.push({ named, key, meant, at: [...path, key] });
    return meant;
  };
  const [first, second] = Object.keys(file);
  const known = Object.keys(file).find(isFlowRoot);
  if (first === undefined || (known === undefined && second !== undefined)) return found;
  const root = known ?? first;
  if (known === undefined) meaning('flow type', root, FLOW_ROOTS, []);
  const open: Open[] = [{ value: file[root], path: [root], part: 'flow' }];
  for (let next = open.pop(); next; next = open.pop()) {
    const inner = next;
    const children = Array.isArray(inner.value) ? items(inner, meaning) : members(inner, meaning);
    open.push(...children);
  }
  return found;
}

type Meaning = (named: Named, key: string, known: readonly string[], path: Path) => string;

/** What stands in a list: containers, choices or actions by their names. */
function* items({ value, path, part, item }: Open, meaning: Meaning): Generator<Open> {
  for (const [index, each] of (value as readonly unknown[]).entries()) {
    const at = [...path, index];
    const key = isDictionary(each) ? Object.keys(each)[0] : undefined;
    if (part === 'inside action') yield { value: each, path: at, part };
    if (part === 'inside action' || key === undefined) continue;
    const inside = { value: (each as Dictionary)[key], path: [...at, key] };
    if (part === 'list') {
      if (meaning('field', key, [item ?? ''], at) === item) yield { ...inside, part: 'container' };
    } else if (part === 'choices') {
      meaning('menu choice', key, CHOICE_NAMES, at);
      yield { ...inside, part: 'choice' };
    } else if (part === 'actions') {
      meaning('action', key, ACTION_NAMES, at);
      yield { ...inside, part: 'action' };
    }
  }
}

/** What stands in a map whose keys are fields. */
function* members({ value, path, part }: Open, meaning: Meaning): Generator<Open> {
  if (!isDictionary(value)) return;
  for (const [key, child] of Object.entries(value)) {
    const inside = { value: child, path: [...path, key] };
    const name = fieldName(part, key, child, path, meaning);
    if (part === 'flow') {
      const item = Object.hasOwn(ITEMS, name) ? ITEMS[name] : undefined;
      if (item !== undefined) yield { ...inside, part: 'list', item };
      else if (SINGLE.has(name)) yield { ...inside, part: 'container' };
      else if (name === 'startUpTaskActions') yield { ...inside, part: 'actions' };
    } else if (name === 'actions') yield { ...inside, part: 'actions' };
    else if (part === 'container' && name === 'choices') yield { ...inside, part: 'choices' };
    else if (part === 'choice' && name === 'task') yield { ...inside, part: 'container' };
    else if ((part === 'action' || part === 'inside action') && typeof child === 'object')
      yield { ...inside, part: 'inside action' };
  }
}

function fieldName(part: Part, key: string, child: unknown, path: Path, meaning: Meaning): string {
  switch (part) {
    case 'flow':
      return meaning('field', key, FLOW_FIELDS, path);
    case 'container':
      return meaning('field', key, CONTAINER_FIELDS, path);
    case 'choice':
      return meaning('field', key, CHOICE_FIELDS, path);
    case 'action':
      return meaning('field', key, TARGET_FIELDS, path);
    default:
      // Names that people choose stand here, too; a list of actions is known by what is in it.
      return Array.isArray(child) && child.length > 0 && child.every(isDictionary)
        ? meaning('field', key, ['actions'], path)
        : key;
  }
}
