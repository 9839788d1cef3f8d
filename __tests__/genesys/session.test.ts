import { describe, expect, test } from 'vitest';
import { connect } from '../../src/genesys/connect.ts';
import { type Answer, ConnectionError, type Request } from '../../src/net/http.ts';
import { memoryLog, virtualClock } from '../support/clock.ts';

const FLOW = '11111111-2222-4333-8444-555555555555';
const ok = (body: unknown): Answer => ({ status: 200, headers: {}, text: JSON.stringify(body) });

/** A port whose HTTP requests are answered here; `answer` gives undefined for what it leaves to the usual. */
function world(
  answer: (request: Request, number: number) => Answer | Error | undefined = () => undefined,
  gateway?: string,
) {
  const clock = virtualClock();
  const log = memoryLog();
  const sent: Request[] = [];
  const send = async (request: Request): Promise<Answer> => {
    sent.push(request);
    const special = answer(request, sent.length);
    if (special instanceof Error) throw special;
    if (special) return special;
    if (request.url.endsWith('/oauth/token'))
      return ok({ access_token: `token-${sent.length}`, token_type: 'bearer', expires_in: 3600 });
    return ok({ id: FLOW, name: 'Test', type: 'INBOUNDCALL' });
  };
  const credentials = {
    host: 'mypurecloud.ie',
    region: 'eu-west-1',
    clientId: 'client',
    clientSecret: 'se:cret',
    gateway: gateway ? new URL(gateway) : undefined,
  };
  const genesys = connect(credentials, { clock, log, send, deadline: { at: clock.now() + 24 * 3_600_000 } });
  return { genesys, sent, clock, log };
}
const logins = (sent: readonly Request[]) => sent.filter(({ url }) => url.endsWith('/oauth/token')).length;

describe('the login', () => {
  test('goes to the region’s own host, with Basic credentials and a form', async () => {
    const { genesys, sent, log } = world();
    await genesys.flowById(FLOW);
    expect(sent[0]).toMatchObject({
      method: 'POST',
      url: 'https://login.mypurecloud.ie/oauth/token',
      body: 'grant_type=client_credentials',
    });
    expect(sent[0]?.headers).toMatchObject({
      Authorization: `Basic ${Buffer.from('client:se:cret').toString('base64')}`,
      'Content-Type': 'application/x-www-form-urlencoded',
    });
    expect(sent[1]?.url).toBe(`https://api.mypurecloud.ie/api/v2/flows/${FLOW}`);
    expect(sent[1]?.headers.Authorization).toBe('Bearer token-1');
    expect(log.masked).toEqual(['token-1']);
  });

  test('goes through the gateway if there is one', async () => {
    const { genesys, sent } = world(undefined, 'https://gateway.example.com/genesys/');
    await genesys.flowById(FLOW);
    expect(sent.map(({ url }) => url)).toEqual([
      'https://gateway.example.com/genesys/login/oauth/token',
      `https://gateway.example.com/genesys/api/v2/flows/${FLOW}`,
    ]);
  });

  test('is shared by concurrent calls, and renewed before the token expires', async () => {
    const { genesys, sent, clock } = world();
    await Promise.all([genesys.flowById(FLOW), genesys.flowById(FLOW), genesys.flowById(FLOW)]);
    expect(logins(sent)).toBe(1);
    // The SDK counts from the machine's clock; an hour and a minute past it the token is old by any of the two.
    await clock.sleep(Date.now() - clock.now() + 3_600_000);
    await genesys.flowById(FLOW);
    expect(logins(sent)).toBe(2);
  });

  test('is repeated if the platform refuses it for a moment', async () => {
    const { genesys, sent } = world((_, number) =>
      number === 1
        ? {
            status: 400,
            headers: {},
            text: JSON.stringify({
              error: 'invalid_request',
              error_description: 'rate limit exceeded; try later',
            }),
          }
        : undefined,
    );
    await genesys.flowById(FLOW);
    expect(logins(sent)).toBe(2);
  });

  test.each<[string, Answer | Error, RegExp]>([
    [
      'an unknown client',
      { status: 400, headers: {}, text: '{"description": "client not found: invalid_client"}' },
      /knows no OAuth client client/,
    ],
    [
      'a wrong secret',
      { status: 401, headers: {}, text: '{"description": "authentication failed: invalid_client"}' },
      /refused the secret of the OAuth client client/,
    ],
    ['a page that is not a login', { status: 200, headers: {}, text: '<html>' }, /./],
    [
      'a certificate that is not trusted',
      new ConnectionError('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
      /UNABLE_TO_VERIFY/,
    ],
  ])('%s is reported without the secret', async (_, answer, words) => {
    const { genesys, log } = world(() => answer);
    const error = await genesys.flowById(FLOW).catch((each: Error) => each);
    const shown = JSON.stringify([error, String(error), (error as { hint?: string }).hint, log.lines]);
    expect(shown).toMatch(words);
    expect(shown).not.toMatch(/se:cret|Basic |Bearer /);
  });
});

describe('flows', () => {
  test('are found by exact name before one that differs in case, page by page', async () => {
    const page = (number: number) => ({
      entities:
        number === 1
          ? [
              { id: 'a', name: 'TEST', type: 'INBOUNDCALL' },
              { id: 'x', name: 'Test', type: 'WORKFLOW' },
            ]
          : [{ id: 'b', name: 'Test', type: 'INBOUNDCALL' }],
      pageCount: 2,
    });
    const { genesys, sent } = world(({ url }) =>
      url.includes('/flows?') ? ok(page(Number(new URL(url).searchParams.get('pageNumber')))) : undefined,
    );
    expect((await genesys.flowByName('INBOUNDCALL', 'Test'))?.id).toBe('b');
    expect(new URL(sent.at(-1)?.url ?? '').searchParams.get('type')).toBe('inboundcall');
  });

  test('that do not exist are undefined', async () => {
    const { genesys } = world(({ url }) =>
      url.includes('/flows/') ? { status: 404, headers: {}, text: '{}' } : undefined,
    );
    expect(await genesys.flowById(FLOW)).toBeUndefined();
  });
});

describe('an upload', () => {
  const job = (url: string) => ({ id: 'j', url, headers: { 'x-amz-acl': 'x' } });

  test('has exactly the signed headers and no token', async () => {
    const { genesys, sent } = world(() => ({ status: 200, headers: {}, text: '' }));
    expect(await genesys.upload(job('https://bucket.s3.amazonaws.com/x?X-Amz-Signature=1'), 'yaml')).toBe(
      'done',
    );
    expect(sent).toEqual([
      {
        method: 'PUT',
        url: 'https://bucket.s3.amazonaws.com/x?X-Amz-Signature=1',
        headers: { 'x-amz-acl': 'x' },
        body: 'yaml',
      },
    ]);
  });

  test.each([
    'http://bucket.example.com/x',
    'http://127.0.0.1/x',
    'ftp://x/y',
    'https://u:p@x/y',
    'nonsense',
  ])('to %s is refused', async (url) => {
    const { genesys, sent } = world();
    await expect(genesys.upload(job(url), 'yaml')).rejects.toThrow(/not allowed/);
    expect(sent).toEqual([]);
  });

  test('that S3 refuses names the reason, not the address', async () => {
    const { genesys } = world(() => ({
      status: 403,
      headers: {},
      text: '<Error><Code>SignatureDoesNotMatch</Code></Error>',
    }));
    await expect(
      genesys.upload(job('https://b.s3.eu-west-1.amazonaws.com/x?X-Amz-Signature=1'), 'yaml'),
    ).rejects.toThrow(/403 \(SignatureDoesNotMatch\)/);
  });

  test('whose connection breaks is unsure', async () => {
    const { genesys } = world(() => new ConnectionError('ECONNRESET'));
    expect(await genesys.upload(job('https://b.s3.eu-west-1.amazonaws.com/x'), 'yaml')).toBe('unsure');
  });
});

test('an unknown job status counts as running, and details of messages are left out', async () => {
  const job = {
    id: 'j',
    status: 'Paused',
    messages: [{ type: 'Error', text: 'x', details: [{ requestBody: 'secret body' }] }],
  };
  const { genesys } = world(({ url }) => (url.includes('/jobs/') ? ok(job) : undefined));
  expect(await genesys.job('j')).toEqual({
    status: 'running',
    flowId: undefined,
    messages: [{ type: 'Error', text: 'x' }],
  });
});
