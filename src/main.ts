import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import * as core from '@actions/core';
import type { CommentSubject, CommentTask } from './action/comment.ts';
import { contextOf, eventOf } from './action/environment.ts';
import { runnerLog } from './action/log.ts';
import type { SurfaceTask } from './action/surface-task.ts';
import { type Place, rescueRecords, show } from './action/surfaces.ts';
import { NotRecorded } from './audit/not-recorded.ts';
import { ActionError } from './errors.ts';
import { realPorts } from './host/ports.ts';
import { checkInputs, type Inputs } from './inputs/inputs.ts';
import { proxySecrets } from './net/proxy-address.ts';
import { logLine } from './report/escape.ts';
import { failureSummary } from './report/failure-summary.ts';
import type { RunResult } from './report/result.ts';
import { run } from './run.ts';
import { Redaction } from './text/redaction.ts';

/** Runs the step in the runner's environment. Sets the exit code; never throws. */
export async function main(environment: Readonly<Record<string, string | undefined>>): Promise<void> {
  const secrets = new Redaction();
  const log = runnerLog(secrets);
  const place: Place = {
    summaryFile: environment.GITHUB_STEP_SUMMARY,
    folder: join(environment.RUNNER_TEMP ?? '.', 'genesys-flows'),
    secrets,
  };
  let task: (CommentTask & SurfaceTask) | undefined;
  try {
    // Secrets are masked before anything else is done with them, reading the other inputs included.
    for (const name of ['client-secret', 'github-token']) log.mask(core.getInput(name));
    log.mask(environment.GENESYS_CLIENT_SECRET ?? '');
    for (const secret of proxySecrets(environment)) log.mask(secret);
    const { inputs, problem } = checkInputs(core.getInput, environment);
    const { clientId, clientSecret } = inputs;
    if (clientSecret !== '') log.mask(Buffer.from(`${clientId}:${clientSecret}`).toString('base64'));
    // Inputs are trimmed, and a secret may be more than the one line that is used of it.
    log.mask(clientSecret);
    const event = eventOf(environment);
    const context = contextOf(environment);
    const ports = realPorts(inputs, context, environment, { log, secrets });
    task = { inputs, event, context, ports };
    const result = await run(inputs, event, context, ports, problem);
    const { report, sarifFile, sarifSuppressed } = inputs;
    const sarif =
      sarifFile === ''
        ? undefined
        : {
            path: sarifFile,
            suppressed: sarifSuppressed,
            workspace: environment.GITHUB_WORKSPACE ?? process.cwd(),
            temp: environment.RUNNER_TEMP ?? '',
            // The build lies in `dist`, beside `docs`.
            home: join(import.meta.dirname, '..'),
            rulesUrl: context.rulesUrl,
            git: ports.git,
          };
    await show(result, context, event.sha, { ...place, report, sarif });
    if (result.result === 'failure') process.exitCode = 1;
    await reportOnGitHub(result, task, inputs);
    await commentOn({ result }, task);
  } catch (error) {
    process.exitCode = 1;
    const failure = fail(error, place);
    await commentOn({ mode: core.getInput('mode'), failure }, task);
  }
}

/** Reports where that is asked for; the code for each place is loaded only then. */
async function reportOnGitHub(
  result: RunResult,
  task: SurfaceTask,
  inputs: Pick<Inputs, 'checkRun' | 'suggestions'>,
): Promise<void> {
  if (inputs.checkRun) await (await import('./action/check-run.ts')).postCheckRun(result, task);
  if (inputs.suggestions) await (await import('./action/suggestions.ts')).postSuggestions(result, task);
}

/** Comments on the pull request, if that is asked for; the code for it is loaded only then. */
async function commentOn(subject: CommentSubject, task: CommentTask | undefined): Promise<void> {
  if (!task || task.inputs.comment === 'off') return;
  const { postComment } = await import('./action/comment.ts');
  await postComment(subject, task);
}

/** Shows what a person can act upon in two sentences; a bug of the action with its stack, and where to report it. Returns the text. */
function fail(error: unknown, place: Place): string {
  const known = error instanceof ActionError;
  const text = known
    ? `${error.message}. ${error.hint}`
    : `bug in this action: ${error instanceof Error ? error.message : 'unknown'}`;
  core.error(logLine(place.secrets.text(text)));
  if (!known && error instanceof Error) {
    core.info(logLine(place.secrets.text(error.stack ?? '')));
    core.info('Please report this, with the lines above, to the maintainers of the action.');
  }
  core.setOutput('result', 'failure');
  if (place.summaryFile)
    appendFileSync(place.summaryFile, failureSummary(core.getInput('mode'), place.secrets.text(text)));
  if (error instanceof NotRecorded) rescueRecords(error.records, place);
  return text;
}
