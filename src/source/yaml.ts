import { Composer, type CST, type Document, type ParsedNode, Parser, type YAMLError } from 'yaml';
import { MAX_DEPTH, type SourceDocument, type Span, type SyntaxProblem } from './document.ts';
import { inspect } from './yaml-inspect.ts';
import { YamlTree } from './yaml-tree.ts';

const MAX_ERRORS = 20;

/** The plain data of a file, and the tree with the places of its parts. */
interface Reading {
  readonly value: unknown;
  readonly tree: YamlTree;
}

/** Reads YAML 1.2 with positions. YAML that parsers read differently (directives, tags, bare CR, several documents) is an error. */
export function readYaml(file: string, text: string): SourceDocument {
  const whole: Span = { start: text.charCodeAt(0) === 0xfeff ? 1 : 0, end: text.length };
  const broken = (errors: readonly SyntaxProblem[]): SourceDocument => ({
    file,
    text,
    value: undefined,
    errors: errors.slice(0, MAX_ERRORS),
    span: () => whole,
  });
  const unread = textProblem(text, whole);
  if (unread) return broken([unread]);
  const parsed = parse(text, whole);
  if ('errors' in parsed) return broken(parsed.errors);
  const { document, root } = parsed;
  const inspected = inspect(root);
  if (inspected.fatal) return broken(inspected.problems);
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: -1 });
  } catch (error) {
    return broken([invalid(error, whole)]);
  }
  // Data and tree need much more memory than the text, so they are freed after the check and built again on request.
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
    errors: inspected.problems.slice(0, MAX_ERRORS),
    span: (path, part = 'value') => read().tree.span(path, part) ?? whole,
    release() {
      reading = undefined;
    },
  };
}

/** What keeps a text from being parsed. */
function textProblem(text: string, whole: Span): SyntaxProblem | undefined {
  if (text.slice(whole.start).trim() === '') {
    return {
      message: 'the file is empty',
      hint: 'Write a manifest or a flow, or remove the file.',
      span: whole,
    };
  }
  const bare = bareCarriageReturn(text);
  if (bare < 0) return undefined;
  return {
    message: 'a carriage return without a line feed: parsers read it differently',
    hint: 'Save the file with LF or CRLF line ends.',
    span: { start: bare, end: bare + 1 },
  };
}

interface Parsed {
  readonly document: Document.Parsed;
  readonly root: ParsedNode;
}

/** The one document of a text, or what keeps it from being read. */
function parse(text: string, whole: Span): Parsed | { readonly errors: readonly SyntaxProblem[] } {
  const tokens: CST.Token[] = [];
  let documents: Document.Parsed[] = [];
  try {
    for (const token of new Parser().parse(text)) tokens.push(token);
    const deep = tooDeep(tokens);
    if (deep) return { errors: [deep] };
    documents = compose(tokens, text.length);
  } catch (error) {
    return { errors: [invalid(error, whole)] };
  }
  const [document, second] = documents;
  const errors = [...strictness(tokens)];
  if (second) errors.push(severalDocuments(second));
  // Later errors mostly follow from the first one.
  const [first] = (document?.errors ?? []).toSorted((a, b) => a.pos[0] - b.pos[0]);
  if (first) errors.push(fromYamlError(first));
  const root = document?.contents;
  if (document && root && errors.length === 0) return { document, root };
  if (errors.length === 0)
    errors.push({ message: 'the file has no data', hint: 'Write a manifest or a flow.', span: whole });
  return { errors };
}

function invalid(error: unknown, whole: Span): SyntaxProblem {
  return { message: `not valid YAML: ${String(error)}`, hint: 'Correct the YAML.', span: whole };
}

function severalDocuments(second: Document.Parsed): SyntaxProblem {
  const start = second.contents?.range?.[0] ?? second.range[0];
  return {
    message: 'more than one YAML document in the file; only the first would be read',
    hint: 'Put each document into its own file.',
    span: { start, end: start + 1 },
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

function tooDeep(tokens: readonly CST.Token[]): SyntaxProblem | undefined {
  const open: [unknown, number][] = tokens.map((token) => [token, 0]);
  while (open.length > 0) {
    const [token, depth] = open.pop() as [CST.Token, number];
    const inner = 'items' in token ? depth + 1 : depth;
    if (inner > MAX_DEPTH) {
      return {
        message: `the file is nested deeper than ${MAX_DEPTH} levels`,
        hint: 'No flow needs this. Check which tool wrote the file.',
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

function* strictness(tokens: readonly CST.Token[]): Generator<SyntaxProblem> {
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

function fromYamlError(error: YAMLError): SyntaxProblem {
  const reason =
    error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? 'it cannot be read';
  const [start, end] = error.pos;
  return {
    message: `not valid YAML: ${reason}`,
    hint: /\btabs?\b/i.test(reason)
      ? 'Indent with spaces instead of tabs.'
      : 'Correct the YAML at this place. Check indentation, quotes and colons.',
    span: { start, end: Math.max(end, start + 1) },
  };
}
