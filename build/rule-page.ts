import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Format, RuleMeta } from '../src/findings/rule-meta.ts';

/** Where the fixtures of rules lie: a folder for each rule, with files that it must report and the same files fixed. */
export const RULE_FIXTURES = '__tests__/fixtures/rules';

const FORMATS: Readonly<Record<Format, string>> = {
  'node-graph': 'node graphs',
  architect: 'Architect YAML',
};

/** The page of a rule: what its author wrote, between a header, examples and settings that follow from its data. */
export function renderRulePage(rule: RuleMeta, page: string): string {
  const [about = '', ...sections] = page.split(/^## /m);
  const written = new Map(
    sections.map((each) => {
      const end = each.indexOf('\n');
      return [each.slice(0, end), each.slice(end).trim()];
    }),
  );
  const [first = '', ...rest] = about.split('\n');
  // The line under the title is the header that was generated before.
  const intro = rest.join('\n').trim().split('\n\n').slice(1).join('\n\n');
  const parts = [
    first.startsWith('# ') ? `# ${rule.id}` : first,
    header(rule),
    intro,
    section('Why it matters', written.get('Why it matters')),
    section('When', written.get('When')),
    section('Fails', examples(rule.id, 'fails')),
    section('Fixed', examples(rule.id, 'fixed')),
    section('Configure', configure(rule)),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** The files below a folder of fixtures, by their paths, in order; empty where there is no such folder. */
export function fixtureFiles(folder: string): Record<string, string> {
  let names: string[];
  try {
    names = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return {};
  }
  return Object.fromEntries(
    names
      .sort()
      .map((name) => [name.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(name, 'utf8')]),
  );
}

function header({ severity, category, appliesTo, introduced, fixed }: RuleMeta): string {
  const kind = severity === 'error' ? 'Error' : 'Warning';
  const formats = [...new Set(appliesTo)].map((format) => FORMATS[format]).join(' and ');
  return [kind, category, formats, `since ${introduced}`, ...(fixed ? ['fixed'] : [])].join(' · ');
}

function section(title: string, text: string | undefined): string {
  return text === undefined || text === '' ? '' : `## ${title}\n\n${text}`;
}

function examples(id: string, folder: string): string {
  return Object.entries(fixtureFiles(join(RULE_FIXTURES, id, folder)))
    .map(([path, text]) => `\`\`\`yaml\n# ${path}\n${text.endsWith('\n') ? text : `${text}\n`}\`\`\``)
    .join('\n\n');
}

function configure({ id, severity, fixed }: RuleMeta): string {
  if (fixed)
    return `The severity is fixed, and findings cannot be suppressed${severity === 'error' ? ': nothing can be published with them' : ''}.`;
  return `\`\`\`yaml
# .genesys-flows.yml
rules:
  ${id}: ${severity === 'error' ? 'warning' : 'off'}
\`\`\`

For one manifest, write the same under \`validation_rules.rules\`. To accept one finding, add the comment
\`# genesys-flows-ignore ${id}: <reason>\` to its line, or an entry under \`suppressions\`.`;
}
