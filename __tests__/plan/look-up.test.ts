import { expect, test } from 'vitest';
import type { Genesys, OrgFlow } from '../../src/genesys/port.ts';
import { lookUpMany } from '../../src/plan/look-up.ts';
import type { PublishableFlow } from '../../src/plan/plan.ts';
import { orgFlow, version } from '../support/genesys.ts';

const publishable = (name: string, flowId = '') =>
  ({ manifest: { flowId }, graph: { name, type: { api: 'INBOUNDCALL' } } }) as unknown as PublishableFlow;

/** An org of these flows that counts what it is asked, each call by its cost in requests. */
function org(flows: readonly OrgFlow[]) {
  const asked: string[] = [];
  const genesys = {
    flowById: async (id: string) => {
      asked.push('id');
      return flows.find((flow) => flow.id === id);
    },
    flowByName: async (_: string, name: string) => {
      asked.push('name');
      return flows.find((flow) => flow.name.toLowerCase() === name.toLowerCase());
    },
    flowsById: async (ids: readonly string[]) => {
      for (let at = 0; at < ids.length; at += 25) asked.push('ids');
      return flows.filter(({ id }) => ids.includes(id));
    },
    listFlows: async (most?: number) => {
      const pages = Math.max(1, Math.ceil(flows.length / 100));
      if (most !== undefined && pages > most) {
        asked.push('page');
        return undefined;
      }
      for (let at = 0; at < pages; at++) asked.push('page');
      return flows;
    },
  } as unknown as Genesys;
  return { genesys, asked };
}
const some = (count: number) =>
  Array.from({ length: count }, (_, at) => orgFlow(version('1.0'), { id: `id-${at}`, name: `Flow ${at}` }));

test('many flows whose ids are known cost a request for 25 of them', async () => {
  const flows = some(100);
  const { genesys, asked } = org(flows);
  const wanted = flows.map(({ id, name }) => ({ publishable: publishable(name), id }));
  const find = await lookUpMany(genesys, wanted);
  for (const { publishable: each, id } of wanted) expect((await find(each))?.id).toBe(id);
  expect(asked).toEqual(['ids', 'ids', 'ids', 'ids']);
});

test('many that are new come from the list, and so do those that are not there', async () => {
  const { genesys, asked } = org(some(150));
  const wanted = Array.from({ length: 60 }, (_, at) => publishable(`FLOW ${at + 120}`));
  const find = await lookUpMany(
    genesys,
    wanted.map((each) => ({ publishable: each, id: undefined })),
  );
  const found = await Promise.all(wanted.map(find));
  expect(found.map((flow) => flow !== undefined)).toEqual(wanted.map((_, at) => at < 30));
  expect(asked).toEqual(['page', 'page']);
});

test('a flow that was renamed since the state was written is looked up by its id', async () => {
  const flows = some(10).map((flow, at) => (at === 3 ? { ...flow, name: 'Renamed' } : flow));
  const { genesys, asked } = org(flows);
  const wanted = flows.map(({ id }, at) => ({ publishable: publishable(`Flow ${at}`), id }));
  const find = await lookUpMany(genesys, wanted);
  expect(await find(publishable('Flow 3'))).toBeUndefined();
  expect((await find(publishable('Flow 4')))?.id).toBe('id-4');
  expect(asked).toEqual(['ids', 'name']);
});

test('of names that differ only in case the exact one wins, and several others are an error', async () => {
  const named = (...names: string[]) =>
    names.map((name, at) => orgFlow(version('1.0'), { id: `named-${at}`, name }));
  const wanted = Array.from({ length: 6 }, (_, at) => ({
    publishable: publishable(`New ${at}`),
    id: undefined,
  }));
  const both = org([
    ...named('Sales', 'sales', 'SALES'),
    ...named('Only').map((flow) => ({ ...flow, id: 'only' })),
  ]);
  const find = await lookUpMany(both.genesys, wanted);
  for (const [at, name] of ['Sales', 'sales', 'SALES'].entries())
    expect((await find(publishable(name)))?.id).toBe(`named-${at}`);
  expect((await find(publishable('ONLY')))?.id).toBe('only');
  await expect(find(publishable('sALES'))).rejects.toThrow(
    'the org has no flow "sALES", but "SALES" and "Sales" and "sales", which differ from it only in case',
  );
});

test('a flow that is known by id is not taken for one whose name differs in case', async () => {
  const flows = [
    ...some(6),
    orgFlow(version('1.0'), { id: 'small', name: 'sales' }),
    orgFlow(version('1.0'), { id: 'big', name: 'Sales' }),
  ];
  const wanted = flows.slice(0, 7).map(({ id, name }) => ({ publishable: publishable(name), id }));
  const find = await lookUpMany(
    {
      ...org(flows).genesys,
      flowByName: async (_, name) => flows.find((flow) => flow.name === name),
    },
    wanted,
  );
  expect((await find(publishable('Sales')))?.id).toBe('big');
});

test('a few flows are looked up one by one, by id if the manifest has one', async () => {
  const { genesys, asked } = org(some(3));
  const find = await lookUpMany(genesys, [{ publishable: publishable('Flow 1'), id: undefined }]);
  expect((await find(publishable('Flow 1')))?.id).toBe('id-1');
  expect((await find(publishable('Other', 'id-2')))?.id).toBe('id-2');
  expect(asked).toEqual(['name', 'id']);
});
