import { sentenceLine } from '../difference/sentence.ts';
import { ConfigurationError } from '../errors.ts';
import { oneLine } from '../report/escape.ts';
import { findingLines } from '../report/findings.ts';
import { flowsFile } from '../report/outputs.ts';
import type { FlowResult, RunResult } from '../report/result.ts';
import { counted } from '../text/plural.ts';
import type { Call } from './arguments.ts';
import { type Prepared, prepareMode } from './run-mode.ts';
import { painted, type Style, styleFor } from './terminal.ts';
import { EXIT, type ExitCode, exitCodeOf, type World } from './world.ts';

/** The commands that talk to Genesys Cloud or read the audit log. */
export type RemoteCommand = 'plan' | 'publish' | 'rollback' | 'drift' | 'export' | 'verify';

/** Runs a command that talks to services. What changes the org is confirmed by a person, or by `--yes`. */
export async function remote(command: RemoteCommand, call: Call, world: World): Promise<ExitCode> {
  const prepared = await prepareMode(command, call, world);
  if (command === 'publish') return publish(prepared, call, world);
  if (command === 'rollback') {
    requireCommitted(prepared);
    const { flow, toVersion, environment } = prepared.inputs;
    const where = environment === '' ? '' : ` in ${environment}`;
    const question = `Return ${JSON.stringify(flow)}${where} to version ${toVersion}?`;
    if (!(await confirmed(question, call, world))) return declined(world);
  }
  return finish(await prepared.start(), call, world);
}

/** Plans first, shows the plan, and publishes exactly that once it is confirmed. */
async function publish(prepared: Prepared, call: Call, world: World): Promise<ExitCode> {
  requireCommitted(prepared);
  if (call.switches.has('yes')) return finish(await prepared.start(), call, world);
  requireAnswer(world);
  const plan = await prepared.start({ mode: 'plan' });
  const style = styleFor(world.stderr, world.environment);
  world.stderr.write(resultText(plan, style));
  if (plan.result === 'failure') return exitCodeOf(plan);
  const due = plan.flows.filter(({ status }) => status === 'planned').length;
  if (due === 0) return EXIT.success;
  if (!(await confirmed(`Publish ${counted(due, 'flow')}?`, call, world))) return declined(world);
  const result = await prepared.start({ planDigest: plan.planDigest ?? '' });
  return finish(result, call, world);
}

/** Records name a commit; content that is in none could not be found again. */
function requireCommitted({ clone, inputs }: Prepared): void {
  if (!clone || clone.dirty.length === 0) return;
  throw new ConfigurationError(
    `The workspace has changes that are not committed: ${clone.dirty.slice(0, 3).join(', ')}`,
    `Commit or remove them. The audit log records the commit that mode ${inputs.mode} runs from.`,
  );
}

function requireAnswer({ canAsk }: World): void {
  if (canAsk) return;
  throw new ConfigurationError(
    'This command changes the org, and there is no terminal to ask for confirmation',
    'Add --yes if the change is meant.',
  );
}

async function confirmed(question: string, call: Call, world: World): Promise<boolean> {
  if (call.switches.has('yes')) return true;
  requireAnswer(world);
  const answer = await world.ask(`${oneLine(question)} [y/N] `);
  return /^y(es)?$/i.test((answer ?? '').trim());
}

function declined({ stderr }: World): ExitCode {
  stderr.write('Nothing was changed.\n');
  return EXIT.findings;
}

function finish(result: RunResult, call: Call, world: World): ExitCode {
  const text =
    call.values.format === 'json'
      ? flowsFile(result)
      : resultText(result, styleFor(world.stdout, world.environment));
  world.stdout.write(text);
  return exitCodeOf(result);
}

/** Flows, findings and the verdict of a run, for a terminal. */
function resultText(result: RunResult, style: Style): string {
  const failed = result.result === 'failure';
  const lines = [
    ...result.flows.flatMap((flow) => flowLines(flow, style)),
    ...findingLines(result.findings),
    ...result.notices.map((notice) => painted(oneLine(notice), 'dim', style)),
    ...(result.problem
      ? [`${painted('error', 'red', style)} ${oneLine(`${result.problem.message}. ${result.problem.hint}`)}`]
      : []),
    painted(`${failed ? '✖' : '✔'} ${oneLine(result.verdict)}`, failed ? 'red' : 'green', style),
  ];
  return `${lines.join('\n')}\n`;
}

function flowLines({ action, status, name, manifest, detail, changes }: FlowResult, style: Style): string[] {
  const what = action === undefined || action === status ? status : `${action}: ${status}`;
  const head = `${painted(what, 'bold', style)} ${oneLine(name || manifest)}${detail === '' ? '' : ` (${oneLine(detail)})`}`;
  return [head, ...(changes ?? []).map((change) => `  ${oneLine(sentenceLine(change))}`)];
}
