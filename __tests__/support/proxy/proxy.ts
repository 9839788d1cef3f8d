import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A request for a tunnel, and the status that the proxy answered with; 0: it did not answer. */
export interface Tunnel {
  readonly host: string;
  readonly status: number;
}

/** A proxy in a process of its own. */
export interface Proxy {
  readonly host: string;
  /** Those so far; a test may empty it. */
  readonly tunnels: Tunnel[];
  close(): void;
}

/** Starts a proxy whose tunnels all lead to one local port. */
export async function startProxy(options: {
  readonly target?: number;
  readonly auth?: string;
  readonly refuse?: Readonly<Record<string, number>>;
}): Promise<Proxy> {
  const file = fileURLToPath(new URL('./main.ts', import.meta.url));
  const given = JSON.stringify({ target: 1, auth: '', refuse: {}, ...options });
  const child = fork(file, [given], { execArgv: [], env: { PATH: process.env.PATH } });
  const tunnels: Tunnel[] = [];
  const port = await new Promise<number>((done, fail) => {
    child.on('error', fail);
    child.on('exit', () => fail(new Error('the proxy ended')));
    child.on('message', (message: Tunnel | { readonly port: number }) => {
      if ('port' in message) done(message.port);
      else tunnels.push(message);
    });
  });
  return { host: `127.0.0.1:${port}`, tunnels, close: () => void child.kill() };
}
