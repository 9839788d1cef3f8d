import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { Composer, Parser } from 'yaml';
import { architectFlow } from './architect-flows.ts';
import { inTurn, ratioLine } from './measure.ts';

/** Real flows, where they are at hand. */
const CORPUS = '../shared/flows/corpus/plain';

/** Sizes as they are in the field: mostly a few kB, now and then an export of nearly 200 kB. */
export function fieldSize(at: number): number {
  if (at % 50 === 49) return 190_000;
  return at % 5 === 4 ? 20_000 : 6000;
}

/** 300 flows, and one of 4 kB, read and checked in one process that has warmed up, against YAML parsers alone. */
export async function exportsAgainstParsers(core: typeof import('./core.ts')): Promise<string[]> {
  const made = Array.from({ length: 300 }, (_, at) => architectFlow(`Flow ${at}`, fieldSize(at)));
  return [
    ...(await againstJsYaml('300 flows', made, core)),
    ...(existsSync(CORPUS) ? await againstJsYaml('300 flows, 50 real ones six times', real(), core) : []),
    ...(await againstYaml(4000, 0.5, core)),
    ...(await againstYaml(190_000, 0.5, core)),
  ];
}

function real(): string[] {
  const texts = readdirSync(CORPUS).map((name) => readFileSync(`${CORPUS}/${name}`, 'utf8'));
  return Array.from({ length: 300 }, (_, at) => texts[at % texts.length] ?? '');
}

async function againstJsYaml(
  words: string,
  texts: readonly string[],
  { readBlockYaml, readAndCheckFlow }: typeof import('./core.ts'),
): Promise<string[]> {
  const size = `${words}, ${(texts.reduce((sum, text) => sum + text.length, 0) / 1e6).toFixed(1)} MB`;
  const bytes = texts.map((text) => Buffer.from(text));
  const { jsYaml, read, check } = await inTurn(
    {
      jsYaml: () => {
        for (const text of texts) load(text);
      },
      read: () => {
        for (const text of texts)
          if (!readBlockYaml('x.yaml', text)) throw new Error('not in the block subset');
      },
      check: async () => {
        for (const each of bytes) await readAndCheckFlow(each);
      },
    },
    15,
  );
  return [
    ratioLine(`${size}: reading them to js-yaml's load`, [read, jsYaml], 1),
    ratioLine(`${size}: reading and checking them to js-yaml's load`, [check, jsYaml], 2),
    ratioLine(`${size}: reading and checking them to reading them`, [check, read], 3),
  ];
}

/** Reading and checking Architect YAML with all rules, against the yaml package alone. */
async function againstYaml(
  bytes: number,
  bound: number,
  { readAndCheckFlow }: typeof import('./core.ts'),
): Promise<string[]> {
  const text = architectFlow('Bench', bytes);
  const { bare, ours } = await inTurn(
    {
      bare: () => {
        for (const document of new Composer({ uniqueKeys: false }).compose(new Parser().parse(text), true))
          document.toJS();
      },
      ours: () => readAndCheckFlow(Buffer.from(text)),
    },
    bytes > 50_000 ? 15 : 60,
    bytes > 50_000 ? 1 : 10,
  );
  const words = `reading and checking Architect YAML of ${bytes / 1000} kB to the yaml package alone`;
  return [ratioLine(words, [ours, bare], bound)];
}
