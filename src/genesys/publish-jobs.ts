import type ArchitectApi from 'purecloud-platform-client-v2/src/purecloud-platform-client-v2/api/ArchitectApi.js';
import { type Dictionary, dictionary } from '../source/data.ts';
import { mapsOf, requiredId, requiredText, textOf, textsOf } from './body.ts';
import type { Login } from './credentials.ts';
import type { Genesys, JobMessage, JobState, RegisteredJob } from './port.ts';
import type { Session, SessionPorts } from './session.ts';
import { upload } from './transfer.ts';

/** Registers publish jobs, uploads to them, and reads their states. */
export function publishJobs(
  session: Session,
  api: ArchitectApi,
  credentials: Login,
  ports: SessionPorts,
): Pick<Genesys, 'registerJob' | 'upload' | 'job'> {
  return {
    async registerJob(): Promise<RegisteredJob> {
      const job = await session.call('register a publish job', () => api.postFlowsJobs({ body: {} }), {
        job: true,
      });
      const id = requiredId(job?.id, 'the id of a publish job');
      const url = requiredText(job?.presignedUrl, 'the upload address of a publish job');
      ports.log.maskAddress(url);
      return { id, url, headers: textsOf(job?.headers) };
    },

    upload: (job, text) => upload(job, text, credentials, ports),

    async job(id): Promise<JobState> {
      const job = await session.call('read a publish job', () =>
        api.getFlowsJob(id, { expand: ['messages'] }),
      );
      return {
        status: jobStatus(job?.status),
        flowId: textOf(dictionary(job?.flow).id),
        messages: mapsOf(job?.messages).map(jobMessage),
      };
    },
  };
}

function jobStatus(status: unknown): JobState['status'] {
  if (status === 'Success') return 'success';
  if (status === 'Failure') return 'failure';
  return status === 'Registered' ? 'registered' : 'running';
}

/** `details` of a message hold un-redacted request bodies and are left behind on purpose. */
function jobMessage({ type: kind, text }: Dictionary): JobMessage {
  const type = kind === 'Error' || kind === 'Warning' ? kind : 'Unknown';
  return { type, text: textOf(text) ?? '' };
}
