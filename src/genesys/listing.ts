import { GenesysError } from './error.ts';

/** Entries that a page of a list is asked for. */
export const PAGE = 100;
/** Pages of one list that are read at most: the largest orgs have some ten thousand flows. */
const MOST_PAGES = 1000;

/** A page of a list. */
export interface Listing<T> {
  readonly entities?: readonly T[];
  readonly pageCount?: number;
}

/**
 * All entries of a list of the platform, page by page; undefined if it has more than `most` pages. Throws a `GenesysError`
 * after 1,000 pages, and at a page without entries that is not the last one: such a list does not end.
 */
export async function readAllPages<T>(
  page: (number: number) => Promise<Listing<T> | undefined>,
  most = Number.POSITIVE_INFINITY,
): Promise<T[] | undefined> {
  const found: T[] = [];
  for (let number = 1; ; number++) {
    const listing = await page(number);
    const pages = listing?.pageCount ?? 1;
    if (pages > most) return undefined;
    const entities = listing?.entities ?? [];
    found.push(...entities);
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
