/** The longest glob, and the most globs that its braces may expand to. */
const LONGEST = 1000;
const MOST_ALTERNATIVES = 100;

/** One part of a glob: a character or class, `*` within a folder, or `**` for folders. */
type Token =
  | { readonly kind: 'one'; readonly matches: (character: string) => boolean }
  | { readonly kind: 'run' }
  | { readonly kind: 'folders' };

/** Why a text is not a supported glob; undefined if it is one. */
export function globError(glob: string): string | undefined {
  const text = glob.startsWith('!') ? glob.slice(1) : glob;
  if (text === '') return 'is empty';
  if (text.length > LONGEST) return `is longer than ${LONGEST} characters`;
  if (/[()|]/.test(text))
    return 'has parentheses or a bar, which are not supported; write {a,b} for alternatives';
  if (text.includes('\0')) return 'has a null character';
  const expanded = alternatives(text);
  if (expanded === undefined)
    return `expands to more than ${MOST_ALTERNATIVES} globs, or its braces do not match`;
  return expanded.some((each) => tokens(each) === undefined) ? 'has a [ without a ]' : undefined;
}

/**
 * Reads a glob: `*` and `?` within a folder, `**` for any folders, `[a-z]` and `[!a]`, `{a,b}`, and a backslash before a
 * literal character. The time grows with the length of the glob times the length of the path. A glob with a `globError`
 * matches nothing.
 */
export function readGlob(glob: string): (path: string) => boolean {
  const all = (globError(glob) === undefined ? (alternatives(glob) ?? []) : []).map(
    (each) => tokens(each) ?? [],
  );
  return (path) => all.some((each) => matches(each, path));
}

/** The deepest folder that contains everything a glob matches; `.` for the root. */
export function globBase(glob: string): string {
  const steps = glob.split('/');
  const magic = steps.findIndex((step) => /[*?[{\\]/.test(step));
  return (magic < 0 ? steps : steps.slice(0, magic)).join('/') || '.';
}

/** Simulates the glob as a state machine: `places` are all positions that the path so far can reach. */
function matches(list: readonly Token[], path: string): boolean {
  let places = reach(list, new Set([0]));
  for (let at = 0; at < path.length && places.size > 0; at++) {
    const character = path[at] ?? '';
    const next = new Set<number>();
    for (const place of places) {
      const token = list[place];
      if (token?.kind === 'one' && token.matches(character)) next.add(place + 1);
      else if (token?.kind === 'folders' || (token?.kind === 'run' && character !== '/')) next.add(place);
    }
    places = reach(list, next, character === '/');
  }
  return places.has(list.length);
}

/** Adds the positions that are reached without a character. `**` ends only at the start of a name. */
function reach(list: readonly Token[], places: Set<number>, atName = true): Set<number> {
  for (const place of places) {
    const kind = list[place]?.kind;
    const last = place === list.length - 1;
    if (kind === 'run' || (kind === 'folders' && (atName || last))) places.add(place + 1);
  }
  return places;
}

/** The globs that braces expand to; undefined if there are too many, or a brace is not closed. */
function alternatives(glob: string): string[] | undefined {
  const done: string[] = [];
  const open = [glob];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const found = firstBraces(next);
    if (found === 'broken') return undefined;
    if (found === undefined) done.push(next);
    else {
      const [before, after] = [next.slice(0, found.start), next.slice(found.end)];
      for (const part of found.parts.toReversed()) open.push(before + part + after);
    }
    if (done.length + open.length > MOST_ALTERNATIVES) return undefined;
  }
  return done;
}

function firstBraces(glob: string): { start: number; end: number; parts: string[] } | 'broken' | undefined {
  let depth = 0;
  let start = -1;
  let from = 0;
  const parts: string[] = [];
  for (let at = 0; at < glob.length; at++) {
    const character = glob[at];
    if (character === '\\') at++;
    else if (character === '{') {
      if (depth++ === 0) [start, from] = [at, at + 1];
    } else if (character === '}') {
      if (--depth < 0) return 'broken';
      if (depth > 0) continue;
      return { start, end: at + 1, parts: [...parts, glob.slice(from, at)] };
    } else if (character === ',' && depth === 1) {
      parts.push(glob.slice(from, at));
      from = at + 1;
    }
  }
  return depth > 0 ? 'broken' : undefined;
}

/** The tokens of a glob without braces; undefined if a bracket is not closed. */
function tokens(glob: string): Token[] | undefined {
  const list: Token[] = [];
  const literal = (wanted: string): Token => ({ kind: 'one', matches: (character) => character === wanted });
  for (let at = 0; at < glob.length; at++) {
    const character = glob[at] ?? '';
    if (character === '\\') list.push(literal(glob[++at] ?? '\\'));
    else if (character === '?') list.push({ kind: 'one', matches: (each) => each !== '/' });
    else if (character === '*') {
      const begin = at;
      while (glob[at + 1] === '*') at++;
      const whole = at - begin === 1 && isEdge(glob[begin - 1]) && isEdge(glob[at + 1]);
      list.push({ kind: whole ? 'folders' : 'run' });
      // The slash after `**` belongs to it, so that `**` can match no folder at all.
      if (whole && glob[at + 1] === '/') at++;
    } else if (character === '[') {
      const read = characterClass(glob, at);
      if (!read) return undefined;
      list.push({ kind: 'one', matches: read.matches });
      at = read.end;
    } else list.push(literal(character));
  }
  return list;
}

function isEdge(character: string | undefined): boolean {
  return character === undefined || character === '/';
}

function characterClass(
  glob: string,
  open: number,
): { end: number; matches: (character: string) => boolean } | undefined {
  const end = glob.indexOf(']', open + 2);
  if (end < 0) return undefined;
  const negated = /[!^]/.test(glob[open + 1] ?? '');
  const inside = glob.slice(open + (negated ? 2 : 1), end);
  const ranges: [string, string][] = [];
  for (let at = 0; at < inside.length; at++) {
    const from = inside[at] ?? '';
    const to = inside[at + 1] === '-' ? inside[at + 2] : undefined;
    ranges.push([from, to ?? from]);
    if (to !== undefined) at += 2;
  }
  return {
    end,
    matches: (character) =>
      character !== '/' && ranges.some(([from, to]) => character >= from && character <= to) !== negated,
  };
}
