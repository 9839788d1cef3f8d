import { textOf } from './body.ts';
import type { Login } from './credentials.ts';
import { GenesysError } from './error.ts';
import { flowLists, flowLookUps } from './flow-reads.ts';
import { LISTS } from './lists.ts';
import { existing } from './look-up.ts';
import type { Genesys } from './port.ts';
import { publishJobs } from './publish-jobs.ts';
import { architectApi, getOrganization } from './sdk/client.ts';
import { Session, type SessionPorts } from './session.ts';
import { versionExport } from './version-export.ts';

/** Connects the Genesys port to an org. Nothing is sent before the first call. */
export function connect(credentials: Login, ports: SessionPorts): Genesys {
  const session = new Session(credentials, ports);
  const api = architectApi(session.sdk);

  return {
    clientId: credentials.clientId,
    ...flowLookUps(session, api),
    ...flowLists(session, api),
    ...publishJobs(session, api, credentials, ports),
    ...versionExport(session, api, credentials, ports),

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

    async existing(kind, names) {
      const list = LISTS[kind];
      return list && existing(session, list, names);
    },

    async publishVersion(flowId, version) {
      const operation = await session.call('publish an earlier version', () =>
        api.postFlowsActionsPublish(flowId, { version }),
      );
      return textOf(operation?.id);
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
