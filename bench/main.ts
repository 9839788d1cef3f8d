import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { Composer, Parser } from 'yaml';
import { leanPackages } from '../build/plugins.ts';
import { bigTrail } from './audit-log.ts';
import { exportsAgainstParsers } from './exports.ts';
import { expressionsAgainstTheRest, longestExpression } from './expressions.ts';
import { bigManifest, menuTree } from './graphs.ts';
import { manyFlows } from './many.ts';
import { inTurn, line, median, ratioLine } from './measure.ts';
import { besidePeers } from './peers.ts';
import { startUp } from './start.ts';

type Core = typeof import('./core.ts');

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'genesys-flow-bench-'));
const report: string[] = [];
let peers: string[] = [];

/** `npm run bench -- start exports` measures these parts only; without a name, all of them. */
const asked = process.argv.slice(2);
const isAsked = (part: string) => asked.length === 0 || asked.includes(part);

try {
  if (isAsked('start')) report.push(...startUp(), size());
  if (['graphs', 'exports', 'expressions', 'peers'].some(isAsked)) await inThisProcess(await bundled('core'));
  if (isAsked('many')) report.push(...(await manyFlows()));
  if (isAsked('audit-log')) report.push(...bigTrail());
  if (isAsked('platform')) {
    const file = pathToFileURL(await bundled('platform')).href;
    const { platform } = (await import(file)) as typeof import('./platform.ts');
    report.push(...(await platform()));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(`Node ${process.version}, medians\n${report.join('\n')}\n\n${peers.join('\n')}\n`);

async function inThisProcess(file: string): Promise<void> {
  const core = (await import(pathToFileURL(file).href)) as Core;
  if (isAsked('graphs')) {
    coldGraphs(file);
    await manifestAgainstParse(core);
    await yamlStaysLinear(core);
  }
  if (isAsked('exports')) report.push(...(await exportsAgainstParsers(core, file, folder)));
  if (isAsked('expressions')) await expressions(core, file);
  if (isAsked('peers')) peers = await besidePeers(core.readAndCheck);
}

function size(): string {
  const files = readdirSync(join(root, 'dist')).filter((name) => name !== 'licenses.txt');
  const bytes = files.reduce((sum, name) => sum + statSync(join(root, 'dist', name)).size, 0);
  return line('dist without the licence file', bytes / 1e6, 1.5, 'MB');
}

/** A part of the benchmark as one module, so that it can run as the action does, and cold in a process of its own. */
async function bundled(name: string): Promise<string> {
  const bundle = await rolldown({
    input: join(root, `bench/${name}.ts`),
    platform: 'node',
    plugins: [leanPackages()],
    resolve: { mainFields: ['module', 'main'] },
  });
  const file = join(folder, `${name}.mjs`);
  await bundle.write({ file, format: 'esm', codeSplitting: false });
  return file;
}

/** All rules on 10,000 nodes, and on a chain of 100,000; each time in a new process, after parsing. */
function coldGraphs(core: string): void {
  const script = join(folder, 'cold.mjs');
  writeFileSync(
    script,
    `import { coldRules } from ${JSON.stringify(pathToFileURL(core).href)};\nconsole.log(await coldRules(...process.argv.slice(2)));\n`,
  );
  const run = (shape: string, nodes: number) =>
    Number(spawnSync(process.execPath, [script, shape, String(nodes)], { encoding: 'utf8' }).stdout);
  const [big, short, long]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < 9; round++) {
    big.push(run('big', 10_000));
    short.push(run('chain', 10_000));
    long.push(run('chain', 100_000));
  }
  report.push(line('all rules on 10,000 nodes, cold, CPU', median(big), 150, 'ms'));
  const ratio = median(long) / median(short);
  report.push(
    line(
      `a chain of 100,000 nodes (${median(long).toFixed(0)} ms CPU, cold) to one of 10,000 (${median(short).toFixed(0)} ms)`,
      ratio,
      12,
      'times',
    ),
  );
}

async function manifestAgainstParse({ readAndCheck }: Core): Promise<void> {
  const texts = { '1,000 nodes in a row': bigManifest(1000), 'a menu tree of 1,000 nodes': menuTree(1000) };
  for (const [words, text] of Object.entries(texts)) {
    const bytes = Buffer.from(text);
    if ((await readAndCheck(bytes)) > 0) throw new Error(`${words}: findings cost time of their own`);
    const { parse, check } = await inTurn(
      { parse: () => JSON.parse(text), check: () => readAndCheck(bytes) },
      25,
      20,
    );
    report.push(ratioLine(`reading and checking ${words} to JSON.parse`, [check, parse], 4));
  }
}

/** Reading 10,000 nodes with the yaml package, against the package without its own look for keys given twice. */
async function yamlStaysLinear({ readYaml }: Core): Promise<void> {
  const { stringify } = await import('yaml');
  const text = (nodes: number) => stringify(JSON.parse(bigManifest(nodes)), { aliasDuplicateObjects: false });
  const [small, large] = [text(1000), text(10_000)];
  const bare = (source: string) => {
    for (const document of new Composer({ uniqueKeys: false }).compose(new Parser().parse(source), true))
      document.toJS();
  };
  const times = await inTurn(
    {
      bare: () => bare(large),
      ours: () => readYaml('x.yaml', large),
      small: () => readYaml('x.yaml', small),
    },
    5,
  );
  report.push(
    ratioLine('reading other YAML of 10,000 nodes to the yaml package alone', [times.ours, times.bare], 1.4),
    ratioLine('10,000 nodes of other YAML to 1,000', [times.ours, times.small], 14),
  );
}

async function expressions(core: Core, file: string): Promise<void> {
  report.push(await expressionsAgainstTheRest(core), ...(await longestExpression(core, file, folder)));
}
