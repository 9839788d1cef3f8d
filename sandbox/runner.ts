import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a step is given. */
export interface Step {
  readonly inputs: Readonly<Record<string, string>>;
  readonly workspace: string;
  readonly event: { readonly name: string; readonly payload: unknown };
  readonly sha: string;
  readonly ref: string;
  readonly repository: string;
  readonly apiUrl: string;
  readonly runId: number;
  readonly attempt?: number;
  readonly variables?: Readonly<Record<string, string>>;
  /** RUNNER_TEMP, which stays until the end of the job; without it the step has one of its own. */
  readonly temp?: string;
  /** Kills the step when its log shows this text. */
  readonly killAt?: string;
  /** Kills the step as soon as this is true; it is asked every millisecond. */
  readonly killWhen?: () => boolean;
  /** With SIGKILL, unless another signal is named. */
  readonly killSignal?: NodeJS.Signals;
}

/** What a step left behind. */
export interface StepResult {
  readonly code: number | null;
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** Text of the files that outputs name, by output. */
  readonly files: Readonly<Record<string, string>>;
}

/** The action that steps run: the committed build, or the one that ACTION_ENTRY names. Tests must name a fresh one. */
function actionEntry(): string {
  const { ACTION_ENTRY, VITEST } = process.env;
  if (ACTION_ENTRY) return ACTION_ENTRY;
  if (VITEST) throw new Error('ACTION_ENTRY is not set. Run this test in the vitest project "e2e".');
  return fileURLToPath(new URL('../dist/index.js', import.meta.url));
}

/** Runs the built action the way GitHub's runner does: an environment of its own, files for outputs and summary. */
export async function runStep(step: Step): Promise<StepResult> {
  const folder = mkdtempSync(join(tmpdir(), 'genesys-flow-step-'));
  const path = (name: string, text = '') => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const temp = step.temp ?? join(folder, 'temp');
  mkdirSync(temp, { recursive: true });
  const inputs = Object.entries(step.inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const files = { output: path('output'), summary: path('summary') };
  const child = spawn(process.execPath, [actionEntry()], {
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      GITHUB_ACTIONS: 'true',
      GITHUB_API_URL: step.apiUrl,
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: step.repository,
      GITHUB_SHA: step.sha,
      GITHUB_REF: step.ref,
      GITHUB_EVENT_NAME: step.event.name,
      GITHUB_EVENT_PATH: path('event.json', JSON.stringify(step.event.payload)),
      GITHUB_WORKSPACE: step.workspace,
      GITHUB_WORKFLOW: 'Call flows',
      GITHUB_JOB: 'flows',
      GITHUB_RUN_ID: String(step.runId),
      GITHUB_RUN_ATTEMPT: String(step.attempt ?? 1),
      GITHUB_ACTOR: 'sandbox-user',
      GITHUB_OUTPUT: files.output,
      GITHUB_STEP_SUMMARY: files.summary,
      RUNNER_TEMP: temp,
      ...Object.fromEntries(inputs),
      ...step.variables,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  const take = (chunk: Buffer) => {
    log += chunk.toString('utf8');
    if (step.killAt && !child.killed && log.includes(step.killAt)) child.kill(step.killSignal ?? 'SIGKILL');
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const { killWhen } = step;
  const watch = killWhen && setInterval(() => killWhen() && child.kill('SIGKILL'), 1);
  const code = await new Promise<number | null>((done) => child.on('close', done));
  clearInterval(watch);
  const outputs = readOutputs(readFileSync(files.output, 'utf8'));
  const summary = readFileSync(files.summary, 'utf8');
  const named = Object.entries(outputs).filter(([name]) => name.endsWith('-file'));
  const result = {
    code,
    log,
    summary,
    outputs,
    files: Object.fromEntries(named.map(([name, file]) => [name, readFileSync(file, 'utf8')])),
  };
  rmSync(folder, { recursive: true, force: true });
  return result;
}

function readOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const [name, delimiter] = (lines[at] ?? '').split('<<');
    if (!name || !delimiter) continue;
    const value: string[] = [];
    for (at++; at < lines.length && lines[at] !== delimiter; at++) value.push(lines[at] ?? '');
    outputs[name] = value.join('\n');
  }
  return outputs;
}
