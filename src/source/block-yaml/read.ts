import { charactersIn } from '../characters.ts';
import { dictionary } from '../data.ts';
import { type Part, type Path, READABLE, type SourceDocument, type Span } from '../document.ts';
import { indexTree, nearest, type TreeIndex } from '../tree.ts';
import { type Blocks, readBlocks } from './nodes.ts';
import { keyName } from './scalars.ts';
import { HandOver } from './scanner.ts';

interface Node {
  readonly at: number;
}

/**
 * Reads the part of YAML that exports are written in, as `readYaml` does and many times as fast: the same data and the same
 * spans. Undefined for every text with anything else in it, or that is not valid; `readYaml` reads those.
 */
export function readBlockYaml(file: string, text: string): SourceDocument | undefined {
  let blocks: Blocks | undefined = blocksOf(text);
  if (!blocks) return undefined;
  let locate: ReturnType<typeof locator> | undefined;
  // Data and places are larger than their text: they go once the file is checked, and are made anew if asked for.
  const read = (): Blocks => (blocks ??= readBlocks(text));
  return {
    file,
    text,
    get value() {
      return read().value;
    },
    ...READABLE,
    span(path, part = 'value') {
      locate ??= locator(text, read());
      return locate(path, part);
    },
    release() {
      blocks = undefined;
      locate = undefined;
    },
  };
}

function blocksOf(text: string): Blocks | undefined {
  // Parsers read a carriage return that ends no line differently, which is reported. NUL marks the end for the scanner.
  if (/\r(?!\n)|\0/.test(text)) return undefined;
  try {
    return readBlocks(text);
  } catch (error) {
    if (error instanceof HandOver) return undefined;
    throw error;
  }
}

function locator(text: string, { value, places }: Blocks): (path: Path, part: Part) => Span {
  const index: TreeIndex<Node> = indexTree<Node>((node) => entries(text, places, node));
  const root: Node = { at: 0 };
  return (path, part) => {
    const { node, complete } = nearest(index, root, path);
    if (typeof part === 'object' && complete) {
      const scalar = valueAt(value, path);
      if (typeof scalar === 'string') return charactersIn(text, places.value(node.at), scalar, part);
    }
    const key = complete && part === 'key' ? places.key(node.at) : undefined;
    return key ?? places.value(node.at);
  };
}

function* entries(text: string, places: Blocks['places'], node: Node): Generator<[string | number, Node]> {
  let index = 0;
  for (const at of places.children(node.at)) {
    const key = places.key(at);
    yield [key ? keyName(text, key.start, key.end) : index++, { at }];
  }
}

function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const step of path) value = Array.isArray(value) ? value[Number(step)] : dictionary(value)[step];
  return value;
}
