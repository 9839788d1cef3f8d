import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunResult } from '../report/result.ts';
import { sarif } from '../report/sarif.ts';
import { RULES_BY_ID } from '../rules/catalogue.ts';
import { counted } from '../text/plural.ts';
import type { World } from './world.ts';

/** The findings of a run as SARIF; what has no space in it is named on standard error. */
export function sarifOf(result: RunResult, { home, stderr }: World): string {
  const { text, left } = sarif(result, {
    rules: RULES_BY_ID,
    rulesUrl: '',
    informationUri: '',
    helpOf: (rule) => readFileSync(join(home, 'docs', 'rules', `${rule}.md`), 'utf8'),
  });
  if (left > 0)
    stderr.write(`Warning: ${counted(left, 'finding')} left out: GitHub takes no more in a SARIF file.\n`);
  return text;
}
