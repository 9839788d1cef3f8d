import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createWorld, type World } from '../../sandbox/world.ts';
import { type Json, merge, real } from '../support/payloads.ts';
import { closeClean } from '../support/world.ts';

const IVR = readFileSync('examples/flows/ivr-tester.flow.json', 'utf8');
const version = (minor: number) => ({
  'flows/x.flow.json': IVR.replace('"minor": 0', `"minor": ${minor}`).replace(
    '"media_id": "media_abc123"',
    `"text": "Hello ${minor}"`,
  ),
});
const ours = { repository: { full_name: 'sandbox/call-flows', default_branch: 'main', private: true } };
const event = (name: string, payload: Json) => ({ name, payload: merge(payload, ours) });
const pushed = real('push', ({ ref }) => ref === 'refs/heads/master', { ref: 'refs/heads/main' });

let world: World;
beforeEach(async () => {
  world = await createWorld();
  await world.push(version(0));
});
afterEach(() => closeClean(world));
const published = () => world.genesys.org.flows.map(({ name, published: version }) => `${name} ${version}`);

test('the first push publishes everything, and a run that runs again records nothing twice', async () => {
  const first = await world.onPush({
    runId: 7,
    event: event('push', merge(pushed, { before: '0'.repeat(40) })),
  });
  expect(first.outputs, first.log).toMatchObject({ result: 'success', published: '1' });
  const again = await world.onPush({ runId: 7, attempt: 2, event: event('push', pushed) });
  expect(again.outputs).toMatchObject({ result: 'unchanged', published: '0' });
  const sha = await world.github.repository.commit('refs/heads/main');
  expect(await world.records()).toMatchObject([
    { run_id: 7, attempt: 1, commit: sha, actor: 'sandbox-user' },
  ]);
}, 60_000);

test('a forced push publishes what it changes; one to an older commit is superseded', async () => {
  const { repository } = world.github;
  const root = (await repository.commit('refs/heads/main')) ?? '';
  expect((await world.onPush()).code).toBe(0);
  const lost = await world.push(version(1));
  expect((await world.onPush({ event: event('push', pushed) })).outputs).toMatchObject({ published: '1' });
  await repository.git(['update-ref', 'refs/heads/main', root]);
  const forced = event('push', merge(pushed, { before: lost, after: root, forced: true }));
  expect((await world.onPush({ event: forced })).outputs).toMatchObject({
    result: 'superseded',
    published: '0',
  });
  const other = await world.push(version(2));
  const again = event('push', merge(pushed, { before: lost, after: other, forced: true }));
  expect((await world.onPush({ event: again })).outputs).toMatchObject({ published: '1' });
  expect(published()).toEqual(['IVR_Tester 3.0']);
}, 60_000);

test('a tag is planned, and published only where allow-ref names it', async () => {
  const tag = real('push', ({ ref, created }) => ref === 'refs/tags/simple-tag' && created === true);
  const run = (inputs: Record<string, string>) =>
    world.onPush({ event: event('push', tag), variables: { GITHUB_REF: 'refs/tags/simple-tag' }, inputs });
  expect((await run({})).log).toContain('Mode: plan');
  const refused = await run({ mode: 'publish' });
  expect(refused.code).toBe(1);
  expect(refused.log).toContain('refs/tags/simple-tag is not the default branch');
  expect(published()).toEqual([]);
  const allowed = await run({ mode: 'publish', 'allow-ref': 'refs/tags/simple-*' });
  expect(allowed.outputs).toMatchObject({ result: 'success', published: '1' });
}, 60_000);

test('pull_request_target at the head of a fork is warned about and gets no credentials', async () => {
  const head = await world.github.repository.push('stranger', version(5), 'Attack', 'main');
  const pull = merge(
    real('pull_request', ({ action }) => action === 'synchronize'),
    { pull_request: { head: { sha: head, repo: { full_name: 'somebody/call-flows' } } } },
  );
  const prepare = (workspace: string) =>
    void execFileSync('git', ['-C', workspace, 'checkout', '--quiet', '--detach', head], { stdio: 'pipe' });
  for (const mode of ['auto', 'publish']) {
    const result = await world.onPush({
      event: event('pull_request_target', pull),
      prepare,
      inputs: { mode, 'changed-only': 'false' },
    });
    expect(result.log).toContain('::warning::This job has the rights of pull_request_target');
    expect(result.log).toContain(`at the head of the pull request (${head.slice(0, 7)})`);
    expect(result.summary).toContain('This job has the rights of pull');
    expect(result.log).toContain('Mode: validate');
  }
  expect(world.genesys.requests).toEqual([]);
}, 60_000);
