import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createWorld, type RunOptions, type World } from '../../sandbox/world.ts';
import { closeClean } from '../support/world.ts';

const IVR = readFileSync('examples/flows/ivr-tester.flow.json', 'utf8');
const FOREIGN = IVR.replace('IVR_Tester', 'Foreign');

let world: World;
let foreign: string;
beforeAll(async () => {
  world = await createWorld();
  await world.push({ 'flows/ivr.flow.json': IVR });
  foreign = await world.github.repository.push(
    'stranger',
    { 'flows/x.flow.json': FOREIGN },
    'Attack',
    'main',
  );
});
afterAll(() => closeClean(world));
beforeEach(() => {
  world.genesys.requests.length = 0;
});

/** Checks out another commit than that of the event, as `ref:` of actions/checkout does. */
const at = (commit: string, branch?: string) => (workspace: string) => {
  const git = (...args: string[]) => execFileSync('git', ['-C', workspace, ...args], { stdio: 'pipe' });
  git('checkout', '--quiet', '--detach', commit);
  if (branch) git('update-ref', `refs/remotes/origin/${branch}`, commit);
};
const event = (name: string, payload: object = {}) => ({ name, payload });
const run = (mode: string, options: RunOptions, more: Record<string, string> = {}) =>
  world.onPush({ ...options, inputs: { mode, 'changed-only': 'false', ...more } });

describe("with a stranger's commit checked out", () => {
  const slug = 'somebody/call-flows';
  const events: [string, ReturnType<typeof event>][] = [
    ['a comment', event('issue_comment', { issue: { number: 1, pull_request: {} } })],
    [
      'a workflow run of a fork',
      event('workflow_run', {
        workflow_run: { event: 'pull_request', head_repository: { full_name: slug } },
      }),
    ],
    ['a star', event('watch')],
  ];
  test.each(events)('%s sees nothing of the org', async (_, event) => {
    for (const mode of ['auto', 'plan', 'drift', 'export']) {
      const result = await run(mode, { event, prepare: at(foreign) }, { region: 'us-east-1' });
      expect(result.log).toMatch(/Mode: validate \(.*: checked without credentials\)/);
      expect(result.code).toBe(0);
    }
    const refused = await run('publish', { event, prepare: at(foreign) });
    expect(refused.log).toMatch(/Mode publish is refused on/);
    expect(refused.code).toBe(1);
    expect(world.genesys.requests).toEqual([]);
  });

  test.each(['push', 'workflow_dispatch', 'schedule'])('%s does not publish it', async (name) => {
    const result = await run('publish', { event: event(name), prepare: at(foreign, 'stranger') });
    expect(result.log).toContain(`the workspace is at ${foreign}`);
    expect(result.code).toBe(1);
    expect(world.genesys.requests).toEqual([]);
  });
});

describe('with a second clone below the first', () => {
  const below = (workspace: string) => {
    execFileSync('git', ['init', '--quiet', `${workspace}/flows/pr`]);
    const objects = `${world.github.repository.folder}/objects\n`;
    writeFileSync(`${workspace}/flows/pr/.git/objects/info/alternates`, objects);
    execFileSync('git', ['-C', `${workspace}/flows/pr`, 'checkout', '--quiet', '--detach', foreign]);
  };

  test.each(['push', 'workflow_dispatch', 'repository_dispatch'])(
    '%s does not publish its flows',
    async (name) => {
      const all = await run('publish', { event: event(name), prepare: below });
      expect(all.log).toMatch(/flows\/pr\/flows\/.* is in another clone/);
      const one = await run('publish', { event: event(name), prepare: below }, { manifests: 'flows/pr/**' });
      expect(one.log).toContain(`the workspace is at ${foreign}`);
      const two = await run(
        'publish',
        { event: event(name), prepare: below },
        { manifests: 'flows/*\nflows/pr/**' },
      );
      expect(two.log).toContain('match files of more than one clone');
      expect([all.code, one.code, two.code]).toEqual([1, 1, 1]);
      expect(world.genesys.requests).toEqual([]);
    },
  );

  test('an event that anybody can cause sees nothing of the org', async () => {
    const result = await run('plan', { event: event('watch'), prepare: below });
    expect(result.log).toMatch(/flows\/pr\/flows\/.* is in another clone/);
    expect(world.genesys.requests).toEqual([]);
  });
});

test('a clone that git cannot read publishes nothing', async () => {
  const prepare = (folder: string) => execFileSync('rm', [`${folder}/.git/HEAD`]);
  const result = await run('publish', { prepare });
  expect(result.log).toContain('git does not know which commit the workspace is at');
  expect(world.genesys.requests).toEqual([]);
});

test('allow-ref lets a branch be published, and its commit is what is recorded', async () => {
  const result = await run(
    'publish',
    { prepare: at(foreign, 'release/1') },
    { 'allow-ref': 'release/*', manifests: 'flows/x.flow.json' },
  );
  expect(result.outputs).toMatchObject({ result: 'success', published: '1' });
  expect(await world.records()).toMatchObject([{ flow_name: 'Foreign', commit: foreign }]);
});
