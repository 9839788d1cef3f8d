import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { load } from 'js-yaml';
import { Composer, Parser } from 'yaml';
import { architectFlow } from './architect-flows.ts';
import { inTurn, medianTimes, ratioLine, type Times } from './measure.ts';

/** Real flows, where they are at hand. */
const CORPUS = '../shared/flows/corpus/plain';

/** Sizes as they are in the field: mostly a few kB, now and then an export of nearly 200 kB. */
export function fieldSize(at: number): number {
  if (at % 50 === 49) return 190_000;
  return at % 5 === 4 ? 20_000 : 6000;
}

/**
 * 300 flows, and one of 4 kB, read and checked in one process that has warmed up, and 300 flows in a new process each time,
 * against YAML parsers alone. `bundle` is the file that `core` was loaded from.
 */
export async function exportsAgainstParsers(
  core: typeof import('./core.ts'),
  bundle: string,
  folder: string,
): Promise<string[]> {
  const made = Array.from({ length: 300 }, (_, at) => architectFlow(`Flow ${at}`, fieldSize(at)));
  return [
    ...(await againstJsYaml('300 flows', made, core)),
    ...(existsSync(CORPUS) ? await againstJsYaml('300 flows, 50 real ones six times', real(), core) : []),
    ...(existsSync(CORPUS)
      ? [inNewProcesses('300 flows, 50 real ones six times', real(), bundle, folder)]
      : []),
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
    1,
    30,
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

/** Reading and checking flows for the first time in a process, to `js-yaml`'s `load` of them for the first time. */
function inNewProcesses(words: string, texts: readonly string[], bundle: string, folder: string): string {
  const [script, flows] = [join(folder, 'cold-flows.mjs'), join(folder, 'flows.json')];
  writeFileSync(flows, JSON.stringify(texts));
  writeFileSync(
    script,
    `import { readFileSync } from 'node:fs';
import { load } from ${JSON.stringify(import.meta.resolve('js-yaml'))};
import { readAndCheckFlow } from ${JSON.stringify(pathToFileURL(bundle).href)};
const texts = JSON.parse(readFileSync(${JSON.stringify(flows)}, 'utf8'));
const bytes = texts.map((text) => Buffer.from(text));
const [wall, cpu] = [performance.now(), process.cpuUsage()];
if (process.argv[2] === 'check') for (const each of bytes) await readAndCheckFlow(each);
else for (const text of texts) load(text);
const { user, system } = process.cpuUsage(cpu);
console.log(JSON.stringify({ wall: performance.now() - wall, cpu: (user + system) / 1000 }));\n`,
  );
  const run = (what: string) =>
    JSON.parse(spawnSync(process.execPath, [script, what], { encoding: 'utf8' }).stdout) as Times;
  const used: Record<'check' | 'load', Times[]> = { check: [], load: [] };
  for (let round = 0; round < 9; round++)
    for (const what of ['check', 'load'] as const) used[what].push(run(what));
  return ratioLine(
    `${words}: reading and checking them in a new process to js-yaml's load in one`,
    [medianTimes(used.check), medianTimes(used.load)],
    2,
  );
}
