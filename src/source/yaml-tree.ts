import { type Alias, isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';
import { charactersIn } from './characters.ts';
import type { Part, Path, Span } from './document.ts';
import { indexTree, nearest } from './tree.ts';

/** One entry of a map or list. */
interface Entry {
  readonly key: Node | undefined;
  readonly value: Node;
}

/** The syntax tree of a YAML document, asked for positions. */
export class YamlTree {
  readonly #text: string;
  readonly #top: Entry;
  readonly #targets: ReadonlyMap<Alias, Node>;
  readonly #index = indexTree<Entry>((entry) => entries(this.#resolve(entry.value)));

  /** The tree of `text`; `targets` says what each alias stands for. */
  constructor(text: string, root: Node, targets: ReadonlyMap<Alias, Node>) {
    this.#text = text;
    this.#top = { key: undefined, value: root };
    this.#targets = targets;
  }

  /** The span of the entry at `path`, or of the nearest ancestor that exists; undefined if it has no place. */
  span(path: Path, part: Part = 'value'): Span | undefined {
    const { node, complete } = nearest<Entry>(this.#index, this.#top, path);
    const meant = complete && part === 'key' && node.key ? node.key : node.value;
    const span = nodeSpan(meant) ?? (node.key ? nodeSpan(node.key) : undefined);
    if (!span || !complete || typeof part === 'string') return span;
    // Where an alias stands for the text, the text itself is meant.
    const scalar = this.#resolve(node.value);
    if (!isScalar(scalar)) return span;
    return charactersIn(this.#text, nodeSpan(scalar) ?? span, String(scalar.value), part);
  }

  #resolve(node: Node): Node | undefined {
    return isAlias(node) ? this.#targets.get(node) : node;
  }
}

/** Where a node stands in the text. */
export function nodeSpan(node: Node): Span | undefined {
  const range = node.range;
  if (!range) return undefined;
  return { start: range[0], end: Math.max(range[1], range[0]) };
}

function* entries(target: Node | undefined): Generator<[string | number, Entry]> {
  if (isMap(target)) {
    for (const pair of target.items) {
      const key = pair.key as Node | null;
      if (isScalar(key)) yield [String(key.value), { key, value: (pair.value ?? key) as Node }];
    }
  } else if (isSeq(target)) {
    let at = 0;
    for (const item of target.items) yield [at++, { key: undefined, value: item as Node }];
  }
}
