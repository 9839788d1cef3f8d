import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GenesysError } from '../../src/genesys/error.ts';
import { withoutPeople } from '../../src/genesys/without-people.ts';
import { virtualClock } from '../support/clock.ts';
import { fakeOrg, orgFlow, version } from '../support/genesys.ts';

const ANN = 'Ann Öz';
const ADDRESS = 'ann.oez+x@contact.example.org';
const flow = orgFlow(version('3.0', undefined, ANN), {
  lock: { holder: ADDRESS, clientId: undefined },
  operation: { id: 'o', complete: true, error: `refused for ${ANN} <${ADDRESS}>` },
});
const org = () => fakeOrg(virtualClock(), flow);

test('flows and versions name no user, and keep what decisions go by', async () => {
  const found = await withoutPeople(org()).flowById('flow-1');
  expect(JSON.stringify(found)).not.toMatch(/Ann|example/);
  expect(found).toMatchObject({
    id: 'flow-1',
    published: { id: '3.0', userName: 'a user', clientId: undefined },
    lock: { holder: 'a user', clientId: undefined },
    operation: { error: 'refused for a user <a user>' },
  });
});

test('clients and flows that nobody has touched stay as they are', async () => {
  const plain = orgFlow(version('1.0'), { lock: { holder: 'OAuth client x', clientId: 'x' } });
  expect(await withoutPeople(fakeOrg(virtualClock(), plain)).flowById('flow-1')).toEqual(plain);
});

test('messages of jobs and errors name none of the people that were seen', async () => {
  const plain = org();
  plain.job = async () => ({
    status: 'failure',
    flowId: undefined,
    messages: [{ type: 'Error', text: `locked by ${ANN}, who is ${ADDRESS}; not by ${ANN}a` }],
  });
  plain.publishVersion = async () => {
    throw new GenesysError(409, 'locked', `locked by ${ANN} (${ADDRESS})`, `Ask ${ANN}.`);
  };
  const quiet = withoutPeople(plain);
  await quiet.flowById('flow-1');
  expect((await quiet.job('x')).messages[0]?.text).toBe(`locked by a user, who is a user; not by ${ANN}a`);
  await expect(quiet.publishVersion('flow-1', '1.0')).rejects.toMatchObject({
    status: 409,
    code: 'locked',
    message: 'locked by a user (a user)',
    hint: 'Ask a user.',
  });
});

test('no e-mail address is left of any text, and what is none stays', async () => {
  const plain = org();
  const quiet = withoutPeople(plain);
  const said = async (text: string) => {
    plain.job = async () => ({ status: 'failure', flowId: undefined, messages: [{ type: 'Error', text }] });
    return (await quiet.job('x')).messages[0]?.text ?? '';
  };
  await fc.assert(
    fc.asyncProperty(fc.emailAddress(), fc.string(), fc.string(), async (address, before, after) => {
      expect(await said(`${before} <${address}> ${after}`)).not.toContain(address);
    }),
  );
  for (const text of ['a @ b', '@team', 'x@y', '@', 'a@', 'flow.name']) expect(await said(text)).toBe(text);
  const long = '@'.repeat(200_000) + 'a'.repeat(200_000);
  expect(await said(long)).toBe(long);
});

test('every call is passed on', async () => {
  const plain = org();
  const quiet = withoutPeople(plain);
  expect(Object.keys(quiet).toSorted()).toEqual(
    Object.keys(plain)
      .filter((name) => !['flow', 'calls', 'jobMs', 'onJob', 'onPublishVersion', 'uploads'].includes(name))
      .toSorted(),
  );
});
