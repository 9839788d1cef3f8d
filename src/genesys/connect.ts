import type { Models } from 'purecloud-platform-client-v2';
import ArchitectApi from 'purecloud-platform-client-v2/src/purecloud-platform-client-v2/api/ArchitectApi.js';
import { GenesysError } from './error.ts';
import { every, PAGE, prompts, queues } from './look-up.ts';
import type { Genesys, JobMessage, JobState, JobTicket, OrgFlow, OrgVersion } from './port.ts';
import { type Credentials, Session, type SessionPorts } from './session.ts';
import { download, upload } from './transfer.ts';

/** Pages of flows of one name that are looked through; a name filter leaves a handful. */
const MOST_PAGES = 20;
const EXPORT_LIMIT_MS = 90_000;
const EXPORT_POLL_MS = 2000;

/** Connects the Genesys port to an org. Nothing is sent before the first call. */
export function connect(credentials: Credentials, ports: SessionPorts): Genesys {
  const session = new Session(credentials, ports);
  const api = new ArchitectApi(session.sdk);
  const loopback = credentials.gateway?.protocol === 'http:';

  return {
    clientId: credentials.clientId,

    async flowById(id) {
      const flow = await session.call('look up flows', () => api.getFlow(id), true);
      return flow && orgFlow(flow);
    },

    async flowByName(type, name) {
      let loose: OrgFlow | undefined;
      for (let page = 1; page <= MOST_PAGES; page++) {
        const found = await session.call('look up flows', () =>
          api.getFlows({ type: [type.toLowerCase()], name, pageSize: 100, pageNumber: page }),
        );
        for (const entity of found?.entities ?? []) {
          const flow = orgFlow(entity);
          if (flow.type !== type || flow.deleted) continue;
          if (flow.name === name) return flow;
          if (flow.name.toLowerCase() === name.toLowerCase()) loose ??= flow;
        }
        if (page >= (found?.pageCount ?? 1)) break;
      }
      return loose;
    },

    async listFlows() {
      const found = await every((pageNumber) =>
        session.call('list the flows', () =>
          api.getFlows({ pageSize: PAGE, pageNumber, sortBy: 'id', sortOrder: 'asc' }),
        ),
      );
      return found.map(orgFlow).filter(({ deleted }) => !deleted);
    },

    async existing(kind, names) {
      try {
        return kind === 'queue' ? await queues(session, names) : await prompts(session, names);
      } catch (error) {
        if (error instanceof GenesysError && error.status === 403) return undefined;
        throw error;
      }
    },

    async registerJob(): Promise<JobTicket> {
      const job = await session.call('register a publish job', () => api.postFlowsJobs({ body: {} }));
      if (!job?.id || !job.presignedUrl) {
        throw new GenesysError(
          0,
          'job',
          'Genesys Cloud registered a publish job without an upload address',
          'Run again; nothing was published.',
        );
      }
      ports.log.mask(new URL(job.presignedUrl).search.slice(1));
      return { id: job.id, url: job.presignedUrl, headers: job.headers ?? {} };
    },

    upload: (ticket, text) => upload(ticket, text, loopback, ports),

    async job(id): Promise<JobState> {
      const job = await session.call('read a publish job', () =>
        api.getFlowsJob(id, { expand: ['messages'] }),
      );
      return {
        status: jobStatus(job?.status),
        flowId: job?.flow?.id,
        messages: (job?.messages ?? []).map(jobMessage),
      };
    },

    async publishVersion(flowId, version) {
      await session.call('publish an earlier version', () =>
        api.postFlowsActionsPublish(flowId, { version }),
      );
    },

    async exportVersion(flow, version) {
      const job = await session.call('register an export job', () =>
        api.postFlowsExportJobs({ flows: [{ flow: { id: flow.id, version } }] }),
      );
      const id = job?.id ?? '';
      const limit = Math.min(ports.clock.now() + EXPORT_LIMIT_MS, ports.deadline.at);
      for (;;) {
        const state = await session.call('read an export job', () =>
          api.getFlowsExportJob(id, { expand: ['messages'] }),
        );
        if (state?.status === 'Success' && state.downloadUrl) {
          ports.log.mask(new URL(state.downloadUrl).search.slice(1));
          return download(state.downloadUrl, loopback, ports);
        }
        if (state?.status === 'Failure' || ports.clock.now() + EXPORT_POLL_MS > limit) {
          const said =
            state?.messages?.find(({ type }) => type === 'Error')?.text ?? 'it did not finish in time';
          throw new GenesysError(
            0,
            'export',
            `version ${version} of "${flow.name}" could not be exported: ${said.slice(0, 300)}`,
            'Export it in Architect.',
          );
        }
        await ports.clock.sleep(EXPORT_POLL_MS);
      }
    },

    async deactivate(flowId) {
      await session.call('deactivate a flow', () => api.postFlowsActionsDeactivate(flowId));
    },
  };
}

function jobStatus(status: string | undefined): JobState['status'] {
  if (status === 'Success') return 'success';
  if (status === 'Failure') return 'failure';
  return status === 'Registered' ? 'registered' : 'running';
}

/** `details` of a message hold un-redacted request bodies and are left behind on purpose. */
function jobMessage(message: Models.ArchitectJobMessage): JobMessage {
  const type = message.type === 'Error' || message.type === 'Warning' ? message.type : 'Unknown';
  return { type, text: message.text ?? '' };
}

function orgVersion(version: Models.FlowVersion | undefined): OrgVersion | undefined {
  if (!version?.id) return undefined;
  return {
    id: version.id,
    clientId: version.createdByClient?.id,
    userName: version.createdBy?.name,
    date:
      version.datePublished ??
      (version.dateCreated ? new Date(version.dateCreated).toISOString() : undefined),
  };
}

function orgFlow(flow: Models.Flow): OrgFlow {
  const operation = flow.currentOperation;
  return {
    id: flow.id ?? '',
    name: flow.name ?? '',
    type: flow.type ?? '',
    active: flow.active !== false,
    deleted: flow.deleted === true,
    published: orgVersion(flow.publishedVersion),
    saved: orgVersion(flow.savedVersion),
    checkedIn: orgVersion(flow.checkedInVersion),
    lock: lock(flow),
    operation: operation?.id
      ? {
          id: operation.id,
          complete: operation.complete === true,
          error:
            operation.actionStatus === 'FAILURE'
              ? (operation.errorMessage ?? operation.errorCode ?? 'no reason given')
              : undefined,
        }
      : undefined,
  };
}

function lock(flow: Models.Flow): OrgFlow['lock'] {
  if (flow.lockedUser) {
    const { name, email, id } = flow.lockedUser;
    return { holder: name ?? email ?? `user ${id ?? 'unknown'}`, clientId: undefined };
  }
  if (!flow.lockedClient) return undefined;
  const { name, id } = flow.lockedClient;
  return { holder: `OAuth client ${name ?? id ?? 'unknown'}`, clientId: id };
}
