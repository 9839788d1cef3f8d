import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from '../errors.ts';
import { RULES, RULES_BY_ID } from '../rules/catalogue.ts';
import { didYouMean } from '../text/nearest.ts';
import { painted, type Style } from './terminal.ts';

/** The page of a rule for a terminal. Throws a `ConfigurationError` where this version has no such rule. */
export function explain(id: string, home: string, style: Style): string {
  if (!RULES_BY_ID.has(id)) {
    throw new ConfigurationError(
      `There is no rule ${JSON.stringify(id.slice(0, 80))}`,
      didYouMean(
        id,
        RULES.map((rule) => rule.id),
        'See docs/rules.md for the list of rules.',
      ),
    );
  }
  return rendered(readFileSync(join(home, 'docs', 'rules', `${id}.md`), 'utf8'), style);
}

/** Markdown as it is, with headings and code set apart, and without what only programs read. */
function rendered(page: string, style: Style): string {
  let inCode = false;
  return page
    .split('\n')
    .filter((line) => !/^<!--.*-->$/.test(line))
    .map((line) => {
      if (line.startsWith('```')) {
        inCode = !inCode;
        return undefined;
      }
      if (inCode) return `    ${painted(line, 'cyan', style)}`;
      return /^#{1,6} /.test(line) ? painted(line.replace(/^#+ /, ''), 'bold', style) : line;
    })
    .filter((line) => line !== undefined)
    .join('\n');
}
