import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';
import { COMMANDS } from '../src/cli/command.ts';
import { ASSUMPTIONS } from '../src/expressions/assumptions.ts';
import { RULES } from '../src/rules/catalogue.ts';
import { inputModeRows } from './input-modes.ts';
import { renderRulePage } from './rule-page.ts';

/**
 * Writes the tables of the docs from action.yml and the rules, and the header, examples and settings of rule pages.
 * With --check it only reports what is out of date.
 */

/** The example workflow that each how-to guide shows. */
const EXAMPLES: Readonly<Record<string, string>> = {
  'adopt-an-org': 'export',
  'detect-drift': 'drift',
  'fan-out': 'fan-out',
  'promote-between-orgs': 'approval',
  'pull-request-comment': 'comment',
  'roll-back': 'rollback',
  'show-changes': 'report',
  'verify-the-audit-log': 'verify',
};

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
}

const action = parse(readFileSync('action.yml', 'utf8')) as Action;
const cell = (text: string) => text.replaceAll('|', '\\|').replace(/\s+/g, ' ').trim();

/** A description whose names of pages are links, for a page in a folder of the docs. */
const linked = (text: string) =>
  cell(text).replace(/\bdocs\/([\w/-]+\.md)\b/g, (_, page: string) => `[${titleOf(page)}](../${page})`);

/** The first heading of a page of the docs. */
function titleOf(page: string): string {
  return /^# (.+)$/m.exec(readFileSync(`docs/${page}`, 'utf8'))?.[1] ?? page;
}

const inputs = [
  '| input | default | meaning |',
  '| --- | --- | --- |',
  ...Object.entries(action.inputs).map(
    ([name, each]) =>
      `| \`${name}\` | ${each.default === '' ? '' : `\`${each.default}\``} | ${linked(each.description)} |`,
  ),
];
const outputs = [
  '| output | meaning |',
  '| --- | --- |',
  ...Object.entries(action.outputs).map(([name, each]) => `| \`${name}\` | ${linked(each.description)} |`),
];
const rules = [
  '| rule | default | finds |',
  '| --- | --- | --- |',
  ...RULES.map(
    (rule) =>
      `| [\`${rule.id}\`](rules/${rule.id}.md) | ${rule.severity}${rule.fixed ? ', fixed' : ''} | ${cell(rule.summary)} |`,
  ),
];

const assumptions = [
  '| assumption | what is assumed |',
  '| --- | --- |',
  ...Object.entries(ASSUMPTIONS).map(([id, text]) => `| \`${id}\` | ${cell(text)} |`),
];

const stale: string[] = [];
function put(file: string, mark: string, lines: readonly string[]): void {
  const text = readFileSync(file, 'utf8');
  const [begin, end] = [`<!-- ${mark}: written by npm run docs -->`, '<!-- end -->'];
  const at = text.indexOf(begin) + begin.length;
  write(file, text, `${text.slice(0, at)}\n${lines.join('\n')}\n${text.slice(text.indexOf(end, at))}`);
}

function write(file: string, text: string, fresh: string): void {
  if (fresh === text) return;
  stale.push(file);
  if (!process.argv.includes('--check')) writeFileSync(file, fresh);
}

put('docs/reference/inputs.md', 'inputs', inputs);
put('docs/reference/inputs.md', 'input modes', inputModeRows(Object.keys(action.inputs)));
put('docs/reference/inputs.md', 'outputs', outputs);
for (const [page, name] of Object.entries(EXAMPLES)) {
  const file = `examples/workflows/${name}.yml`;
  put(`docs/how-to/${page}.md`, file, ['```yaml', readFileSync(file, 'utf8').trimEnd(), '```']);
}
put('docs/rules.md', 'rules', rules);
put('docs/reference/cli.md', 'commands', [
  '| command | does |',
  '| --- | --- |',
  ...COMMANDS.map(
    ({ name, usage, summary }) =>
      `| \`${`${name} ${usage}`.trim().replaceAll('|', '\\|')}\` | ${cell(summary)} |`,
  ),
]);
put('docs/reference/expressions.md', 'assumptions', assumptions);
for (const rule of RULES) {
  const file = `docs/rules/${rule.id}.md`;
  const page = readFileSync(file, 'utf8');
  write(file, page, renderRulePage(rule, page));
}
if (stale.length > 0 && process.argv.includes('--check')) {
  process.stdout.write(`Out of date: ${stale.join(', ')}. Run npm run docs.\n`);
  process.exitCode = 1;
}
