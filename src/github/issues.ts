import type { Issue } from './port.ts';
import type { Repository } from './repository.ts';

/**
 * Keeps one issue with this label and title: opens or updates it if there is a `body`, and closes it if there is none.
 */
export async function keepIssue(
  { owner, repo, octokit, call }: Repository,
  { label, title, body }: Issue,
): Promise<'opened' | 'updated' | 'closed' | 'none'> {
  const names = { owner, repo };
  const listed = await call('list issues', 'issues: read', () =>
    octokit.rest.issues.listForRepo({ ...names, labels: label, state: 'open', per_page: 100 }),
  );
  const found = listed?.data.find((each) => each.title === title && each.pull_request === undefined);
  if (!found) {
    if (body === undefined) return 'none';
    await call('open an issue', 'issues: write', () =>
      octokit.rest.issues.create({ ...names, title, body, labels: [label] }),
    );
    return 'opened';
  }
  await call('update an issue', 'issues: write', () =>
    octokit.rest.issues.update({
      ...names,
      issue_number: found.number,
      ...(body === undefined ? { state: 'closed', state_reason: 'completed' } : { body }),
    }),
  );
  return body === undefined ? 'closed' : 'updated';
}
