import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';
import { RULES } from '../src/rules/catalogue.ts';

/** Writes the tables of README and docs from action.yml and the rules. With --check it only says whether they are right. */

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
}

const action = parse(readFileSync('action.yml', 'utf8')) as Action;
const cell = (text: string) => text.replaceAll('|', '\\|').replace(/\s+/g, ' ').trim();

const inputs = [
  '| input | default | meaning |',
  '| --- | --- | --- |',
  ...Object.entries(action.inputs).map(
    ([name, each]) =>
      `| \`${name}\` | ${each.default === '' ? '' : `\`${each.default}\``} | ${cell(each.description)} |`,
  ),
];
const outputs = [
  '| output | meaning |',
  '| --- | --- |',
  ...Object.entries(action.outputs).map(([name, each]) => `| \`${name}\` | ${cell(each.description)} |`),
];
const rules = [
  '| rule | default | finds |',
  '| --- | --- | --- |',
  ...RULES.map(
    (rule) =>
      `| [\`${rule.id}\`](rules/${rule.id}.md) | ${rule.severity}${rule.fixed ? ', fixed' : ''} | ${cell(rule.summary)} |`,
  ),
];

let stale = false;
function put(file: string, mark: string, lines: readonly string[]): void {
  const text = readFileSync(file, 'utf8');
  const [begin, end] = [`<!-- ${mark}: written by npm run docs -->`, '<!-- end -->'];
  const at = text.indexOf(begin) + begin.length;
  const fresh = `${text.slice(0, at)}\n${lines.join('\n')}\n${text.slice(text.indexOf(end, at))}`;
  if (fresh === text) return;
  stale = true;
  if (!process.argv.includes('--check')) writeFileSync(file, fresh);
}

put('README.md', 'inputs', inputs);
put('README.md', 'outputs', outputs);
put('docs/rules.md', 'rules', rules);
if (stale && process.argv.includes('--check')) {
  process.stdout.write('The tables of README.md or docs/rules.md are old. Run npm run docs.\n');
  process.exitCode = 1;
}
