import { getOctokit } from '@actions/github';
import { changedFiles } from './changed-files.ts';
import { commitOnBranch, createBranch, unverifiedCommits } from './commits.ts';
import {
  deploy,
  deployedAuditIds,
  deploymentsOf,
  hasDeploymentStatus,
  hasJobDeployment,
} from './deployments.ts';
import type { GitHubError } from './error.ts';
import { keepIssue } from './issues.ts';
import type { GitHub } from './port.ts';
import { caller, type GitHubPorts, type Repository } from './repository.ts';

/** Connects the GitHub port to a repository. The address of the API comes from the runner (`GITHUB_API_URL`). */
export function connect(
  token: string,
  slug: string,
  apiUrl: string,
  userAgent: string,
  ports: GitHubPorts,
): GitHub {
  const [owner = '', repo = ''] = slug.split('/');
  const octokit = getOctokit(token, { baseUrl: apiUrl, userAgent });
  // Octokit has no time limit of its own, and an answer may drip.
  octokit.hook.before('request', (options) => {
    options.request.signal = AbortSignal.timeout(Math.max(1, ports.deadline.at - ports.clock.now()));
  });
  const repository: Repository = { owner, repo, octokit, call: caller(ports) };
  const names = { owner, repo };

  return {
    changedFiles: (base, head) => changedFiles(repository, base, head),

    async relation(base, head) {
      const found = await repository.call(
        'compare two commits',
        'contents: read',
        () =>
          octokit.rest.repos.compareCommitsWithBasehead({
            ...names,
            basehead: `${base}...${head}`,
            per_page: 1,
          }),
        true,
      );
      return found?.data.status ?? 'unknown';
    },

    async mergeBase(base, head) {
      const found = await repository.call(
        'compare two commits',
        'contents: read',
        () =>
          octokit.rest.repos.compareCommitsWithBasehead({
            ...names,
            basehead: `${base}...${head}`,
            per_page: 1,
          }),
        true,
      );
      return found?.data.merge_base_commit.sha;
    },

    async textAt(ref, path) {
      const found = await repository.call(
        `read ${path}`,
        'contents: read',
        () => octokit.rest.repos.getContent({ ...names, path, ref, mediaType: { format: 'raw' } }),
        true,
      );
      // Asked for raw, the content comes as text, whatever the description of the call says.
      const content: unknown = found?.data;
      return typeof content === 'string' ? content : undefined;
    },

    async branchHead(branch) {
      const found = await repository.call(
        `read the branch ${branch}`,
        'contents: read',
        () => octokit.rest.git.getRef({ ...names, ref: `heads/${branch}` }),
        true,
      );
      return found?.data.object.sha;
    },

    async fileHistory(ref, path, page) {
      const found = await repository.call(`read the history of ${path}`, 'contents: read', () =>
        octokit.rest.repos.listCommits({ ...names, sha: ref, path, per_page: 100, page }),
      );
      return (found?.data ?? []).map(({ sha, parents, commit }) => ({
        oid: sha,
        parent: parents[0]?.sha,
        message: commit.message,
      }));
    },

    unverifiedCommits: (head) => unverifiedCommits(repository, head),
    createBranch: (branch, file, message) => createBranch(repository, branch, file, message),
    commit: (branch, head, change) => commitOnBranch(repository, branch, head, change),

    async run(id) {
      try {
        const found = await repository.call(
          'look at a workflow run',
          'actions: read',
          () => octokit.rest.actions.getWorkflowRun({ ...names, run_id: id }),
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
    },

    hasJobDeployment: (sha, runId) => hasJobDeployment(repository, sha, runId),
    deploy: (deployment, made) => deploy(repository, deployment, made),
    deploymentsOf: (environment, ids) => deploymentsOf(repository, environment, ids),
    hasDeploymentStatus: (id) => hasDeploymentStatus(repository, id),
    deployedAuditIds: () => deployedAuditIds(repository),
    keepIssue: (issue) => keepIssue(repository, issue),
  };
}
