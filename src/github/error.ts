import { ActionError } from '../errors.ts';

/** What a failed call to GitHub comes to; nothing of the request is kept with it. */
export class GitHubError extends ActionError {
  /** HTTP status, or 0 where no answer came. */
  readonly status: number;

  constructor(status: number, message: string, hint: string) {
    super(message, hint);
    this.name = 'GitHubError';
    this.status = status;
  }
}

/** What a call needs of the token, as the workflow file spells it. */
export type Permission =
  | 'contents: read'
  | 'contents: write'
  | 'deployments: read'
  | 'deployments: write'
  | 'actions: read'
  | 'issues: read'
  | 'issues: write'
  | 'pull-requests: read';

/** Puts a failed call in words: which permission is missing, or what else to do. */
export function gitHubError(
  doing: string,
  permission: Permission,
  status: number,
  said: string,
): GitHubError {
  const reason = said.replace(/ - https:\/\/docs\.github\.com\S*/, '').slice(0, 300);
  const told = `GitHub refused to ${doing}${status ? ` with ${status}` : ''}${reason ? `: ${reason}` : ''}`;
  if (/protected branch|protected ref|rule violations|repository rule/i.test(reason)) {
    return new GitHubError(
      status,
      told,
      'The branch is protected. Exempt GitHub Actions from its rules, or name another "audit-branch".',
    );
  }
  if (status === 401)
    return new GitHubError(status, told, 'The token is not valid any more. Check the input "github-token".');
  if (status === 403 || status === 404) {
    return new GitHubError(
      status,
      told,
      `Give the job's token the permission it needs. Add to the workflow:  permissions:  ${permission}`,
    );
  }
  if (status === 429)
    return new GitHubError(status, told, 'The rate limit did not clear in time. Run again later.');
  return new GitHubError(status, told, 'Run again; if it stays, look at githubstatus.com.');
}
