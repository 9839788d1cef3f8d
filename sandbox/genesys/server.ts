import { Contract } from '../contract.ts';
import type { Faults } from '../faults.ts';
import { listen } from '../http.ts';
import { GenesysApi } from './api.ts';
import type { Org } from './org.ts';

/** A Genesys Cloud org on loopback: login below /login, the API below /api, uploads on an origin of their own. */
export interface GenesysSandbox {
  readonly url: string;
  readonly org: Org;
  readonly faults: Faults;
  /** Requests and answers that the contract does not allow. */
  readonly violations: readonly string[];
  /** Every request, as `METHOD path`, uploads included. */
  readonly requests: string[];
  close(): Promise<void>;
}

/** Starts an org on free ports of loopback, or on the port given. */
export async function startGenesys(org: Org, port = 0): Promise<GenesysSandbox> {
  const api = new GenesysApi(org, new Contract('genesys'));
  const store = await listen((request) => api.store(request));
  const server = await listen((request) => api.handle(request), port);
  api.storeUrl = store.url;
  return {
    url: server.url,
    org,
    faults: api.faults,
    violations: api.violations,
    requests: api.requests,
    close: async () => {
      await server.close();
      await store.close();
    },
  };
}
