import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { connect } from '../../src/github/connect.ts';
import { GitHubError } from '../../src/github/error.ts';
import { httpClient } from '../../src/net/http.ts';
import { memoryLog, virtualClock } from '../support/clock.ts';

/** What the API answers: status, body, headers. `drop` breaks the connection. */
type Reply = readonly [status: number, body?: unknown, headers?: Readonly<Record<string, string>>] | 'drop';
interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

let server: Server | undefined;
afterEach(() => server?.close());

/** The adapter in front of a server that answers in turn, and with the last reply from then on. */
async function world(replies: readonly Reply[]) {
  const asked: Asked[] = [];
  const clock = virtualClock(Date.now());
  const log = memoryLog();
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await bodyOf(request);
    asked.push({ method: request.method ?? '', path: decodeURIComponent(request.url ?? ''), body });
    const reply = replies[Math.min(asked.length, replies.length) - 1] ?? [500];
    if (reply === 'drop') return void response.destroy();
    const [status, data, headers] = reply;
    const isText = typeof data === 'string';
    response.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json', ...headers });
    response.end(isText ? data : JSON.stringify(data ?? {}));
  };
  server = createServer((request, response) => void answer(request, response));
  const { port } = await new Promise<AddressInfo>((done) => {
    server?.listen(0, '127.0.0.1', () => done(server?.address() as AddressInfo));
  });
  const deadline = { at: clock.now() + 3_600_000 };
  const apiUrl = `http://127.0.0.1:${port}`;
  const hosts = { apiUrl, graphqlUrl: `${apiUrl}/graphql` };
  const send = httpClient('test', deadline);
  const api = connect('token', 'acme/flows', hosts, 'test', { clock, log, deadline, send });
  return { api, asked, clock, log };
}

async function bodyOf(request: IncomingMessage): Promise<Asked['body']> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as Asked['body']);
}
const rejected = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a call', () => {
  test('is repeated after a broken connection and after a 5xx', async () => {
    const { api, asked, clock } = await world(['drop', [502], [200, { object: { sha: 'a' } }]]);
    expect(await api.branchHead('flow-audit')).toBe('a');
    expect(asked.map(({ path }) => path)).toEqual(
      Array(3).fill('/repos/acme/flows/git/ref/heads/flow-audit'),
    );
    expect(clock.slept).toHaveLength(2);
  });

  test.each<[string, Reply, number]>([
    ['Retry-After', [429, {}, { 'retry-after': '7' }], 7000],
    ['Retry-After of a secondary limit', [403, {}, { 'retry-after': '9' }], 9000],
    [
      'the words of a secondary limit',
      [403, { message: 'You have exceeded a secondary rate limit' }],
      60_000,
    ],
  ])('waits as long as %s says', async (_, reply, least) => {
    const { api, clock } = await world([reply, [200, { object: { sha: 'a' } }]]);
    await api.branchHead('flow-audit');
    expect(clock.slept[0]).toBeGreaterThanOrEqual(least);
    expect(clock.slept[0]).toBeLessThan(least + 300);
  });

  test('waits until the primary limit is reset', async () => {
    const reset = String(Math.ceil(Date.now() / 1000) + 30);
    const spent = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
    const { api, clock } = await world([
      [403, {}, spent],
      [200, { object: { sha: 'a' } }],
    ]);
    await api.branchHead('flow-audit');
    expect(clock.slept[0]).toBeGreaterThan(25_000);
  });

  test.each<[string, Reply, RegExp, RegExp]>([
    [
      'a missing permission',
      [403, { message: 'Resource not accessible by integration' }],
      /with 403/,
      /contents: write/,
    ],
    ['a token that is not valid', [401, { message: 'Bad credentials' }], /with 401/, /github-token/],
    [
      'a protected branch',
      [422, { message: 'Repository rule violations found' }],
      /with 422/,
      /audit-branch/,
    ],
  ])('is not repeated for %s, which the error explains', async (_, reply, message, hint) => {
    const { api, asked } = await world([reply]);
    const error = await rejected(api.createBranch('flow-audit', { path: 'README.md', text: 'x' }, 'Begin'));
    expect(error).toBeInstanceOf(GitHubError);
    expect(String(error)).toMatch(message);
    expect((error as GitHubError).hint).toMatch(hint);
    expect(asked).toHaveLength(1);
    expect(JSON.stringify([error, String(error)])).not.toContain('token token');
  });

  test('gives up at last', async () => {
    const { api, asked } = await world([[500]]);
    expect(await rejected(api.branchHead('x'))).toMatchObject({ status: 500 });
    expect(asked).toHaveLength(6);
  });
});

describe('what is not there', () => {
  test('is undefined, unknown or empty', async () => {
    const { api } = await world([[404, { message: 'Not Found' }]]);
    expect(await api.branchHead('x')).toBeUndefined();
    expect(await api.textAt('x', 'y')).toBeUndefined();
    expect(await api.relation('a', 'b')).toBe('unknown');
    expect(await api.run(1)).toEqual({ state: 'ended' });
    expect(await api.hasJobDeployment('a', 1)).toBe(false);
    expect(await api.deployedAuditIds()).toEqual([]);
    expect(await api.deploymentsOf('e', ['1'])).toEqual(new Map());
  });
  test('a run that the token may not ask for is unknown', async () => {
    const { api } = await world([[403, { message: 'Resource not accessible by integration' }]]);
    expect(await api.run(1)).toEqual({ state: 'unknown' });
  });
});

test('a file is read as text, and the history of one has parents and messages', async () => {
  const { api, asked } = await world([
    [200, '{"a":1}'],
    [
      200,
      [
        { sha: 'b', parents: [{ sha: 'a' }], commit: { message: 'One\n\nTwo' } },
        { sha: 'a', parents: [], commit: { message: '' } },
      ],
    ],
  ]);
  expect(await api.textAt('h', 'state/default.json')).toBe('{"a":1}');
  expect(await api.fileHistory('h', 'state/default.json', 2)).toEqual([
    { oid: 'b', parent: 'a', message: 'One\n\nTwo' },
    { oid: 'a', parent: undefined, message: '' },
  ]);
  expect(asked[1]?.path).toBe('/repos/acme/flows/commits?sha=h&path=state/default.json&per_page=100&page=2');
});

test('commits whose signature GitHub does not accept are found on all pages', async () => {
  const listed = (sha: string, verified: boolean | undefined) => ({
    sha,
    parents: [],
    commit: { message: '', ...(verified === undefined ? {} : { verification: { verified } }) },
  });
  const page = Array.from({ length: 100 }, (_, at) => listed(`a${at}`, at !== 7));
  const { api, asked } = await world([
    [200, page],
    [200, [listed('b', true), listed('c', false), listed('d', undefined)]],
  ]);
  expect(await api.unverifiedCommits('head')).toEqual(['a7', 'c']);
  expect(asked.map(({ path }) => path.replace(/.*\?/, ''))).toEqual([
    'sha=head&per_page=100&page=1',
    'sha=head&per_page=100&page=2',
  ]);
});

describe('a commit', () => {
  const change = { headline: 'One', body: 'Two', additions: [{ path: 'a', text: 'é' }], deletions: ['b'] };
  const made = { data: { createCommitOnBranch: { commit: { oid: 'new' } } } };

  test('is one mutation with the expected head', async () => {
    const { api, asked } = await world([[200, made]]);
    expect(await api.commit('flow-audit', 'old', change)).toEqual({ oid: 'new' });
    expect(asked[0]?.body.variables).toEqual({
      input: {
        branch: { repositoryNameWithOwner: 'acme/flows', branchName: 'flow-audit' },
        expectedHeadOid: 'old',
        message: { headline: 'One', body: 'Two' },
        fileChanges: {
          additions: [{ path: 'a', contents: Buffer.from('é').toString('base64') }],
          deletions: [{ path: 'b' }],
        },
      },
    });
  });

  test.each([
    ['STALE_DATA', 'any message'],
    ['UNPROCESSABLE', 'Expected branch to point to "a" but it points to "b"'],
  ])('on a branch that has moved is reported by %s', async (type, message) => {
    const { api } = await world([[200, { errors: [{ type, message }] }]]);
    expect(await api.commit('b', 'old', change)).toBe('moved');
  });

  test('that is refused says why', async () => {
    const { api } = await world([
      [200, { errors: [{ type: 'FORBIDDEN', message: 'Resource not accessible' }] }],
    ]);
    expect(await rejected(api.commit('b', 'old', change))).toMatchObject({ status: 403 });
  });
});

describe('a branch', () => {
  test('that another run made meanwhile exists', async () => {
    const { api } = await world([
      [201, { sha: 't' }],
      [201, { sha: 'c' }],
      [422, { message: 'Reference already exists' }],
    ]);
    expect(await api.createBranch('b', { path: 'README.md', text: 'x' }, 'Begin')).toBe('exists');
  });
  test('begins with one file and no parents', async () => {
    const { api, asked } = await world([
      [201, { sha: 't' }],
      [201, { sha: 'c' }],
      [201, { ref: 'x' }],
    ]);
    expect(await api.createBranch('b', { path: 'README.md', text: 'x' }, 'Begin')).toBe('created');
    expect(asked.map(({ body }) => body)).toEqual([
      { tree: [{ path: 'README.md', mode: '100644', type: 'blob', content: 'x' }] },
      { message: 'Begin', tree: 't', parents: [] },
      { ref: 'refs/heads/b', sha: 'c' },
    ]);
  });
});

describe('changed files', () => {
  const file = (filename: string, status: string, more = {}) => ({ filename, status, ...more });

  test('are those of the comparison; a renamed one is removed and added', async () => {
    const files = [
      file('a', 'added'),
      file('b', 'removed'),
      file('c', 'modified'),
      file('d', 'renamed', { previous_filename: 'e' }),
    ];
    const { api } = await world([[200, { files, merge_base_commit: { sha: 'm' } }]]);
    expect(await api.changedFiles('x', 'y')).toEqual([
      { path: 'a', status: 'added' },
      { path: 'b', status: 'removed' },
      { path: 'c', status: 'changed' },
      { path: 'e', status: 'removed' },
      { path: 'd', status: 'added', from: 'e' },
    ]);
  });

  const many = {
    files: Array.from({ length: 300 }, (_, at) => file(`${at}`, 'added')),
    merge_base_commit: { sha: 'm' },
  };
  const tree = (entries: Readonly<Record<string, string>>, truncated = false): Reply => [
    200,
    { truncated, tree: Object.entries(entries).map(([path, sha]) => ({ path, sha, type: 'blob' })) },
  ];

  test('come from the trees where the comparison may be cut short', async () => {
    const { api, asked } = await world([[200, many], tree({ a: '1', b: '1' }), tree({ b: '2', c: '1' })]);
    expect(await api.changedFiles('x', 'y')).toEqual([
      { path: 'b', status: 'changed' },
      { path: 'c', status: 'added' },
      { path: 'a', status: 'removed' },
    ]);
    expect(asked[1]?.path).toContain('/git/trees/m');
  });

  test('are unknown where even the trees are', async () => {
    const { api } = await world([[200, many], tree({}, true), tree({})]);
    expect(await api.changedFiles('x', 'y')).toBeUndefined();
  });
});

describe('deployments', () => {
  const deployment = (id: number, auditId: string) => ({ id, payload: { audit_id: auditId } });
  const fresh = {
    sha: 'c',
    environment: 'genesys-default',
    description: 'x'.repeat(500),
    payload: { audit_id: 'a1' },
    state: 'success',
    logUrl: 'https://github.com/x',
  } as const;

  test('are made once, also where the answer was lost', async () => {
    const { api, asked } = await world(['drop', [200, [deployment(7, 'a1')]], [201, { id: 1 }]]);
    await api.deploy(fresh);
    expect(asked.map(({ method, path }) => `${method} ${path.replace(/\?.*/, '')}`)).toEqual([
      'POST /repos/acme/flows/deployments',
      'GET /repos/acme/flows/deployments',
      'POST /repos/acme/flows/deployments/7/statuses',
    ]);
    expect(String(asked[2]?.body.description)).toHaveLength(140);
  });

  test('are listed page by page, and payloads of others are not looked at', async () => {
    const page = Array.from({ length: 100 }, (_, at) => deployment(at, `a${at}`));
    const { api, asked } = await world([
      [200, page],
      [200, [deployment(100, 'b'), { id: 101, payload: 'text' }]],
    ]);
    expect(await api.deployedAuditIds()).toHaveLength(101);
    expect(asked).toHaveLength(2);
  });

  test('that never end are refused after 1,000 pages', async () => {
    const page = Array.from({ length: 100 }, (_, at) => deployment(at, 'a'));
    const { api, asked } = await world([[200, page]]);
    expect(String(await rejected(api.deployedAuditIds()))).toMatch(/more than 100000 deployments/);
    expect(asked).toHaveLength(1000);
  });
});

describe('the issue about drift', () => {
  const issue = { label: 'l', title: 't', body: 'b' };
  test('is opened, updated and closed', async () => {
    const opened = await world([
      [200, []],
      [201, {}],
    ]);
    expect(await opened.api.keepIssue(issue)).toBe('opened');
    const other = await world([
      [200, [{ number: 3, title: 't' }]],
      [200, {}],
    ]);
    expect(await other.api.keepIssue(issue)).toBe('updated');
    const done = await world([
      [200, [{ number: 3, title: 't' }]],
      [200, {}],
    ]);
    expect(await done.api.keepIssue({ ...issue, body: undefined })).toBe('closed');
    expect(done.asked[1]?.body).toEqual({ state: 'closed', state_reason: 'completed' });
  });
  test('is not taken from a pull request of the same title', async () => {
    const { api } = await world([[200, [{ number: 3, title: 't', pull_request: {} }]]]);
    expect(await api.keepIssue({ ...issue, body: undefined })).toBe('none');
  });
});

describe('the comment on a pull request', () => {
  const comment = {
    pull: 7,
    key: 'ab12',
    run: { id: 5, attempt: 1 },
    body: 'text',
    create: true,
  };
  const marked = (key: string, run = '4/1') => `<!-- genesys-flows:comment ${key} run:${run} -->\nold`;
  const listed = (nodes: readonly object[], more?: string): Reply => [
    200,
    {
      data: {
        repository: {
          pullRequest: {
            comments: { nodes, pageInfo: { hasNextPage: more !== undefined, endCursor: more ?? null } },
          },
        },
      },
    },
  ];
  const node = (id: number, body: string, viewerDidAuthor = true) => ({
    fullDatabaseId: String(id),
    viewerDidAuthor,
    url: `https://github.test/${id}`,
    body,
  });

  test('is created where the token has none, whatever others wrote', async () => {
    const { api, asked } = await world([
      listed([node(1, marked('ab12'), false), node(2, marked('ff')), node(3, `quoted\n${marked('ab12')}`)]),
      [201, { html_url: 'https://github.test/4' }],
    ]);
    expect(await api.keepComment(comment)).toEqual({
      done: 'created',
      url: 'https://github.test/4',
      duplicates: 0,
    });
    expect(asked[1]).toEqual({
      method: 'POST',
      path: '/repos/acme/flows/issues/7/comments',
      body: { body: '<!-- genesys-flows:comment ab12 run:5/1 -->\ntext' },
    });
  });

  test('is not created where only an update is asked for', async () => {
    const { api, asked } = await world([listed([])]);
    expect(await api.keepComment({ ...comment, create: false })).toMatchObject({ done: 'none' });
    expect(asked).toHaveLength(1);
  });

  test('is found on a later page; of several the oldest is updated, and the others refer to it', async () => {
    const { api, asked } = await world([
      listed([node(9, marked('ab12'))], 'next'),
      listed([node(3_000_000_000, marked('ab12'))]),
      [200, {}],
    ]);
    expect(await api.keepComment(comment)).toEqual({
      done: 'updated',
      url: 'https://github.test/9',
      duplicates: 1,
    });
    expect(asked[1]?.body.variables).toMatchObject({ pull: 7, after: 'next' });
    expect(asked[2]?.path).toBe('/repos/acme/flows/issues/comments/9');
    expect(asked[3]?.path).toBe('/repos/acme/flows/issues/comments/3000000000');
    expect(asked[3]?.body.body).toBe('This comment is out of date. The current one: https://github.test/9\n');
  });

  test.each(['6/1', '5/2'])('of the newer run %s stays', async (run) => {
    const { api, asked } = await world([listed([node(1, marked('ab12', run))])]);
    expect(await api.keepComment(comment)).toMatchObject({ done: 'newer' });
    expect(asked).toHaveLength(1);
  });

  test('is not written again where nothing changed', async () => {
    const { api, asked } = await world([
      listed([node(1, '<!-- genesys-flows:comment ab12 run:5/1 -->\ntext')]),
    ]);
    expect(await api.keepComment(comment)).toMatchObject({ done: 'updated' });
    expect(asked).toHaveLength(1);
  });

  test('is not created twice where the answer to its creation is lost', async () => {
    const { api, asked } = await world([
      listed([]),
      'drop',
      listed([node(1, '<!-- genesys-flows:comment ab12 run:5/1 -->\ntext')]),
    ]);
    expect(await api.keepComment(comment)).toMatchObject({ done: 'created', url: 'https://github.test/1' });
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /graphql',
      'POST /repos/acme/flows/issues/7/comments',
      'POST /graphql',
    ]);
  });

  test.each<[string, readonly Reply[], number, RegExp]>([
    [
      'no permission to read',
      [
        [
          200,
          {
            data: { repository: { pullRequest: null } },
            errors: [{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }],
          },
        ],
      ],
      403,
      /pull-requests: write/,
    ],
    [
      'no permission to write',
      [listed([]), [403, { message: 'Resource not accessible by integration' }]],
      403,
      /pull-requests: write/,
    ],
    [
      'a locked conversation',
      [listed([]), [403, { message: 'Unable to create comment because issue is locked.' }]],
      403,
      /Unlock/,
    ],
    [
      'an unknown pull request',
      [[200, { data: { repository: { pullRequest: null } } }]],
      404,
      /pull-requests/,
    ],
    ['a text that is not accepted', [listed([]), [422, { message: 'Validation Failed' }]], 422, /Run again/],
  ])('ends with an error that explains %s', async (_, replies, status, hint) => {
    const { api } = await world(replies);
    const error = await rejected(api.keepComment(comment));
    expect(error).toMatchObject({ status });
    expect((error as GitHubError).hint).toMatch(hint);
  });

  test('a list that never ends is refused', async () => {
    const { api, asked } = await world([listed([], 'next')]);
    expect(String(await rejected(api.keepComment(comment)))).toMatch(/more than 5000/);
    expect(asked).toHaveLength(50);
  });
});
