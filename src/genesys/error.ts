import { ActionError } from '../errors.ts';

/** A failed call to Genesys Cloud. It holds no request, response or header. */
export class GenesysError extends ActionError {
  /** HTTP status, or 0 if no answer came. */
  readonly status: number;
  /** Error code in lower case with dots, such as `architect.flow.locked.by.user`, or empty. */
  readonly code: string;

  constructor(status: number, code: string, message: string, hint: string) {
    super(message, hint);
    this.name = 'GenesysError';
    this.status = status;
    this.code = code;
  }
}

/** The used fields of an ErrorBody; all of them are untrusted text. */
interface ErrorBody {
  readonly message: string;
  readonly code: string;
  readonly contextId: string;
}

/** The permission of each operation, from the platform's API documentation (SDK 270). */
const PERMISSIONS: Readonly<Record<string, string>> = {
  'look up flows': 'architect:flow:view',
  'list the flows': 'architect:flow:view',
  'list the versions of a flow': 'architect:flow:view',
  'check out a flow': 'architect:flow:edit',
  'rename a flow': 'architect:flow:edit',
  'check in a flow': 'architect:flow:edit',
  'register a publish job': 'architect:job:create',
  'read a publish job': 'architect:job:view',
  'publish an earlier version': 'architect:flow:publish',
  'deactivate a flow': 'architect:flow:publish',
  'register an export job': 'architect:jobExport:create',
  'read an export job': 'architect:jobExport:view',
};

/** Makes an error from an answer of the API with status 400 or above, with a hint that says what to do. */
export function apiError(
  doing: string,
  status: number,
  body: unknown,
  correlationId: string | undefined,
): GenesysError {
  const { message, code, contextId } = errorBody(body);
  const trace = correlationId ?? contextId;
  const said = message ? `: ${message}` : '';
  const where = trace ? ` (correlation id ${trace})` : '';
  const refusal = `Genesys Cloud refused to ${doing} with ${status}${said}${where}`;
  if (status === 401) {
    return new GenesysError(
      status,
      code,
      refusal,
      'The access token was refused twice. Check that the OAuth client still exists and is active.',
    );
  }
  if (status === 403) {
    const missing = /permission\(s\): ?([\w:.,* ]+)/.exec(message)?.[1]?.trim();
    const permission = missing?.includes(':') ? missing : (PERMISSIONS[doing] ?? 'for this operation');
    return new GenesysError(
      status,
      code,
      `${refusal}. The OAuth client lacks the permission ${permission}`,
      `Give a role with ${permission} to the OAuth client, in the division of the flow.`,
    );
  }
  if (status === 429) {
    return new GenesysError(
      status,
      code,
      refusal,
      'The rate limit did not clear in time. Run again later, or lower "concurrency".',
    );
  }
  if (status >= 500)
    return new GenesysError(
      status,
      code,
      refusal,
      'Genesys Cloud has an internal error. Run again. Nothing is published twice.',
    );
  return new GenesysError(
    status,
    code,
    refusal,
    'Follow the message of the platform. If it does not help, send the correlation id to Genesys support.',
  );
}

/** Reads an ErrorBody. The code is in lower case with dots, whatever the platform wrote. */
function errorBody(body: unknown): ErrorBody {
  const value = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const text = (name: string) => (typeof value[name] === 'string' ? value[name].slice(0, 500) : '');
  return {
    message: text('messageWithParams') || text('message'),
    code: text('code').toLowerCase().replaceAll('_', '.'),
    contextId: text('contextId'),
  };
}
