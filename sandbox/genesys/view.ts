import { type Actor, type Org, SAVED, type StoredFlow, type StoredVersion } from './org.ts';

/** A flow as the API shows it; what is too new for the org's lag does not show yet. */
export function viewFlow(flow: StoredFlow, org: Org): Record<string, unknown> {
  const seen = org.clock.now() - org.unknowns.readLagMs;
  const shown = flow.versions.filter(({ date }) => Date.parse(date) <= seen);
  const version = (id: string | undefined) => {
    const found = shown.find((each) => each.id === id);
    return found && viewVersion(found);
  };
  const published = flow.lives.findLast(({ at }) => at <= seen)?.version;
  const saved = shown.some(({ id }) => id === flow.saved) ? flow.saved : shown.at(-1)?.id;
  const checkedIn = org.unknowns.savedIds === 'guids' ? shown.findLast(isNumbered)?.id : saved;
  const { lockedBy, operation } = flow;
  return {
    id: flow.id,
    name: flow.name,
    type: flow.type,
    division: { id: `division-${flow.division}`, name: flow.division },
    active: flow.active,
    system: false,
    deleted: flow.deleted,
    ...given('publishedVersion', version(published)),
    ...given('savedVersion', version(saved)),
    ...given('checkedInVersion', version(checkedIn)),
    ...lock(lockedBy),
    ...given(
      'currentOperation',
      operation && {
        id: operation.id,
        complete: operation.complete,
        actionName: operation.action,
        actionStatus: operation.complete ? 'SUCCESS' : 'STARTED',
      },
    ),
    selfUri: `/api/v2/flows/${flow.id}`,
  };
}

/** False for a draft whose id is no number: it is not among the versions of its flow. */
export function isNumbered({ id }: StoredVersion): boolean {
  return !id.startsWith(SAVED);
}

/** A version as the API shows it. */
export function viewVersion({ id, type, clientId, user, date }: StoredVersion): Record<string, unknown> {
  return {
    id,
    commitVersion: id,
    type,
    ...given('createdByClient', clientId && { id: clientId, selfUri: `/api/v2/oauth/clients/${clientId}` }),
    ...given('createdBy', user && { id: user, name: user }),
    dateCreated: Date.parse(date),
    ...given('datePublished', type === 'PUBLISH' ? date : undefined),
  };
}

function lock(by: Actor | undefined): Record<string, unknown> {
  if (by?.user) return { lockedUser: { id: by.user, name: by.user } };
  return by?.clientId ? { lockedClient: { id: by.clientId, name: by.clientId } } : {};
}

function given(name: string, value: unknown): Record<string, unknown> {
  return value ? { [name]: value } : {};
}
