import type { Dictionary } from '../source/data.ts';
import { mapsOf } from './body.ts';
import { GenesysError } from './error.ts';

/** Entries that a page of a list is asked for. */
export const PAGE = 100;
/** Pages of one list that are read at most: the largest orgs have some ten thousand flows. */
const MOST_PAGES = 1000;

/** A page of a list. */
export interface Listing {
  readonly entities?: unknown;
  readonly pageCount?: unknown;
}

/** How many pages a list says that it has; 1 where it does not say. */
export function pagesOf(listing: Listing | undefined): number {
  const pages = listing?.pageCount;
  return typeof pages === 'number' && !Number.isNaN(pages) ? pages : 1;
}

/**
 * All entries of a list of the platform, page by page; undefined if it has more than `most` pages. Throws a `GenesysError`
 * after 1,000 pages, and at a page without entries that is not the last one: such a list does not end.
 */
export async function readAllPages(
  page: (number: number) => Promise<Listing | undefined>,
  most = Number.POSITIVE_INFINITY,
): Promise<Dictionary[] | undefined> {
  const found: Dictionary[] = [];
  for (let number = 1; ; number++) {
    const listing = await page(number);
    const pages = pagesOf(listing);
    if (pages > most) return undefined;
    const entities = mapsOf(listing?.entities);
    for (const entity of entities) found.push(entity);
    if (number >= pages) return found;
    if (pages > MOST_PAGES || entities.length === 0) throw endless(pages, number);
  }
}

function endless(pages: number, number: number): GenesysError {
  return new GenesysError(
    0,
    'paging',
    `A list of Genesys Cloud says that it has ${pages} pages; page ${number} was the last one read`,
    `At most ${MOST_PAGES} pages of ${PAGE} entries are read, and none after an empty one. Check "gateway-url".`,
  );
}
