import { getOctokit } from '@actions/github';
import { changedFiles } from './changed-files.ts';
import { createCheckRun } from './check-runs.ts';
import { keepComment } from './comments.ts';
import { commitOnBranch, createBranch, unverifiedCommits } from './commits.ts';
import {
  deploy,
  deployedAuditIds,
  deploymentsOf,
  hasDeploymentStatus,
  hasJobDeployment,
} from './deployments.ts';
import { fetchBy, type Send } from './fetch.ts';
import { keepIssue } from './issues.ts';
import type { GitHub } from './port.ts';
import { branchHead, fileHistory, filesIn, mergeBase, relation, textAt, workflowRun } from './reads.ts';
import { caller, type GitHubPorts, type Repository } from './repository.ts';
import { createReview, ownReviews, pullFiles } from './reviews.ts';

/** Where GitHub is: its REST API and its GraphQL API, as the runner names them (`GITHUB_API_URL`, `GITHUB_GRAPHQL_URL`). */
export interface GitHubHosts {
  readonly apiUrl: string;
  readonly graphqlUrl: string;
}

/** Connects the GitHub port to a repository. All requests go through `send`. */
export function connect(
  token: string,
  slug: string,
  { apiUrl, graphqlUrl }: GitHubHosts,
  userAgent: string,
  ports: GitHubPorts & { readonly send: Send },
): GitHub {
  const [owner = '', repo = ''] = slug.split('/');
  const fetch = fetchBy(ports.send);
  const octokit = getOctokit(token, { baseUrl: apiUrl, userAgent, request: { fetch } });
  octokit.graphql = octokit.graphql.defaults({ baseUrl: graphqlUrl.replace(/\/graphql\/?$/, '') });
  const repository: Repository = { owner, repo, octokit, call: caller(ports, new URL(apiUrl).host) };

  return {
    changedFiles: (base, head) => changedFiles(repository, base, head),

    relation: (base, head) => relation(repository, base, head),
    mergeBase: (base, head) => mergeBase(repository, base, head),
    textAt: (ref, path) => textAt(repository, ref, path),
    filesIn: (ref, folder) => filesIn(repository, ref, folder),
    branchHead: (branch) => branchHead(repository, branch),
    fileHistory: (ref, path, page) => fileHistory(repository, ref, path, page),
    unverifiedCommits: (head) => unverifiedCommits(repository, head),
    createBranch: (branch, file, message) => createBranch(repository, branch, file, message),
    commit: (branch, head, change) => commitOnBranch(repository, branch, head, change),

    run: (id) => workflowRun(repository, id),
    hasJobDeployment: (sha, runId) => hasJobDeployment(repository, sha, runId),
    deploy: (deployment, made) => deploy(repository, deployment, made),
    deploymentsOf: (environment, ids) => deploymentsOf(repository, environment, ids),
    hasDeploymentStatus: (id) => hasDeploymentStatus(repository, id),
    deployedAuditIds: () => deployedAuditIds(repository),
    keepIssue: (issue) => keepIssue(repository, issue),
    keepComment: (comment) => keepComment(repository, comment),
    createCheckRun: (check) => createCheckRun(repository, check),
    pullFiles: (pull) => pullFiles(repository, pull),
    ownReviews: (pull) => ownReviews(repository, pull),
    createReview: (review) => createReview(repository, review),
  };
}
