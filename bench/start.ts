import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { architectFlow } from './architect-flows.ts';
import { medianTimes, ratioLine, runNode, type Usage } from './measure.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const action = join(root, 'dist/index.js');
const program = join(root, 'bin/genesys-flows.js');
const ROUNDS = 40;

/** A repository for a validation in a folder of its own, which `use` gets; the folder is removed afterwards. */
export function inRepository<T>(
  files: Readonly<Record<string, string>>,
  use: (validate: () => Usage, byHand: () => Usage) => T,
): T {
  const folder = mkdtempSync(join(tmpdir(), 'genesys-flow-bench-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    for (const name of ['output', 'summary']) writeFileSync(join(folder, name), '');
    const env = {
      PATH: process.env.PATH,
      HOME: folder,
      INPUT_MODE: 'validate',
      'INPUT_CHANGED-ONLY': 'false',
      'INPUT_FAIL-ON': 'never',
      GITHUB_WORKSPACE: folder,
      GITHUB_OUTPUT: join(folder, 'output'),
      GITHUB_STEP_SUMMARY: join(folder, 'summary'),
      RUNNER_TEMP: folder,
    };
    const done = (usage: Usage) => {
      if (usage.status !== 0) throw new Error(`the run failed: ${usage.stdout.slice(-500)}`);
      return usage;
    };
    return use(
      () => done(runNode([action], env)),
      // Node keeps its cache of compiled code in the folder for temporary files.
      () => done(runNode([program, 'validate'], { PATH: env.PATH, HOME: folder, TMPDIR: folder }, folder)),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Configuration of a repository whose flows have no manifests. */
export const CONFIG = { '.genesys-flows.yml': 'defaults:\n  target_region: us-east-1\n' };

/** The whole process of a validation of one flow, against a Node that does nothing. */
export function startUp(): string[] {
  const manifest = {
    'flows/ivr.flow.json': readFileSync(join(root, 'examples/flows/ivr-tester.flow.json'), 'utf8'),
  };
  const flow = { ...CONFIG, 'flows/flow.yaml': architectFlow('Bench', 4000) };
  return inRepository(manifest, (json, jsonByHand) =>
    inRepository(flow, (yaml, yamlByHand) => {
      const runs = { json, yaml, jsonByHand, yamlByHand, node: () => runNode(['-e', '0']) };
      const used: Record<keyof typeof runs, Usage[]> = {
        json: [],
        yaml: [],
        jsonByHand: [],
        yamlByHand: [],
        node: [],
      };
      // The first run of the program compiles its code.
      for (const run of [jsonByHand, yamlByHand]) run();
      for (let round = 0; round < ROUNDS; round++)
        for (const name of Object.keys(runs) as (keyof typeof runs)[]) used[name].push(runs[name]());
      const node = medianTimes(used.node);
      const ratio = (name: keyof typeof runs, words: string, bound: number) =>
        ratioLine(`${words}, whole process, to node -e 0`, [medianTimes(used[name]), node], bound);
      return [
        ratio('json', 'validate of a JSON manifest', 1.5),
        ratio('yaml', 'validate of a 4 kB Architect file', 1.7),
        ratio('jsonByHand', 'the second genesys-flows validate of a JSON manifest', 1.3),
        ratio('yamlByHand', 'the second genesys-flows validate of a 4 kB Architect file', 1.3),
      ];
    }),
  );
}
