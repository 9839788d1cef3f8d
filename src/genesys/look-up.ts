import { textOf } from './body.ts';
import { GenesysError } from './error.ts';
import { PAGE, readAllPages } from './listing.ts';
import type { NamedList } from './lists.ts';
import type { Session } from './session.ts';

/** Beyond this many names the whole list costs fewer requests than one for each. */
const MOST_BY_NAME = 8;
/** Names that one request of a list that takes many can ask for. */
const MOST_AT_ONCE = 50;

/** Which of these names a list of the org has, in lower case; undefined where the client may not look, or it is not there. */
export async function existing(
  session: Session,
  { path, filter, certain }: NamedList,
  names: readonly string[],
): Promise<ReadonlySet<string> | undefined> {
  const filters =
    filter === 'none' || (filter === 'one' && names.length > MOST_BY_NAME)
      ? [undefined]
      : chunks(names, filter === 'many' ? MOST_AT_ONCE : 1).map((some) => some.join(','));
  const found = new Set<string>();
  try {
    for (const name of filters) {
      const page = (pageNumber: number) => session.list(path, { pageSize: PAGE, pageNumber, name });
      for (const entity of (await readAllPages(page)) ?? []) {
        const known = textOf(entity.name);
        if (known) found.add(known.toLowerCase());
      }
    }
    return found;
  } catch (error) {
    if (!(error instanceof GenesysError) || error.status < 400 || error.status >= 500) throw error;
    if (error.status === 403 || error.status === 404 || !certain) return undefined;
    throw error;
  }
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  const found: T[][] = [];
  for (let at = 0; at < items.length; at += size) found.push(items.slice(at, at + size));
  return found;
}
