import * as core from '@actions/core';
import type { Mode } from '../event/mode.ts';
import { checkRun } from '../report/check-run.ts';
import { logLine, oneLine } from '../report/escape.ts';
import { redactedResult } from '../report/redacted.ts';
import type { RunResult } from '../report/result.ts';
import { counted } from '../text/plural.ts';
import { ruleUrl } from './links.ts';
import { notice, refusal, type SurfaceTask } from './surface-task.ts';

/** Modes whose findings are those of the flows. */
const WITH_FINDINGS: ReadonlySet<Mode> = new Set(['validate', 'plan', 'publish']);
const MOST_NAME = 200;

/**
 * Creates a check run with an annotation for each finding. Without the permission it says so in the log. It never throws: a check
 * run never fails the run.
 */
export async function postCheckRun(given: RunResult, task: SurfaceTask): Promise<void> {
  const { inputs, event, context, ports } = task;
  if (!WITH_FINDINGS.has(given.mode))
    return core.info(`No check run: mode ${given.mode} does not check flows.`);
  if (inputs.token === '') return notice('No check run: the input "github-token" is empty.', task);
  try {
    const result = redactedResult(given, ports.secrets);
    const { check, left } = checkRun(result, {
      name: nameOf(task),
      head: event.range?.head ?? event.sha,
      runUrl: context.runUrl,
      externalId: `${context.runId}/${context.attempt}`,
      pageOf: (rule) => ruleUrl(context, rule),
    });
    const github = await ports.github(inputs.token);
    const url = await github.createCheckRun(check);
    core.info(logLine(`Check run "${check.name}" (${check.conclusion}): ${url}`));
    if (left > 0)
      notice(
        `The check run has ${counted(check.annotations.length, 'annotation')}; ${counted(left, 'finding')} ${left === 1 ? 'has' : 'have'} none. The output findings-file has all findings.`,
        task,
      );
  } catch (error) {
    notice(`No check run, or not all of its annotations: ${refusal(error, 'checks: write', task)}`, task);
  }
}

/** Another name than that of the job's own check run, and the same in each run, so that GitHub shows the newest. */
function nameOf({ inputs, context }: SurfaceTask): string {
  const parts = ['Genesys flows', context.job, inputs.environment].filter((part) => part !== '');
  return oneLine(parts.join(' / '), MOST_NAME);
}
