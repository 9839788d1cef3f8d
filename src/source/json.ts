import { charactersIn } from './characters.ts';
import {
  MAX_DEPTH,
  type Part,
  type Path,
  type SourceDocument,
  type Span,
  type SyntaxProblem,
} from './document.ts';
import { afterString, afterValue, type JsonNode, jsonEntries, skipBlanks } from './json-locate.ts';
import { indexTree, nearest, type TreeIndex } from './tree.ts';

interface Scan {
  /** Object members in the text; more than in the parsed value means that a key appears twice. */
  readonly members: number;
  /** Offset at which the nesting is first too deep, or -1. */
  readonly tooDeepAt: number;
}

/** Counts members and nesting in one pass over the text, without building values. */
function scan(text: string): Scan {
  let members = 0;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x22) i = afterString(text, i) - 1;
    else if (code === 0x3a) members++;
    else if (code === 0x7b || code === 0x5b) {
      if (++depth > MAX_DEPTH) return { members, tooDeepAt: i };
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
  return { members, tooDeepAt: -1 };
}

function countMembers(value: unknown): number {
  let count = 0;
  const open: unknown[] = [value];
  while (open.length > 0) {
    const current = open.pop();
    if (Array.isArray(current)) {
      for (const item of current) if (typeof item === 'object' && item !== null) open.push(item);
    } else if (typeof current === 'object' && current !== null) {
      for (const key in current) {
        count++;
        const child = (current as Record<string, unknown>)[key];
        if (typeof child === 'object' && child !== null) open.push(child);
      }
    }
  }
  return count;
}

/**
 * Reads JSON. Only `JSON.parse` decides what is valid. Places are computed on the first request, and `jsonc-parser` is loaded
 * only for a file with errors, so that a valid file costs no more than its parse.
 */
export async function readJson(file: string, text: string): Promise<SourceDocument> {
  const shift = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const body = shift ? text.slice(1) : text;
  const whole: Span = { start: shift, end: text.length };
  const moved = (errors: readonly SyntaxProblem[]) =>
    errors.map((error) => ({
      ...error,
      span: { start: error.span.start + shift, end: error.span.end + shift },
    }));
  const broken = (errors: readonly SyntaxProblem[]): SourceDocument => ({
    file,
    text,
    value: undefined,
    errors,
    span: () => whole,
  });

  if (body.trim() === '') {
    return broken([
      { message: 'the file is empty', hint: 'Write a manifest, or remove the file.', span: whole },
    ]);
  }
  const look = scan(body);
  if (look.tooDeepAt >= 0) return broken(moved([nestedTooDeep(look.tooDeepAt)]));
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    const { syntaxErrors } = await import('./json-errors.ts');
    const errors = moved(syntaxErrors(body));
    const message = `not valid JSON: ${error instanceof Error ? error.message : 'it cannot be read'}`;
    return broken(errors.length > 0 ? errors : [{ message, hint: 'Correct the JSON.', span: whole }]);
  }
  const twice = look.members !== countMembers(value);
  const root: JsonNode = { start: skipBlanks(body, 0), key: undefined };
  let index: TreeIndex<JsonNode> | undefined;
  const partOf = (span: Span, part: Part): Span => {
    if (typeof part === 'string' || body[span.start] !== '"') return span;
    return charactersIn(body, span, String(JSON.parse(body.slice(span.start, span.end))), part);
  };
  return {
    file,
    text,
    value,
    errors: twice ? moved((await import('./json-errors.ts')).duplicateKeys(body)) : [],
    span(path: Path, part: Part = 'value'): Span {
      index ??= indexTree<JsonNode>((node) => jsonEntries(body, node));
      const { node, complete } = nearest(index, root, path);
      const span =
        complete && part === 'key' && node.key
          ? node.key
          : partOf({ start: node.start, end: afterValue(body, node.start) }, complete ? part : 'value');
      return { start: span.start + shift, end: span.end + shift };
    },
  };
}

function nestedTooDeep(at: number): SyntaxProblem {
  return {
    message: `the file is nested deeper than ${MAX_DEPTH} levels`,
    hint: 'No flow needs this. Check which tool wrote the file.',
    span: { start: at, end: at + 1 },
  };
}
