import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fixtureFiles, RULE_FIXTURES } from '../../build/rule-page.ts';
import { type ArchitectFlow, readArchitect } from '../../src/architect/read.ts';
import type { Path, SourceDocument, Span } from '../../src/source/document.ts';
import { readYaml } from '../../src/source/yaml.ts';

/** A flow that is right, and that faults are put into. */
export interface Subject {
  readonly name: string;
  readonly text: string;
}

/** Architect YAML with the way from its parts to its text. */
export interface ArchitectSubject extends Subject {
  readonly document: SourceDocument;
  readonly flow: ArchitectFlow;
}

/** A flow with one fault. */
export interface Mutant {
  readonly text: string;
  readonly rule: string;
  /** The line that has to change, from 1. */
  readonly line: number;
  /** Other errors that the same fault is by their definition. */
  readonly also?: readonly string[];
}

/** One way to put a fault into a flow, wherever it fits. */
export interface Operator<Of extends Subject> {
  readonly name: string;
  mutate(subject: Of): Iterable<Mutant>;
}

export const CORPUS = '../shared/flows/corpus';
const EXPORTS = '__tests__/fixtures/exports';

/** Flows of the project itself: its example, the flows in exported style, and the fixed fixtures of the rules. */
export function ownFlows(): { architect: Subject[]; graphs: Subject[] } {
  const architect: Subject[] = [
    { name: 'main-menu.yaml', text: readFileSync('examples/flows/main-menu.yaml', 'utf8') },
  ];
  const graphs: Subject[] = [];
  for (const name of readdirSync(EXPORTS)) {
    // Large flows would take most of the time of a run, and have the same constructs as the others.
    const text = name.endsWith('.yaml') ? readFileSync(`${EXPORTS}/${name}`, 'utf8') : '';
    if (text !== '' && text.length < 40_000 && !text.includes('\r')) architect.push({ name, text });
  }
  for (const id of readdirSync(RULE_FIXTURES)) {
    for (const folder of readdirSync(`${RULE_FIXTURES}/${id}`).filter((name) => /^fixed[^.]*$/.test(name))) {
      const all = Object.entries(fixtureFiles(`${RULE_FIXTURES}/${id}/${folder}`));
      const [path = '', text = ''] = all[0] ?? [];
      // Other files are configurations, or flows that need each other.
      if (all.length !== 1 || text.includes('flow_file')) continue;
      (path.endsWith('.flow.yaml') ? graphs : architect).push({ name: `${id}/${path}`, text });
    }
  }
  return { architect, graphs };
}

/** Real flows, their tokens replaced by values that a deployment could give; none where the corpus is not there. */
export function corpusFlows(): Subject[] {
  if (!existsSync(CORPUS)) return [];
  return ['plain', 'templated'].flatMap((part) =>
    readdirSync(`${CORPUS}/${part}`)
      .filter((name) => /\.(ya?ml|tftpl)$/.test(name))
      .map((name) => ({
        name,
        text: readFileSync(`${CORPUS}/${part}/${name}`, 'utf8').replace(
          /\{\{([^{}\r\n]+)\}\}/g,
          (_, token: string) => (/language|locale|lang$/i.test(token.trim()) ? 'en-us' : 'Made Up'),
        ),
      })),
  );
}

export function architectSubject({ name, text }: Subject): ArchitectSubject {
  const document = readYaml('x.yaml', text);
  const locate = (path: Path) => ({ document, span: document.span(path) });
  const flow = readArchitect({ kind: 'architect', document: document, value: document.value, text, locate });
  return { name, text, document, flow };
}

export function replace(text: string, { start, end }: Span, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** The text and indent of the line that a span begins on, if it is an item of a list in block style. */
export function blockItem(text: string, { start }: Span): { lineStart: number; indent: string } | undefined {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const [, indent] = /^( *)- $/.exec(text.slice(lineStart, start)) ?? [];
  return indent === undefined ? undefined : { lineStart, indent };
}

/** The offset behind the last line of the item of a list in block style, its line break not included. */
export function itemEnd(text: string, { lineStart, indent }: { lineStart: number; indent: string }): number {
  const lines = text.slice(lineStart).split('\n');
  const inside = (line: string) =>
    line.trim() === '' || /^ */.exec(line)?.[0].startsWith(`${indent} `) === true;
  let count = 1;
  while (count < lines.length && inside(lines[count] ?? '')) count++;
  while (count > 1 && (lines[count - 1] ?? '').trim() === '') count--;
  return lineStart + lines.slice(0, count).join('\n').length;
}
