import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { RULES } from '../src/rules/catalogue.ts';
import { RULE_FIXTURES, renderRulePage } from './rule-page.ts';

/**
 * Writes all files of a new rule: `npm run new-rule -- <id> [flow | architect]`. What is left to write is marked with TODO;
 * `npm run check:rule -- <id>` says what is missing.
 */

const FLOW = `inboundCall:
  name: Main menu
  defaultLanguage: en-us
  supportedLanguages: {en-us: {defaultLanguageSkill: {noValue: true}}}
  startUpRef: ./tasks/task[Main_1]
  tasks:
    - task:
        name: Main
        refId: Main_1
        actions:
          - disconnect: {name: Bye}
`;
const GRAPH = `target_region: us-east-1
flow_definition:
  name: Main menu
  type: ivr
  nodes:
    start: {id: start, type: start, transitions: [{target: hello}]}
    hello: {id: hello, type: say, text: Hello, transitions: [{target: end}]}
    end: {id: end, type: end, transitions: []}
`;

/** What differs between the kinds of rules that are written from a template. */
const KINDS = {
  flow: {
    rule: 'FlowRule',
    from: '../rule.ts',
    formats: "['node-graph', 'architect']",
    list: 'FLOW_RULES',
    check: `check({ graph }, report) {
    for (const node of graph.nodes) {
      if (!isWrong(node.source)) continue;
      report({
        place: graph.locate(node.at, 'key'),
        message: \`Node "\${node.key}": TODO what is wrong\`,
        hint: 'TODO what to do.',
        nodes: [node.key],
      });
    }
  }`,
    file: 'main.flow.yaml',
    text: GRAPH,
  },
  architect: {
    rule: 'ArchitectRule',
    from: './rule.ts',
    formats: "['architect']",
    list: 'ARCHITECT_RULES',
    check: `check({ flow }, report) {
    for (const { action, container } of actionsOf(flow)) {
      if (!isWrong(action.value)) continue;
      report({
        place: flow.locate(action.at, 'key'),
        message: \`Action "\${action.name}": TODO what is wrong\`,
        hint: 'TODO what to do.',
        nodes: [container.name],
      });
    }
  }`,
    file: 'main.yaml',
    text: FLOW,
  },
} as const;

const [id = '', category = 'architect'] = process.argv.slice(2);
const problem = problemOf(id, category);
if (problem === undefined) writeRule(id, category as keyof typeof KINDS);
else {
  process.stdout.write(`${problem}\n`);
  process.exitCode = 1;
}

function problemOf(name: string, kind: string): string | undefined {
  if (!/^[a-z]+(-[a-z]+)*$/.test(name) || !Object.hasOwn(KINDS, kind))
    return 'Usage: npm run new-rule -- <id> [flow | architect]. An id consists of lower-case words with hyphens.';
  if (RULES.some((rule) => rule.id === name)) return `There is a rule "${name}" already.`;
  return undefined;
}

function writeRule(name: string, kind: keyof typeof KINDS): void {
  const { rule, from, formats, list, check, file, text } = KINDS[kind];
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const meta = {
    id: name,
    severity: 'error',
    category: kind,
    summary: 'TODO what the rule finds',
    introduced: version,
  } as const;
  const fields = Object.entries(meta).map(([key, value]) => `  ${key}: '${value}',`);
  const imports = kind === 'architect' ? "import { actionsOf } from './actions.ts';\n" : '';
  write(
    `src/rules/${kind}/${name}.ts`,
    `import type { Dictionary } from '../../source/data.ts';
${imports}import type { ${rule} } from '${from}';

export const rule = {
${fields.join('\n')}
  appliesTo: ${formats},
  ${check},
} as const satisfies ${rule};

/** TODO: replace this example by what the rule looks for. */
function isWrong({ todo }: Dictionary): boolean {
  return todo !== undefined;
}
`,
  );
  addToIndex(name, kind, list);
  write(`${RULE_FIXTURES}/${name}/fails/flows/${file}`, text);
  write(`${RULE_FIXTURES}/${name}/fixed/flows/${file}`, text);
  const page = `# ${name}\n\n-\n\nTODO: what the rule finds, in two or three sentences.\n\n## Why it matters\n\nTODO: what callers would hear, or what Genesys Cloud would refuse.\n`;
  const applies = kind === 'flow' ? (['node-graph', 'architect'] as const) : (['architect'] as const);
  write(`docs/rules/${name}.md`, renderRulePage({ ...meta, appliesTo: applies }, page));
  process.stdout.write(
    `\nNext: write the check, make the fixture under fails/ wrong and the one under fixed/ right, replace each TODO, then run\n` +
      `  npm run check:rule -- ${name} --write   (writes the expected findings and the page; read them)\n` +
      `  npm run check:rule -- ${name}\n`,
  );
}

/** Adds the rule to the list of its folder: the import in alphabetical order, the rule at the end. */
function addToIndex(name: string, kind: string, list: string): void {
  const path = `src/rules/${kind}/index.ts`;
  const camel = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  const lines = readFileSync(path, 'utf8').split('\n');
  const line = `import { rule as ${camel} } from './${name}.ts';`;
  const file = (each: string) => /from '\.\/([a-z-]+)\.ts'/.exec(each)?.[1] ?? '';
  const after = lines.findIndex((each) => each.startsWith('import { rule as') && file(each) > name);
  const last = lines.findLastIndex((each) => each.startsWith('import { rule as'));
  lines.splice(after < 0 ? last + 1 : after, 0, line);
  const begin = lines.findIndex((each) => each.startsWith(`export const ${list} = [`));
  const end = lines.findIndex((each, at) => at > begin && each.startsWith(']'));
  lines.splice(end, 0, `  ${camel},`);
  writeFileSync(path, lines.join('\n'));
  process.stdout.write(`changed ${path}\n`);
}

function write(path: string, text: string): void {
  if (existsSync(path)) throw new Error(`${path} exists already`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  process.stdout.write(`wrote   ${path}\n`);
}
