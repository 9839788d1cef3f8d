import type { Permission } from './error.ts';
import { ownPosts } from './own-posts.ts';
import type { Repository } from './repository.ts';

/** A file that a pull request changes. */
export interface PullFile {
  readonly path: string;
  /** Id of its content at the head of the pull request. */
  readonly blob: string;
  /** Its part of the diff, from the first `@@` on; undefined where GitHub does not show it: of binary and very large files. */
  readonly patch: string | undefined;
}

/** A comment on lines of a file as the pull request has it. */
export interface LineComment {
  readonly path: string;
  readonly line: number;
  /** The first line, if it is about more than one. */
  readonly startLine: number | undefined;
  readonly body: string;
}

/** A review that comments and neither approves nor requests changes. */
export interface NewReview {
  readonly pull: number;
  /** The head of the pull request that the lines are of. */
  readonly head: string;
  /** Begins with what identifies the review among those of this token. */
  readonly body: string;
  readonly comments: readonly LineComment[];
}

const PERMISSION: Permission = 'pull-requests: write';
const PAGE = 100;
/** GitHub lists 3,000 files of a pull request. */
const MOST_FILE_PAGES = 30;

/** The files that a pull request adds or changes, the first 3,000. */
export async function pullFiles(
  { owner, repo, octokit, call }: Repository,
  pull: number,
): Promise<readonly PullFile[]> {
  const found: PullFile[] = [];
  for (let page = 1; page <= MOST_FILE_PAGES; page++) {
    const listed = await call('list the files of the pull request', PERMISSION, () =>
      octokit.rest.pulls.listFiles({ owner, repo, pull_number: pull, per_page: PAGE, page }),
    );
    for (const { filename, sha, patch, status } of listed?.data ?? [])
      if (status !== 'removed' && sha !== null) found.push({ path: filename, blob: sha, patch });
    if ((listed?.data.length ?? 0) < PAGE) break;
  }
  return found;
}

/** The texts of the reviews that the token itself wrote, whatever became of their comments. */
export async function ownReviews(repository: Repository, pull: number): Promise<readonly string[]> {
  return (await ownPosts(repository, pull, 'reviews')).map(({ body }) => body);
}

/** Writes a review with all its comments, or nothing. After a broken connection it is looked for before it is written again. */
export async function createReview(repository: Repository, review: NewReview): Promise<void> {
  const { owner, repo, octokit, call } = repository;
  let isRepeated = false;
  await call('review the pull request', PERMISSION, async () => {
    if (isRepeated && (await ownReviews(repository, review.pull)).includes(review.body)) return;
    isRepeated = true;
    await octokit.rest.pulls.createReview({
      owner,
      repo,
      pull_number: review.pull,
      commit_id: review.head,
      event: 'COMMENT',
      body: review.body,
      comments: review.comments.map(({ path, line, startLine, body }) => ({
        path,
        line,
        side: 'RIGHT',
        ...(startLine === undefined ? {} : { start_line: startLine, start_side: 'RIGHT' }),
        body,
      })),
    });
  });
}
