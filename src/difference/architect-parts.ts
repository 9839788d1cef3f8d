import { readContainers } from '../architect/container.ts';
import { ArchitectPaths } from '../architect/path.ts';
import { everySequence } from '../architect/sequence.ts';
import { isFlowRoot } from '../flow/flow-type.ts';
import { type Dictionary, dictionary, isDictionary } from '../source/data.ts';
import type { Path } from '../source/document.ts';
import { valueAt } from '../source/layers.ts';
import type { Part, PartKind, Target } from './part.ts';
import { type Below, readSettings } from './settings.ts';

type Found = Pick<Part, 'kind' | 'type' | 'name' | 'ids' | 'at' | 'parent'>;

/** The parts of a flow of Architect YAML, parents first; from the data of the whole file, whatever it is. */
export function architectParts(value: unknown): readonly Part[] {
  const reader = new PartsReader(value);
  return reader.parts();
}

class PartsReader {
  readonly #value: unknown;
  readonly #root: string;
  readonly #flow: Dictionary;
  readonly #found: Found[] = [];
  readonly #index = new Map<string, number>();

  constructor(value: unknown) {
    this.#value = value;
    const roots = Object.keys(dictionary(value));
    this.#root = roots.find(isFlowRoot) ?? roots[0] ?? '';
    this.#flow = dictionary(dictionary(value)[this.#root]);
  }

  parts(): Part[] {
    this.#add('flow', this.#root, textOf(this.#flow.name), {}, [], -1);
    this.#variables();
    for (const container of readContainers(this.#root, this.#flow)) {
      const { kind, at, value, name } = container;
      // The task inside a choice is a part of the choice.
      const own =
        kind === 'choice'
          ? this.#parentOf(at)
          : this.#add(kind, kind, name, kind === 'body' ? {} : value, at, this.#parentOf(at));
      for (const choice of container.choices)
        this.#add('choice', choice.kind, choice.name, choice.value, choice.at, own);
      for (const sequence of container.sequence ? everySequence(container.sequence) : []) {
        for (const action of sequence.actions)
          this.#add(
            'action',
            action.kind,
            textOf(action.value.name),
            action.value,
            action.at,
            this.#parentOf(action.at),
          );
      }
    }
    return this.#withSettings();
  }

  #variables(): void {
    const list = this.#flow.variables;
    for (const [index, item] of (Array.isArray(list) ? list : []).entries()) {
      const [entry, more] = Object.entries(dictionary(item));
      if (!entry || more || !isDictionary(entry[1])) continue;
      const [type, value] = entry;
      this.#add('variable', type, textOf(value.name), value, [this.#root, 'variables', index, type], 0);
    }
  }

  #add(kind: PartKind, type: string, name: string, value: Dictionary, at: Path, parent: number): number {
    this.#index.set(at.join('\0'), this.#found.length);
    this.#found.push({ kind, type, name, ids: idsOf(name, value), at, parent });
    return this.#found.length - 1;
  }

  /** The nearest part above a place. */
  #parentOf(at: Path): number {
    for (let length = at.length - 1; length > 0; length--) {
      const found = this.#index.get(at.slice(0, length).join('\0'));
      if (found !== undefined) return found;
    }
    return 0;
  }

  #withSettings(): Part[] {
    const paths = new ArchitectPaths(this.#value);
    const isPart = (path: Path) => this.#index.has(path.join('\0'));
    const resolve = (text: string, at: Path) => paths.resolve(text, at.slice(0, -1));
    const isReference = (key: string, text: string, at: Path) =>
      key.endsWith('Ref') && resolve(text, at)?.complete === true;
    const below = this.#found.map(({ at }) =>
      readSettings(valueAt(this.#value, at), at, isPart, isReference),
    );
    return this.#found.map((part, own): Part => {
      const { settings, references } = below[own] as Below;
      const value = part.kind === 'flow' ? this.#flow : valueAt(this.#value, part.at);
      const targets = references.map(({ field, text, at }): Target => {
        const path = resolve(text, at)?.path ?? [];
        const target = this.#index.get(path.join('\0')) ?? this.#parentOf(path);
        return { field, part: target, rest: path.slice(this.#found[target]?.at.length ?? 0).join('/') };
      });
      const slot = below[part.parent]?.slots.get(part.at.join('\0')) ?? '';
      return { ...part, slot, settings, targets, value: dictionary(value) };
    });
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The ids that the platform gave: its tracking id, which an export appends to the name, and the whole refId. */
function idsOf(name: string, value: Dictionary): string[] {
  const ids: string[] = [];
  const tracking = textOf(value.trackingId);
  if (/^\d+$/.test(tracking)) ids.push(`#${tracking}`);
  const refId = textOf(value.refId);
  if (refId === '') return ids;
  const end = refId.lastIndexOf('_');
  const number = refId.slice(end + 1);
  if (end > 0 && refId.slice(0, end) === name && /^\d{1,12}$/.test(number)) ids.push(`#${number}`);
  return [...ids, refId];
}
