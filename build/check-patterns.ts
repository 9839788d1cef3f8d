import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkSync } from 'recheck';
import { type Pattern, patternsIn } from './patterns.ts';

/**
 * Holds every regular expression of `src` and `schema` to a time that grows linearly with the text: files, events and
 * answers are hostile, and a pattern that backtracks lets a few kilobytes keep the check busy for minutes.
 */

/** Patterns that are put together at run time, and where what they are made of is checked. */
const MADE: Readonly<Record<string, string>> = {
  'src/manifest/schema-check.ts': 'the patterns of the schemas, which are checked here',
};
const TIMEOUT_MS = 60_000;

function schemaPatterns(folder: string): Pattern[] {
  return readdirSync(folder).flatMap((name) => {
    const file = join(folder, name);
    const found: Pattern[] = [];
    JSON.parse(readFileSync(file, 'utf8'), (key, value: unknown) => {
      if (key === 'pattern' && typeof value === 'string')
        found.push({ file, line: 1, source: value, flags: 'u' });
      return value;
    });
    return found;
  });
}

const problems: string[] = [];
const seen = new Set<string>();
for (const { file, line, source, flags } of [...patternsIn('src'), ...schemaPatterns('schema')]) {
  const place = `${file}:${line}`;
  if (source === undefined) {
    if (!Object.hasOwn(MADE, file))
      problems.push(`${place}: a pattern is put together at run time. Write it out.`);
    continue;
  }
  if (seen.has(`${source}/${flags}`)) continue;
  seen.add(`${source}/${flags}`);
  const result = checkSync(source, flags, { timeout: TIMEOUT_MS, randomSeed: 1 });
  if (result.status === 'safe') continue;
  const why = result.status === 'vulnerable' ? result.complexity.summary : result.error.kind;
  problems.push(
    `${place}: /${source}/${flags} is not known to be linear (${why}). Make it so, or write code.`,
  );
}
process.stdout.write(problems.map((problem) => `${problem}\n`).join(''));
process.stdout.write(`${seen.size} patterns checked, ${problems.length} at problem.\n`);
if (problems.length > 0) process.exitCode = 1;
