import type { Definition } from '../flow/definition.ts';
import { FLOW_ROOTS, isFlowRoot } from '../flow/flow-type.ts';
import { isDictionary } from '../source/data.ts';
import type { Path } from '../source/document.ts';
import { valueAt } from '../source/layers.ts';
import { nearMiss } from '../text/nearest.ts';
import { Entries } from './entries.ts';
import {
  ACTION_FIELDS,
  ACTION_NAMES,
  AUDIO_FIELDS,
  AUDIO_KINDS,
  CHOICE_FIELDS,
  CHOICE_NAMES,
  CONTAINER_FIELDS,
  FLOW_FIELDS,
  OUTPUTS,
} from './vocabulary.ts';

/** What kind of thing a key names. */
export type Named = 'flow type' | 'field' | 'action' | 'output' | 'menu choice';

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

/**
 * Finds misspelt keys, and gives the definition as it was most likely meant: what follows from a misspelling is then no
 * further finding. Places stay those of the author's file. Keys that are near no known one are left alone.
 */
export function respell(definition: Definition): {
  readonly definition: Definition;
  readonly entries: Entries;
  readonly misspelt: readonly Misspelling[];
} {
  const entries = new Entries(definition.value);
  const misspelt = findMisspelt(entries);
  if (misspelt.length === 0) return { definition, entries, misspelt };
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
    entries: new Entries(value),
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

/** Other keys that are remembered with what they mean: fields of actions come again and again. */
const MOST_REMEMBERED = 2000;

/** Names that a key may have. */
class Known {
  readonly #names: readonly string[];
  /** The name that a key means; undefined if it is near none. */
  readonly #meant: Map<string, string | undefined>;

  constructor(names: readonly string[]) {
    this.#names = names;
    this.#meant = new Map(names.map((name) => [name, name]));
  }

  meant(key: string): string | undefined {
    const known = this.#meant.get(key);
    if (known !== undefined || this.#meant.has(key)) return known;
    const near = nearMiss(key, this.#names);
    if (this.#meant.size < MOST_REMEMBERED) this.#meant.set(key, near);
    return near;
  }
}

/** What the keys of a map are. */
interface MapNames {
  readonly named: Named;
  readonly names: Known;
}

const ROOTS = new Known(FLOW_ROOTS);
const CHOICES = new Known(CHOICE_NAMES);
const ACTIONS = new Known(ACTION_NAMES);
const ONLY_ACTIONS = new Known(['actions']);
const ITEM: ReadonlyMap<string, Known> = new Map(
  Object.values(ITEMS).map((item) => [item, new Known([item])]),
);
const FIELDS: Readonly<Partial<Record<Part, Known>>> = {
  flow: new Known(FLOW_FIELDS),
  container: new Known(CONTAINER_FIELDS),
  choice: new Known(CHOICE_FIELDS),
  action: new Known(ACTION_FIELDS),
};
const AUDIO = new Known(AUDIO_KINDS);
/** The outputs of actions that have no others. */
const OUTPUT: ReadonlyMap<string, Known> = new Map(
  Object.entries(OUTPUTS).map(([action, names]) => [action, new Known(names)]),
);

function findMisspelt(entries: Entries): Misspelling[] {
  const file = entries.value(0);
  if (!isDictionary(file)) return [];
  const [first, second] = Object.keys(file);
  const isKnown = Object.keys(file).find(isFlowRoot);
  if (first === undefined || (isKnown === undefined && second !== undefined)) return [];
  const reader = new SpellingReader(entries);
  const root = entries.child(0, isKnown ?? first);
  if (isKnown === undefined) reader.meaning('flow type', root, ROOTS);
  reader.read(root);
  return reader.found;
}

/** Goes through the entries of a flow, and knows of each what it is from what it stands in. */
class SpellingReader {
  readonly found: Misspelling[] = [];
  readonly #entries: Entries;
  readonly #parts: (Part | undefined)[] = [];
  /** For a list of containers the only name that its items can have. */
  readonly #items = new Map<number, string>();

  constructor(entries: Entries) {
    this.#entries = entries;
    for (let at = 0; at < entries.length; at++) this.#parts.push(undefined);
  }

  read(flow: number): void {
    const entries = this.#entries;
    this.#parts[flow] = 'flow';
    for (let at = flow; at < entries.end(flow); at++) {
      const part = this.#parts[at];
      if (part === undefined) continue;
      const value = entries.value(at);
      if (Array.isArray(value))
        for (let each = at + 1; each < entries.end(at); each = entries.end(each)) this.#item(at, part, each);
      else if (isDictionary(value)) {
        const names = this.#namesIn(part, at);
        for (let each = at + 1; each < entries.end(at); each = entries.end(each))
          this.#member(names, part, each);
      }
    }
  }

  /** The name that a key stands for, and a finding if it is not written so. */
  meaning(named: Named, at: number, names: Known): string {
    const key = String(this.#entries.key(at));
    const meant = names.meant(key);
    if (meant === undefined || meant === key) return key;
    this.found.push({ named, key, meant, at: this.#entries.path(at) });
    return meant;
  }

  /** What stands in a list: containers, choices or actions by their names. */
  #item(list: number, part: Part, each: number): void {
    if (part === 'inside action') {
      this.#parts[each] = part;
      return;
    }
    const value = this.#entries.value(each);
    if (!isDictionary(value) || this.#entries.end(each) === each + 1) return;
    const inside = each + 1;
    const item = this.#items.get(list) ?? '';
    if (part === 'list') {
      const names = ITEM.get(item);
      if (names && this.meaning('field', inside, names) === item) this.#parts[inside] = 'container';
    } else if (part === 'choices') {
      this.meaning('menu choice', inside, CHOICES);
      this.#parts[inside] = 'choice';
    } else if (part === 'actions') {
      this.meaning('action', inside, ACTIONS);
      this.#parts[inside] = 'action';
    }
  }

  /** The names that the keys of a map may have; undefined where people choose them, or they are not known. */
  #namesIn(part: Part, map: number): MapNames | undefined {
    const fields = FIELDS[part];
    if (fields) return { named: 'field', names: fields };
    const field = String(this.#entries.key(map));
    const outputs =
      field === 'outputs' ? OUTPUT.get(String(this.#entries.key(this.#entries.parent(map)))) : undefined;
    if (outputs) return { named: 'output', names: outputs };
    return AUDIO_FIELDS.has(field) ? { named: 'field', names: AUDIO } : undefined;
  }

  /** What stands in a map whose keys are fields. */
  #member(names: MapNames | undefined, part: Part, each: number): void {
    const child = this.#entries.value(each);
    const name = names ? this.meaning(names.named, each, names.names) : this.#chosenName(each, child);
    if (part === 'flow') {
      const item = Object.hasOwn(ITEMS, name) ? ITEMS[name] : undefined;
      if (item !== undefined) {
        this.#parts[each] = 'list';
        this.#items.set(each, item);
      } else if (SINGLE.has(name)) this.#parts[each] = 'container';
      else if (name === 'startUpTaskActions') this.#parts[each] = 'actions';
    } else if (name === 'actions') this.#parts[each] = 'actions';
    else if (part === 'container' && name === 'choices') this.#parts[each] = 'choices';
    else if (part === 'choice' && name === 'task') this.#parts[each] = 'container';
    else if ((part === 'action' || part === 'inside action') && typeof child === 'object')
      this.#parts[each] = 'inside action';
  }

  /** Among names that people choose, a list of actions is known by what is in it. */
  #chosenName(at: number, child: unknown): string {
    return Array.isArray(child) && child.length > 0 && child.every(isDictionary)
      ? this.meaning('field', at, ONLY_ACTIONS)
      : String(this.#entries.key(at));
  }
}
