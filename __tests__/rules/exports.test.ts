import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { groupBy } from '../../src/text/group-by.ts';
import { findingsOf, load } from '../support/load.ts';

/** 30 flows in the form that Architect exports, none of them a real one: large, deep, in several languages, with odd names. */
const FOLDER = '__tests__/fixtures/exports';
const names = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));
const read = (name: string) => readFileSync(`${FOLDER}/${name}`, 'utf8');
const check = async (files: Readonly<Record<string, string>>) => findingsOf(await load(files));

test('there are 30 of them, of 12 types', () => {
  expect(names).toHaveLength(30);
  expect(new Set(names.map((name) => /^\w+(?=:\r?$)/m.exec(read(name))?.[0])).size).toBe(12);
});

describe.each(names)('%s', (name) => {
  test('has no error, and only warnings that are true', async () => {
    const found = await check({ [`flows/${name}`]: read(name) });
    expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
    const lines = found.map(({ rule, range, message }) => `${range.line} ${rule}: ${message}\n`);
    await expect(lines.join('')).toMatchFileSnapshot(
      `../fixtures/exports/expected/${name.replace('.yaml', '.txt')}`,
    );
  });
});

test('together in one repository they have the same findings', async () => {
  const all = await check(Object.fromEntries(names.map((name) => [`flows/${name}`, read(name)])));
  const byFile = groupBy(all, ({ file }) => file);
  for (const name of names) {
    const alone = await check({ [`flows/${name}`]: read(name) });
    expect(byFile.get(`flows/${name}`)?.length ?? 0).toBe(alone.length);
  }
});
