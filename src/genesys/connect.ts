import { type Dictionary, dictionary } from '../source/data.ts';
import { mapsOf, requiredId, requiredText, textOf, textsOf } from './body.ts';
import type { Login } from './credentials.ts';
import { GenesysError } from './error.ts';
import { flowNamed } from './flow-name.ts';
import { PAGE, pagesOf, readAllPages } from './listing.ts';
import { LISTS } from './lists.ts';
import { existing } from './look-up.ts';
import { orgFlow, orgVersion } from './org-flow.ts';
import type { Genesys, JobMessage, JobState, OrgFlow, RegisteredJob } from './port.ts';
import { architectApi, getOrganization } from './sdk/client.ts';
import { Session, type SessionPorts } from './session.ts';
import { download, upload } from './transfer.ts';

/** Pages of flows of one name that are looked through; a name filter leaves a handful. */
const MOST_PAGES = 20;
/** Ids of one lookup: as many as a page holds where its size is not asked for, since the lookup may take nothing but ids. */
const IDS_AT_ONCE = 25;
const EXPORT_LIMIT_MS = 90_000;
/** Exports of a flow take seconds; what asks for them waits longer each time, up to this. */
const EXPORT_POLL_MS = 2000;

/** Connects the Genesys port to an org. Nothing is sent before the first call. */
export function connect(credentials: Login, ports: SessionPorts): Genesys {
  const session = new Session(credentials, ports);
  const api = architectApi(session.sdk);

  return {
    clientId: credentials.clientId,

    async organization() {
      try {
        const org = await session.call('read the org', () => getOrganization(session.sdk), { absent: true });
        return typeof org?.id === 'string' ? org.id : undefined;
      } catch (error) {
        // It needs no permission, so that it is a gateway that refuses.
        if (error instanceof GenesysError && error.status === 403) return undefined;
        throw error;
      }
    },

    async flowById(id) {
      const flow = await session.call('look up flows', () => api.getFlow(id), { absent: true });
      return flow && orgFlow(flow);
    },

    async flowByName(type, name) {
      const seen: OrgFlow[] = [];
      for (let page = 1; page <= MOST_PAGES; page++) {
        const found = await session.call('look up flows', () =>
          api.getFlows({ type: [type.toLowerCase()], name, pageSize: 100, pageNumber: page }),
        );
        for (const entity of mapsOf(found?.entities)) {
          const flow = orgFlow(entity);
          if (flow.type !== type || flow.deleted) continue;
          if (flow.name === name) return flow;
          seen.push(flow);
        }
        if (page >= pagesOf(found)) break;
      }
      return flowNamed(seen, name);
    },

    async flowsById(ids) {
      const found: OrgFlow[] = [];
      for (let at = 0; at < ids.length; at += IDS_AT_ONCE) {
        const some = ids.slice(at, at + IDS_AT_ONCE);
        const page = await session.call('look up flows', () => api.getFlowsLookup(some));
        found.push(...mapsOf(page?.entities).map(orgFlow));
      }
      return found.filter(({ deleted }) => !deleted);
    },

    async listFlows(most) {
      const page = (pageNumber: number) =>
        session.call('list the flows', () =>
          api.getFlows({ pageSize: PAGE, pageNumber, sortBy: 'id', sortOrder: 'asc' }),
        );
      const found = await readAllPages(page, most);
      return found?.map(orgFlow).filter(({ deleted }) => !deleted);
    },

    async versions(flowId) {
      const page = (pageNumber: number) =>
        session.call('list the versions of a flow', () =>
          api.getFlowVersions(flowId, { pageSize: PAGE, pageNumber }),
        );
      return ((await readAllPages(page)) ?? []).flatMap((each) => orgVersion(each) ?? []);
    },

    async consumers({ id, type }) {
      const page = (pageNumber: number) =>
        session.call('look up what uses a flow', () =>
          api.getArchitectDependencytrackingConsumingresources(id, objectType(type), {
            flowFilter: 'published',
            pageSize: PAGE,
            pageNumber,
          }),
        );
      try {
        const found = await readAllPages(page);
        return found?.flatMap(({ name }) => textOf(name) || []);
      } catch (error) {
        if (error instanceof GenesysError && error.status >= 400 && error.status < 500) return undefined;
        throw error;
      }
    },

    async existing(kind, names) {
      const list = LISTS[kind];
      return list && existing(session, list, names);
    },

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

    async publishVersion(flowId, version) {
      const operation = await session.call('publish an earlier version', () =>
        api.postFlowsActionsPublish(flowId, { version }),
      );
      return textOf(operation?.id);
    },

    async exportVersion(flow, version) {
      const job = await session.call('register an export job', () =>
        api.postFlowsExportJobs({ flows: [{ flow: { id: flow.id, version } }] }),
      );
      const id = requiredId(job?.id, 'the id of an export job');
      const limit = Math.min(ports.clock.now() + EXPORT_LIMIT_MS, ports.deadline.at);
      for (let wait = EXPORT_POLL_MS / 8; ; wait = Math.min(EXPORT_POLL_MS, wait * 2)) {
        await ports.clock.sleep(wait);
        const state = await session.call('read an export job', () =>
          api.getFlowsExportJob(id, { expand: ['messages'] }),
        );
        const url = state?.status === 'Success' ? textOf(state.downloadUrl) : undefined;
        if (url) {
          ports.log.maskAddress(url);
          return download(url, credentials, ports);
        }
        if (state?.status === 'Failure' || ports.clock.now() + wait > limit) {
          const error = mapsOf(state?.messages).find(({ type }) => type === 'Error');
          const said = textOf(error?.text) ?? 'it did not finish in time';
          throw new GenesysError(
            0,
            'export',
            `version ${version} of "${flow.name}" could not be exported: ${said.slice(0, 300)}`,
            'Export it in Architect.',
          );
        }
      }
    },

    async deactivate(flowId) {
      await session.call('deactivate a flow', () => api.postFlowsActionsDeactivate(flowId));
    },

    async checkOut(flowId) {
      await session.call('check out a flow', () => api.postFlowsActionsCheckout(flowId));
    },

    async rename(flowId, name) {
      await session.call('rename a flow', () => api.putFlow(flowId, { name }));
    },

    async checkIn(flowId) {
      const operation = await session.call('check in a flow', () => api.postFlowsActionsCheckin(flowId));
      return textOf(operation?.id);
    },
  };
}

/** How dependency tracking calls a type of flow. */
function objectType(type: string): string {
  return type === 'WORKFLOW' ? type : `${type}FLOW`;
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
