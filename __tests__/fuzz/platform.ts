import { ActionError } from '../../src/errors.ts';
import { connect } from '../../src/genesys/connect.ts';
import { withoutPeople } from '../../src/genesys/without-people.ts';
import type { Answer, Request } from '../../src/net/http.ts';
import { memoryLog, virtualClock } from '../support/clock.ts';
import { mutateText, mutateValue } from './mutate.ts';
import type { Random } from './random.ts';

const ID = '11111111-2222-4333-8444-555555555555';
const PERSON = { id: ID, name: 'Ann', email: 'ann@example.org' };
const VERSION = {
  id: '3.0',
  createdBy: PERSON,
  createdByClient: { id: ID },
  datePublished: '2026-01-01',
  dateCreated: 1,
  type: 'PUBLISH',
};
const FLOW = {
  id: ID,
  name: 'Test',
  type: 'INBOUNDCALL',
  division: { id: ID, name: 'Home' },
  active: true,
  publishedVersion: VERSION,
  savedVersion: VERSION,
  checkedInVersion: VERSION,
  lockedUser: PERSON,
  lockedClient: { id: ID, name: 'x' },
  currentOperation: { id: ID, complete: true, actionStatus: 'FAILURE', errorMessage: 'x' },
};
const ANSWERS: readonly unknown[] = [
  FLOW,
  { entities: [FLOW, FLOW], pageCount: 2, pageNumber: 1 },
  { entities: [VERSION], pageCount: 1 },
  { entities: [null], pageCount: 1 },
  { results: [{ flow: FLOW }], entities: [{ name: 'x', consumingResources: [FLOW] }] },
  {
    id: ID,
    presignedUrl: 'https://bucket.s3.eu-west-1.amazonaws.com/x?a=0123456789',
    headers: { 'x-amz-acl': 'private' },
  },
  {
    id: ID,
    status: 'Success',
    flow: { id: ID },
    messages: [{ type: 'Error', text: 'x' }],
    downloadUrl: 'https://b.s3.eu-west-1.amazonaws.com/y?s=1',
  },
  { id: ID, status: 'Failure', messages: [{ type: 'Error', text: 'x', details: [{}] }] },
  { message: 'x', code: 'bad.request', status: 400, contextId: 'y', errors: [{ message: 'z' }] },
];

/** Asks the org everything that a run can ask, and gets hostile answers. Anything but an `ActionError` is thrown. */
export async function askHostilePlatform(
  random: Random,
  extra: readonly string[],
): Promise<readonly string[]> {
  const clock = virtualClock();
  const log = memoryLog();
  let left = 60;
  const send = async ({ url }: Request): Promise<Answer> => {
    if (url.endsWith('/oauth/token') && random.chance(0.98))
      return { status: 200, headers: {}, text: '{"access_token":"token-of-the-org","expires_in":3600}' };
    const value = mutateValue(random, random.pick(ANSWERS), extra);
    const text = random.chance(0.05)
      ? mutateText(random, JSON.stringify(value), extra)
      : JSON.stringify(value);
    const status =
      random.chance(0.85) || left-- <= 0
        ? 200
        : random.pick([204, 301, 400, 401, 403, 404, 409, 429, 500, 503]);
    const headers = random.chance(0.1) ? { 'retry-after': random.pick(['1', '-1', 'x', '1e9', '']) } : {};
    return { status, headers, text: text ?? '' };
  };
  const login = {
    host: 'mypurecloud.ie',
    region: 'eu-west-1',
    clientId: 'id',
    clientSecret: 'secret',
    gateway: undefined,
  };
  const deadline = { at: clock.now() + 600_000, reserve: () => ({ at: clock.now() + 500_000 }) };
  const plain = connect(login, { clock, log, send, deadline });
  const genesys = random.chance(0.5) ? plain : withoutPeople(plain);
  const asked: readonly (() => Promise<unknown>)[] = [
    () => genesys.organization(),
    () => genesys.flowById(ID),
    () => genesys.flowByName('INBOUNDCALL', 'Test'),
    () => genesys.flowsById([ID]),
    () => genesys.listFlows(),
    () => genesys.versions(ID),
    async () => {
      const flow = await genesys.flowById(ID);
      return flow && genesys.consumers(flow);
    },
    () => genesys.existing('queue', ['Support']),
    () => genesys.existing('prompt', ['x']),
    async () => genesys.upload(await genesys.registerJob(), 'inboundCall: {}'),
    () => genesys.job(ID),
    () => genesys.publishVersion(ID, '1.0'),
    () => genesys.exportVersion({ id: ID, name: 'Test' }, '1.0'),
    () => genesys.checkIn(ID),
  ];
  const shown: string[] = [];
  try {
    shown.push(JSON.stringify(await random.pick(asked)()) ?? '');
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    shown.push(error.message, error.hint);
  }
  return [...shown, ...log.lines];
}
