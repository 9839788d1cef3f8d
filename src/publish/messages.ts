import type { JobMessage } from '../genesys/port.ts';
import { groupBy } from '../text/group-by.ts';
import { between } from './phrases.ts';

/** One thing that the platform said of a flow, freed of its wrapping. */
export interface Cause {
  readonly severity: 'error' | 'warning';
  /** Without the full stop at its end. */
  readonly text: string;
  /** Path in the Architect YAML, such as `/inboundCall/tasks/task[x]/actions`, if one was given. */
  readonly path: string | undefined;
  readonly property: string | undefined;
  /** The object of the flow that it is about, as the platform names it, such as `Ask` and `ArchActionCallData`. */
  readonly object: { readonly name: string; readonly type: string } | undefined;
}

type Draft = { -readonly [Key in keyof Cause]: Cause[Key] } & { readonly rollup: boolean };

/** Of a message, what is read: the platform's own have some hundred lines, and a line has some hundred characters. */
const MOST_LINES = 2000;
const MOST_CHARACTERS = 4000;

/** Lines that say nothing of the flow. What stands below them belongs to the cause above. */
const NOISE = [
  /^setting the Archy exit code/i,
  /^ending the session/i,
  /^session startup initialization/i,
  /^ArchSession\b/,
  /^An error occurred/i,
  /^Error\(s\).*encountered/i,
  /^- Architect Scripting errors/i,
  /^Architect Scripting session ended in error/i,
  /^(exit code:|execution complete)/i,
  /^(ERROR|WARNING) - the flow has \d+/i,
  /^publishAsync - cannot publish due to flow validation errors/i,
  /^There (is|are) \w+ actions? in error within this/i,
  /^now attempting to find a case sensitive match/i,
  /^You can use the --forceUnlock command line parameter/i,
];
/** Lines that begin something else, so that a path below them belongs to none of the causes above. */
const HEADINGS = [
  /^[-=_*~#+\s]{3,}$/,
  /^(Validation )?(Summary|Results)$/i,
  /^[A-Z][A-Za-z ]{0,60}:$/,
  /^(Command|Flow Name): '/,
  /^DateTime: /,
  /^Archy\b.*(Flow Processor|update available)/i,
  /^Run archy version --upgrade/i,
  /^(validating flow|adding variable type of|processing flow configuration)\b/i,
];
const YAML_INFO = /^_+ Yaml Info _+$/i;
const HEADER = /^(?:\d+ -> )?\[Type:'ArchValidationIssue'/;

/** What is only said because of something else that is said, too. */
const CONSEQUENCES: readonly (readonly [consequence: RegExp, of: RegExp])[] = [
  [/there is more than one case insensitive match/i, /unable to disambiguate/i],
  [/^invalid credentials$/i, /certificate/i],
];

/**
 * Reads the messages of a publish job: drops noise, headings and roll-ups, takes what an exception really said, attaches
 * paths to the cause above them, and puts errors first. What is said twice is one cause, with the path of either.
 * Patterns are those of Archy's output as tools in the field have quoted it.
 */
export function readMessages(messages: readonly JobMessage[]): Cause[] {
  const found = drafts(messages).filter((draft) => draft.text !== '' && !draft.rollup);
  return once(found)
    .filter(({ text: said }, _, all) => !isConsequence(said, all))
    .map(
      ({ severity, text: said, path, property, object }): Cause => ({
        severity,
        text: said,
        path,
        property,
        object,
      }),
    )
    .sort((a, b) => (a.severity === b.severity ? 0 : a.severity === 'error' ? -1 : 1));
}

function drafts(messages: readonly JobMessage[]): Draft[] {
  const reader = new LineReader();
  for (const { type, text: lines } of messages) {
    for (const raw of lines.split(/\r?\n/, MOST_LINES))
      reader.read(type, clean(raw.slice(0, MOST_CHARACTERS)));
  }
  return reader.causes;
}

/** Reads messages line by line. */
class LineReader {
  readonly causes: Draft[] = [];
  /** What a path belongs to that stands below; undefined right after a heading. */
  #current: Draft | undefined;
  #inYamlInfo = false;

  read(type: JobMessage['type'], line: string): void {
    if (this.#isYamlInfo(line) || line === '' || NOISE.some((pattern) => pattern.test(line))) return;
    const path = setting(line, /^(?:Path|ref path):/i, '/');
    const property = setting(line, /^Property name:/i);
    if (path !== undefined || property !== undefined) this.#place(path, property);
    else if (HEADINGS.some((pattern) => pattern.test(line))) this.#current = undefined;
    else if (this.#current?.text === '') this.#current.text = text(line);
    else {
      this.#current = HEADER.test(line) ? issue(line) : plain(type, text(line));
      this.causes.push(this.#current);
    }
  }

  /** True for the heading of a "Yaml Info" block and for the names in it. */
  #isYamlInfo(line: string): boolean {
    const detail = YAML_INFO.test(line) || (this.#inYamlInfo && line.startsWith('name:'));
    this.#inYamlInfo = detail || (this.#inYamlInfo && line === '');
    return detail;
  }

  #place(path: string | undefined, property: string | undefined): void {
    if (!this.#current) return;
    this.#current.path ??= path;
    this.#current.property ??= property;
  }
}

/** What a line sets, without blanks and quotes around it; undefined where it sets something else, or nothing. */
function setting(line: string, name: RegExp, start = ''): string | undefined {
  const label = name.exec(line)?.[0];
  if (label === undefined) return undefined;
  let value = line.slice(label.length).trim();
  if (value.startsWith("'")) value = value.slice(1);
  if (value.endsWith("'")) value = value.slice(0, -1);
  return value !== '' && value.startsWith(start) ? value : undefined;
}

function issue(header: string): Draft {
  const object = between(`${header}\0`, ['ArchObject:[', '\0'])?.[0] ?? '';
  const type = /\bType:'(\w+)'/.exec(object)?.[1] ?? '';
  const begin = /\bName:'/.exec(object);
  const rest = begin ? object.slice(begin.index + begin[0].length) : '';
  const end = begin ? rest.search(/'(?:, \w+:|\])/) : -1;
  const name = end < 0 ? undefined : rest.slice(0, end);
  return {
    severity: /ErrorCount:[1-9]/.test(header) ? 'error' : 'warning',
    text: '',
    path: undefined,
    property: undefined,
    object: name === undefined ? undefined : { name, type },
    rollup: /Rollup(Error|Warning)Count/.test(header),
  };
}

function plain(type: JobMessage['type'], said: string): Draft {
  const severity = type === 'Warning' ? 'warning' : 'error';
  return { severity, text: said, path: undefined, property: undefined, object: undefined, rollup: false };
}

/** A line without its wrapping. */
function clean(raw: string): string {
  const label = 'Exception info:';
  const said = raw.includes(label) ? raw.slice(raw.indexOf(label) + label.length).trim() : '';
  const exception = said || raw;
  const wrapped = exception.search(/\s-- \[/);
  return (wrapped < 0 ? exception : exception.slice(0, wrapped))
    .trim()
    .replace(/^(Exception:\s*)?-\s*ERROR!\s*/, '')
    .trim();
}

/** Without advice that only holds for Archy's command line, and without the full stop that a finding adds. */
function text(line: string): string {
  return line
    .replace(/You can use the --forceUnlock command line parameter[^.]*\.?/i, '')
    .trim()
    .replace(/(?<!\.)\.$/, '')
    .trim();
}

/**
 * Puts together what is said twice of one thing, in whatever words. What names no place is dropped where the same is said
 * with one; at two places, or of two objects, it is two causes.
 */
function once(causes: readonly Draft[]): Draft[] {
  const found: Draft[] = [];
  for (const same of groupBy(causes, ({ text: said }) => sameAs(said)).values()) {
    const kept: Draft[] = [];
    const placed = same.filter(({ path }) => path !== undefined);
    for (const cause of [...placed, ...same.filter(({ path }) => path === undefined)]) {
      const first = kept.find((each) =>
        cause.path !== undefined
          ? each.path === cause.path
          : !cause.object || !each.object || each.object.name === cause.object.name,
      );
      if (first) merge(first, cause);
      else kept.push(cause);
    }
    found.push(...kept);
  }
  return found;
}

function merge(into: Draft, more: Draft): void {
  if (more.severity === 'error') into.severity = 'error';
  into.property ??= more.property;
  into.object ??= more.object;
}

function sameAs(said: string): string {
  const isSearch = /^find '/i.test(said);
  const sought = isSearch ? between(said, ["find '", "' by value of '", "' - "]) : undefined;
  return (sought?.join('\0') ?? said).toLowerCase().replace(/\s+/g, ' ');
}

function isConsequence(said: string, all: readonly Draft[]): boolean {
  return CONSEQUENCES.some(
    ([consequence, of]) => consequence.test(said) && all.some((each) => of.test(each.text)),
  );
}

/** What the platform says where another user holds the lock of a flow. */
export function isLocked(said: string): boolean {
  return /locked by another entity|not locked by client|is locked by user/i.test(said);
}

/**
 * A job that failed although its flow is right: the platform's own requests ran into the rate limit. A flow that was not
 * found is such a sign only together with exit code 107 or "Archy failed"; alone, it is not there.
 */
export function isDisguisedLimit(messages: readonly JobMessage[]): boolean {
  const said = (pattern: RegExp) => messages.some(({ text: words }) => pattern.test(words));
  if (said(/rate limit exceeded|too many requests/i)) return true;
  return said(/could not find the flow with id/i) && said(/exit code(?::| to)? ?107\b|Archy failed/i);
}
