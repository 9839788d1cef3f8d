import type { Org, StoredFlow, StoredVersion } from './org.ts';

/** A flow as the API shows it; what is too new for the org's lag does not show yet. */
export function view(flow: StoredFlow, org: Org): Record<string, unknown> {
  const old = (version: StoredVersion) => Date.now() - Date.parse(version.date) >= org.unknowns.readLagMs;
  const shown = flow.versions.filter(old);
  const version = (id: string | undefined) => {
    const found = shown.find((each) => each.id === id) ?? (id === undefined ? undefined : shown.at(-1));
    if (!found) return undefined;
    return {
      id: found.id,
      commitVersion: found.id,
      type: 'PUBLISH',
      ...(found.clientId
        ? { createdByClient: { id: found.clientId, selfUri: `/api/v2/oauth/clients/${found.clientId}` } }
        : {}),
      ...(found.user ? { createdBy: { id: found.user, name: found.user } } : {}),
      dateCreated: Date.parse(found.date),
      datePublished: found.date,
    };
  };
  const { lockedBy, operation } = flow;
  return JSON.parse(
    JSON.stringify({
      id: flow.id,
      name: flow.name,
      type: flow.type,
      division: { id: '*', name: 'Home' },
      active: flow.active,
      system: false,
      deleted: flow.deleted,
      publishedVersion: version(flow.published),
      savedVersion: version(flow.saved),
      checkedInVersion: version(flow.saved),
      lockedUser: lockedBy?.user ? { id: lockedBy.user, name: lockedBy.user } : undefined,
      lockedClient: lockedBy?.clientId ? { id: lockedBy.clientId, name: lockedBy.clientId } : undefined,
      currentOperation: operation
        ? {
            id: operation.id,
            complete: operation.complete,
            actionName: 'PUBLISH',
            actionStatus: operation.complete ? 'SUCCESS' : 'STARTED',
          }
        : undefined,
      selfUri: `/api/v2/flows/${flow.id}`,
    }),
  );
}
