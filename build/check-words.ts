import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { OTHER_MEANING, RETIRED, RETIRED_PHRASES } from './retired-words.ts';

/**
 * Fails where a text of the project uses a word that its glossary retires (build/retired-words.ts): in names, comments and
 * messages of `src` and `build`, in the docs, and in the titles of tests.
 */

const WHOLE = [
  'src',
  'build',
  'docs',
  'examples',
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'action.yml',
  'CHANGELOG.md',
];
const TITLES = ['__tests__'];
/** They name the words. */
const OWN = new Set(['build/retired-words.ts', 'build/check-words.ts']);
/** Folders of the docs that others write. */
const GENERATED = new Set(['docs/node_modules', 'docs/.vitepress/cache', 'docs/.vitepress/dist']);
const TEXT_FILE = /\.(?:ts|md|ya?ml|json)$/;
/** A line with the title of a test or a suite. */
const TITLE = /\b(?:test|describe)(?:\.\w+)?\(\s*['"`]|\]\)\(\s*['"`]|^\s*'[^']+',$/;

interface Use {
  readonly file: string;
  readonly line: number;
  readonly word: string;
  readonly instead: string;
}

const uses = [
  ...WHOLE.flatMap((path) => inTree(path, usesIn)),
  ...TITLES.flatMap((path) => inTree(path, titlesIn)),
];
for (const { file, line, word, instead } of uses)
  process.stdout.write(`${file}:${line}: "${word}". Write: ${instead}.\n`);
process.stdout.write(`${uses.length} retired words.\n`);
if (uses.length > 0) process.exitCode = 1;

function inTree(path: string, read: (file: string, lines: readonly string[]) => Use[]): Use[] {
  if (GENERATED.has(path)) return [];
  if (statSync(path).isDirectory())
    return readdirSync(path)
      .sort()
      .flatMap((name) => inTree(join(path, name).replaceAll('\\', '/'), read));
  if (!TEXT_FILE.test(path) || OWN.has(path) || path.includes('/fixtures/')) return [];
  return read(path, readFileSync(path, 'utf8').split('\n'));
}

function titlesIn(file: string, lines: readonly string[]): Use[] {
  return usesIn(
    file,
    lines.map((line) => (TITLE.test(line) ? line : '')),
  );
}

function usesIn(file: string, lines: readonly string[]): Use[] {
  return lines.flatMap((text, at) => [
    ...words(text)
      .filter((word) => Object.hasOwn(RETIRED, word))
      .filter((word) => !(OTHER_MEANING[word] ?? []).some((other) => other.test(text)))
      .map((word) => ({ file, line: at + 1, word, instead: RETIRED[word] ?? '' })),
    ...phrases(text).map((word) => ({ file, line: at + 1, word, instead: RETIRED_PHRASES[word] ?? '' })),
  ]);
}

/** The words of a line in lower case; names are split at their capitals. */
function words(text: string): string[] {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);
}

function phrases(text: string): string[] {
  const plain = ` ${words(text).join(' ')} `;
  return Object.keys(RETIRED_PHRASES).filter((phrase) => plain.includes(` ${phrase} `));
}
