import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { slug } from 'github-slugger';
import { type DefaultTheme, defineConfig, type MarkdownRenderer } from 'vitepress';

const base = process.env.DOCS_BASE ?? '/';
const docs = fileURLToPath(new URL('..', import.meta.url));

/** The pages of each section, in the order of the sidebar. The title of a page is its first heading. */
const SECTIONS: Readonly<Record<string, readonly string[]>> = {
  Tutorial: ['tutorial/first-flow'],
  'How-to guides': [
    'how-to/adopt-an-org',
    'how-to/migrate-from-archy',
    'how-to/migrate-from-cx-as-code',
    'how-to/example-workflows',
    'how-to/show-changes',
    'how-to/pull-request-comment',
    'how-to/findings-on-github',
    'how-to/accept-a-finding',
    'how-to/promote-between-orgs',
    'how-to/monorepo',
    'how-to/fan-out',
    'how-to/smoke-test',
    'how-to/roll-back',
    'how-to/detect-drift',
    'how-to/verify-the-audit-log',
    'how-to/record-other-deployments',
    'how-to/enterprise-and-proxies',
    'how-to/troubleshooting',
    'how-to/untrusted-audit-log',
  ],
  Reference: [
    'reference/inputs',
    'reference/events',
    'reference/permissions',
    'reference/manifest',
    'reference/node-graph',
    'reference/expressions',
    'reference/cli',
    'reference/audit-log',
    'reference/unconfirmed',
    'rules',
  ],
  Explanation: [
    'explanation/publishing',
    'explanation/release-states',
    'explanation/recovery',
    'explanation/security',
    'explanation/audit-log',
    'explanation/precision',
    'explanation/speed',
    'explanation/architecture',
  ],
  More: ['faq', 'glossary'],
};

const rules = markdownIn('rules');
const listed = new Set(['index', ...Object.values(SECTIONS).flat(), ...rules]);
const missing = ['', 'tutorial', 'how-to', 'reference', 'explanation']
  .flatMap(markdownIn)
  .filter((page) => !listed.has(page));
if (missing.length > 0)
  throw new Error(
    `In no section of docs/.vitepress/config.ts: ${missing.join(', ')}. Add each page to SECTIONS.`,
  );

/** The site. Built by `npm run docs:site`; `DOCS_BASE` is the path below which it is published. */
export default defineConfig({
  title: 'Genesys flows',
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `${base}favicon.svg` }]],
  description: 'Keep Genesys Cloud call flows in a git repository.',
  base,
  markdown: {
    // The anchors are those of GitHub, so that a link works in both places.
    anchor: { slugify: (text) => slug(text) },
    config: withoutInterpolation,
  },
  // Mermaid is one large chunk, which only pages with a diagram load.
  vite: { build: { chunkSizeWarningLimit: 4000 } },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    sidebar: [
      ...Object.entries(SECTIONS).map(([text, pages]) => ({
        text,
        items: pages.map((page) =>
          page === 'rules'
            ? { ...item(page), collapsed: true, items: rules.map((rule) => item(rule)) }
            : item(page),
        ),
      })),
    ],
    nav: [
      { text: 'Tutorial', link: '/tutorial/first-flow' },
      { text: 'Inputs', link: '/reference/inputs' },
      { text: 'Rules', link: '/rules' },
    ],
  },
});

/** Vue would evaluate `{{…}}` in texts, which here are tokens of flows and expressions of workflows. */
function withoutInterpolation(md: MarkdownRenderer): void {
  for (const rule of ['text', 'code_inline'] as const) {
    const render = md.renderer.rules[rule];
    md.renderer.rules[rule] = (...args) =>
      (render?.(...args) ?? md.utils.escapeHtml(args[0][args[1]]?.content ?? '')).replaceAll(
        '{{',
        '&#123;&#123;',
      );
  }
}

/** The pages that lie in a folder of the docs, without `.md`. */
function markdownIn(folder: string): string[] {
  return readdirSync(join(docs, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => (folder === '' ? '' : `${folder}/`) + name.slice(0, -'.md'.length))
    .sort();
}

function item(page: string): DefaultTheme.SidebarItem {
  const [, heading] = /^# (.+)$/m.exec(readFileSync(join(docs, `${page}.md`), 'utf8')) ?? [];
  if (heading === undefined) throw new Error(`docs/${page}.md has no heading`);
  return { text: heading, link: `/${page}` };
}
