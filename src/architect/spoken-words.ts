import { isDictionary } from '../source/data.ts';

/** How deep a setting holds its text: `alternateSequences`, a language, `tts`. */
const DEPTH = 4;
/** Text literals of an expression that are enough to know it by. */
const MOST_LITERALS = 6;
const MOST_TEXT = 400;

/**
 * What a caller hears or reads: the text in quotes, or the prompt's name. For an expression the texts in it. Empty where nothing
 * is set.
 */
export function spokenWords(setting: unknown): string {
  let value = setting;
  for (let depth = 0; depth < DEPTH && isDictionary(value); depth++) {
    if (typeof value.tts === 'string') return quote(value.tts);
    if (typeof value.prompt === 'string') return `prompt ${value.prompt.replace(/^Prompt\./, '')}`;
    if (typeof value.exp === 'string') return ofExpression(value.exp);
    if (typeof value.lit === 'string') return quote(value.lit);
    if (isDictionary(value.lit) && typeof value.lit.name === 'string') return `prompt ${value.lit.name}`;
    const [first] = Object.values(value);
    value = isDictionary(value.alternateSequences) ? value.alternateSequences : first;
  }
  return '';
}

function ofExpression(text: string): string {
  const prompt = /^\s*(?:Prompt|PromptSystem)\.\w+\s*$/.exec(text)?.[0];
  if (prompt !== undefined) return `prompt ${prompt.trim().replace(/^Prompt\./, '')}`;
  const found: string[] = [];
  for (const literal of literals(text.slice(0, 4000))) {
    const words = literal.replaceAll('\\"', '"').replaceAll('\\n', ' ').trim();
    if (/[\p{L}\p{N}]{2}/u.test(words)) found.push(words);
    if (found.length === MOST_LITERALS) break;
  }
  return found.length > 0 ? quote(found.join(' … ')) : short(text);
}

/** The texts in quotes, as they are written. */
function* literals(text: string): Generator<string> {
  for (let start = text.indexOf('"'); start >= 0; ) {
    let end = start + 1;
    while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
    if (end >= text.length) return;
    yield text.slice(start + 1, end);
    start = text.indexOf('"', end + 1);
  }
}

function quote(text: string): string {
  const words = short(text);
  return words === '' ? '' : `“${words}”`;
}

/** The text on one line, at most 400 characters of it. */
export function short(text: string): string {
  return text.slice(0, MOST_TEXT).replace(/\s+/g, ' ').trim();
}
