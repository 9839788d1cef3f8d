import { ConnectionError } from '../net/http.ts';
import { isLoopback } from '../net/loopback.ts';
import { retry, retryAfterMs } from '../net/retry.ts';
import { GenesysError } from './error.ts';
import type { RegisteredJob } from './port.ts';
import type { SessionPorts } from './session.ts';

/** Puts a flow to a pre-signed URL with exactly its headers: no token, no redirect, and 200 is the only success. */
export async function upload(
  job: RegisteredJob,
  text: string,
  loopback: boolean,
  { send, log }: SessionPorts,
): Promise<'done' | 'unsure'> {
  const url = presigned(job.url, loopback);
  try {
    const answer = await send({ method: 'PUT', url, headers: job.headers, body: text });
    if (answer.status === 200) return 'done';
    const code = /<Code>([A-Za-z]{1,60})<\/Code>/.exec(answer.text)?.[1];
    if (answer.status >= 500) {
      log.info(`upload: status ${answer.status}; the job is asked whether the file arrived`);
      return 'unsure';
    }
    throw new GenesysError(
      answer.status,
      code ?? '',
      `the upload of the flow was refused with ${answer.status}${code ? ` (${code})` : ''}`,
      'Nothing was published. Run again; if it stays, look for a proxy that changes requests.',
    );
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error;
    log.info(`upload: ${error.message}; the job is asked whether the file arrived`);
    return 'unsure';
  }
}

/** Gets the file of an export job, without a token. */
export async function download(address: string, loopback: boolean, ports: SessionPorts): Promise<string> {
  const url = presigned(address, loopback);
  return retry(
    'download of an export',
    async () => {
      const failed = (why: string) => () =>
        new GenesysError(0, 'download', `the export could not be downloaded: ${why}`, 'Run again.');
      try {
        const answer = await ports.send({ method: 'GET', url, headers: {} });
        if (answer.status === 200) return { done: answer.text };
        const why = `status ${answer.status}`;
        if (answer.status !== 429 && answer.status < 500) throw failed(why)();
        const afterMs = retryAfterMs(answer.headers['retry-after'], ports.clock.now());
        return { again: why, afterMs, error: failed(why) };
      } catch (error) {
        if (!(error instanceof ConnectionError)) throw error;
        return { again: error.message, error: failed(error.message) };
      }
    },
    ports,
    ports.deadline,
  );
}

/** Pre-signed addresses come from the API over TLS; only a sandbox on loopback may name plain http ones. */
function presigned(address: string, loopback: boolean): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const local = loopback && url !== undefined && isLoopback(url.hostname) && url.protocol === 'http:';
  if (!url || url.username !== '' || (url.protocol !== 'https:' && !local)) {
    throw new GenesysError(
      0,
      'address',
      'Genesys Cloud named an address for the file that is not safe to use',
      'Nothing was sent there. Check "gateway-url".',
    );
  }
  return url.href;
}
