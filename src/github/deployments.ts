import { dictionary } from '../source/data.ts';
import { visible } from '../source/invisible.ts';
import { GitHubError } from './error.ts';
import type { NewDeployment } from './port.ts';
import type { Repository } from './repository.ts';

/** Characters of a deployment status' description. */
const MOST_DESCRIPTION = 140;

const PAGE = 100;
/** Pages of deployments that are read at most; GitHub itself keeps far fewer of one task. */
const MOST_PAGES = 1000;

/** Marks the deployments that this action makes. */
export const DEPLOYMENT_TASK = 'genesys_flow_deploy';

/**
 * Makes a deployment and its final status, or only the status of the one that is `made`. Nothing else becomes inactive by
 * it: each flow has deployments of its own.
 */
export async function deploy(
  repository: Repository,
  deployment: NewDeployment,
  made?: number,
): Promise<void> {
  const { owner, repo, octokit, call } = repository;
  const description = visible(deployment.description).slice(0, MOST_DESCRIPTION);
  const id = made ?? (await create(repository, deployment, description));
  if (id === undefined) return;
  await call('set the status of a deployment', 'deployments: write', () =>
    octokit.rest.repos.createDeploymentStatus({
      owner,
      repo,
      deployment_id: id,
      state: deployment.state,
      description,
      log_url: deployment.logUrl,
      environment: deployment.environment,
      auto_inactive: false,
    }),
  );
}

async function create(
  { owner, repo, octokit, call }: Repository,
  deployment: NewDeployment,
  description: string,
): Promise<number | undefined> {
  let tried = false;
  const made = await call('make a deployment', 'deployments: write', async () => {
    // Where the answer of the first attempt was lost the deployment may be there already.
    const there = tried ? await newest() : undefined;
    tried = true;
    if (there) return { data: there };
    return octokit.rest.repos.createDeployment({
      owner,
      repo,
      ref: deployment.sha,
      task: DEPLOYMENT_TASK,
      auto_merge: false,
      required_contexts: [],
      environment: deployment.environment,
      description,
      payload: { ...deployment.payload },
    });
  });
  return made?.data && 'id' in made.data ? made.data.id : undefined;

  async function newest() {
    const { environment, payload } = deployment;
    const query = { owner, repo, task: DEPLOYMENT_TASK, environment, per_page: PAGE };
    const { data } = await octokit.rest.repos.listDeployments(query);
    return data.find((each) => auditIdOf(each.payload) === payload.audit_id);
  }
}

/** Ids of the deployments of these records, by audit id; reads no more pages than their number fills, and one. */
export async function deploymentsOf(
  { owner, repo, octokit, call }: Repository,
  environment: string,
  auditIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const wanted = new Set(auditIds);
  const found = new Map<string, number>();
  const most = Math.ceil(wanted.size / PAGE) + 1;
  for (let page = 1; page <= most && found.size < wanted.size; page++) {
    const query = { owner, repo, task: DEPLOYMENT_TASK, environment, per_page: PAGE, page };
    const listed = await call(
      'list deployments',
      'deployments: write',
      () => octokit.rest.repos.listDeployments(query),
      true,
    );
    for (const { id, payload } of listed?.data ?? []) {
      const auditId = auditIdOf(payload);
      if (auditId !== undefined && wanted.has(auditId)) found.set(auditId, id);
    }
    if ((listed?.data.length ?? 0) < PAGE) break;
  }
  return found;
}

/** Whether a deployment has a status: one that was made right before a run was killed has none. */
export async function hasDeploymentStatus(
  { owner, repo, octokit, call }: Repository,
  id: number,
): Promise<boolean> {
  const query = { owner, repo, deployment_id: id, per_page: 1 };
  const found = await call('list the statuses of a deployment', 'deployments: write', () =>
    octokit.rest.repos.listDeploymentStatuses(query),
  );
  return (found?.data.length ?? 0) > 0;
}

function auditIdOf(payload: unknown): string | undefined {
  const id = dictionary(payload).audit_id;
  return typeof id === 'string' ? id : undefined;
}

/** A job with `environment:` gets a deployment from GitHub; its status links to the run. */
export async function hasJobDeployment(
  { owner, repo, octokit, call }: Repository,
  sha: string,
  runId: number,
): Promise<boolean> {
  const listed = await call(
    'list deployments',
    'deployments: write',
    () => octokit.rest.repos.listDeployments({ owner, repo, sha, task: 'deploy', per_page: 10 }),
    true,
  );
  for (const { id } of listed?.data ?? []) {
    const statuses = await call(
      'list the statuses of a deployment',
      'deployments: write',
      () => octokit.rest.repos.listDeploymentStatuses({ owner, repo, deployment_id: id, per_page: 10 }),
      true,
    );
    const ours = (url: string | undefined) => url?.includes(`/actions/runs/${runId}/`) ?? false;
    if (statuses?.data.some((status) => ours(status.log_url) || ours(status.target_url))) return true;
  }
  return false;
}

/**
 * The audit ids in the payloads of our deployments; payloads of others are not looked at. Throws a `GitHubError` after 1,000
 * pages: a part of them would prove less than it seems to.
 */
export async function deployedAuditIds({ owner, repo, octokit, call }: Repository): Promise<string[]> {
  const ids: string[] = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    const listed = await call(
      'list deployments',
      'deployments: read',
      () => octokit.rest.repos.listDeployments({ owner, repo, task: DEPLOYMENT_TASK, per_page: PAGE, page }),
      true,
    );
    for (const { payload } of listed?.data ?? []) {
      const id = auditIdOf(payload);
      if (id !== undefined) ids.push(id);
    }
    if ((listed?.data.length ?? 0) < PAGE) return ids;
  }
  throw new GitHubError(
    0,
    `GitHub lists more than ${MOST_PAGES * PAGE} deployments of the task ${DEPLOYMENT_TASK}`,
    'Delete old deployments of that task, or run "verify" without "github-token".',
  );
}
