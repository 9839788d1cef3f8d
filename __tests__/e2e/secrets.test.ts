import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { StepResult } from '../../sandbox/runner.ts';
import { createWorld, type World } from '../../sandbox/world.ts';
import { closeClean } from '../support/world.ts';

const IVR = readFileSync('examples/flows/ivr-tester.flow.json', 'utf8');
const FILE = 'flows/ivr.flow.json';
const RUN = 7777;
const TOKEN = `ghs_sandbox${RUN}`;

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => closeClean(world));

/** Every form in which a platform may give a secret back. */
function echoes(): string {
  return [world.clientSecret, TOKEN]
    .flatMap((secret) => [
      secret,
      encodeURIComponent(secret).replaceAll('-', '%2D'),
      JSON.stringify({ secret }),
      Buffer.from(`${world.clientId}:${secret}`).toString('base64'),
      Buffer.from(`x${secret}`).toString('base64'),
      Buffer.from(secret).toString('hex'),
    ])
    .join(' ');
}

/** Everything that anybody can read afterwards, with what escaping and encoding hide made readable. */
async function readable({ log, summary, outputs, files }: StepResult): Promise<string> {
  const head = await world.github.repository.commit('refs/heads/flow-audit');
  const listed = head ? await world.github.repository.list(head, true) : [];
  const paths = listed.filter(({ type }) => type === 'blob').map(({ path }) => path);
  const audit = await Promise.all(paths.map(async (path) => `${path}\n${await world.audit(path)}`));
  const text = [
    log.replaceAll(/^::add-mask::.*$/gm, ''),
    summary
      .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
      .replaceAll('\u200b', ''),
    JSON.stringify(outputs),
    ...Object.values(files),
    JSON.stringify(world.github.deployments),
    JSON.stringify(world.github.issues),
    ...audit,
  ].join('\n');
  const words = text.split(/[^A-Za-z0-9+/=]+/).filter((word) => word.length > 10);
  return [text, ...words.map((word) => Buffer.from(word, 'base64').toString('utf8'))].join('\n');
}

async function showsNoSecret(result: StepResult): Promise<void> {
  const text = await readable(result);
  for (const secret of [world.clientSecret, TOKEN, 'sandbox-token-']) expect(text).not.toContain(secret);
  expect(text).toContain('***');
}

beforeEach(async () => {
  world.github.runs.delete(RUN);
});

test('what a publish job echoes is in no log, summary, output, record, deployment or file', async () => {
  await world.push({ [FILE]: IVR });
  world.genesys.org.jobScripts.push({
    kind: 'failure',
    messages: [{ type: 'Error', text: `The flow is not valid: ${echoes()}` }],
  });
  const result = await world.onPush({ runId: RUN });
  expect(result.code).toBe(1);
  expect(result.log).toContain('The flow is not valid');
  expect(await world.records()).toHaveLength(1);
  await showsNoSecret(result);
});

test('nor is what an error of the platform echoes', async () => {
  world.genesys.faults.add({
    on: 'GET /api/v2/flows.*',
    times: 9,
    reply: { status: 400, body: { code: 'bad.request', status: 400, message: echoes() } },
  });
  const result = await world.onPush({ runId: RUN });
  world.genesys.faults.clear();
  expect(result.code).toBe(1);
  await showsNoSecret(result);
});

test('nor is what an export holds, in snapshots and in the issue about drift', async () => {
  const text = JSON.parse(IVR) as { flow_definition: { description?: string } };
  text.flow_definition.description = `Nothing to see ${world.clientSecret}`;
  await world.push({ [FILE]: JSON.stringify(text) });
  const result = await world.onPush({ runId: RUN, inputs: { 'keep-live': 'true' } });
  expect(result.outputs.published).toBe('1');
  await showsNoSecret(result);

  const { org } = world.genesys;
  const yaml = org.flows[0]?.versions.at(-1)?.yaml ?? '';
  org.publish('INBOUNDCALL', 'IVR_Tester', yaml.replace('Nothing', 'Something'), { user: `x ${echoes()}` });
  const drifted = await world.onPush({ runId: RUN, inputs: { mode: 'drift', 'keep-live': 'true' } });
  expect(drifted.outputs.drifted).toBe('1');
  expect(world.github.issues).toHaveLength(1);
  await showsNoSecret(drifted);
});

test('a flow whose name is a secret is not published', async () => {
  const text = JSON.parse(IVR) as { flow_definition: { name: string } };
  text.flow_definition.name = `Menu ${world.clientSecret}`;
  await world.push({ [FILE]: JSON.stringify(text) });
  const result = await world.onPush({ runId: RUN });
  expect(result.code).toBe(1);
  expect(result.summary).toContain('contains a secret of this run');
  await showsNoSecret(result);
});
