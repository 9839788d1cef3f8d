import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { architectFlow } from './architect-flows.ts';
import { medianTimes, ratioLine, runNode, type Usage } from './measure.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const action = join(root, 'dist/index.js');
const ROUNDS = 40;

/** A repository for a validation in a folder of its own, which `use` gets; the folder is removed afterwards. */
export function inRepository<T>(
  files: Readonly<Record<string, string>>,
  use: (validate: () => Usage) => T,
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
    return use(() => {
      const usage = runNode([action], env);
      if (usage.status !== 0) throw new Error(`the action failed: ${usage.stdout.slice(-500)}`);
      return usage;
    });
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
  return inRepository(manifest, (json) =>
    inRepository(flow, (yaml) => {
      const used: Record<'node' | 'json' | 'yaml', Usage[]> = { node: [], json: [], yaml: [] };
      for (let round = 0; round < ROUNDS; round++) {
        used.node.push(runNode(['-e', '0']));
        used.json.push(json());
        used.yaml.push(yaml());
      }
      const node = medianTimes(used.node);
      return [
        ratioLine(
          'validate of a JSON manifest, whole process, to node -e 0',
          [medianTimes(used.json), node],
          1.5,
        ),
        ratioLine(
          'validate of a 4 kB Architect file, whole process, to node -e 0',
          [medianTimes(used.yaml), node],
          1.7,
        ),
      ];
    }),
  );
}
