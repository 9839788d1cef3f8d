import { withLinks } from './changes/linked-files.ts';
import type { AuditLogInputs } from './connect.ts';
import { ActionError, ConfigurationError } from './errors.ts';
import { type Checkout, readCheckout, strayFile } from './event/checkout.ts';
import type { Event, RunContext } from './event/event.ts';
import { type Mode, type ModeInputs, type ResolvedMode, resolveMode } from './event/mode.ts';
import { checkoutWarning, isPrivileged } from './event/privileged.ts';
import type { ChangedFile } from './github/port.ts';
import type { DriftInputs } from './modes/drift.ts';
import type { ExportInputs } from './modes/export.ts';
import type { PlanModeInputs } from './modes/plan.ts';
import type { PublishInputs } from './modes/publish.ts';
import type { RollbackInputs } from './modes/rollback.ts';
import { validate } from './modes/validate.ts';
import type { VerifyInputs } from './modes/verify.ts';
import type { Ports } from './ports.ts';
import type { ValidateInputs } from './report/checked-result.ts';
import { skippedLines } from './report/findings.ts';
import type { ModeResult, RunResult } from './report/result.ts';
import { withoutUntracked } from './report/untracked.ts';
import { factsOf, type Run, type Task } from './task.ts';
import { counted } from './text/plural.ts';
import { loadWorkspace, type Workspace, type WorkspaceInputs } from './workspace/workspace.ts';

/** What a run needs: the inputs of every mode. */
export type RunInputs = ModeInputs &
  WorkspaceInputs &
  ValidateInputs &
  PlanModeInputs &
  PublishInputs &
  RollbackInputs &
  DriftInputs &
  ExportInputs &
  VerifyInputs &
  AuditLogInputs;

/** Modes that are about the flows of the repository. */
type FlowMode = Exclude<Mode, 'rollback' | 'drift' | 'verify' | 'record'>;

/** What a mode came to, and the files that it skipped. */
type Ended = ModeResult & Pick<RunResult, 'skipped'>;

/** Modes that check the flows even if an input is wrong. */
const WITH_FINDINGS: ReadonlySet<string> = new Set(['auto', 'validate', 'plan', 'publish', 'gather']);

/**
 * Runs one mode: decides the mode, reads and checks the flows, then validates, plans or publishes; some modes need no flows.
 * If the inputs have a `problem`, the flows are only checked, so that it hides no finding.
 */
export async function run(
  inputs: RunInputs,
  trigger: Event,
  context: RunContext,
  ports: Ports,
  problem?: ActionError,
): Promise<RunResult> {
  const { environment, auditBranch } = inputs;
  const checkout = await checkoutFor(inputs, trigger, context, ports);
  const { mode, because, commit, stop } = choose(inputs, trigger, checkout, problem);
  // Validation needs no credentials, so a refused run has none either.
  const used = mode === 'validate' ? { ...inputs, clientId: '', clientSecret: '' } : inputs;
  const event = { ...trigger, sha: commit };
  ports.log.info(`Mode: ${mode}${because ? ` (${because})` : ''}`);
  const notices = [...(because ? [`Mode ${mode}: ${because}.`] : []), ...withoutOnlyNew(mode, used)];
  const warning = checkoutWarning(trigger, checkout);
  if (warning !== undefined) {
    ports.log.warning(warning);
    notices.push(warning);
  }
  if (inputs.shard && mode !== 'publish')
    notices.push(`Mode ${mode} is about all flows: only publish takes "shard".`);
  const facts = factsOf(environment, event, context);

  const task = { inputs: used, event, context, facts, ports, notices, stop };
  const result = { mode, environment, auditBranch, ...(await runMode(mode, task, checkout)) };
  // On their own machine, users may see their own files.
  return event.isLocal ? result : withoutUntracked(result, ports);
}

/** What to say about the input `only-new` in a mode that reports all findings. */
function withoutOnlyNew(mode: Mode, { onlyNew }: Pick<RunInputs, 'onlyNew'>): string[] {
  if (!onlyNew || mode === 'validate' || mode === 'plan') return [];
  const publishes = mode === 'publish' ? ' No flow with an error is published.' : '';
  return [`"only-new" has no effect in mode ${mode}.${publishes}`];
}

/** Code that calls Genesys Cloud or GitHub is loaded only by runs that need it. */
async function runMode(mode: Mode, task: Task<RunInputs>, checkout: Checkout): Promise<Ended> {
  if (mode === 'rollback') return (await import('./modes/rollback.ts')).rollback(task);
  if (mode === 'drift') return (await import('./modes/drift.ts')).drift(task);
  if (mode === 'verify') return (await import('./modes/verify.ts')).verify(task);
  if (mode === 'record') return (await import('./modes/record.ts')).record(task);
  const loaded = await load(mode, task, checkout);
  const done = await runWithFlows(mode, loaded);
  return { ...done, skipped: loaded.workspace.ignored };
}

/** The task with the flows of the repository, read and checked. */
async function load(mode: FlowMode, task: Task<RunInputs>, checkout: Checkout): Promise<Run<RunInputs>> {
  const { inputs, event, ports } = task;
  const { log } = ports;
  const changes = await changesFor(mode, task);
  const workspace = await log.group('Read and check the flows', async () => {
    const touched = changes && new Set(changes.map(({ path }) => path));
    const loaded = await loadWorkspace(inputs, ports.files, ports.clock.now(), {
      enter: ports.watch?.enter,
      touched,
    });
    log.info(`${counted(loaded.names.length, 'flow')} under ${loaded.globs.join(', ')}`);
    for (const line of skippedLines(loaded.ignored)) log.info(line);
    return loaded;
  });
  for (const notice of workspace.notices) log.info(notice);
  const notices = [...task.notices, ...workspace.notices];
  const stop = task.stop ?? (await strayProblem(mode, event, workspace, checkout, ports));
  return { ...task, notices, workspace, changes, stop };
}

async function runWithFlows(mode: FlowMode, task: Run<RunInputs>): Promise<ModeResult> {
  switch (mode) {
    case 'validate':
      return validate(task);
    case 'plan':
      return (await import('./modes/plan.ts')).plan(task);
    case 'export':
      return (await import('./modes/export.ts')).exportFlows(task);
    case 'gather':
      return (await import('./modes/gather.ts')).gather(task);
    case 'publish':
      task.ports.watch?.end();
      return (await import('./modes/publish.ts')).publish(task);
  }
}

type ChangesInputs = ValidateInputs & Pick<PlanModeInputs, 'atomic'>;

/**
 * The files that a pull request changes; undefined if all flows are checked. An atomic plan is about all flows. An error of
 * GitHub is reported later, when the changed flows are determined.
 */
async function changesFor(
  mode: string,
  { inputs, event, ports }: Pick<Task<ChangesInputs>, 'inputs' | 'event' | 'ports'>,
): Promise<readonly ChangedFile[] | undefined> {
  const { changedOnly, token, atomic } = inputs;
  const isPart = mode === 'validate' || (mode === 'plan' && !atomic);
  if (!isPart || !changedOnly || token === '' || !event.range) return undefined;
  try {
    const github = await ports.github(token);
    const files = await github.changedFiles(event.range.base, event.range.head);
    return files && (await withLinks(files, ports.git));
  } catch (error) {
    if (error instanceof ActionError) return undefined;
    throw error;
  }
}

interface Chosen extends ResolvedMode {
  /** Why the run only checks the flows; undefined if it may do more. */
  readonly stop: ActionError | undefined;
}

/** The mode of the run. Throws if a problem stops a mode that does not check flows. */
function choose(
  inputs: ModeInputs,
  event: Event,
  checkout: Checkout,
  problem: ActionError | undefined,
): Chosen {
  const withFindings = WITH_FINDINGS.has(inputs.mode);
  const unreadable = withFindings || inputs.mode === 'record' ? event.problem : undefined;
  const known = problem ?? unreadable;
  const chosen = known ? { problem: known } : resolveMode(inputs, event, checkout);
  if (!('problem' in chosen)) return { ...chosen, stop: undefined };
  if (!withFindings) throw chosen.problem;
  return { mode: 'validate', because: undefined, commit: event.sha, stop: chosen.problem };
}

/** Asks git only if its answer decides about credentials, or about a warning. */
async function checkoutFor(
  { clientSecret, mode, manifests: globs }: Pick<RunInputs, 'clientSecret' | 'mode' | 'manifests'>,
  event: Event,
  context: RunContext,
  { files, git }: Ports,
): Promise<Checkout> {
  const plain = mode === 'validate' || (mode === 'auto' && clientSecret === '');
  return plain && !isPrivileged(event) ? 'none' : readCheckout(files, git, { context, globs });
}

/** The error if a flow does not belong to the checked commit; undefined if all do, or if the mode does not need it. */
async function strayProblem(
  mode: string,
  { ownCommitOnly }: Event,
  { flows, config }: Workspace,
  checkout: Checkout,
  ports: Ports,
): Promise<ConfigurationError | undefined> {
  if (mode !== 'publish' && !(mode === 'plan' && ownCommitOnly)) return undefined;
  const paths = new Set(flows.flatMap(({ manifest }) => manifest.files));
  if (config.document) paths.add(config.document.file);
  const stray = await strayFile(paths, checkout, ports);
  if (stray === undefined) return undefined;
  return new ConfigurationError(
    `Mode ${mode} is refused: ${stray} is in another clone than the checked commit`,
    'Check out one commit in the job. Name only folders of its clone in the input "manifests".',
  );
}
