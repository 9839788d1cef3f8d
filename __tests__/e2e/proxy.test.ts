import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StepResult } from '../../sandbox/runner.ts';
import { createWorld, type World } from '../../sandbox/world.ts';
import { type Company, GHES, HOSTS, startCompany } from '../support/proxy/company.ts';
import { type Proxy, startProxy } from '../support/proxy/proxy.ts';
import { closeClean } from '../support/world.ts';

const IVR = readFileSync('examples/flows/ivr-tester.flow.json', 'utf8');
const PASSWORD = 'pr0xy-p@ss/word';
const AUTH = `runner:${PASSWORD}`;

let world: World;
let company: Company;
let proxy: Proxy | undefined;
beforeEach(async () => {
  world = await createWorld();
  company = await startCompany(world);
  await world.push({ 'flows/x.flow.json': IVR });
});
afterEach(async () => {
  proxy?.close();
  await company.close();
  await closeClean(world);
});

/** Runs the action on GitHub Enterprise Server, where only the proxy knows the hosts. */
function run(
  options: { readonly refuse?: Readonly<Record<string, number>>; readonly password?: string },
  more: Readonly<Record<string, string>> = {},
): Promise<StepResult> {
  const password = encodeURIComponent(options.password ?? PASSWORD);
  return start(options.refuse ?? {}).then(({ host }) =>
    world.onPush({
      inputs: { 'gateway-url': '', 'keep-live': 'true', 'timeout-minutes': '2' },
      variables: {
        GITHUB_API_URL: `https://${GHES}/api/v3`,
        GITHUB_GRAPHQL_URL: `https://${GHES}/api/graphql`,
        GITHUB_SERVER_URL: `https://${GHES}`,
        NODE_EXTRA_CA_CERTS: company.certificate,
        https_proxy: `http://runner:${password}@${host}`,
        ...more,
      },
    }),
  );
}

async function start(refuse: Readonly<Record<string, number>>): Promise<Proxy> {
  proxy = await startProxy({ target: company.port, auth: AUTH, refuse });
  return proxy;
}

const asked = () => [...new Set(proxy?.tunnels.map(({ host }) => host))].toSorted();

function expectNoPassword({ log, summary, files, outputs }: StepResult): void {
  const all = [log, summary, JSON.stringify(outputs), ...Object.values(files)].join('\n');
  // The command that hides a value in the log has to name it.
  const shown = all.replace(/^::add-mask::.*$/gm, '');
  const basic = Buffer.from(AUTH).toString('base64');
  for (const secret of [PASSWORD, encodeURIComponent(PASSWORD), basic]) expect(shown).not.toContain(secret);
}

test('all traffic goes through the proxy, and links lead to the server of the company', async () => {
  const result = await run({});
  expect(result.code, result.log).toBe(0);
  expect(result.outputs).toMatchObject({ result: 'success', published: '1' });
  // Login, API, upload and download of the export, REST and GraphQL.
  expect(asked()).toEqual(HOSTS.toSorted());
  expect(proxy?.tunnels.every(({ status }) => status === 200)).toBe(true);
  expect(world.genesys.requests.some((request) => request.startsWith('PUT '))).toBe(true);
  expect(world.github.requests).toContain('POST /graphql');
  expectNoPassword(result);

  const runUrl = `https://${GHES}/sandbox/call-flows/actions/runs/`;
  const [record] = await world.records();
  expect(record?.run_url).toContain(runUrl);
  expect(world.github.deployments[0]?.statuses[0]?.log_url).toContain(runUrl);
  expect(result.summary).toContain(`https://${GHES}/sandbox/call-flows/`);
  expect(result.summary + result.log).not.toContain('https://github.com/');
}, 60_000);

describe('a proxy that refuses', () => {
  test('user and password is named at once, without the password', async () => {
    const result = await run({ password: 'wr0ng-p@ss' });
    expect(result.code).toBe(1);
    expect(result.log).toContain(`the proxy ${proxy?.host} refused the connection with 407`);
    expect(result.log).toContain('Check user and password in the variable https_proxy.');
    expect(result.log.replace(/^::add-mask::.*$/gm, '')).not.toMatch(/wr0ng-p(@|%40)ss/);
    expect(proxy?.tunnels).toHaveLength(1);
  }, 60_000);

  test.each([
    ['the login', 'login.mypurecloud.com'],
    ['GitHub', GHES],
    ['the store of uploads', 'uploads.s3.us-east-1.amazonaws.com'],
  ])(
    '%s is named with the host, and nothing is published',
    async (_, host) => {
      const result = await run({ refuse: { [host]: 403 } });
      expect(result.code).toBe(1);
      expect(result.log).toContain(`no connection to ${host}`);
      expect(result.log).toContain(`the proxy ${proxy?.host} refused the connection with 403`);
      expect(result.summary).toContain('403');
      expect(proxy?.tunnels.filter((tunnel) => tunnel.host === host)).toHaveLength(1);
      expect(world.genesys.org.flows.some(({ published }) => published)).toBe(false);
      // Nothing is left open: what was never sent has no end to wait for.
      expect(await world.audit('intents/default.json')).toBeUndefined();
      expect((await world.records()).every(({ status }) => status === 'failure')).toBe(true);
      expectNoPassword(result);
    },
    60_000,
  );

  test('an address that the libraries would skip is an error, not a direct connection', async () => {
    const result = await run({}, { https_proxy: `${AUTH}@proxy.company.example:3128` });
    expect(result.code).toBe(1);
    expect(result.log).toContain('the variable https_proxy is not the address of a proxy');
    expectNoPassword(result);
    expect(proxy?.tunnels).toEqual([]);
  }, 60_000);
});
