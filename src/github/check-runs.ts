import type { Permission } from './error.ts';
import type { Repository } from './repository.ts';

/** Annotations that GitHub takes in one request; each further request adds to those that are there. */
export const MOST_PER_REQUEST = 50;
const PERMISSION: Permission = 'checks: write';

/** An annotation of a check run, on lines of a file at the commit of the run. Columns only if it is about one line. */
export interface CheckAnnotation {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly startColumn?: number;
  readonly endColumn?: number;
  readonly level: 'failure' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
  /** Shown below the message with its line breaks; empty for none. */
  readonly details: string;
}

/** A check run to create. */
export interface NewCheckRun {
  readonly name: string;
  /** The commit that it is about: of a pull request its head, not the merge commit. */
  readonly head: string;
  readonly conclusion: 'success' | 'neutral' | 'failure';
  readonly title: string;
  /** Markdown. */
  readonly summary: string;
  /** Markdown; empty for none. */
  readonly text: string;
  readonly annotations: readonly CheckAnnotation[];
  readonly detailsUrl: string;
  /** What the run of the workflow is known by. */
  readonly externalId: string;
}

/**
 * Creates a check run and returns its address. Annotations are sent 50 at a time, and the run is completed with the last of them. An
 * update cannot remove annotations, so each run of the workflow creates a check run of its own; GitHub shows the newest of a name.
 */
export async function createCheckRun(repository: Repository, check: NewCheckRun): Promise<string> {
  const { owner, repo, octokit, call } = repository;
  const batches = inBatches(check.annotations);
  const [first = [], ...rest] = batches;
  const made = await call('create a check run', PERMISSION, () =>
    octokit.rest.checks.create({
      owner,
      repo,
      name: check.name,
      head_sha: check.head,
      external_id: check.externalId,
      ...(check.detailsUrl === '' ? {} : { details_url: check.detailsUrl }),
      output: outputOf(check, first),
      ...(rest.length === 0 ? completed(check) : { status: 'in_progress' }),
    }),
  );
  const id = made?.data.id ?? 0;
  const update = (batch: readonly CheckAnnotation[], isLast: boolean) =>
    call('update a check run', PERMISSION, () =>
      octokit.rest.checks.update({
        owner,
        repo,
        check_run_id: id,
        output: outputOf(check, batch),
        ...(isLast ? completed(check) : {}),
      }),
    );
  try {
    for (const [at, batch] of rest.entries()) await update(batch, at === rest.length - 1);
  } catch (error) {
    // One that stays in progress would keep a pull request that requires it from being merged.
    await update([], true).catch(() => undefined);
    throw error;
  }
  return made?.data.html_url ?? '';
}

function inBatches(annotations: readonly CheckAnnotation[]): (readonly CheckAnnotation[])[] {
  const batches: (readonly CheckAnnotation[])[] = [];
  for (let at = 0; at < annotations.length; at += MOST_PER_REQUEST)
    batches.push(annotations.slice(at, at + MOST_PER_REQUEST));
  return batches;
}

function completed({ conclusion }: NewCheckRun) {
  return { status: 'completed', conclusion } as const;
}

function outputOf({ title, summary, text }: NewCheckRun, annotations: readonly CheckAnnotation[]) {
  return {
    title,
    summary,
    ...(text === '' ? {} : { text }),
    annotations: annotations.map((each) => ({
      path: each.path,
      start_line: each.startLine,
      end_line: each.endLine,
      ...(each.startColumn === undefined ? {} : { start_column: each.startColumn }),
      ...(each.endColumn === undefined ? {} : { end_column: each.endColumn }),
      annotation_level: each.level,
      title: each.title,
      message: each.message,
      ...(each.details === '' ? {} : { raw_details: each.details }),
    })),
  };
}
