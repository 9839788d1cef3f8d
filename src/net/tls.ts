import { ActionError } from '../errors.ts';

/**
 * Throws a `ActionError` where Node.js accepts any certificate (`NODE_TLS_REJECT_UNAUTHORIZED=0`): credentials would go to
 * whoever answers. Called before a client that sends credentials is made.
 */
export function requireTlsChecks(environment: Readonly<Record<string, string | undefined>>): void {
  if (environment.NODE_TLS_REJECT_UNAUTHORIZED !== '0') return;
  throw new ActionError(
    'NODE_TLS_REJECT_UNAUTHORIZED is 0, so any server could read the credentials of this run',
    'Remove the variable. Behind a proxy that inspects TLS, set NODE_EXTRA_CA_CERTS to the certificate of the proxy.',
  );
}
