import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { mayUse } from '../../../sandbox/github/rights.ts';
import { runStep } from '../../../sandbox/runner.ts';
import type { World } from '../../../sandbox/world.ts';
import { type Contexts, evaluate, type Status } from './expression.ts';
import type { JobDefinition, StepDefinition } from './read.ts';

/** How the examples name this action. */
export const OURS = 'your-org/genesys-flow-action';

/** What starts a workflow. */
export interface Trigger {
  readonly name: string;
  readonly payload?: object;
  readonly sha: string;
  readonly ref: string;
  /** For `workflow_dispatch`; defaults come from the workflow. */
  readonly inputs?: Readonly<Record<string, string>>;
}

/** Texts of uploaded files, by the name of the artifact. */
export type Artifacts = Map<string, string>;

/** What a step did. */
export interface StepRun {
  readonly outcome: 'success' | 'failure' | 'skipped';
  readonly outputs: Readonly<Record<string, string>>;
  readonly log: string;
  readonly summary: string;
}

/** A step, and what it is run with. */
export interface PlayingStep {
  readonly world: World;
  readonly job: JobDefinition;
  readonly step: StepDefinition;
  readonly contexts: Contexts;
  readonly status: Status;
  readonly trigger: Trigger;
  readonly event: object;
  readonly runId: number;
  /** Address of the org, the only thing that an example does not name. */
  readonly org: string;
  /** Folder of the job: `workspace` and `temp` are in it. */
  readonly folder: string;
  readonly artifacts: Artifacts;
}

const action = parse(readFileSync('action.yml', 'utf8')) as {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
};

const PLAYERS: Readonly<Record<string, (playing: PlayingStep) => Promise<StepRun>>> = {
  [OURS]: ours,
  'actions/checkout': checkout,
  'actions/upload-artifact': upload,
};

/** Runs one step: this action for real, a script with bash, and of other actions what the examples use them for. */
export function playStep(playing: PlayingStep): Promise<StepRun> {
  const { step } = playing;
  if (step.run) return script(playing, step.run(playing.contexts, playing.status));
  const player = PLAYERS[step.uses?.split('@')[0] ?? ''];
  if (!player) throw new Error(`no example may use ${step.uses} before the tests can run it`);
  return player(playing);
}

async function ours(playing: PlayingStep): Promise<StepRun> {
  const { world, trigger, event, runId, folder, contexts, org } = playing;
  const result = await runStep({
    inputs: { ...defaults(contexts), ...inputsOf(playing), 'gateway-url': org },
    workspace: workspaceOf(folder),
    event: { name: trigger.name, payload: event },
    sha: trigger.sha,
    ref: trigger.ref,
    repository: world.github.slug,
    apiUrl: world.github.url,
    runId,
    temp: join(folder, 'temp'),
  });
  const { log, summary, outputs } = result;
  return { outcome: result.code === 0 ? 'success' : 'failure', outputs, log, summary };
}

/** The inputs that the runner fills in from action.yml. */
function defaults(contexts: Contexts): Record<string, string> {
  return Object.fromEntries(
    Object.entries(action.inputs).map(([name, { default: text }]) => {
      const expression = /^\$\{\{(.*)\}\}$/.exec(text)?.[1];
      return [
        name,
        expression === undefined ? text : evaluate(expression, contexts, 'success').coerceString(),
      ];
    }),
  );
}

async function checkout(playing: PlayingStep): Promise<StepRun> {
  const { world, trigger, folder, job } = playing;
  if (!mayUse(job.permissions, 'contents', 'read')) return failed('actions/checkout needs contents: read');
  const { ref = '', 'fetch-depth': depth = '1' } = inputsOf(playing);
  const { repository } = world.github;
  const commit = ref === '' ? trigger.sha : await repository.commit(`refs/heads/${ref}`);
  if (!commit) return failed(`a branch or tag with the name '${ref}' could not be found`);
  const workspace = workspaceOf(folder);
  await repository.checkout(commit, workspace, `https://github.com/${world.github.slug}`);
  const git = (...args: string[]) => promisify(execFile)('git', ['-C', workspace, ...args]);
  if (ref !== '') await git('update-ref', `refs/remotes/origin/${ref}`, commit);
  // A clone of one commit has no parents, whatever objects it borrows.
  if (depth !== '0') writeFileSync(join(workspace, '.git/shallow'), `${commit}\n`);
  return { outcome: 'success', outputs: {}, log: '', summary: '' };
}

async function upload(playing: PlayingStep): Promise<StepRun> {
  const { name = 'artifact', path = '' } = inputsOf(playing);
  if (path === '' || !existsSync(path)) return failed(`No files were found with the provided path: ${path}`);
  playing.artifacts.set(name, readFileSync(path, 'utf8'));
  return { outcome: 'success', outputs: {}, log: '', summary: '' };
}

/** Runs a script the way the runner does. Pushes to GitHub end in the sandbox's repository, and `gh` is a stand-in. */
async function script(playing: PlayingStep, text: string): Promise<StepRun> {
  const { world, step, contexts, status, folder } = playing;
  mkdirSync(join(folder, 'temp'), { recursive: true });
  const file = join(folder, 'script.sh');
  writeFileSync(file, text);
  const configuration = join(folder, 'gitconfig');
  writeFileSync(
    configuration,
    `[url "file://${world.github.repository.folder}"]\n\tinsteadOf = https://github.com/${world.github.slug}\n`,
  );
  const env = {
    PATH: `${join(import.meta.dirname, 'bin')}:${process.env.PATH ?? ''}`,
    HOME: folder,
    GIT_CONFIG_GLOBAL: configuration,
    GH_CALLS: join(world.github.repository.folder, 'gh-calls'),
    ...Object.fromEntries([...step.env].map(([name, value]) => [name, value(contexts, status)])),
  };
  const args = ['--noprofile', '--norc', '-e', '-o', 'pipefail', file];
  try {
    const { stdout, stderr } = await promisify(execFile)('bash', args, { env, cwd: workspaceOf(folder) });
    return { outcome: 'success', outputs: {}, log: stdout + stderr, summary: '' };
  } catch (error) {
    return failed(String(error));
  }
}

function inputsOf({ step, contexts, status }: PlayingStep): Record<string, string> {
  return Object.fromEntries([...step.with].map(([name, value]) => [name, value(contexts, status)]));
}

function workspaceOf(folder: string): string {
  const workspace = join(folder, 'workspace');
  mkdirSync(workspace, { recursive: true });
  return workspace;
}

function failed(log: string): StepRun {
  return { outcome: 'failure', outputs: {}, log, summary: '' };
}
