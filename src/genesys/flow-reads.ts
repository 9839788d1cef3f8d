import type ArchitectApi from 'purecloud-platform-client-v2/src/purecloud-platform-client-v2/api/ArchitectApi.js';
import { mapsOf, textOf } from './body.ts';
import { GenesysError } from './error.ts';
import { flowNamed } from './flow-name.ts';
import { PAGE, pagesOf, readAllPages } from './listing.ts';
import { orgFlow, orgVersion } from './org-flow.ts';
import type { Genesys, OrgFlow } from './port.ts';
import type { Session } from './session.ts';

/** Pages of flows of one name that are looked through; a name filter leaves a handful. */
const MOST_PAGES = 20;
/** Ids of one lookup: as many as a page holds where its size is not asked for, since the lookup may take nothing but ids. */
const IDS_AT_ONCE = 25;

/** The calls of the port that read flows one by one or by some property. */
type FlowLookUps = Pick<Genesys, 'flowById' | 'flowByName' | 'flowsById'>;
/** The calls of the port that read a whole list. */
type FlowLists = Pick<Genesys, 'listFlows' | 'versions' | 'consumers'>;

/** Looks up single flows in the org. */
export function flowLookUps(session: Session, api: ArchitectApi): FlowLookUps {
  return {
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
  };
}

/** Lists flows, versions of a flow, and what uses a flow. */
export function flowLists(session: Session, api: ArchitectApi): FlowLists {
  return {
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
  };
}

/** How dependency tracking calls a type of flow. */
function objectType(type: string): string {
  return type === 'WORKFLOW' ? type : `${type}FLOW`;
}
