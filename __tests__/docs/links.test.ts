import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import GithubSlugger from 'github-slugger';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { expect, test } from 'vitest';

const FOLDERS = [
  '',
  'docs',
  'docs/tutorial',
  'docs/how-to',
  'docs/reference',
  'docs/explanation',
  'docs/rules',
];
const pages = FOLDERS.flatMap((folder) =>
  readdirSync(folder || '.')
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
);

interface Page {
  /** Targets of links and images. */
  readonly links: readonly string[];
  /** Anchors of the headings, as GitHub and the site make them. */
  readonly anchors: ReadonlySet<string>;
}

const read = new Map(pages.map((path) => [path, readPage(readFileSync(path, 'utf8'))]));

function readPage(text: string): Page {
  const slugger = new GithubSlugger();
  const links: string[] = [];
  const anchors = new Set<string>();
  const open: Nodes[] = [fromMarkdown(text)];
  for (let node = open.shift(); node; node = open.shift()) {
    if (node.type === 'link' || node.type === 'image') links.push(node.url);
    if (node.type === 'heading') anchors.add(slugger.slug(textOf(node)));
    if ('children' in node) open.unshift(...node.children);
  }
  return { links, anchors };
}

function textOf(node: Nodes): string {
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}

test.each(pages)('the links of %s lead to files and headings', (page) => {
  const { links = [] } = read.get(page) ?? {};
  const broken = links.filter((link) => {
    if (/^[a-z]+:/.test(link)) return false;
    const [path = '', anchor] = link.split('#');
    const file = path === '' ? page : join(dirname(page), path);
    if (!existsSync(file)) return true;
    return anchor !== undefined && !read.get(file)?.anchors.has(anchor);
  });
  expect(broken).toEqual([]);
});

test('every page of the docs is linked from the README or from another page', () => {
  const linked = new Set(
    [...read].flatMap(([page, { links }]) =>
      links.map((link) => join(dirname(page), link.split('#')[0] ?? '')),
    ),
  );
  const lost = pages.filter((page) => page.startsWith('docs/') && !linked.has(page));
  expect(lost).toEqual(['docs/index.md']);
});

test('messages and comments name pages that exist', () => {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const texts = [
    ...sources.map((name) => join('src', name)),
    'action.yml',
    'CHANGELOG.md',
    'CONTRIBUTING.md',
  ];
  const named = texts.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/\bdocs\/[\w/-]+\.md\b/g)].map(([name]) => `${name} in ${path}`),
  );
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !existsSync(name.split(' ')[0] ?? ''))).toEqual([]);
});
