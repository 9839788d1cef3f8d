import type { Models } from 'purecloud-platform-client-v2';
import type { OrgFlow, OrgVersion } from './port.ts';

/** A version as the SDK gives it, as the port gives it; undefined for one without an id. */
export function orgVersion(version: Models.FlowVersion | undefined): OrgVersion | undefined {
  if (!version?.id) return undefined;
  return {
    id: version.id,
    clientId: version.createdByClient?.id,
    userName: version.createdBy?.name,
    date:
      version.datePublished ??
      (version.dateCreated ? new Date(version.dateCreated).toISOString() : undefined),
    created: Number.isFinite(version.dateCreated) ? version.dateCreated : undefined,
    wasPublished:
      version.type === undefined ? version.datePublished !== undefined : version.type === 'PUBLISH',
  };
}

/** A flow as the SDK gives it, as the port gives it. */
export function orgFlow(flow: Models.Flow): OrgFlow {
  const operation = flow.currentOperation;
  return {
    id: flow.id ?? '',
    name: flow.name ?? '',
    type: flow.type ?? '',
    division: flow.division?.name ?? '',
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
