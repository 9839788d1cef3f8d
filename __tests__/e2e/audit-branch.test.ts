import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld, type World } from '../../sandbox/world.ts';
import { advance } from '../../src/audit/advance.ts';
import {
  AUDIT_PATHS,
  type PublishedFlow,
  type PublishedState,
  serialize,
} from '../../src/audit/published-state.ts';
import type { AuditRecord } from '../../src/audit/record.ts';
import { parseState, stateText } from '../../src/audit/state-file.ts';
import { digestOf, flowIdOf, record } from '../support/record.ts';
import { closeClean } from '../support/world.ts';

const IVR = readFileSync('examples/flows/ivr-tester.flow.json', 'utf8');
const STATE = 'state/default.json';

/** A release of the flow whose content differs from that of every other. */
const version = (minor: number) =>
  IVR.replace('"minor": 0', `"minor": ${minor}`).replaceAll('"menu"', `"menu${minor}"`);

let world: World;
let head = '';
let state: PublishedState;
let key = '';
let stateCommits: string[] = [];

beforeAll(async () => {
  world = await createWorld();
  for (const minor of ['0', '1']) {
    await world.push({
      'flows/x.flow.json': version(Number(minor)),
    });
    expect((await world.onPush()).outputs).toMatchObject({ result: 'success' });
  }
  const { repository } = world.github;
  head = (await repository.commit('refs/heads/flow-audit')) ?? '';
  state = parseState(await world.audit(STATE), 'default');
  key = Object.keys(state.flows)[0] ?? '';
  stateCommits = (await repository.git(['log', '--format=%H', head, '--', STATE])).split('\n');
  // Something to publish: what a run does next depends on the state.
  await world.push({
    'flows/x.flow.json': version(2),
  });
}, 120_000);
afterAll(() => closeClean(world));

/** What somebody with `contents: write` puts on the audit branch. */
type Attack = () =>
  | Promise<Readonly<Record<string, string | null>>>
  | Readonly<Record<string, string | null>>;

const flow = (): PublishedFlow => state.flows[key] as PublishedFlow;
const withFlow = (more: Partial<PublishedFlow>): Readonly<Record<string, string>> => ({
  [STATE]: stateText({ ...state, flows: { ...state.flows, [key]: { ...flow(), ...more } } }),
});
const messageOf = (commit: string | undefined) =>
  world.github.repository.git(['log', '-1', '--format=%B', commit ?? '']);
const forged = (more: Partial<AuditRecord> = {}) =>
  record(flow().flow_name, {
    flow_id: flow().flow_id,
    flow_type: flow().flow_type,
    commit: 'd'.repeat(40),
    timestamp: new Date().toISOString(),
    platform_version_after: flow().platform_version,
    ...more,
  });

const ATTACKS: readonly (readonly [string, Attack])[] = [
  [
    'a commit that is newer than every other, so that the push would be superseded',
    () => withFlow({ commit: 'd'.repeat(40) }),
  ],
  [
    'the digest of what is about to be published, so that it would be unchanged',
    () => withFlow({ content_digest: digestOf('x') }),
  ],
  [
    'the digest among those that were rolled back',
    () => withFlow({ held: [digestOf('x'), flow().content_digest] }),
  ],
  ['another history', () => withFlow({ history: flow().history.slice(0, 1) })],
  ['no releases', () => withFlow({ releases: {} })],
  ['a release of other content', () => withFlow({ releases: { '1.2.0': digestOf('x') } })],
  ['the id of another flow', () => withFlow({ flow_id: flowIdOf('another flow of the org') })],
  ['another region', () => withFlow({ region: 'eu-west-1' })],
  ['another platform version', () => withFlow({ platform_version: '9.0' })],
  ['another release version', () => withFlow({ version_matrix: { major: 9, minor: 0, patch: 0 } })],
  ['another manifest', () => withFlow({ manifest: 'flows/other.flow.json' })],
  ['another time of a job', () => withFlow({ job_ms: 600_000 })],
  ['no flows', () => ({ [STATE]: stateText({ ...state, flows: {} }) })],
  [
    'a flow more',
    () => ({
      [STATE]: stateText({
        ...state,
        flows: { ...state.flows, 'INBOUNDCALL/z': { ...flow(), flow_name: 'z', flow_id: flowIdOf('z') } },
      }),
    }),
  ],
  ['no last records', () => ({ [STATE]: stateText({ ...state, last_records: [] }) })],
  ['an acceptance', () => ({ [STATE]: stateText({ ...state, accepted: head }) })],
  [
    'a forged record and the state that it comes to',
    () => {
      const made = forged();
      return { [AUDIT_PATHS.record(made)]: serialize(made), [STATE]: stateText(advance(state, [made])) };
    },
  ],
  ['no state', () => ({ [STATE]: null })],
  ['a state that is no JSON', () => ({ [STATE]: 'nonsense' })],
  ['a state with a field more', () => ({ [STATE]: serialize({ ...state, more: true }) })],
  [
    'a state with a flow that lacks fields',
    () => ({ [STATE]: serialize({ ...state, flows: { [key]: { content_digest: '', commit: '' } } }) }),
  ],
  [
    'a state of endless history',
    () =>
      withFlow({
        history: Array.from({ length: 101 }, () => flow().history[0] as PublishedFlow['history'][number]),
      }),
  ],
];

/** Does it, runs the action, and takes it back. The org must not have been asked to change anything. */
async function attacked(
  files: Readonly<Record<string, string | null>>,
  message: string,
  inputs: Readonly<Record<string, string>> = {},
) {
  const { github, genesys } = world;
  await github.repository.push('flow-audit', files, message);
  const attack = await github.repository.commit('refs/heads/flow-audit');
  const before = genesys.requests.length;
  const result = await world.onPush({ inputs });
  const changed = genesys.requests.slice(before).filter((each) => !/^GET |\/oauth\/token/.test(each));
  const after = await github.repository.commit('refs/heads/flow-audit');
  await github.repository.git(['update-ref', 'refs/heads/flow-audit', head]);
  return { result, changed, wrote: after !== attack };
}

describe('publish acts on no state that another tool wrote', () => {
  test.each(ATTACKS)('%s', async (_, attack) => {
    const { result, changed, wrote } = await attacked(await attack(), 'Update the state');
    expect(result.code).toBe(1);
    expect(result.log).toMatch(/is not trusted: (another tool changed it|it was removed)|cannot be read/);
    expect(changed).toEqual([]);
    expect(wrote).toBe(false);
  });

  test('whose commit has the seal of the one before', async () => {
    const message = await messageOf(stateCommits[0]);
    expect(message).toContain('Genesys-Flow-State');
    const { result, changed } = await attacked(withFlow({ commit: 'd'.repeat(40) }), message);
    expect(result.log).toMatch(/is not trusted: another tool changed it or restored an earlier state/);
    expect(changed).toEqual([]);
  });

  test('that is an earlier one with its own seal', async () => {
    const [, earlier] = stateCommits;
    const text = String(await world.github.repository.read(earlier ?? '', STATE));
    const { result, changed } = await attacked({ [STATE]: text }, await messageOf(earlier));
    expect(result.log).toMatch(/is not trusted: another tool changed it or restored an earlier state/);
    expect(changed).toEqual([]);
  });
});

test('rollback acts on none either', async () => {
  const target = { mode: 'rollback', flow: flow().flow_name };
  const { history } = flow();
  const other = history.map((each) => ({ ...each, platform_version: '1.0' }));
  const { result, changed } = await attacked(withFlow({ history: other }), 'Update the state', target);
  expect(result.code).toBe(1);
  expect(result.log).toContain('is not trusted');
  expect(changed).toEqual([]);
});

test('with another secret the run says so, and goes on once a user has accepted the state', async () => {
  const client = { id: '22222222-2222-4333-8444-555555555555', secret: 'another-secret', lacks: [] };
  world.genesys.org.clients.push(client);
  const inputs = { 'client-id': client.id, 'client-secret': client.secret, 'on-conflict': 'overwrite' };
  const refused = await world.onPush({ inputs });
  expect(refused.code).toBe(1);
  expect(refused.log).toContain('was written with another secret of the OAuth client');
  expect(refused.log).toContain(`expected-head: ${head}`);
  const accepted = await world.onPush({ inputs: { ...inputs, 'expected-head': head } });
  expect(accepted.log).toContain('is accepted as it is in commit');
  expect(accepted.outputs).toMatchObject({ result: 'success' });
  const next = await world.onPush({ inputs });
  expect(next.outputs).toMatchObject({ result: 'unchanged' });
});
