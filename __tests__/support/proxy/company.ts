import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { World } from '../../../sandbox/world.ts';

export const GHES = 'github.company.example';
const STORE = 'uploads.s3.us-east-1.amazonaws.com';
/** Headers that are about one connection, or about the length of a text that changes here. */
const HOP = new Set(['host', 'connection', 'keep-alive', 'transfer-encoding', 'content-length']);

export const HOSTS = [GHES, 'login.mypurecloud.com', 'api.mypurecloud.com', STORE];

/** The hosts of GitHub Enterprise Server, Genesys Cloud and S3 on one local port, in front of the sandbox. */
export interface Company {
  readonly port: number;
  /** The certificate of all hosts, for NODE_EXTRA_CA_CERTS. */
  readonly certificate: string;
  close(): Promise<void>;
}

/** Starts the hosts. Each request goes to the sandbox at the path that it has there; addresses of uploads come back as those of S3. */
export async function startCompany({ genesys, github }: World): Promise<Company> {
  const folder = mkdtempSync(join(tmpdir(), 'genesys-flow-certificate-'));
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const names = HOSTS.map((host) => `DNS:${host}`).join(',');
  const options = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const subject = ['-subj', '/CN=test', '-addext', `subjectAltName=${names}`];
  execFileSync('openssl', ['req', '-x509', ...options, ...subject, '-keyout', key, '-out', certificate], {
    stdio: 'pipe',
  });
  let store = '';

  function addressOf(host: string, path: string): string {
    if (host === 'login.mypurecloud.com') return `${genesys.url}/login${path}`;
    if (host === 'api.mypurecloud.com') return `${genesys.url}${path}`;
    if (host === STORE) return `${store}${path}`;
    return `${github.url}${path.replace(/^\/api\/(?:v3(?=\/)|(?=graphql))/, '/').replace('//', '/')}`;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const host = (request.headers.host ?? '').replace(/:\d+$/, '');
    const headers = Object.entries(request.headers).filter(([name]) => !HOP.has(name));
    const { method = 'GET', url = '/' } = request;
    const init = { method, headers: headers.map(([name, value]): [string, string] => [name, String(value)]) };
    const sent = method === 'GET' ? init : { ...init, body: Buffer.concat(chunks) };
    const answered = await fetch(addressOf(host, url), sent);
    const text = (await answered.text()).replace(/http:\/\/127\.0\.0\.1:\d+/g, (found) => {
      if (host !== 'api.mypurecloud.com') return found;
      store = found;
      return `https://${STORE}`;
    });
    const kept = [...answered.headers].filter(([name]) => !HOP.has(name));
    response.writeHead(answered.status, Object.fromEntries(kept)).end(text);
  }

  const tls = { key: readFileSync(key), cert: readFileSync(certificate) };
  const server = createServer(tls, (request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    certificate,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
