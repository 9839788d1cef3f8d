import type { Redaction } from '../text/redaction.ts';
import type { GitHub } from './port.ts';

/**
 * A repository to which no secret of the run is written: not into files, commit messages, deployments, issues, comments, check runs or reviews. JSON is
 * redacted as data, so that it stays JSON; a file that has no secret is written as it is.
 */
export function redactedGitHub(github: GitHub, secrets: Redaction): GitHub {
  return {
    ...github,
    createBranch: (branch, { path, text }, message) =>
      github.createBranch(branch, { path, text: fileText(path, text, secrets) }, secrets.text(message)),
    commit: (branch, head, change) =>
      github.commit(branch, head, {
        ...change,
        headline: secrets.text(change.headline),
        ...(change.body === undefined ? {} : { body: secrets.text(change.body) }),
        additions: change.additions.map(({ path, text }) => ({ path, text: fileText(path, text, secrets) })),
      }),
    deploy: (deployment, made) => github.deploy(secrets.data(deployment), made),
    keepIssue: (issue) => github.keepIssue(secrets.data(issue)),
    createCheckRun: (check) =>
      github.createCheckRun({ ...secrets.data(check), conclusion: check.conclusion }),
    createReview: (review) => github.createReview(secrets.data(review)),
    keepComment: (comment) => github.keepComment({ ...comment, body: secrets.text(comment.body) }),
  };
}

function fileText(path: string, text: string, secrets: Redaction): string {
  if (!path.endsWith('.json')) return secrets.text(text);
  try {
    const value: unknown = JSON.parse(text);
    return secrets.finds(value) ? `${JSON.stringify(secrets.data(value), null, 2)}\n` : text;
  } catch {
    return secrets.text(text);
  }
}
