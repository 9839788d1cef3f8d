import ArchitectApi from 'purecloud-platform-client-v2/src/purecloud-platform-client-v2/api/ArchitectApi.js';
import RoutingApi from 'purecloud-platform-client-v2/src/purecloud-platform-client-v2/api/RoutingApi.js';
import type { Session } from './session.ts';

/** Beyond this many names the whole list costs fewer requests than one for each. */
const MOST_BY_NAME = 8;
export const PAGE = 100;

interface Listing<T> {
  readonly entities?: readonly T[];
  readonly pageCount?: number;
}

/** Which of these queues the org has, in lower case. */
export async function queues(session: Session, names: readonly string[]): Promise<ReadonlySet<string>> {
  const api = new RoutingApi(session.sdk);
  const list = (name?: string) => (pageNumber: number) =>
    session.call('look up queues', () =>
      api.getRoutingQueues({ pageSize: PAGE, pageNumber, ...(name === undefined ? {} : { name }) }),
    );
  const found = new Set<string>();
  const filters = names.length > MOST_BY_NAME ? [list()] : names.map((name) => list(name));
  for (const filter of filters) for (const name of namesOf(await every(filter))) found.add(name);
  return found;
}

/** Which of these user prompts the org has, in lower case; many names fit into one request. */
export async function prompts(session: Session, names: readonly string[]): Promise<ReadonlySet<string>> {
  const api = new ArchitectApi(session.sdk);
  const found = new Set<string>();
  for (let at = 0; at < names.length; at += 50) {
    const some = names.slice(at, at + 50);
    const page = (pageNumber: number) =>
      session.call('look up prompts', () =>
        api.getArchitectPrompts({ name: [...some], pageSize: PAGE, pageNumber }),
      );
    for (const name of namesOf(await every(page))) found.add(name);
  }
  return found;
}

/** Everything that a list of the platform holds, page by page. */
export async function every<T>(page: (number: number) => Promise<Listing<T> | undefined>): Promise<T[]> {
  const found: T[] = [];
  for (let number = 1; ; number++) {
    const listing = await page(number);
    found.push(...(listing?.entities ?? []));
    if (number >= (listing?.pageCount ?? 1)) return found;
  }
}

function namesOf(entities: readonly { readonly name?: string }[]): string[] {
  return entities.flatMap(({ name }) => (name ? [name.toLowerCase()] : []));
}
