/**
 * An HTTP proxy in a process of its own, for tests. It opens tunnels to one local port, whatever host is asked for, and reports each
 * request to its parent. Usage: node main.ts '{"target": 1234, "auth": "user:password", "refuse": {"host": 403}}'
 */
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';

interface Options {
  /** The local port of every tunnel. */
  readonly target: number;
  /** `user:password` that each request must have; empty: none. */
  readonly auth: string;
  /** The status with which requests for a host are refused; 0: they get no answer. `*` stands for all hosts. */
  readonly refuse: Readonly<Record<string, number>>;
}

const { target, auth, refuse } = JSON.parse(process.argv[2] ?? '') as Options;
const expected = `Basic ${Buffer.from(auth).toString('base64')}`;

const server = createServer((request, response) => {
  process.send?.({ host: `plain ${request.url}`, status: 501 });
  response.writeHead(501).end();
});
server.on('connect', (request, socket, head) => {
  const [host = ''] = (request.url ?? '').split(':');
  const allowed = auth === '' || request.headers['proxy-authorization'] === expected;
  const status = allowed ? (refuse[host] ?? refuse['*'] ?? 200) : 407;
  process.send?.({ host, status });
  socket.on('error', () => socket.destroy());
  if (status === 0) return;
  if (status !== 200) {
    socket.end(`HTTP/1.1 ${status} Refused\r\nContent-Length: 0\r\n\r\n`);
    return;
  }
  const upstream = connect(target, '127.0.0.1', () => {
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    upstream.write(head);
    upstream.pipe(socket).pipe(upstream);
  });
  upstream.on('error', () => socket.destroy());
  socket.on('close', () => upstream.destroy());
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
process.on('disconnect', () => process.exit());
