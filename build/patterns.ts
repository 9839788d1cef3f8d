import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'rolldown/parseAst';

/** A regular expression of the source, where it stands, and its text; undefined where it is put together at run time. */
export interface Pattern {
  readonly file: string;
  readonly line: number;
  readonly source: string | undefined;
  readonly flags: string;
}

/** All regular expressions of the TypeScript files below a folder: literals, and calls of `RegExp`. */
export function patternsIn(folder: string): Pattern[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  return files.sort().flatMap((name) => {
    const file = join(folder, name);
    const text = readFileSync(file, 'utf8');
    const found: Pattern[] = [];
    const open: unknown[] = [parseAst(text, { lang: 'ts' })];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (typeof next !== 'object' || next === null) continue;
      const node = next as Record<string, unknown>;
      const line = text.slice(0, Number(node.start)).split('\n').length;
      const regex = node.regex as { pattern: string; flags: string } | undefined;
      if (node.type === 'Literal' && regex)
        found.push({ file, line, source: regex.pattern, flags: regex.flags });
      else if (isCallOfRegExp(node)) found.push({ file, line, source: undefined, flags: '' });
      else open.push(...Object.values(node));
    }
    return found;
  });
}

function isCallOfRegExp(node: Record<string, unknown>): boolean {
  const called = node.callee as { type?: unknown; name?: unknown } | undefined;
  return (node.type === 'NewExpression' || node.type === 'CallExpression') && called?.name === 'RegExp';
}
