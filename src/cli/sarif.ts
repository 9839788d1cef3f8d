import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunResult } from '../report/result.ts';
import { sarif } from '../report/sarif.ts';
import { RULES_BY_ID } from '../rules/catalogue.ts';
import type { World } from './world.ts';

/** The findings of a run as SARIF; what has no space in it is named on standard error. */
export function sarifOf({ findings }: RunResult, { home, stderr }: World): string {
  const { text, left } = sarif(findings, {
    rules: RULES_BY_ID,
    rulesUrl: '',
    informationUri: '',
    helpOf: (rule) => readFileSync(join(home, 'docs', 'rules', `${rule}.md`), 'utf8'),
  });
  if (left > 0) stderr.write(`Warning: ${left} findings have no space in a SARIF file and are left out.\n`);
  return text;
}
