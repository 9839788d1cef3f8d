import { schema as sdl } from '@octokit/graphql-schema';
import { buildSchema, parse, validate } from 'graphql';
import { type Incoming, json, type Reply } from '../http.ts';
import type { Repository, TokenRights } from './repository.ts';

let graphql: ReturnType<typeof buildSchema> | undefined;

interface CommitInput {
  readonly branch: { readonly branchName: string };
  readonly expectedHeadOid: string;
  readonly message: { readonly headline: string; readonly body?: string };
  readonly fileChanges: {
    readonly additions?: readonly { readonly path: string; readonly contents: string }[];
    readonly deletions?: readonly { readonly path: string }[];
  };
}

/** `createCommitOnBranch`, after the query was held against GitHub's own schema: a signed commit, and a compare-and-swap. */
export async function createCommit(
  request: Incoming,
  rights: TokenRights,
  repository: Repository,
  protectedBranches: ReadonlySet<string>,
): Promise<Reply> {
  const body = json(request) ?? {};
  graphql ??= buildSchema(sdl.idl, { assumeValidSDL: true });
  const faulty = validate(graphql, parse(String(body.query)));
  if (faulty.length > 0) return { status: 200, body: { errors: faulty.map(({ message }) => ({ message })) } };
  const refuse = (type: string, message: string): Reply => ({
    status: 200,
    body: {
      data: { createCommitOnBranch: null },
      errors: [{ type, path: ['createCommitOnBranch'], message }],
    },
  });
  const { input } = body.variables as { input: CommitInput };
  const { branchName } = input.branch;
  if (rights === 'read') return refuse('FORBIDDEN', 'Resource not accessible by integration');
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
