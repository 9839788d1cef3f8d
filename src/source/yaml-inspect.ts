import {
  type Alias,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type ParsedNode,
  type YAMLMap,
} from 'yaml';
import type { SyntaxProblem } from './document.ts';
import { nodeSpan } from './yaml-tree.ts';

/** The most nodes that aliases may expand to; real flows have far fewer. */
const MAX_ALIASED_NODES = 100_000;
/** Aliases in one file: the library looks through the whole file for each. */
const MAX_ALIASES = 1000;

const WRITE_OUT = 'Write the values out instead of repeating them by alias.';

/** What stands in the tree of a YAML file that parsers read differently, and what its aliases stand for. */
export interface Inspection {
  /** In the order of the text. */
  readonly problems: readonly SyntaxProblem[];
  /** The file cannot be read: its aliases lead to too much, or to nothing. */
  readonly fatal: boolean;
  readonly targets: Map<Alias, Node>;
}

/** Checks the tree in one pass: tags, duplicate keys, and the total size of the aliases. */
export function inspect(root: ParsedNode): Inspection {
  const problems: SyntaxProblem[] = [];
  const { order, aliases } = inVisitOrder(root, problems);
  const tooMany = aliases > MAX_ALIASES;
  const weights = new AliasWeights();
  // The reverse of the visiting order is the order of the text, with children before their parents. So the anchors that
  // an alias can name are exactly those already seen.
  for (let at = order.length - 1; at >= 0; at--) weights.add(order[at] as Node);
  if (weights.problem && !tooMany) problems.push(weights.problem);
  return {
    problems: problems.sort((a, b) => a.span.start - b.span.start),
    fatal: tooMany || weights.problem !== undefined,
    targets: weights.targets,
  };
}

/** All nodes, each before what it contains and the last ones of the text first; checks each as it comes. */
function inVisitOrder(
  root: ParsedNode,
  problems: SyntaxProblem[],
): { readonly order: readonly Node[]; readonly aliases: number } {
  let aliases = 0;
  const order: Node[] = [];
  const open: Node[] = [root];
  while (open.length > 0) {
    const node = open.pop() as Node;
    order.push(node);
    if (isAlias(node)) {
      if (++aliases === MAX_ALIASES + 1)
        problems.push(
          problemAt(node, `the file has more than ${MAX_ALIASES.toLocaleString('en')} aliases`, WRITE_OUT),
        );
    } else if (hasTag(node)) {
      const hint = 'Remove the tag. Quote the value if it must be a string.';
      problems.push(problemAt(node, `the tag ${node.tag}: parsers read tags differently`, hint));
    }
    if (isMap(node)) openMap(node, open, problems);
    else if (isSeq(node)) {
      for (const item of node.items) if (item && !isPair(item)) open.push(item as Node);
    }
  }
  return { order, aliases };
}

/** Adds the keys and values of a map to the open nodes; a key given twice is a problem. */
function openMap(map: YAMLMap, open: Node[], problems: SyntaxProblem[]): void {
  const seen = new Set<string>();
  for (const pair of map.items) {
    const key = pair.key as Node | null;
    if (isScalar(key)) {
      const name = String(key.value);
      if (seen.has(name)) {
        const hint = 'Keep one of the two: parsers differ in which one they use.';
        problems.push(problemAt(key, `the key "${name}" appears twice in one map`, hint));
      }
      seen.add(name);
    }
    if (key) open.push(key);
    if (pair.value) open.push(pair.value as Node);
  }
}

/** How many nodes each node stands for with its aliases resolved, and what each alias means. */
class AliasWeights {
  readonly targets = new Map<Alias, Node>();
  /** The first alias that leads to too much, or to nothing. */
  problem: SyntaxProblem | undefined;
  readonly #anchors = new Map<string, Node>();
  readonly #weights = new Map<Node, number>();
  #total = 0;

  /** Takes the next node in the order of the text; what it contains comes before it. */
  add(node: Node): void {
    let weight = 1;
    if (isAlias(node)) weight = this.#resolve(node);
    else if (isCollection(node)) {
      for (const item of node.items) {
        if (isPair(item)) weight += this.#of(item.key as Node | null) + this.#of(item.value as Node | null);
        else weight += this.#of(item as Node | null);
      }
    }
    this.#weights.set(node, Math.min(weight, MAX_ALIASED_NODES));
    if (!isAlias(node) && node.anchor) this.#anchors.set(node.anchor, node);
  }

  #resolve(alias: Alias): number {
    const target = this.#anchors.get(alias.source);
    if (target) this.targets.set(alias, target);
    const weight = target ? (this.#weights.get(target) ?? MAX_ALIASED_NODES) : 1;
    this.#total += weight;
    if (!target || this.#total > MAX_ALIASED_NODES) {
      const message = target
        ? `aliases expand to more than ${MAX_ALIASED_NODES.toLocaleString('en')} values`
        : `the alias *${alias.source} refers to something that contains it, or that comes later`;
      this.problem ??= problemAt(alias, message, WRITE_OUT);
    }
    return weight;
  }

  #of(node: Node | null): number {
    return node ? (this.#weights.get(node) ?? 0) : 0;
  }
}

function problemAt(node: Node, message: string, hint: string): SyntaxProblem {
  return { message, hint, span: nodeSpan(node) ?? { start: 0, end: 1 } };
}

/** A tag that the author wrote; the composer sets `tag` on nothing else than explicit ones in parsed documents. */
function hasTag(node: Exclude<Node, Alias>): boolean {
  return typeof node.tag === 'string' && node.tag !== '';
}
