import { schema as sdl } from '@octokit/graphql-schema';
import { buildSchema, execute, GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';
import { type Incoming, json, type Reply } from '../http.ts';
import { BOT, type Comments } from './comments.ts';
import type { Pulls } from './pulls.ts';
import type { Repository } from './repository.ts';
import { mayUse, type TokenRights } from './rights.ts';

let graphql: GraphQLSchema | undefined;

/** The parts of the sandbox that GraphQL reads and writes. */
export interface GraphqlWorld {
  readonly repository: Repository;
  readonly protectedBranches: ReadonlySet<string>;
  readonly comments: Comments;
  readonly pulls: Pulls;
}

/** Answers a GraphQL request, after its document was held against GitHub's own schema. */
export async function answerGraphql(
  request: Incoming,
  rights: TokenRights,
  world: GraphqlWorld,
): Promise<Reply> {
  const body = json(request) ?? {};
  graphql ??= buildSchema(sdl.idl, { assumeValidSDL: true });
  const document = parse(String(body.query));
  const invalid = validate(graphql, document);
  if (invalid.length > 0)
    return { status: 200, body: { errors: invalid.map(({ message }) => ({ message })) } };
  if (/^\s*mutation\b/.test(String(body.query)))
    return createCommit(body, rights, world.repository, world.protectedBranches);
  const { data, errors } = await execute({
    schema: graphql,
    document,
    variableValues: body.variables as Record<string, unknown>,
    rootValue: queryRoot(rights, world),
  });
  // GitHub has the type of an error beside its message.
  const said = errors?.map(({ message, path, extensions }) => ({ type: extensions.type, path, message }));
  return { status: 200, body: { data, ...(said ? { errors: said } : {}) } };
}

/** What queries read: the comments and reviews of a pull request, in pages. */
function queryRoot(rights: TokenRights, { comments, pulls }: GraphqlWorld) {
  return {
    repository: () => ({
      pullRequest: ({ number }: { readonly number: number }) => {
        if (!mayUse(rights, 'pull-requests', 'read'))
          throw typed('FORBIDDEN', 'Resource not accessible by integration');
        if (!comments.pulls.has(number))
          throw typed('NOT_FOUND', `Could not resolve to a PullRequest with the number of ${number}.`);
        return {
          comments: (page: Page) => pageOf(comments, number, page),
          reviews: (page: Page) =>
            paged(pulls.of(number), page, ({ author, body }) => ({ viewerDidAuthor: author === BOT, body })),
        };
      },
    }),
  };
}

interface Page {
  readonly first: number;
  readonly after?: string | null;
}

function pageOf(comments: Comments, number: number, page: Page) {
  return paged(comments.of(number), page, (each) => ({
    fullDatabaseId: String(each.id),
    viewerDidAuthor: each.author === BOT,
    url: comments.url(each),
    body: each.body,
  }));
}

function paged<T, N>(all: readonly T[], { first, after }: Page, node: (item: T) => N) {
  if (first > 100) throw typed('EXCESSIVE_PAGINATION', 'Requesting more than 100 records is not allowed.');
  const from = Number(after ?? 0);
  const end = from + first;
  return {
    nodes: all.slice(from, end).map(node),
    pageInfo: { hasNextPage: end < all.length, endCursor: String(end) },
  };
}

function typed(type: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type } });
}

interface CommitInput {
  readonly branch: { readonly branchName: string };
  readonly expectedHeadOid: string;
  readonly message: { readonly headline: string; readonly body?: string };
  readonly fileChanges: {
    readonly additions?: readonly { readonly path: string; readonly contents: string }[];
    readonly deletions?: readonly { readonly path: string }[];
  };
}

/** `createCommitOnBranch`: a signed commit, and a compare-and-swap. */
async function createCommit(
  body: Readonly<Record<string, unknown>>,
  rights: TokenRights,
  repository: Repository,
  protectedBranches: ReadonlySet<string>,
): Promise<Reply> {
  const refuse = (type: string, message: string): Reply => ({
    status: 200,
    body: {
      data: { createCommitOnBranch: null },
      errors: [{ type, path: ['createCommitOnBranch'], message }],
    },
  });
  const { input } = body.variables as { input: CommitInput };
  const { branchName } = input.branch;
  if (!mayUse(rights, 'contents', 'write'))
    return refuse('FORBIDDEN', 'Resource not accessible by integration');
  if (protectedBranches.has(branchName))
    return refuse(
      'UNPROCESSABLE',
      'Repository rule violations found\n\nChanges must be made through a pull request.',
    );
  const head = await repository.commit(`refs/heads/${branchName}`);
  const stale = `Expected branch to point to "${input.expectedHeadOid}" but it points to "${head ?? 'nothing'}". Pull and try again.`;
  if (head !== input.expectedHeadOid) return refuse('STALE_DATA', stale);
  const files: Record<string, Buffer | null> = {};
  for (const { path, contents } of input.fileChanges.additions ?? [])
    files[path] = Buffer.from(contents, 'base64');
  for (const { path } of input.fileChanges.deletions ?? []) files[path] = null;
  const { headline, body: text } = input.message;
  const oid = await repository.signedCommit(
    await repository.tree(head, files),
    [head],
    text ? `${headline}\n\n${text}` : headline,
  );
  if (!(await repository.move(branchName, oid, head))) return refuse('STALE_DATA', stale);
  return { status: 200, body: { data: { createCommitOnBranch: { commit: { oid } } } } };
}
