import { ActionError } from '../errors.ts';
import type { ConnectionError } from '../net/http.ts';

/** A failed call to GitHub. It holds nothing of the request. */
export class GitHubError extends ActionError {
  /** HTTP status, or 0 if no answer came. */
  readonly status: number;

  constructor(status: number, message: string, hint: string) {
    super(message, hint);
    this.name = 'GitHubError';
    this.status = status;
  }
}

/** A permission of the token, as the workflow file spells it. */
export type Permission =
  | 'contents: read'
  | 'contents: write'
  | 'deployments: read'
  | 'deployments: write'
  | 'actions: read'
  | 'issues: read'
  | 'issues: write'
  | 'pull-requests: read'
  | 'pull-requests: write'
  | 'checks: write';

/** The error for a call to which `host` did not answer. */
export function noAnswer(doing: string, host: string, { message, through }: ConnectionError): GitHubError {
  const proxied =
    through?.status === 407
      ? 'Check user and password in the variable https_proxy.'
      : 'Allow this host in the proxy, or add it to the variable no_proxy.';
  return new GitHubError(
    0,
    `no connection to ${host} to ${doing}: ${message}`,
    through?.status === undefined
      ? 'Run again. If it fails again, check that the runner can reach this host, and the variables https_proxy and no_proxy.'
      : proxied,
  );
}

/** Makes an error from a failed call, with a hint that names the missing permission or says what else to do. */
export function gitHubError(
  doing: string,
  permission: Permission,
  status: number,
  said: string,
): GitHubError {
  const reason = said.replace(/ - https:\/\/docs\.github\.com\S*/, '').slice(0, 300);
  const refusal = `GitHub refused to ${doing}${status ? ` with ${status}` : ''}${reason ? `: ${reason}` : ''}`;
  if (/protected branch|protected ref|rule violations|repository rule/i.test(reason)) {
    return new GitHubError(
      status,
      refusal,
      'The branch is protected. Exempt GitHub Actions from its rules, or name another "audit-branch".',
    );
  }
  if (/is locked/i.test(reason))
    return new GitHubError(status, refusal, 'Unlock the conversation of the pull request.');
  if (status === 401)
    return new GitHubError(
      status,
      refusal,
      'The token is not valid any more. Check the input "github-token".',
    );
  if (status === 403 || status === 404) {
    return new GitHubError(
      status,
      refusal,
      `Give the job's token the permission that it needs. Add to the workflow:  permissions:  ${permission}`,
    );
  }
  if (status === 429)
    return new GitHubError(status, refusal, 'The rate limit did not clear in time. Run again later.');
  return new GitHubError(status, refusal, 'Run again. If it fails again, check githubstatus.com.');
}
