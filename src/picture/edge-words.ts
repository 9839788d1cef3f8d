import { short } from '../architect/spoken-words.ts';
import { textOf } from '../architect/value.ts';
import type { EdgeKind } from '../flow/graph.ts';
import { type Dictionary, dictionary } from '../source/data.ts';
import type { Path } from '../source/document.ts';
import { valueAt } from '../source/layers.ts';

/** Outputs whose name in the file is not how a person calls them. */
const WORDS: Readonly<Record<string, string>> = {
  notFound: 'not found',
  maxNoInputs: 'no input',
  maxNoMatches: 'no match',
  noIntent: 'no intent',
  default: 'otherwise',
  loop: 'repeat',
};
const KINDS: Readonly<Partial<Record<EdgeKind, string>>> = {
  'no-input': 'no input',
  'no-match': 'no match',
  failure: 'failure',
  call: 'runs',
  repeat: 'again',
  exit: 'then',
};

/** Kinds of transitions whose words do not depend on the output that they leave by. */
function fixedWords(kind: EdgeKind, label: string, at: Path): string | undefined {
  switch (kind) {
    case 'jump':
    case 'next':
      return '';
    case 'return':
      return label === '' || label.toLowerCase() === 'default' ? 'then' : label;
    case 'event':
      return at.some((step) => /error/i.test(String(step))) ? 'on error' : 'event';
    case 'call':
    case 'repeat':
    case 'exit':
      return KINDS[kind] ?? '';
    default:
      return undefined;
  }
}

/** What stands at a transition of Architect YAML. `root` is the whole file. */
export function edgeWords(
  root: Dictionary,
  { kind, label, at }: { readonly kind: EdgeKind; readonly label: string; readonly at: Path },
): string {
  const fixed = fixedWords(kind, label, at);
  if (fixed !== undefined) return fixed;
  if (label === 'success' && kind === 'choice') return 'input';
  if (label === 'failure' && kind === 'no-input') return 'no input';
  if (label === 'case' || label === 'intent' || label === 'path') {
    const item = dictionary(valueAt(root, at.slice(0, -1)));
    return caseWords(item) || label;
  }
  return (Object.hasOwn(WORDS, label) ? WORDS[label] : undefined) ?? (label || (KINDS[kind] ?? ''));
}

/** The label of a menu's choice: its key and its name. */
export function choiceWords(value: Dictionary, name: string): string {
  const digit = textOf(value.dtmf).replace('digit_', '');
  return `${digit} ${name}`.trim() || 'speech';
}

function caseWords({ value, name }: Dictionary): string {
  const { lit, exp } = dictionary(value);
  const literal = textOf(lit) || textOf(dictionary(lit).name);
  return short(literal || textOf(exp) || textOf(name));
}
