import { type GitHubError, gitHubError } from './error.ts';
import { asRestError, graphqlErrors } from './graphql.ts';
import type { TreeChange } from './port.ts';
import { failure, type Repository } from './repository.ts';

const MUTATION = `mutation ($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`;

/** Creates an orphan branch with one commit, by tree, commit and ref. The ref decides which of two runs was first. */
export async function createBranch(
  { owner, repo, octokit, call }: Repository,
  branch: string,
  file: { path: string; text: string },
  message: string,
): Promise<'created' | 'exists'> {
  const names = { owner, repo };
  const doing = `create the branch ${branch}`;
  const tree = await call(doing, 'contents: write', () =>
    octokit.rest.git.createTree({
      ...names,
      tree: [{ path: file.path, mode: '100644', type: 'blob', content: file.text }],
    }),
  );
  const commit = await call(doing, 'contents: write', () =>
    octokit.rest.git.createCommit({ ...names, message, tree: tree?.data.sha ?? '', parents: [] }),
  );
  try {
    await call(doing, 'contents: write', () =>
      octokit.rest.git.createRef({ ...names, ref: `refs/heads/${branch}`, sha: commit?.data.sha ?? '' }),
    );
    return 'created';
  } catch (error) {
    if ((error as GitHubError).status === 422 && /already exists/i.test((error as Error).message))
      return 'exists';
    throw error;
  }
}

/**
 * One atomic commit that GitHub signs, by `createCommitOnBranch`; `expectedHeadOid` makes it a compare-and-swap. After a
 * broken connection a repeated call returns `moved`; the caller reads the branch to see whether its own commit is there.
 */
export async function commitOnBranch(
  { owner, repo, octokit, call }: Repository,
  branch: string,
  head: string,
  change: TreeChange,
): Promise<{ readonly oid: string } | 'moved'> {
  const doing = `write to the branch ${branch}`;
  const input = {
    branch: { repositoryNameWithOwner: `${owner}/${repo}`, branchName: branch },
    expectedHeadOid: head,
    message: { headline: change.headline, ...(change.body === undefined ? {} : { body: change.body }) },
    fileChanges: {
      additions: change.additions.map(({ path, text }) => ({
        path,
        contents: Buffer.from(text).toString('base64'),
      })),
      deletions: change.deletions.map((path) => ({ path })),
    },
  };
  const answer = await call(doing, 'contents: write', async () => {
    try {
      return await octokit.graphql<{ createCommitOnBranch: { commit: { oid: string } } }>(MUTATION, {
        input,
      });
    } catch (thrown) {
      const errors = graphqlErrors(thrown);
      if (!errors) throw thrown;
      if (
        errors.some(
          ({ type, message }) => type === 'STALE_DATA' || /expected branch to point to/i.test(message ?? ''),
        )
      ) {
        return 'moved' as const;
      }
      throw asRestError(errors);
    }
  });
  if (answer === 'moved') return 'moved';
  const oid = answer?.createCommitOnBranch.commit.oid;
  if (!oid) throw gitHubError(doing, 'contents: write', 0, failure(undefined).said);
  return { oid };
}

const PAGE = 100;
/** The most pages of commits that are read: 100,000 commits are about 50,000 publishes. */
const MOST_PAGES = 1000;

/**
 * Ids of the commits up to `head` that GitHub does not show as verified. Throws a `GitHubError` after 1,000 pages,
 * because a check of only a part would look complete.
 */
export async function unverifiedCommits(
  { owner, repo, octokit, call }: Repository,
  head: string,
): Promise<string[]> {
  const found: string[] = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    const listed = await call('list the commits of the audit branch', 'contents: read', () =>
      octokit.rest.repos.listCommits({ owner, repo, sha: head, per_page: PAGE, page }),
    );
    const commits = listed?.data ?? [];
    for (const { sha, commit } of commits) if (commit.verification?.verified === false) found.push(sha);
    if (commits.length < PAGE) return found;
  }
  throw gitHubError(
    'list all commits of the audit branch',
    'contents: read',
    0,
    `it has more than ${MOST_PAGES * PAGE}`,
  );
}
