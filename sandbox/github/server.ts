import { Contract } from '../contract.ts';
import { Faults } from '../faults.ts';
import { type Incoming, json, listen, type Reply } from '../http.ts';
import {
  commitBody,
  deploymentBody,
  listedCommit,
  refBody,
  runBody,
  type StoredIssue,
  statusBody,
} from './bodies.ts';
import { Checks } from './checks.ts';
import { Comments } from './comments.ts';
import { compare } from './compare.ts';
import { folder } from './folder.ts';
import { answerGraphql } from './graphql.ts';
import { issueRoute } from './issues.ts';
import { Pulls } from './pulls.ts';
import { forbidden, missing, unprocessable } from './replies.ts';
import { Repository } from './repository.ts';
import { mayRequest, type TokenRights } from './rights.ts';

/** A repository on a GitHub of its own. */
export interface GitHubSandbox {
  readonly url: string;
  readonly slug: string;
  readonly repository: Repository;
  readonly faults: Faults;
  readonly violations: readonly string[];
  readonly requests: string[];
  readonly deployments: {
    readonly id: number;
    readonly body: Record<string, unknown>;
    readonly statuses: Record<string, unknown>[];
  }[];
  readonly issues: StoredIssue[];
  readonly comments: Comments;
  readonly checks: Checks;
  readonly pulls: Pulls;
  /** Tokens and what they may do. */
  readonly tokens: Map<string, TokenRights>;
  /** Workflow runs that are still going. */
  readonly runs: Map<number, 'in_progress' | 'completed'>;
  /** Branches that a rule protects. */
  readonly protectedBranches: Set<string>;
  close(): Promise<void>;
}

const SLUG = 'sandbox/call-flows';

/** Starts a GitHub with one empty repository, whose commits, trees and refs are those of a real bare git repository. */
export async function startGitHub(port = 0): Promise<GitHubSandbox> {
  const repository = await Repository.create();
  const contract = new Contract('github');
  const faults = new Faults();
  const requests: string[] = [];
  const deployments: GitHubSandbox['deployments'] = [];
  const issues: StoredIssue[] = [];
  const comments = new Comments(SLUG);
  const checks = new Checks();
  const pulls = new Pulls();
  const tokens = new Map<string, TokenRights>();
  const runs = new Map<number, 'in_progress' | 'completed'>();
  const protectedBranches = new Set<string>();
  const root = `/repos/${SLUG}`;
  const address = () => `${server.url}${root}`;

  const server = await listen(async (request) => {
    requests.push(`${request.method} ${request.path}`);
    const reply = await faults.apply(request, () => route(request));
    if (reply !== 'drop' && reply.status < 500 && request.path !== '/graphql') {
      contract.request(request.method, request.path, request.text === '' ? undefined : json(request));
      // Raw contents are text, which the description of the JSON answer says nothing of.
      if (reply.type === undefined) contract.reply(request.method, request.path, reply.status, reply.body);
    }
    return reply;
  }, port);

  async function route(request: Incoming): Promise<Reply> {
    const token = /^(?:token|Bearer) (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const rights = tokens.get(token);
    if (!rights)
      return {
        status: 401,
        body: {
          message: 'Bad credentials',
          documentation_url: 'https://docs.github.com/rest',
          status: '401',
        },
      };
    if (request.path === '/graphql')
      return answerGraphql(request, rights, { repository, protectedBranches, comments, pulls });
    if (!request.path.startsWith(`${root}/`)) return missing();
    if (!mayRequest(rights, request.method, request.path.slice(root.length))) return forbidden();
    const call = `${request.method} ${request.path.slice(root.length)}`;
    const body = json(request) ?? {};
    const find = (pattern: RegExp) => pattern.exec(call)?.slice(1);

    const compared = find(/^GET \/compare\/(.+)\.\.\.(.+)$/);
    if (compared)
      return compare(compared[0] ?? '', compared[1] ?? '', repository, { server: server.url, root });
    const content = find(/^GET \/contents\/(.+)$/);
    if (content) return contents(content[0] ?? '', request);
    if (call === 'GET /commits') return fileHistory(request.query);
    const ref = find(/^GET \/git\/ref\/heads\/(.+)$/);
    if (ref) {
      const sha = await repository.commit(`refs/heads/${ref[0]}`);
      return sha ? { status: 200, body: refBody(address(), ref[0] ?? '', sha) } : missing();
    }
    if (call === 'POST /git/refs') {
      const branch = String(body.ref).replace('refs/heads/', '');
      if (protectedBranches.has(branch))
        return unprocessable(
          'Repository rule violations found\n\nCannot create ref due to creations being restricted.',
        );
      const made = await repository.move(branch, String(body.sha), undefined);
      return made
        ? { status: 201, body: refBody(address(), branch, String(body.sha)) }
        : unprocessable('Reference already exists');
    }
    const tree = find(/^GET \/git\/trees\/(.+)$/);
    if (tree) {
      const entries = await repository.list(tree[0] ?? '', request.query.has('recursive'));
      return {
        status: 200,
        body: {
          sha: tree[0],
          url: `${server.url}${root}/git/trees/${tree[0]}`,
          tree: entries,
          truncated: false,
        },
      };
    }
    if (call === 'POST /git/trees') {
      const entries = body.tree as { path: string; content: string }[];
      const sha = await repository.tree(
        undefined,
        Object.fromEntries(entries.map((each) => [each.path, each.content])),
      );
      return {
        status: 201,
        body: {
          sha,
          url: `${server.url}${root}/git/trees/${sha}`,
          tree: await repository.list(sha, false),
          truncated: false,
        },
      };
    }
    if (call === 'POST /git/commits') {
      const sha = await repository.signedCommit(
        String(body.tree),
        (body.parents as string[] | undefined) ?? [],
        String(body.message),
      );
      return { status: 201, body: commitBody(address(), sha, String(body.tree), String(body.message)) };
    }
    const run = find(/^GET \/actions\/runs\/(\d+)$/);
    if (run) {
      const status = runs.get(Number(run[0]));
      return status ? { status: 200, body: runBody(Number(run[0]), status) } : missing();
    }
    const commented = comments.route(call, request, rights, address());
    if (commented) return commented;
    const surface =
      (await checks.route(call, request, repository, address())) ??
      (await pulls.route(call, request, repository, address()));
    if (surface) return surface;
    const issue = issueRoute(call, request, issues, address());
    if (issue) return issue;
    if (call === 'POST /deployments') {
      const id = deployments.length + 1;
      deployments.push({ id, body, statuses: [] });
      return { status: 201, body: deploymentBody(address(), id, body) };
    }
    if (call === 'GET /deployments') {
      const size = Number(request.query.get('per_page') ?? 30);
      const page = Number(request.query.get('page') ?? 1);
      const wanted = (each: Record<string, unknown>) =>
        ['sha', 'task', 'environment'].every(
          (name) =>
            !request.query.has(name) ||
            request.query.get(name) === String(each[name === 'sha' ? 'ref' : name]),
        );
      return {
        status: 200,
        body: deployments
          .filter((each) => wanted(each.body))
          .toReversed()
          .slice((page - 1) * size, page * size)
          .map((each) => deploymentBody(address(), each.id, each.body)),
      };
    }
    const statuses = find(/^(?:GET|POST) \/deployments\/(\d+)\/statuses$/);
    const deployment = deployments.find(({ id }) => id === Number(statuses?.[0]));
    if (deployment && request.method === 'POST') {
      if (String(body.description ?? '').length > 140)
        return unprocessable('description is too long (maximum is 140 characters)');
      deployment.statuses.push(body);
      return { status: 201, body: statusBody(address(), deployment.statuses.length, body) };
    }
    if (deployment)
      return {
        status: 200,
        body: deployment.statuses.map((each, at) => statusBody(address(), at + 1, each)),
      };
    return missing();
  }

  async function fileHistory(query: URLSearchParams): Promise<Reply> {
    const size = Number(query.get('per_page') ?? 30);
    const skip = (Number(query.get('page') ?? 1) - 1) * size;
    const found = await repository.history(query.get('sha') ?? 'main', query.get('path'), skip, size);
    return { status: 200, body: found.map((each) => listedCommit(address(), each)) };
  }

  async function contents(path: string, request: Incoming): Promise<Reply> {
    const found = await repository.read(request.query.get('ref') ?? 'refs/heads/main', path);
    if (!found) return folder(path, request, repository, address());
    if (/raw/.test(request.headers.accept ?? ''))
      return {
        status: 200,
        body: found.toString('utf8'),
        type: 'application/vnd.github.raw+json; charset=utf-8',
      };
    return { status: 415, body: { message: 'the sandbox gives contents as raw text only' } };
  }

  return {
    url: server.url,
    slug: SLUG,
    repository,
    faults,
    violations: contract.violations,
    requests,
    deployments,
    issues,
    comments,
    checks,
    pulls,
    tokens,
    runs,
    protectedBranches,
    close: async () => {
      await server.close();
      repository.remove();
    },
  };
}
