import * as core from '@actions/core';
import type { Finding } from '../findings/finding.ts';
import { blobId } from '../git/blob-id.ts';
import type { PullFile } from '../github/reviews.ts';
import { logLine } from '../report/escape.ts';
import type { RunResult } from '../report/result.ts';
import { addedLines } from '../report/suggestions/changed-lines.ts';
import { type SuggestionFile, suggestions } from '../report/suggestions/review.ts';
import { ruleUrl } from './links.ts';
import { notice, refusal, type SurfaceTask } from './surface-task.ts';

/**
 * Suggests safe fixes of findings on lines that the pull request adds, in one review. Without a pull request or a permission it says
 * so in the log. It never throws: suggestions never fail the run.
 */
export async function postSuggestions({ findings: all }: RunResult, task: SurfaceTask): Promise<void> {
  const { inputs, event, context, ports } = task;
  const { secrets } = ports;
  const { pull, range } = event;
  if (pull === undefined || range === undefined)
    return core.info(logLine(`No suggested changes: the event ${event.name} is not about a pull request.`));
  // A fix is a text of the repository. What would have to be hidden in it is not suggested.
  const findings = all.filter((finding) => !secrets.finds(finding));
  if (!findings.some(({ fix }) => fix !== undefined))
    return core.info('No suggested changes: no finding has a safe fix.');
  if (inputs.token === '') return notice('No suggested changes: the input "github-token" is empty.', task);
  try {
    const github = await ports.github(inputs.token);
    const reviews = await github.ownReviews(pull);
    const files = await suggestionFiles(findings, await github.pullFiles(pull), task);
    const { review, said } = suggestions(findings, {
      pull,
      head: range.head,
      reviews,
      files,
      pageOf: (rule) => ruleUrl(context, rule),
      isPublic: (lines) => !secrets.finds(lines),
    });
    if (review) await github.createReview(review);
    for (const line of said) core.info(logLine(line));
  } catch (error) {
    notice(`No suggested changes: ${refusal(error, 'pull-requests: write', task)}`, task);
  }
}

/** The files with a fix whose diff is known, and whose content on disk is that of the pull request's head. */
async function suggestionFiles(
  findings: readonly Finding[],
  changed: readonly PullFile[],
  { ports }: SurfaceTask,
): Promise<ReadonlyMap<string, SuggestionFile>> {
  const wanted = new Set(findings.flatMap(({ file, fix }) => (fix === undefined ? [] : [file])));
  const found = new Map<string, SuggestionFile>();
  for (const { path, blob, patch } of changed) {
    if (patch === undefined || !wanted.has(path)) continue;
    const real = await ports.files.resolve(path);
    if (!real.ok || real.path !== path) continue;
    const bytes = await ports.files.read(path);
    const text = Buffer.from(bytes).toString('utf8');
    const isText = Buffer.from(text).equals(bytes);
    if (isText && blobId(bytes, blob) === blob) found.set(path, { text, added: addedLines(patch) });
  }
  return found;
}
