import ApiClient from 'purecloud-platform-client-v2/src/purecloud-platform-client-v2/ApiClient.js';
import ArchitectApi from 'purecloud-platform-client-v2/src/purecloud-platform-client-v2/api/ArchitectApi.js';
import type { Answer, Request } from '../../net/http.ts';
import type { Listing } from '../listing.ts';
import { SdkHttpClient } from './http-client.ts';

/** The SDK's client of one org. */
export type SdkClient = ApiClient;

/** A client of the SDK that sends its requests by `send` and answers with headers. Nothing is sent before the first call. */
export function createClient(
  host: string,
  gateway: URL | undefined,
  send: (request: Request) => Promise<Answer>,
): SdkClient {
  const client = new ApiClient();
  client.setEnvironment(host);
  if (gateway) {
    let base = gateway.href;
    while (base.endsWith('/')) base = base.slice(0, -1);
    client.config.setGateway({ login: `${base}/login`, api: base });
  }
  client.setReturnExtendedResponses(true);
  client.setHttpClient(new SdkHttpClient(send));
  return client;
}

/** The SDK's operations of Architect. */
export function architectApi(client: SdkClient): ArchitectApi {
  return new ArchitectApi(client);
}

/** The org that the client belongs to. The SDK's own operation is in a class that nothing else of it is needed of. */
export function getOrganization(client: SdkClient): Promise<{ readonly id?: unknown }> {
  const json = ['application/json'];
  const path = '/api/v2/organizations/me';
  const answer = client.callApi(path, 'GET', {}, {}, {}, {}, null, ['PureCloud OAuth'], json, json);
  return answer as Promise<{ readonly id?: unknown }>;
}

/** A page of a list that the SDK has no operation of that fits; what is undefined in the query is left out. */
export function getPage(
  client: SdkClient,
  path: string,
  query: Readonly<Record<string, string | number | undefined>>,
): Promise<Listing> {
  const json = ['application/json'];
  const answer = client.callApi(path, 'GET', {}, query, {}, {}, null, ['PureCloud OAuth'], json, json);
  return answer as Promise<Listing>;
}
