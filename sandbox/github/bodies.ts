/** The bodies that GitHub's API answers with. `api` is the address of the repository in it. */

export function deploymentBody(api: string, id: number, body: Record<string, unknown>) {
  return {
    url: `${api}/deployments/${id}`,
    id,
    node_id: `D${id}`,
    sha: String(body.ref),
    ref: String(body.ref),
    task: String(body.task ?? 'deploy'),
    payload: body.payload ?? {},
    environment: String(body.environment ?? 'production'),
    description: (body.description as string | undefined) ?? null,
    creator: null,
    created_at: new Date().toISOString(),
    updated_at: new Date().toISOString(),
    statuses_url: `${api}/deployments/${id}/statuses`,
    repository_url: api,
  };
}

export function statusBody(api: string, id: number, body: Record<string, unknown>) {
  return {
    url: `${api}/deployments/1/statuses/${id}`,
    id,
    node_id: `S${id}`,
    state: String(body.state),
    creator: null,
    description: String(body.description ?? ''),
    environment: String(body.environment ?? ''),
    target_url: String(body.target_url ?? ''),
    log_url: String(body.log_url ?? ''),
    created_at: new Date().toISOString(),
    updated_at: new Date().toISOString(),
    deployment_url: `${api}/deployments/1`,
    repository_url: api,
  };
}

export function refBody(api: string, branch: string, sha: string) {
  return {
    ref: `refs/heads/${branch}`,
    node_id: branch,
    url: `${api}/git/refs/heads/${branch}`,
    object: { type: 'commit', sha, url: `${api}/git/commits/${sha}` },
  };
}

export function commitBody(api: string, sha: string, tree: string, message: string) {
  return {
    sha,
    node_id: sha,
    url: `${api}/git/commits/${sha}`,
    html_url: `${api}/commit/${sha}`,
    author: { date: new Date().toISOString(), email: 'sandbox@example.com', name: 'sandbox' },
    committer: { date: new Date().toISOString(), email: 'noreply@example.com', name: 'GitHub' },
    message,
    tree: { sha: tree, url: `${api}/git/trees/${tree}` },
    parents: [],
    verification: { verified: true, reason: 'valid', signature: null, payload: null, verified_at: null },
  };
}

export function wholeCommit(url: string, sha: string) {
  const who = { name: 'sandbox', email: 'sandbox@example.com', date: new Date().toISOString() };
  return {
    url,
    sha,
    node_id: sha,
    html_url: url,
    comments_url: url,
    commit: { url, author: who, committer: who, message: '', comment_count: 0, tree: { sha, url } },
    author: null,
    committer: null,
    parents: [],
  };
}

export function runBody(id: number, status: string): Record<string, unknown> {
  const url = 'http://sandbox.invalid';
  const words = [
    'jobs_url',
    'logs_url',
    'check_suite_url',
    'artifacts_url',
    'cancel_url',
    'rerun_url',
    'workflow_url',
    'url',
    'html_url',
  ];
  return {
    ...Object.fromEntries(words.map((word) => [word, url])),
    id,
    node_id: String(id),
    head_branch: 'main',
    head_sha: '0'.repeat(40),
    path: '.github/workflows/flows.yml',
    run_number: id,
    event: 'push',
    display_title: 'Publish',
    status,
    conclusion: status === 'completed' ? 'success' : null,
    workflow_id: 1,
    pull_requests: [],
    created_at: new Date().toISOString(),
    updated_at: new Date().toISOString(),
    run_started_at: new Date().toISOString(),
    head_commit: null,
    repository: {},
    head_repository: {},
  };
}
