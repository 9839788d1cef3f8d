import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the sandbox's servers see it. */
export interface Incoming {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/** An answer; `drop` breaks the connection instead. `type` is the content type, JSON where none is given. */
export type Reply =
  | {
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Record<string, string>;
      readonly type?: string;
    }
  | 'drop';

/** A server on loopback. */
export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a server on a port of loopback that is free, or on the one given. */
export async function listen(handle: (request: Incoming) => Promise<Reply>, port = 0): Promise<Listening> {
  const server = createServer((request, response) => {
    void answer(request, response, handle);
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => close(server),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  handle: (request: Incoming) => Promise<Reply>,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(request.url ?? '/', 'http://sandbox');
  let reply: Reply;
  try {
    reply = await handle({
      method: request.method ?? 'GET',
      path: decodeURIComponent(url.pathname),
      query: url.searchParams,
      headers: request.headers,
      text: Buffer.concat(chunks).toString('utf8'),
    });
  } catch (error) {
    reply = { status: 500, body: { message: `sandbox fault: ${String(error)}` } };
  }
  if (reply === 'drop') {
    request.socket.destroy();
    return;
  }
  const { status, body, headers = {}, type = 'application/json; charset=utf-8' } = reply;
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { ...(text === '' ? {} : { 'content-type': type }), ...headers });
  response.end(text);
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => server.close(() => done()));
}

/** The body of a request as JSON; undefined where it is none. */
export function json(request: Incoming): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(request.text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
