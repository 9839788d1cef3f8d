import { expect, test } from 'vitest';
import { Contract } from '../../sandbox/contract.ts';
import { GenesysApi } from '../../sandbox/genesys/api.ts';
import { direct } from '../../sandbox/genesys/direct.ts';
import { Org } from '../../sandbox/genesys/org.ts';
import { connect } from '../../src/genesys/connect.ts';
import { memoryLog, virtualClock } from '../support/clock.ts';

const CREDENTIALS = {
  host: 'mypurecloud.ie',
  region: 'eu-west-1',
  clientId: '11111111-2222-4333-8444-555555555555',
  clientSecret: 'secret',
  gateway: undefined,
};

/** An org of 60 flows, one of which is deleted. */
function world() {
  const org = new Org();
  org.clients.push({ id: CREDENTIALS.clientId, secret: 'secret', lacks: [] });
  for (let at = 0; at < 60; at++) org.publish('WORKFLOW', `Flow ${at}`, 'workflow:\n', {});
  Object.assign(org.flows[7] ?? {}, { deleted: true });
  const api = new GenesysApi(org, new Contract('genesys'));
  const send = direct(api);
  const clock = virtualClock();
  const ports = {
    clock,
    log: memoryLog(),
    deadline: { at: clock.now() + 3_600_000 },
    send: async (request: Parameters<typeof send>[0]) => {
      const answer = await send(request);
      if (!answer) throw new Error('no fault was asked for');
      return answer;
    },
  };
  return { org, api, send, genesys: connect(CREDENTIALS, ports) };
}

test('flows are looked up by id, each one, in requests that no page size bounds', async () => {
  const { org, api, genesys } = world();
  const ids = org.flows.map(({ id }) => id);
  const found = await genesys.flowsById([...ids, '99999999-2222-4333-8444-555555555555']);
  expect(found.map(({ name }) => name)).toEqual(
    org.flows.filter(({ deleted }) => !deleted).map(({ name }) => name),
  );
  expect(api.requests.filter((request) => request.startsWith('GET'))).toEqual(
    Array.from({ length: 3 }, () => 'GET /api/v2/flows/lookup'),
  );
  expect(api.violations).toEqual([]);
});

test('the sandbox keeps the deprecated way as it is: a page size does not count there', async () => {
  const { org, send } = world();
  const base = { method: 'GET', headers: {} };
  const login = await send({
    method: 'POST',
    url: 'https://login.mypurecloud.ie/oauth/token',
    headers: {
      Authorization: `Basic ${Buffer.from(`${CREDENTIALS.clientId}:secret`).toString('base64')}`,
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
  });
  const { access_token: token } = JSON.parse(login?.text ?? '') as { access_token: string };
  const ids = org.flows.map(({ id }) => id).join(',');
  const answer = await send({
    ...base,
    url: `https://api.mypurecloud.ie/api/v2/flows?id=${ids}&pageSize=100`,
    headers: { Authorization: `Bearer ${token}` },
  });
  expect((JSON.parse(answer?.text ?? '') as { entities: unknown[] }).entities).toHaveLength(25);
});
