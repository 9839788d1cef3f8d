import { GitHubError } from './error.ts';
import type { FileCommit, Relation, WorkflowRun } from './port.ts';
import type { Repository } from './repository.ts';

/** How `head` relates to `base`; `unknown` where GitHub does not know one of them. */
export async function relation(repository: Repository, base: string, head: string): Promise<Relation> {
  return (await comparison(repository, base, head))?.status ?? 'unknown';
}

/** The newest commit that both have in their history; undefined where GitHub does not know one of them. */
export async function mergeBase(
  repository: Repository,
  base: string,
  head: string,
): Promise<string | undefined> {
  return (await comparison(repository, base, head))?.merge_base_commit.sha;
}

async function comparison({ owner, repo, octokit, call }: Repository, base: string, head: string) {
  const basehead = `${base}...${head}`;
  const found = await call(
    'compare two commits',
    'contents: read',
    () => octokit.rest.repos.compareCommitsWithBasehead({ owner, repo, basehead, per_page: 1 }),
    true,
  );
  return found?.data;
}

/** The text of a file in a commit; undefined if it is not there. */
export async function textAt(
  { owner, repo, octokit, call }: Repository,
  ref: string,
  path: string,
): Promise<string | undefined> {
  const found = await call(
    `read ${path}`,
    'contents: read',
    () => octokit.rest.repos.getContent({ owner, repo, path, ref, mediaType: { format: 'raw' } }),
    true,
  );
  // Asked for raw, the content comes as text, whatever the description of the call says.
  const content: unknown = found?.data;
  return typeof content === 'string' ? content : undefined;
}

/** Entries of a folder that GitHub lists at most. */
const MOST_ENTRIES = 1000;

/** The paths of the files in a folder of a commit; none if there is no such folder. Throws a `GitHubError` for more than GitHub lists. */
export async function filesIn(
  { owner, repo, octokit, call }: Repository,
  ref: string,
  folder: string,
): Promise<readonly string[]> {
  const found = await call(
    `list ${folder}`,
    'contents: read',
    () => octokit.rest.repos.getContent({ owner, repo, path: folder, ref }),
    true,
  );
  const entries = Array.isArray(found?.data) ? found.data : [];
  if (entries.length >= MOST_ENTRIES) {
    throw new GitHubError(
      0,
      `the folder ${folder} has ${MOST_ENTRIES} files or more, and GitHub does not list all of them`,
      'Run mode verify to see who changed the branch.',
    );
  }
  return entries.filter(({ type }) => type === 'file').map(({ path }) => path);
}

/** The commit a branch points to; undefined if there is no such branch. */
export async function branchHead(
  { owner, repo, octokit, call }: Repository,
  branch: string,
): Promise<string | undefined> {
  const found = await call(
    `read the branch ${branch}`,
    'contents: read',
    () => octokit.rest.git.getRef({ owner, repo, ref: `heads/${branch}` }),
    true,
  );
  return found?.data.object.sha;
}

/** Commits up to `ref` that changed a file, the newest first, 100 a page. */
export async function fileHistory(
  { owner, repo, octokit, call }: Repository,
  ref: string,
  path: string,
  page: number,
): Promise<readonly FileCommit[]> {
  const found = await call(`read the history of ${path}`, 'contents: read', () =>
    octokit.rest.repos.listCommits({ owner, repo, sha: ref, path, per_page: 100, page }),
  );
  return (found?.data ?? []).map(({ sha, parents, commit }) => ({
    oid: sha,
    parent: parents[0]?.sha,
    message: commit.message,
  }));
}

/** A workflow run; its state is `unknown` where the token may not ask, and `ended` where GitHub has it no more. */
export async function workflowRun(
  { owner, repo, octokit, call }: Repository,
  id: number,
): Promise<WorkflowRun> {
  try {
    const found = await call(
      'look at a workflow run',
      'actions: read',
      () => octokit.rest.actions.getWorkflowRun({ owner, repo, run_id: id }),
      true,
    );
    if (!found) return { state: 'ended' };
    const state = found.data.status === 'completed' ? 'ended' : 'going';
    const { triggering_actor: trigger, actor, run_attempt: attempt, head_sha: commit } = found.data;
    return { state, actor: (trigger ?? actor)?.login, attempt, commit };
  } catch (error) {
    if ((error as GitHubError).status === 403) return { state: 'unknown' };
    throw error;
  }
}
