import { expect, test } from 'vitest';
import { type Listing, readAllPages } from '../../src/genesys/listing.ts';

const of = (pageCount: number, each: (number: number) => readonly number[]) => {
  const asked: number[] = [];
  const page = async (number: number): Promise<Listing> => {
    asked.push(number);
    return { entities: each(number).map((id) => ({ id })), pageCount };
  };
  return { asked, page };
};

test('all pages are read in order', async () => {
  const { asked, page } = of(3, (number) => [number]);
  expect(await readAllPages(page)).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
  expect(asked).toEqual([1, 2, 3]);
  expect(await readAllPages(async () => undefined)).toEqual([]);
});

test('a list that is longer than it may be is not read', async () => {
  const { asked, page } = of(3, (number) => [number]);
  expect(await readAllPages(page, 2)).toBeUndefined();
  expect(asked).toEqual([1]);
});

test.each<[string, number, (number: number) => readonly number[]]>([
  ['of a million pages', 1_000_000, (number) => [number]],
  ['whose pages are empty', 900, (number) => (number < 5 ? [number] : [])],
  ['of endless pages', Number.POSITIVE_INFINITY, (number) => [number]],
])('a list %s is refused after few requests', async (_, pages, each) => {
  const { asked, page } = of(pages, each);
  await expect(readAllPages(page)).rejects.toThrow(/says that it has/);
  expect(asked.length).toBeLessThan(10);
});

test('a list whose end moves away is refused after 1,000 pages', async () => {
  const page = async (number: number): Promise<Listing> => ({ entities: [{}], pageCount: number + 1 });
  await expect(readAllPages(page)).rejects.toThrow(/1001 pages/);
});

test.each([null, 7, 'x'])(
  'a list with the entry %j is refused, and one that is no list is empty',
  async (entry) => {
    await expect(readAllPages(async () => ({ entities: [entry] }))).rejects.toThrow(
      /an entry that cannot be read/,
    );
    expect(await readAllPages(async () => ({ entities: entry, pageCount: 'x' }))).toEqual([]);
  },
);
