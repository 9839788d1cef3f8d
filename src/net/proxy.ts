import { getProxyUrl } from '@actions/http-client/lib/proxy';

/** Statuses with which a proxy refuses for good: repeating the request does not help. */
const FINAL: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 407, 511]);

/** Host and port of the proxy for requests to an address, without its user and password; undefined for a direct connection. */
export function proxyFor(url: string): string | undefined {
  const proxy = getProxyUrl(new URL(url));
  return proxy?.hostname ? proxy.host : undefined;
}

/** True if a proxy answered with a status that does not change when the request is repeated. */
export function isFinalRefusal(status: number | undefined): boolean {
  return status !== undefined && FINAL.has(status);
}
