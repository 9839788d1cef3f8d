import AbstractHttpClient from 'purecloud-platform-client-v2/src/purecloud-platform-client-v2/AbstractHttpClient.js';
import { describe, expect, test } from 'vitest';
import { failure } from '../../src/genesys/sdk/answer.ts';
import { architectApi, createClient, getPage } from '../../src/genesys/sdk/client.ts';
import OurConfiguration from '../../src/genesys/sdk/configuration.ts';
import { SdkHttpClient } from '../../src/genesys/sdk/http-client.ts';
import { type Answer, ConnectionError, type Request } from '../../src/net/http.ts';

/**
 * Holds what the action relies on in the private modules of the Genesys SDK (262). Where one of these fails after an update
 * of the package, look at `src/genesys/sdk/`, and nowhere else.
 */

const answer = (status: number, body: unknown): Answer => ({
  status,
  headers: { 'inin-correlation-id': 'c1', 'inin-ratelimit-count': '7' },
  text: body === undefined ? '' : JSON.stringify(body),
});

function client(reply: (request: Request) => Answer | Error = () => answer(200, {}), gateway?: string) {
  const sent: Request[] = [];
  const made = createClient('mypurecloud.ie', gateway ? new URL(gateway) : undefined, async (request) => {
    sent.push(request);
    const given = reply(request);
    if (given instanceof Error) throw given;
    return given;
  });
  return { made, sent };
}
const rejected = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );

describe('the modules that are replaced', () => {
  test('the configuration is our own, so that no file of the home folder redirects the login', () => {
    expect(client().made.config).toBeInstanceOf(OurConfiguration);
  });
  test('the HTTP client is our own, below the class that the SDK asks for', () => {
    expect(new SdkHttpClient(async () => answer(200, {}))).toBeInstanceOf(AbstractHttpClient);
  });
});

describe('the login', () => {
  test('asks the region’s login host with Basic credentials and a form, and keeps the token', async () => {
    const { made, sent } = client(() =>
      answer(200, { access_token: 't1', token_type: 'bearer', expires_in: 60 }),
    );
    const before = Date.now();
    const data = await made.loginClientCredentialsGrant('id', 'secret');
    expect(sent).toEqual([
      {
        method: 'POST',
        url: 'https://login.mypurecloud.ie/oauth/token',
        headers: {
          Authorization: `Basic ${Buffer.from('id:secret').toString('base64')}`,
          'Content-Type': 'application/x-www-form-urlencoded',
        },
        body: 'grant_type=client_credentials',
      },
    ]);
    expect(data.accessToken).toBe('t1');
    expect(data.tokenExpiryTime).toBeGreaterThanOrEqual(before + 60_000);
  });

  test('rejects with what can be read of a refusal, and nothing else', async () => {
    const { made } = client(() => answer(400, { error: 'invalid_request', description: 'client not found' }));
    expect(failure(await rejected(made.loginClientCredentialsGrant('id', 'secret')))).toMatchObject({
      status: 400,
      body: { description: 'client not found' },
    });
  });
});

describe('a call', () => {
  test('goes to the region’s API with the token, and answers with headers', async () => {
    const { made, sent } = client(() => answer(200, { id: 'f' }));
    made.setAccessToken('t1');
    const found: unknown = await architectApi(made).getFlow('f');
    expect(sent[0]).toMatchObject({ method: 'GET', url: 'https://api.mypurecloud.ie/api/v2/flows/f' });
    expect(sent[0]?.headers.Authorization).toBe('Bearer t1');
    expect(found).toMatchObject({ body: { id: 'f' }, headers: { 'inin-ratelimit-count': '7' } });
  });

  test('goes through a gateway where there is one, the login too', async () => {
    const { made, sent } = client(() => answer(200, { access_token: 't' }), 'https://gw.example.com/g/');
    await made.loginClientCredentialsGrant('id', 'secret');
    await architectApi(made).getFlow('f');
    expect(sent.map(({ url }) => url)).toEqual([
      'https://gw.example.com/g/login/oauth/token',
      'https://gw.example.com/g/api/v2/flows/f',
    ]);
  });

  test('that is refused gives status, headers and body', async () => {
    const { made } = client(() => answer(409, { code: 'conflict', message: 'm' }));
    const failed = failure(await rejected(architectApi(made).getFlow('f')));
    expect(failed).toEqual({
      status: 409,
      headers: expect.objectContaining({ 'inin-correlation-id': 'c1' }),
      body: { code: 'conflict', message: 'm' },
    });
  });

  test('whose connection breaks gives the code of it', async () => {
    const { made } = client(() => new ConnectionError('ECONNRESET'));
    expect(failure(await rejected(architectApi(made).getFlow('f')))).toMatchObject({
      status: 0,
      network: { code: 'ECONNRESET', message: 'the connection failed (ECONNRESET)' },
    });
  });

  test('of a list leaves out what is undefined in its query', async () => {
    const { made, sent } = client(() => answer(200, { entities: [] }));
    await getPage(made, '/api/v2/routing/queues', { pageSize: 100, pageNumber: 2, name: undefined });
    expect(sent[0]?.url).toBe('https://api.mypurecloud.ie/api/v2/routing/queues?pageSize=100&pageNumber=2');
  });

  test.each([
    'getFlow',
    'getFlows',
    'getFlowsLookup',
    'getFlowVersions',
    'getArchitectDependencytrackingConsumingresources',
    'postFlowsJobs',
    'getFlowsJob',
    'postFlowsActionsPublish',
    'postFlowsExportJobs',
    'getFlowsExportJob',
    'postFlowsActionsDeactivate',
    'postFlowsActionsCheckout',
    'putFlow',
    'postFlowsActionsCheckin',
  ] as const)('%s exists', (name) => {
    expect(architectApi(client().made)[name]).toBeTypeOf('function');
  });
});

test('an error of the SDK that is not known is not shown', () => {
  const error = Object.assign(new Error('Basic c2VjcmV0'), { config: { headers: 'Basic c2VjcmV0' } });
  expect(() => failure(error)).toThrow(/could not be read/);
  expect(() => failure(error)).not.toThrow(/Basic/);
});
