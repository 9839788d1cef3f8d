import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { ActionError } from '../../src/errors.ts';
import { ConnectionError, httpClient } from '../../src/net/http.ts';
import { requireTlsChecks } from '../../src/net/tls.ts';

const servers: Server[] = [];
const sockets = new Set<Socket>();
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await Promise.all(servers.splice(0).map((each) => new Promise((done) => each.close(done))));
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}
const serve = async (answer: RequestListener) => `http://127.0.0.1:${await listen(createServer(answer))}/`;
const soon = () => ({ at: Date.now() + 1000 });
const far = { at: Number.POSITIVE_INFINITY };
const get = (url: string) => ({ method: 'GET', url, headers: {} });

describe('an answer', () => {
  test('has its status, headers and text', async () => {
    const url = await serve((request, response) => {
      response.writeHead(418, { 'X-One': 'a', 'Set-Cookie': ['b', 'c'] });
      response.end(
        `${request.method} ${request.headers['user-agent']} ${String(request.headers['x-mine'])} é`,
      );
    });
    const answer = await httpClient('me', far)({ method: 'PUT', url, headers: { 'x-mine': '1' }, body: 'x' });
    expect(answer).toMatchObject({ status: 418, text: 'PUT me 1 é' });
    expect(answer.headers).toMatchObject({ 'x-one': 'a', 'set-cookie': 'b, c' });
  });

  test('of a redirect is not followed', async () => {
    const url = await serve((_, response) =>
      response.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end(),
    );
    expect(await httpClient('me', far)(get(url))).toMatchObject({ status: 302 });
  });

  test('whose body breaks off is no answer', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('half', () => response.destroy());
    });
    await expect(httpClient('me', far)(get(url))).rejects.toThrow(ConnectionError);
  });
});

describe('the deadline ends', () => {
  test('a body that drips', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write('x'), 50);
      response.on('close', () => clearInterval(drip));
    });
    await expect(httpClient('me', soon())(get(url))).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  });

  test('headers that drip', async () => {
    const server = createSocketServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nX-Long: ');
      const drip = setInterval(() => socket.write('x'), 50);
      socket.on('close', () => clearInterval(drip));
    });
    const url = `http://127.0.0.1:${await listen(server)}/`;
    await expect(httpClient('me', soon())(get(url))).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  });

  test('a request whose deadline moves while it is under way', async () => {
    const deadline = { at: Date.now() + 3_600_000 };
    const url = await serve(() => {
      deadline.at = Date.now();
    });
    await expect(httpClient('me', deadline)(get(url))).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  });

  test('only the request that is late', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/fast') response.end('fast');
    });
    const deadline = soon();
    const send = httpClient('me', deadline);
    const late = send(get(url)).catch((error: ConnectionError) => error.code);
    expect((await send(get(`${url}fast`))).text).toBe('fast');
    expect(await late).toBe('ETIMEDOUT');
  });
});

test('a body without an end is cut off at 64 MB', async () => {
  const chunk = Buffer.alloc(1024 * 1024, 'x');
  let sent = 0;
  const url = await serve((_, response) => {
    const more = (): void => {
      while (!response.destroyed && response.write(chunk)) sent++;
    };
    response.on('drain', more);
    more();
  });
  const error = await httpClient('me', far)(get(url)).catch((each: Error) => each);
  expect(error).toBeInstanceOf(ActionError);
  expect(String(error)).toContain('larger than 64 MB');
  expect(sent).toBeLessThan(200);
});

test('one client speaks http and https', async () => {
  const url = await serve((_, response) => response.end('plain'));
  const send = httpClient('me', far);
  expect((await send(get(url))).text).toBe('plain');
  // The server speaks no TLS: what fails is the handshake, not the choice of the agent.
  const code = await send(get(url.replace('http:', 'https:'))).catch((error: ConnectionError) => error.code);
  expect(code).toMatch(/SSL|EPROTO/);
});

test('credentials are not sent where certificates are not checked', () => {
  expect(() => requireTlsChecks({ NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toThrow(/NODE_EXTRA|is 0/);
  expect(() => requireTlsChecks({ NODE_TLS_REJECT_UNAUTHORIZED: '1' })).not.toThrow();
  expect(() => requireTlsChecks({})).not.toThrow();
});
