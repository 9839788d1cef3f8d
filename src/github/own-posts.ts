import { gitHubError, type Permission } from './error.ts';
import { asRestError, graphqlErrors } from './graphql.ts';
import type { Repository } from './repository.ts';

/** What stands on a pull request and has an author. */
type Kind = 'comments' | 'reviews';

/** What every post has; only GraphQL says whether the token itself wrote it. */
interface Post {
  readonly viewerDidAuthor: boolean;
  readonly body: string;
}

interface Page<T> {
  readonly nodes: readonly (T | null)[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

interface Answer<T> {
  readonly repository: {
    readonly pullRequest: Readonly<Partial<Record<Kind, Page<T> | null>>> | null;
  } | null;
}

/** GitHub takes 2,500 comments on a pull request. */
const MOST_PAGES = 50;
const PAGE = 100;
const PERMISSION: Permission = 'pull-requests: write';

/**
 * The comments or reviews of a pull request that the token itself wrote, in GitHub's order. `fields`: what is read of each beside
 * author and body. Throws a `GitHubError` if there are more than 5,000.
 */
export async function ownPosts<T extends Post>(
  { owner, repo, octokit, call }: Repository,
  pull: number,
  kind: Kind,
  fields = '',
): Promise<readonly T[]> {
  const doing = `read the ${kind} of the pull request`;
  const found: T[] = [];
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const variables: Record<string, unknown> = { owner, repo, pull, after };
    const answer: Answer<T> | undefined = await call(doing, PERMISSION, async () => {
      try {
        return await octokit.graphql<Answer<T>>(queryOf(kind, fields), variables);
      } catch (thrown) {
        const errors = graphqlErrors(thrown);
        throw errors ? asRestError(errors) : thrown;
      }
    });
    const posts = answer?.repository?.pullRequest?.[kind];
    if (!posts) throw gitHubError(doing, PERMISSION, 404, '');
    for (const each of posts.nodes) if (each?.viewerDidAuthor) found.push(each);
    after = posts.pageInfo.endCursor;
    if (!posts.pageInfo.hasNextPage) return found;
  }
  throw gitHubError(
    `read all ${kind} of the pull request`,
    PERMISSION,
    0,
    `it has more than ${MOST_PAGES * PAGE}`,
  );
}

function queryOf(kind: Kind, fields: string): string {
  return `query ($owner: String!, $repo: String!, $pull: Int!, $after: String) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $pull) {
      ${kind}(first: ${PAGE}, after: $after) {
        nodes { viewerDidAuthor body ${fields} }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`;
}
