import type { Repository } from './connect.ts';
import type { NewDeployment } from './port.ts';

/** Characters of a deployment status' description. */
const MOST_DESCRIPTION = 140;

/** Marks the deployments that this action makes. */
export const DEPLOYMENT_TASK = 'genesys_flow_deploy';

/** Makes a deployment and its final status. Nothing else becomes inactive by it: each flow has deployments of its own. */
export async function deploy(
  { owner, repo, octokit, call }: Repository,
  deployment: NewDeployment,
): Promise<void> {
  const description = deployment.description.slice(0, MOST_DESCRIPTION);
  const made = await call('make a deployment', 'deployments: write', () =>
    octokit.rest.repos.createDeployment({
      owner,
      repo,
      ref: deployment.sha,
      task: DEPLOYMENT_TASK,
      auto_merge: false,
      required_contexts: [],
      environment: deployment.environment,
      description,
      payload: { ...deployment.payload },
    }),
  );
  const id = made?.data && 'id' in made.data ? made.data.id : undefined;
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

const PAGE = 100;

/** The audit ids in the payloads of our deployments; payloads of others are not looked at. */
export async function deployedAuditIds({ owner, repo, octokit, call }: Repository): Promise<string[]> {
  const ids: string[] = [];
  for (let page = 1; ; page++) {
    const listed = await call(
      'list deployments',
      'deployments: read',
      () => octokit.rest.repos.listDeployments({ owner, repo, task: DEPLOYMENT_TASK, per_page: PAGE, page }),
      true,
    );
    for (const { payload } of listed?.data ?? []) {
      const id = typeof payload === 'object' ? payload.audit_id : undefined;
      if (typeof id === 'string') ids.push(id);
    }
    if ((listed?.data.length ?? 0) < PAGE) return ids;
  }
}
