import { createHash } from 'node:crypto';
import * as core from '@actions/core';
import { commentSpace } from '../github/comment-marker.ts';
import type { KeptComment } from '../github/port.ts';
import type { Ports } from '../ports.ts';
import { type CommentOrigin, commentText, failureComment } from '../report/comment/comment.ts';
import { type CommentPolicy, isNews, noNews } from '../report/comment/news.ts';
import { logLine } from '../report/escape.ts';
import { redactedResult } from '../report/redacted.ts';
import type { RunResult } from '../report/result.ts';
import { counted } from '../text/plural.ts';
import { linksOf } from './links.ts';
import { notice, refusal, type SurfaceTask } from './surface-task.ts';

/** What a comment is about: a result, or the mode that was asked for and what stopped it. */
export type CommentSubject =
  | { readonly result: RunResult }
  | { readonly mode: string; readonly failure: string };

/** When comments are written, and by whom. */
export interface CommentInputs {
  readonly comment: CommentPolicy;
  readonly token: string;
  readonly environment: string;
}

/** The run that comments. */
export interface CommentTask extends Pick<SurfaceTask, 'event' | 'context'> {
  readonly inputs: CommentInputs;
  readonly ports: Pick<Ports, 'github' | 'secrets'>;
}

/**
 * Keeps the comment on the pull request of this run up to date. Without a pull request or a permission it says so in the log. It
 * never throws: a comment never fails the run.
 */
export async function postComment(subject: CommentSubject, task: CommentTask): Promise<void> {
  const { event, inputs, ports } = task;
  if (event.pull === undefined) {
    const name = event.name || 'of this run';
    return core.info(logLine(`No comment: the event ${name} is not about a pull request.`));
  }
  if (inputs.token === '')
    return notice('No comment on the pull request: the input "github-token" is empty.', task);
  try {
    const github = await ports.github(inputs.token);
    const marker = { key: keyOf(task), run: { id: task.context.runId, attempt: task.context.attempt } };
    const { body, create } = written(subject, task, commentSpace(marker));
    const kept = await github.keepComment({ ...marker, pull: event.pull, body, create });
    for (const line of said(kept)) core.info(logLine(line));
  } catch (error) {
    notice(`No comment on the pull request: ${refusal(error, 'pull-requests: write', task)}`, task);
  }
}

/** The text of the comment, and whether it is created where there is none. */
function written(
  subject: CommentSubject,
  { inputs, event, context, ports }: CommentTask,
  most: number,
): { readonly body: string; readonly create: boolean } {
  const { secrets } = ports;
  const origin: CommentOrigin = {
    links: linksOf(context, event.sha),
    runUrl: context.runUrl,
    workflow: secrets.text(context.workflow),
    job: secrets.text(context.job),
    environment: inputs.environment,
    commit: event.range?.head ?? event.sha,
  };
  if ('failure' in subject) {
    const { mode, failure } = subject;
    return { body: failureComment(mode, secrets.text(failure), origin, most), create: true };
  }
  const result = redactedResult(subject.result, secrets);
  const create = isNews(inputs.comment, result);
  return { body: commentText(result, origin, most, create ? '' : noNews(inputs.comment)), create };
}

/** Identifies the comment of a workflow, job and environment, whatever characters their names have. */
function keyOf({ inputs, context }: CommentTask): string {
  const names = JSON.stringify([context.workflow, context.job, inputs.environment]);
  return createHash('sha256').update(names).digest('hex').slice(0, 32);
}

function said({ done, url, duplicates }: KeptComment): string[] {
  if (done === 'none') return ['No comment on the pull request: there is nothing to report.'];
  if (done === 'newer') return [`The comment on the pull request is about a newer run and stays: ${url}`];
  const more = `${counted(duplicates, 'more comment')} of this workflow, job and environment`;
  return [
    `The comment on the pull request was ${done}: ${url}`,
    ...(duplicates > 0 ? [`${more} found. The oldest comment was updated, and the others refer to it.`] : []),
  ];
}
