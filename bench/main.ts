import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { Composer, Parser } from 'yaml';
import { leanPackages } from '../build/plugins.ts';
import { architectFlow } from './architect-flows.ts';
import { bigManifest } from './graphs.ts';
import { manyFlows } from './many.ts';
import { inTurn, line, median } from './measure.ts';
import { besidePeers } from './peers.ts';
import { bigTrail } from './trail.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'genesys-flow-bench-'));
const report: string[] = [];
let peers: string[] = [];

try {
  // `npm run bench -- platform` leaves out what is measured on this machine's clock.
  if (!process.argv.includes('platform')) await onThisMachine();
  const { platform } = (await import(
    pathToFileURL(await bundled('platform')).href
  )) as typeof import('./platform.ts');
  report.push(...(await platform()));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(`Node ${process.version}, medians\n${report.join('\n')}\n\n${peers.join('\n')}\n`);

async function onThisMachine(): Promise<void> {
  await startUp();
  size();
  const core = await bundled('core');
  coldGraphs(core);
  await manifestAgainstParse(core);
  await yamlStaysLinear(core);
  await architectAgainstYaml(core);
  report.push(...(await manyFlows()), ...bigTrail());
  peers = await besidePeers(
    ((await import(pathToFileURL(core).href)) as typeof import('./core.ts')).readAndCheck,
  );
}

/** The whole process, against a Node that does nothing. */
async function startUp(): Promise<void> {
  mkdirSync(join(folder, 'flows'));
  writeFileSync(
    join(folder, 'flows/ivr.flow.json'),
    readFileSync(join(root, 'examples/flows/ivr-tester.flow.json')),
  );
  for (const name of ['output', 'summary']) writeFileSync(join(folder, name), '');
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    INPUT_MODE: 'validate',
    'INPUT_CHANGED-ONLY': 'false',
    GITHUB_WORKSPACE: folder,
    GITHUB_OUTPUT: join(folder, 'output'),
    GITHUB_STEP_SUMMARY: join(folder, 'summary'),
    RUNNER_TEMP: folder,
  };
  const run = (...args: string[]) => spawnSync(process.execPath, args, { env });
  const { node = 1, action = 0 } = await inTurn(
    { node: () => run('-e', '0'), action: () => run(join(root, 'dist/index.js')) },
    60,
  );
  report.push(
    line(
      `validate, whole process (${action.toFixed(0)} ms) to node -e 0 (${node.toFixed(0)} ms)`,
      action / node,
      1.5,
      'times',
    ),
  );
}

function size(): void {
  const files = readdirSync(join(root, 'dist')).filter((name) => name !== 'licenses.txt');
  const bytes = files.reduce((sum, name) => sum + statSync(join(root, 'dist', name)).size, 0);
  report.push(line('dist without the licence file', bytes / 1e6, 1.5, 'MB'));
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
  report.push(line('all rules on 10,000 nodes, cold', median(big), 150, 'ms'));
  const ratio = median(long) / median(short);
  report.push(
    line(
      `a chain of 100,000 nodes (${median(long).toFixed(0)} ms, cold) to one of 10,000 (${median(short).toFixed(0)} ms)`,
      ratio,
      12,
      'times',
    ),
  );
}

async function manifestAgainstParse(core: string): Promise<void> {
  const { readAndCheck } = (await import(pathToFileURL(core).href)) as typeof import('./core.ts');
  const text = bigManifest(1000);
  const bytes = Buffer.from(text);
  const { parse = 1, check = 0 } = await inTurn(
    { parse: () => JSON.parse(text), check: () => readAndCheck(bytes) },
    400,
  );
  report.push(
    line(
      `reading and checking 1,000 nodes (${check.toFixed(2)} ms) to JSON.parse (${parse.toFixed(2)} ms)`,
      check / parse,
      6,
      'times',
    ),
  );
}

/** Reading 10,000 nodes of YAML, against the yaml package without its own look for keys given twice. */
async function yamlStaysLinear(core: string): Promise<void> {
  const { readYaml } = (await import(pathToFileURL(core).href)) as typeof import('./core.ts');
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
    line(
      `reading YAML of 10,000 nodes (${times.ours?.toFixed(0)} ms) to the yaml package alone (${times.bare?.toFixed(0)} ms)`,
      (times.ours ?? 0) / (times.bare ?? 1),
      1.4,
      'times',
    ),
  );
  report.push(line('10,000 nodes of YAML to 1,000', (times.ours ?? 0) / (times.small ?? 1), 14, 'times'));
}

/** Reading and checking Architect YAML with all rules, against the yaml package alone. */
async function architectAgainstYaml(core: string): Promise<void> {
  const { readAndCheckFlow } = (await import(pathToFileURL(core).href)) as typeof import('./core.ts');
  for (const bytes of [6000, 190_000]) {
    const text = architectFlow('Bench', bytes);
    const { bare = 1, ours = 0 } = await inTurn(
      {
        bare: () => {
          for (const document of new Composer({ uniqueKeys: false }).compose(new Parser().parse(text), true))
            document.toJS();
        },
        ours: () => readAndCheckFlow(Buffer.from(text)),
      },
      bytes > 50_000 ? 15 : 150,
    );
    report.push(
      line(
        `reading and checking Architect YAML of ${bytes / 1000} kB (${ours.toFixed(1)} ms) to the yaml package alone (${bare.toFixed(1)} ms)`,
        ours / bare,
        1.4,
        'times',
      ),
    );
  }
}
