import { createRequire } from 'node:module';
import { resolve } from 'node:path';

/** Modules of the bundle, by the numbers that it gives them. */
const ANTLR = 291;
const LEXER = 290;
const PARSER = 186;
const WALKER = 587;
const CATALOGUE = 52;
const TYPES = 29;
/** What fills the tables of types and functions. */
const START_UP = [577, 575, 576, 574];

interface Tree {
  getType(): number;
  getChildCount(): number;
  getChild(at: number): Tree | null;
}

interface Antlr {
  readonly runtime: {
    readonly ANTLRStringStream: new (text: string) => object;
    readonly CommonTokenStream: new (lexer: object) => object;
  };
}

interface Recognizer {
  displayRecognitionError: () => void;
}

type LexerClass = new (stream: object) => Recognizer;

interface GrammarParser extends Recognizer {
  designerexpression(): {
    getStop(): { getStopIndex(): number } | undefined;
    getTree(): Tree;
    readonly tree: { readonly startIndex: number };
  };
  getNumberOfSyntaxErrors(): number;
}

type ParserClass = (new (tokens: object) => GrammarParser) & Readonly<Record<string, number>>;

interface Types {
  getGlobalTypeGroup(): { getType(code: string, list?: boolean): object };
}

type WalkerClass = new (
  expression: object,
) => {
  readonly success?: boolean;
  readonly resultMessage?: string;
  readonly resultExpression?: { readonly type?: { readonly expressionType?: string } };
};

interface Catalogue {
  readonly expressionFuncOps: readonly { readonly overloads: readonly Overload[] }[];
}

interface Overload {
  isUnavailable: boolean;
  supportedFlowTypes: unknown;
}

/** Gives a part of the bundle by its number. */
type Load = (id: number) => unknown;

/** Architect's own view of expressions, from its code of 2019. */
export interface Architect {
  /** True if its grammar, its tokens and its brackets take the text. It tolerates texts that end too early. */
  accepts(text: string): boolean;
  /** Its whole check with these variables, by name, and types: `int`, `str[]`. */
  check(text: string, variables: Readonly<Record<string, string>>): ArchitectVerdict;
}

export interface ArchitectVerdict {
  readonly ok: boolean;
  readonly type: string | undefined;
  readonly message: string;
}

/** Loads what build/architect-sdk.ts has fetched. */
export function architect(bundle: string): Architect {
  const load = createRequire(resolve('package.json'))(resolve(bundle)) as Load;
  return { accepts: (text) => accepts(load, text), check: checker(load) };
}

function accepts(load: Load, written: string): boolean {
  const { runtime } = load(ANTLR) as Antlr;
  const Lexer = load(LEXER) as LexerClass;
  const Parser = load(PARSER) as ParserClass;
  // Blanks in front of a text confuse its test for the end of the text.
  const text = written.trim();
  if (text === '') return false;
  const lexer = new Lexer(new runtime.ANTLRStringStream(text));
  lexer.displayRecognitionError = () => {};
  const parser = new Parser(new runtime.CommonTokenStream(lexer));
  parser.displayRecognitionError = () => {};
  const result = parser.designerexpression();
  const stop = result.getStop();
  const rest = stop
    ? stop.getStopIndex() >= 0 && stop.getStopIndex() + 1 < text.length
    : result.tree.startIndex !== -1;
  if (rest || parser.getNumberOfSyntaxErrors() > 0) return false;
  const bad = new Set(
    [
      'UNQUOTED_STRING_LITERAL',
      'FIELD_ACCESS_UNQUOTED_STRING_LITERAL',
      'PERIOD',
      'NON_SUPPORTED',
      'UNDERSCORE',
      'QUOTE',
      'BACKSLASH',
      'DOLLAR_SIGN',
    ].map((name) => Parser[name]),
  );
  let [parens, brackets] = [0, 0];
  const open: Tree[] = [result.getTree()];
  for (let tree = open.pop(); tree; tree = open.pop()) {
    const type = tree.getType();
    if (bad.has(type)) return false;
    parens += Number(type === Parser.PAREN_LEFT) - Number(type === Parser.PAREN_RIGHT);
    brackets += Number(type === Parser.BRACKET_LEFT) - Number(type === Parser.BRACKET_RIGHT);
    for (let at = 0; at < tree.getChildCount(); at++) {
      const child = tree.getChild(at);
      if (child) open.push(child);
    }
  }
  return parens === 0 && brackets === 0;
}

function checker(load: Load): Architect['check'] {
  let ready = false;
  return (text, variables) => {
    const { log, error } = console;
    console.log = () => {};
    console.error = () => {};
    try {
      if (!ready) startUp(load);
      ready = true;
      const types = (load(TYPES) as Types).getGlobalTypeGroup();
      const Walker = load(WALKER) as WalkerClass;
      const byName = new Map(
        Object.entries(variables).map(([name, type]) => [name.toLowerCase(), { name, type }]),
      );
      const walked = new Walker({
        text,
        isBlank: text.trim() === '',
        languages: [],
        options: {},
        type: types.getType('any'),
        addVariableOrPromptReference(name: string) {
          const found = byName.get(name.toLowerCase());
          if (!found) return null;
          const type = types.getType(found.type.replace('[]', ''), found.type.endsWith('[]'));
          return { name: found.name, id: found.name, type };
        },
      });
      const type = walked.resultExpression?.type?.expressionType;
      return {
        ok: walked.success === true,
        type: type?.replace('_coll', '[]'),
        message: walked.resultMessage ?? '',
      };
    } finally {
      console.log = log;
      console.error = error;
    }
  };
}

/** Fills the tables, and makes every overload available: which of them an org has is not the question. */
function startUp(load: Load): void {
  // The bundle adds this to every text as it starts.
  Object.assign(String.prototype, { trimForDisplay: String.prototype.toString });
  for (const id of START_UP) (load(id) as () => void)();
  for (const each of (load(CATALOGUE) as Catalogue).expressionFuncOps) {
    Object.defineProperty(each, 'isUnavailable', { value: false });
    for (const overload of each.overloads) {
      overload.isUnavailable = false;
      overload.supportedFlowTypes = undefined;
    }
  }
}
