import { afterEach, describe, expect, test, vi } from 'vitest';
import { ConfigurationError } from '../../src/errors.ts';
import { connect } from '../../src/github/connect.ts';
import { ConnectionError, httpClient } from '../../src/net/http.ts';
import { isFinalRefusal, proxyFor } from '../../src/net/proxy.ts';
import { proxySecrets, requireProxyAddresses } from '../../src/net/proxy-address.ts';
import { memoryLog, virtualClock } from '../support/clock.ts';
import { type Proxy, startProxy } from '../support/proxy/proxy.ts';

const proxies: Proxy[] = [];
afterEach(() => {
  vi.unstubAllEnvs();
  for (const proxy of proxies.splice(0)) proxy.close();
});

const get = { method: 'GET', url: 'https://api.mypurecloud.com/x', headers: {} };

async function through(status: number): Promise<Proxy> {
  const proxy = await startProxy({ refuse: { '*': status } });
  proxies.push(proxy);
  for (const name of ['https_proxy', 'HTTPS_PROXY', 'no_proxy', 'NO_PROXY']) vi.stubEnv(name, '');
  vi.stubEnv('https_proxy', `http://u:pass-word@${proxy.host}`);
  return proxy;
}

const rejected = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error as ConnectionError,
  );

describe('a proxy', () => {
  test.each([
    [407, true],
    [403, true],
    [502, false],
    [503, false],
  ])('that refuses with %d is named; a second try is useless: %s', async (status, isFinal) => {
    const { host } = await through(status);
    const error = await rejected(httpClient('me', { at: Number.POSITIVE_INFINITY })(get));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error?.message).toBe(`the proxy ${host} refused the connection with ${status}`);
    expect(error?.isFinal).toBe(isFinal);
  });

  test('that never answers ends at the deadline', async () => {
    const { host } = await through(0);
    const error = await rejected(httpClient('me', { at: Date.now() + 800 })(get));
    expect(error?.message).toBe(`the connection through the proxy ${host} failed (ETIMEDOUT)`);
    expect(error?.isFinal).toBe(false);
  });

  test('that is not there is named with the reason', async () => {
    await through(200);
    vi.stubEnv('https_proxy', 'http://127.0.0.1:1');
    const error = await rejected(httpClient('me', { at: Number.POSITIVE_INFINITY })(get));
    expect(error?.message).toBe('the connection through the proxy 127.0.0.1:1 failed (ECONNREFUSED)');
  });

  test.each([
    [407, 1, 'Check user and password in the variable https_proxy.'],
    [502, 6, 'Allow this host in the proxy, or add it to the variable no_proxy.'],
  ])('that refuses GitHub with %d is asked %d times', async (status, times, hint) => {
    const proxy = await through(status);
    const [clock, log, deadline] = [virtualClock(Date.now()), memoryLog(), { at: Number.POSITIVE_INFINITY }];
    const hosts = { apiUrl: 'https://ghes.example/api/v3', graphqlUrl: 'https://ghes.example/api/graphql' };
    const send = httpClient('me', deadline);
    const api = connect('t0ken-value', 'a/b', hosts, 'me', { clock, log, deadline, send });
    for (const call of [() => api.branchHead('x'), () => api.commit('x', 'y', change)]) {
      proxy.tunnels.length = 0;
      const error = (await rejected(call())) as unknown as { message: string; hint: string };
      expect(error.message).toContain('no connection to ghes.example to');
      expect(error.message).toContain(`the proxy ${proxy.host} refused the connection with ${status}`);
      expect(error.hint).toBe(hint);
      // The proxy reports from its own process.
      await vi.waitFor(() => expect(proxy.tunnels).toHaveLength(times));
    }
    expect(log.lines.join()).not.toContain('pass-word');
  });
});
const change = { headline: 'h', additions: [], deletions: [] };

describe('which proxy is used', () => {
  test.each<[string, Record<string, string>, string, string | undefined]>([
    ['https', { https_proxy: 'http://p:1' }, 'https://a.example', 'p:1'],
    ['https, in capitals', { HTTPS_PROXY: 'http://p:1' }, 'https://a.example', 'p:1'],
    [
      'the small name first',
      { https_proxy: 'http://p:1', HTTPS_PROXY: 'http://q:1' },
      'https://a.example',
      'p:1',
    ],
    ['http', { http_proxy: 'http://p:1' }, 'http://a.example', 'p:1'],
    ['not that of the other scheme', { http_proxy: 'http://p:1' }, 'https://a.example', undefined],
    ['without its password', { https_proxy: 'http://u:secret@p:1' }, 'https://a.example', 'p:1'],
    ['not for this machine', { https_proxy: 'http://p:1' }, 'https://127.0.0.1:2', undefined],
    [
      'not for a host of no_proxy',
      { https_proxy: 'http://p:1', no_proxy: 'x, a.example' },
      'https://a.example',
      undefined,
    ],
    [
      'nor for hosts below it',
      { https_proxy: 'http://p:1', NO_PROXY: '.example' },
      'https://a.example',
      undefined,
    ],
    [
      'nor for its port',
      { https_proxy: 'http://p:1', no_proxy: 'a.example:443' },
      'https://a.example',
      undefined,
    ],
    [
      'but for another port',
      { https_proxy: 'http://p:1', no_proxy: 'a.example:1' },
      'https://a.example',
      'p:1',
    ],
    ['nor for any host', { https_proxy: 'http://p:1', no_proxy: '*' }, 'https://a.example', undefined],
  ])('%s', (_, variables, url, expected) => {
    for (const name of ['https_proxy', 'http_proxy', 'no_proxy']) {
      vi.stubEnv(name, '');
      vi.stubEnv(name.toUpperCase(), '');
    }
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
    expect(proxyFor(url)).toBe(expected);
  });

  test('a status counts as final only where repeating is useless', () => {
    expect([400, 403, 407, 429, 500, 502, undefined].map(isFinalRefusal)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('the address of a proxy', () => {
  test.each(['http://p', 'https://p:8443', 'http://u:p%40ss@p:1', '10.0.0.1:3128', ''])(
    '%j is taken',
    (value) => {
      expect(() => requireProxyAddresses({ https_proxy: value, HTTP_PROXY: value })).not.toThrow();
    },
  );

  test.each([
    'proxy.example:3128',
    'user:s3cret-pass@proxy:3128',
    'socks5://p:1080',
    'http://u:100%s3cret-pass@p:1',
    'http://',
    'nonsense s3cret-pass',
  ])('%j is refused, and not shown', (value) => {
    for (const name of ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY']) {
      const check = () => requireProxyAddresses({ [name]: value });
      expect(check).toThrow(ConfigurationError);
      expect(check).toThrow(`the variable ${name} is not the address of a proxy`);
      expect(check).not.toThrow(/s3cret-pass/);
    }
  });

  test('gives the password in each form that a log could show', () => {
    expect(proxySecrets({ https_proxy: 'http://u:p%40ss-word@p:1', HTTP_PROXY: 'http://p:1' })).toEqual([
      'p@ss-word',
      'p%40ss-word',
      Buffer.from('u:p@ss-word').toString('base64'),
    ]);
  });
});
