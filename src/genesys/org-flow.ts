import { dictionary } from '../source/data.ts';
import { requiredId, requiredText, textOf } from './body.ts';
import type { OrgFlow, OrgVersion } from './port.ts';

/** A version of an answer, as the port gives it; undefined for one without an id. */
export function orgVersion(answer: unknown): OrgVersion | undefined {
  const version = dictionary(answer);
  const id = textOf(version.id);
  if (!id) return undefined;
  const created = typeof version.dateCreated === 'number' ? new Date(version.dateCreated) : undefined;
  const isDate = created !== undefined && Number.isFinite(created.getTime());
  const published = textOf(version.datePublished);
  const type = textOf(version.type);
  return {
    id,
    clientId: textOf(dictionary(version.createdByClient).id),
    userName: textOf(dictionary(version.createdBy).name),
    date: published ?? (isDate ? created.toISOString() : undefined),
    created: isDate ? created.getTime() : undefined,
    wasPublished: type === undefined ? published !== undefined : type === 'PUBLISH',
  };
}

/** A flow of an answer, as the port gives it. Throws a `GenesysError` for one without id, name or type. */
export function orgFlow(answer: unknown): OrgFlow {
  const flow = dictionary(answer);
  const operation = dictionary(flow.currentOperation);
  const operationId = textOf(operation.id);
  return {
    id: requiredId(flow.id, 'the id of a flow'),
    name: requiredText(flow.name, 'the name of a flow'),
    type: requiredText(flow.type, 'the type of a flow'),
    division: textOf(dictionary(flow.division).name) ?? '',
    active: flow.active !== false,
    deleted: flow.deleted === true,
    published: orgVersion(flow.publishedVersion),
    saved: orgVersion(flow.savedVersion),
    checkedIn: orgVersion(flow.checkedInVersion),
    lock: lock(dictionary(flow.lockedUser), dictionary(flow.lockedClient)),
    operation: operationId
      ? {
          id: operationId,
          complete: operation.complete === true,
          error:
            operation.actionStatus === 'FAILURE'
              ? (textOf(operation.errorMessage) ?? textOf(operation.errorCode) ?? 'no reason given')
              : undefined,
        }
      : undefined,
  };
}

function lock(
  user: Readonly<Record<string, unknown>>,
  client: Readonly<Record<string, unknown>>,
): OrgFlow['lock'] {
  if (Object.keys(user).length > 0) {
    const holder = textOf(user.name) ?? textOf(user.email) ?? `user ${textOf(user.id) ?? 'unknown'}`;
    return { holder, clientId: undefined };
  }
  if (Object.keys(client).length === 0) return undefined;
  const id = textOf(client.id);
  return { holder: `OAuth client ${textOf(client.name) ?? id ?? 'unknown'}`, clientId: id };
}
