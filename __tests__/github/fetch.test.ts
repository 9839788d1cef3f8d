import { describe, expect, test } from 'vitest';
import { graphqlUrl } from '../../src/event/event.ts';
import { fetchBy } from '../../src/github/fetch.ts';
import type { Answer, Request } from '../../src/net/http.ts';

/** Answers in turn; the last one from then on. */
function world(...answers: readonly Partial<Answer>[]) {
  const asked: Request[] = [];
  const fetch = fetchBy(async (request) => {
    asked.push(request);
    return { status: 200, headers: {}, text: '', ...answers[Math.min(asked.length, answers.length) - 1] };
  });
  return { fetch, asked };
}
const URL = 'https://api.example/repos/a/b';
const to = (location: string, status = 301) => ({ status, headers: { location } });

describe('fetch for Octokit', () => {
  test('gives status, headers, text and address', async () => {
    const { fetch } = world({ status: 418, headers: { 'x-one': 'a' }, text: '{"b":"é"}' });
    const response = await fetch(URL);
    expect([response.status, response.headers.get('x-one'), response.url]).toEqual([418, 'a', URL]);
    expect(await response.json()).toEqual({ b: 'é' });
  });

  test.each([204, 205, 304])('takes %d, which has no body', async (status) => {
    expect((await world({ status, text: '' }).fetch(URL)).status).toBe(status);
  });

  test('follows a repository that was renamed, with the same headers', async () => {
    const { fetch, asked } = world(to('/repositories/1'), { text: 'x' });
    const response = await fetch(URL, { headers: { authorization: 'token t' } });
    expect(asked.map(({ url }) => url)).toEqual([URL, 'https://api.example/repositories/1']);
    expect(asked[1]?.headers).toEqual({ authorization: 'token t' });
    expect([await response.text(), response.url]).toEqual(['x', 'https://api.example/repositories/1']);
  });

  test.each([
    ['another host', 'GET', to('https://evil.example/x')],
    ['another port', 'GET', to('https://api.example:444/x')],
    ['http', 'GET', to('http://api.example/x')],
    ['no address', 'GET', to('http://')],
    ['another place, for a request that writes', 'POST', to('/x', 302)],
  ])('does not follow to %s', async (_, method, answer) => {
    const { fetch, asked } = world(answer);
    expect((await fetch(URL, { method })).status).toBe(answer.status);
    expect(asked).toHaveLength(1);
  });

  test('repeats a request that writes where the method is kept', async () => {
    const { fetch, asked } = world(to('/x', 307), {});
    await fetch(URL, { method: 'POST', body: 'x' });
    expect(asked.map(({ method, body }) => [method, body])).toEqual([
      ['POST', 'x'],
      ['POST', 'x'],
    ]);
  });

  test('ends a cycle of redirects', async () => {
    const { fetch, asked } = world(to(URL));
    expect((await fetch(URL)).status).toBe(301);
    expect(asked).toHaveLength(6);
  });
});

test.each([
  ['https://api.github.com', 'https://api.github.com/graphql'],
  ['https://github.example/api/v3', 'https://github.example/api/graphql'],
  ['https://github.example/api/v3/', 'https://github.example/api/graphql'],
  ['https://api.tenant.ghe.com', 'https://api.tenant.ghe.com/graphql'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/graphql'],
])('the GraphQL API of %s is %s', (api, expected) => {
  expect(graphqlUrl(api)).toBe(expected);
});
