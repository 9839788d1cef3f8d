import { commentMarker, readMarker } from './comment-marker.ts';
import type { Permission } from './error.ts';
import { ownPosts } from './own-posts.ts';
import type { KeptComment, StickyComment } from './port.ts';
import type { Repository } from './repository.ts';

const PERMISSION: Permission = 'pull-requests: write';

/** A comment of the token, as GraphQL gives it. */
interface Comment {
  readonly fullDatabaseId: string | number | null;
  readonly viewerDidAuthor: boolean;
  readonly url: string;
  readonly body: string;
}

/** A comment that the token wrote, with the key that is looked for. */
interface OwnComment {
  readonly id: number;
  readonly url: string;
  readonly body: string;
  readonly run: StickyComment['run'];
}

/**
 * Keeps one comment on a pull request up to date. Of several with the same key, the oldest is updated and the others refer to
 * it. Comments of other authors are never touched, whatever they contain.
 */
export async function keepComment(repository: Repository, comment: StickyComment): Promise<KeptComment> {
  const [first, ...others] = await ownComments(repository, comment);
  if (!first) {
    if (!comment.create) return { done: 'none', url: '', duplicates: 0 };
    return create(repository, comment);
  }
  const newer = [first, ...others].find(({ run }) => isNewer(run, comment.run));
  if (newer) return { done: 'newer', url: newer.url, duplicates: 0 };
  await update(repository, first, bodyOf(comment));
  for (const other of others)
    await update(repository, other, `This comment is out of date. The current one: ${first.url}\n`);
  return { done: 'updated', url: first.url, duplicates: others.length };
}

/** After a broken connection the comment may be there already, so it is looked for before the call is repeated. */
async function create(repository: Repository, comment: StickyComment): Promise<KeptComment> {
  const { owner, repo, octokit, call } = repository;
  let isRepeated = false;
  const made = await call('comment on the pull request', PERMISSION, async () => {
    const [there] = isRepeated ? await ownComments(repository, comment) : [];
    if (there) return there.url;
    isRepeated = true;
    const { data } = await octokit.rest.issues.createComment({
      owner,
      repo,
      issue_number: comment.pull,
      body: bodyOf(comment),
    });
    return data.html_url;
  });
  return { done: 'created', url: made ?? '', duplicates: 0 };
}

/** An equal text is not written again: that would only mark the comment as edited. */
async function update({ owner, repo, octokit, call }: Repository, there: OwnComment, body: string) {
  if (there.body === body) return;
  await call('update the comment on the pull request', PERMISSION, () =>
    octokit.rest.issues.updateComment({ owner, repo, comment_id: there.id, body }),
  );
}

/** Comments with this key that the token itself wrote, the oldest first. */
async function ownComments(
  repository: Repository,
  { pull, key }: StickyComment,
): Promise<readonly OwnComment[]> {
  const written = await ownPosts<Comment>(repository, pull, 'comments', 'fullDatabaseId url');
  return written
    .flatMap(({ fullDatabaseId, url, body }): OwnComment[] => {
      const marker = readMarker(body);
      return marker?.key === key ? [{ id: Number(fullDatabaseId), url, body, run: marker.run }] : [];
    })
    .toSorted((a, b) => a.id - b.id);
}

function bodyOf(comment: StickyComment): string {
  return `${commentMarker(comment)}\n${comment.body}`;
}

function isNewer(one: StickyComment['run'], other: StickyComment['run']): boolean {
  return one.id > other.id || (one.id === other.id && one.attempt > other.attempt);
}
