import { ConnectionError } from '../net/http.ts';
import { retry, retryAfterMs } from '../net/retry.ts';
import { GenesysError } from './error.ts';
import type { RegisteredJob } from './port.ts';
import { presignedHeaders, presignedUrl, type TransferHosts } from './presigned.ts';
import { connectionError } from './sdk/answer.ts';
import type { SessionPorts } from './session.ts';

/** Puts a flow to a pre-signed URL with exactly its headers: no token, no redirect, and 200 is the only success. */
export async function upload(
  job: RegisteredJob,
  text: string,
  hosts: TransferHosts,
  { send, log }: SessionPorts,
): Promise<'done' | 'unsure'> {
  const url = presignedUrl(job.url, hosts);
  const headers = presignedHeaders(job.headers);
  try {
    const answer = await send({ method: 'PUT', url, headers, body: text });
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
    // Nothing was sent: the proxy never opened the tunnel.
    if (error.isFinal) throw connectionError(new URL(url).host, error);
    log.info(`upload: ${error.message}; the job is asked whether the file arrived`);
    return 'unsure';
  }
}

/** Gets the file of an export job, without a token. */
export async function download(address: string, hosts: TransferHosts, ports: SessionPorts): Promise<string> {
  const url = presignedUrl(address, hosts);
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
        if (error.isFinal) throw connectionError(new URL(url).host, error);
        return { again: error.message, error: failed(error.message) };
      }
    },
    ports,
    ports.deadline,
  );
}
