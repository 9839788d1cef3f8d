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

function verification(verified: boolean) {
  const reason = verified ? 'valid' : 'unsigned';
  return { verified, reason, payload: null, signature: null, verified_at: null };
}

/** A commit as the list of commits has it. */
export function listedCommit(
  api: string,
  {
    sha,
    parents,
    message,
    verified,
  }: { sha: string; parents: readonly string[]; message: string; verified: boolean },
) {
  const whole = wholeCommit(`${api}/commits/${sha}`, sha);
  return {
    ...whole,
    commit: { ...whole.commit, message, verification: verification(verified) },
    parents: parents.map((each) => ({
      sha: each,
      url: `${api}/commits/${each}`,
      html_url: `${api}/commit/${each}`,
    })),
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
    repository: repositoryBody(url),
    head_repository: repositoryBody(url),
  };
}

/** An issue of the repository. */
export interface StoredIssue {
  readonly number: number;
  readonly title: string;
  readonly labels: readonly string[];
  body: string;
  state: 'open' | 'closed';
}

export function issueBody(api: string, issue: StoredIssue): Record<string, unknown> {
  const url = `${api}/issues/${issue.number}`;
  const now = new Date().toISOString();
  return {
    id: issue.number,
    node_id: `I${issue.number}`,
    number: issue.number,
    title: issue.title,
    body: issue.body,
    state: issue.state,
    labels: [...issue.labels],
    url,
    html_url: url,
    repository_url: api,
    labels_url: `${url}/labels`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    user: null,
    assignee: null,
    milestone: null,
    locked: false,
    comments: 0,
    author_association: 'NONE',
    closed_at: issue.state === 'closed' ? now : null,
    created_at: now,
    updated_at: now,
  };
}

const REPOSITORY_URLS = [
  'archive_url',
  'assignees_url',
  'blobs_url',
  'branches_url',
  'collaborators_url',
  'comments_url',
  'commits_url',
  'compare_url',
  'contents_url',
  'contributors_url',
  'deployments_url',
  'downloads_url',
  'events_url',
  'forks_url',
  'git_commits_url',
  'git_refs_url',
  'git_tags_url',
  'hooks_url',
  'html_url',
  'issue_comment_url',
  'issue_events_url',
  'issues_url',
  'keys_url',
  'labels_url',
  'languages_url',
  'merges_url',
  'milestones_url',
  'notifications_url',
  'pulls_url',
  'releases_url',
  'stargazers_url',
  'statuses_url',
  'subscribers_url',
  'subscription_url',
  'tags_url',
  'teams_url',
  'trees_url',
];
const OWNER_URLS = [
  'avatar_url',
  'events_url',
  'followers_url',
  'following_url',
  'gists_url',
  'html_url',
  'organizations_url',
  'received_events_url',
  'repos_url',
  'starred_url',
  'subscriptions_url',
  'url',
];

/** A repository as it stands inside other answers. */
function repositoryBody(url: string): Record<string, unknown> {
  const every = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, url]));
  const owner = { login: 'sandbox', id: 1, node_id: 'U1', type: 'Organization', site_admin: false };
  return {
    ...every(REPOSITORY_URLS),
    id: 1,
    node_id: 'R1',
    name: 'call-flows',
    full_name: 'sandbox/call-flows',
    private: true,
    fork: false,
    description: null,
    url,
    owner: { ...every(OWNER_URLS), gravatar_id: null, ...owner },
  };
}
