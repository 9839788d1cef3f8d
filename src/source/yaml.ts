import {
  type Alias,
  Composer,
  type CST,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type ParsedNode,
  Parser,
  type YAMLError,
} from 'yaml';
import { MAX_DEPTH, type SourceDocument, type Span, type SyntaxFault } from './document.ts';
import { nodeSpan, YamlTree } from './yaml-tree.ts';

/** Resolved nodes that aliases may stand for; a hand-written flow stays far below. */
const MAX_ALIASED_NODES = 100_000;
/** Aliases in one file: the library looks through the whole file for each. */
const MAX_ALIASES = 1000;
const MAX_FAULTS = 20;

/** What was read of a file: plain data, and the tree that knows where each part of it stands. */
interface Reading {
  readonly value: unknown;
  readonly tree: YamlTree;
}

/** Reads YAML 1.2 with positions. What parsers read differently (directives, tags, bare CR, several documents) is a fault. */
export function readYaml(file: string, text: string): SourceDocument {
  const whole: Span = { start: text.charCodeAt(0) === 0xfeff ? 1 : 0, end: text.length };
  const broken = (faults: SyntaxFault[]): SourceDocument => ({
    file,
    text,
    value: undefined,
    faults,
    span: () => whole,
  });

  if (text.slice(whole.start).trim() === '') {
    return broken([
      { message: 'the file is empty', hint: 'Write a manifest or a flow, or remove the file.', span: whole },
    ]);
  }
  const bare = bareCarriageReturn(text);
  if (bare >= 0) {
    return broken([
      {
        message: 'a carriage return without a line feed: parsers read it differently',
        hint: 'Save the file with LF or CRLF line ends.',
        span: { start: bare, end: bare + 1 },
      },
    ]);
  }
  const tokens: CST.Token[] = [];
  try {
    for (const token of new Parser().parse(text)) tokens.push(token);
  } catch (error) {
    return broken([{ message: `not valid YAML: ${String(error)}`, hint: 'Correct the YAML.', span: whole }]);
  }
  const deep = tooDeep(tokens);
  if (deep) return broken([deep]);

  let documents: Document.Parsed[] = [];
  try {
    documents = compose(tokens, text.length);
  } catch (error) {
    return broken([{ message: `not valid YAML: ${String(error)}`, hint: 'Correct the YAML.', span: whole }]);
  }
  const faults = [...strictness(tokens)];
  const [document, second] = documents;
  if (second) {
    const start = second.contents?.range?.[0] ?? second.range[0];
    faults.push({
      message: 'more than one YAML document in the file; only the first would be read',
      hint: 'Give each document a file of its own.',
      span: { start, end: start + 1 },
    });
  }
  // What the parser reports after the first error is mostly what that one leads to.
  const [first] = (document?.errors ?? []).toSorted((a, b) => a.pos[0] - b.pos[0]);
  if (first) faults.push(fromYamlError(first));
  const root = document?.contents;
  if (!document || !root || faults.length > 0) {
    if (faults.length === 0)
      faults.push({ message: 'the file holds no data', hint: 'Write a manifest or a flow.', span: whole });
    return broken(faults.slice(0, MAX_FAULTS));
  }
  const inspected = inspect(root);
  if (inspected.fatal) return broken(inspected.faults.slice(0, MAX_FAULTS));

  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: -1 });
  } catch (error) {
    return broken([{ message: `not valid YAML: ${String(error)}`, hint: 'Correct the YAML.', span: whole }]);
  }
  // Data and tree are many times as large as their text: they go once the file is checked, and are made anew if asked for.
  let reading: Reading | undefined = { value, tree: new YamlTree(text, root, inspected.targets) };
  const read = (): Reading => {
    reading ??= readAgain(file, text);
    return reading;
  };
  return {
    file,
    text,
    get value() {
      return read().value;
    },
    faults: inspected.faults.slice(0, MAX_FAULTS),
    span: (path, part = 'value') => read().tree.span(path, part) ?? whole,
    release() {
      reading = undefined;
    },
  };
}

function readAgain(file: string, text: string): Reading {
  const [document] = compose(new Parser().parse(text), text.length);
  if (!document?.contents) throw new Error(`${file} was read before, and cannot be read again`);
  const tree = new YamlTree(text, document.contents, inspect(document.contents).targets);
  return { value: document.toJS({ maxAliasCount: -1 }), tree };
}

function compose(tokens: Iterable<CST.Token>, length: number): Document.Parsed[] {
  const composer = new Composer({ uniqueKeys: false, logLevel: 'silent', version: '1.2', schema: 'core' });
  return [...composer.compose(tokens, true, length)] as Document.Parsed[];
}

function bareCarriageReturn(text: string): number {
  for (let at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1)) {
    if (text.charCodeAt(at + 1) !== 10) return at;
  }
  return -1;
}

function tooDeep(tokens: readonly CST.Token[]): SyntaxFault | undefined {
  const open: [unknown, number][] = tokens.map((token) => [token, 0]);
  while (open.length > 0) {
    const [token, depth] = open.pop() as [CST.Token, number];
    const inner = 'items' in token ? depth + 1 : depth;
    if (inner > MAX_DEPTH) {
      return {
        message: `the file is nested deeper than ${MAX_DEPTH} levels`,
        hint: 'No flow needs this. Check how the file was made.',
        span: { start: token.offset, end: token.offset + 1 },
      };
    }
    if ('items' in token) {
      for (const item of token.items) {
        if ('key' in item && item.key) open.push([item.key, inner]);
        if ('value' in item && item.value) open.push([item.value, inner]);
      }
    } else if (token.type === 'document' && token.value) {
      open.push([token.value, depth]);
    }
  }
  return undefined;
}

function* strictness(tokens: readonly CST.Token[]): Generator<SyntaxFault> {
  for (const token of tokens) {
    if (token.type === 'directive') {
      yield {
        message: 'a YAML directive: parsers read it differently',
        hint: 'Remove the line that starts with %.',
        span: { start: token.offset, end: token.offset + token.source.length },
      };
    }
  }
}

function fromYamlError(error: YAMLError): SyntaxFault {
  const reason =
    error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? 'it cannot be read';
  const [start, end] = error.pos;
  return {
    message: `not valid YAML: ${reason}`,
    hint: /\btabs?\b/i.test(reason)
      ? 'Indent with blanks instead.'
      : 'Correct the YAML at this place; look at indentation, quotes and colons.',
    span: { start, end: Math.max(end, start + 1) },
  };
}

/** One linear pass over the tree: tags, keys given twice, and what the aliases add up to. */
function inspect(root: ParsedNode): { faults: SyntaxFault[]; fatal: boolean; targets: Map<Alias, Node> } {
  const faults: SyntaxFault[] = [];
  const targets = new Map<Alias, Node>();
  const anchors = new Map<string, Node>();
  const weights = new Map<Node, number>();
  let fatal = false;
  let aliases = 0;
  const order: Node[] = [];
  const open: Node[] = [root];
  while (open.length > 0) {
    const node = open.pop() as Node;
    order.push(node);
    if (isAlias(node) && ++aliases === MAX_ALIASES + 1) {
      fatal = true;
      faults.push({
        message: `the file has more than ${MAX_ALIASES.toLocaleString('en')} aliases`,
        hint: 'Write the values out instead of repeating them by alias.',
        span: nodeSpan(node) ?? { start: 0, end: 1 },
      });
    }
    if (!isAlias(node) && node.tag && explicitTag(node)) {
      faults.push({
        message: `the tag ${node.tag}: parsers read tags differently`,
        hint: 'Remove the tag; quote the value if it has to be a text.',
        span: nodeSpan(node) ?? { start: 0, end: 1 },
      });
    }
    if (isMap(node)) {
      const seen = new Set<string>();
      for (const pair of node.items) {
        const key = pair.key as Node | null;
        if (isScalar(key)) {
          const name = String(key.value);
          if (seen.has(name)) {
            faults.push({
              message: `the key "${name}" is given twice in one map`,
              hint: 'Keep one of the two: which one counts differs from reader to reader.',
              span: nodeSpan(key) ?? { start: 0, end: 1 },
            });
          }
          seen.add(name);
        }
        if (key) open.push(key);
        if (pair.value) open.push(pair.value as Node);
      }
    } else if (isSeq(node)) {
      for (const item of node.items) if (item && !isPair(item)) open.push(item as Node);
    }
  }
  // Backwards through the order of visits is the order of the text, children before their parents: the anchors that
  // an alias may mean are then just those that were seen.
  let total = 0;
  for (let at = order.length - 1; at >= 0; at--) {
    const node = order[at] as Node;
    let weight = 1;
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target) targets.set(node, target);
      weight = target ? (weights.get(target) ?? MAX_ALIASED_NODES) : 1;
      total += weight;
      if ((!target || total > MAX_ALIASED_NODES) && !fatal) {
        fatal = true;
        faults.push({
          message: target
            ? `aliases stand for more than ${MAX_ALIASED_NODES.toLocaleString('en')} values`
            : `the alias *${node.source} refers to something that contains it, or that comes later`,
          hint: 'Write the values out instead of repeating them by alias.',
          span: nodeSpan(node) ?? { start: 0, end: 1 },
        });
      }
    } else if (isCollection(node)) {
      for (const item of node.items) {
        if (isPair(item)) {
          weight += weightOf(item.key as Node | null, weights) + weightOf(item.value as Node | null, weights);
        } else weight += weightOf(item as Node | null, weights);
      }
    }
    weights.set(node, Math.min(weight, MAX_ALIASED_NODES));
    if (!isAlias(node) && node.anchor) anchors.set(node.anchor, node);
  }
  return { faults: faults.sort((a, b) => a.span.start - b.span.start), fatal, targets };
}

function weightOf(node: Node | null, weights: Map<Node, number>): number {
  return node ? (weights.get(node) ?? 0) : 0;
}

/** A tag that the author wrote; the composer sets `tag` on nothing else than explicit ones in parsed documents. */
function explicitTag(node: Exclude<Node, Alias>): boolean {
  return typeof node.tag === 'string' && node.tag !== '';
}
