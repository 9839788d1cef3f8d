import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StepResult } from '../../sandbox/runner.ts';
import { createWorld, type World } from '../../sandbox/world.ts';
import { closeClean } from '../support/world.ts';

const IVR = readFileSync('examples/flows/ivr-tester.flow.json', 'utf8');
const FILE = 'flows/ivr.flow.json';
const ANN = 'Ann Example';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => closeClean(world));

/** Everything that a run leaves where people can read it. */
async function readable(result: StepResult): Promise<string> {
  return [
    result.log,
    result.summary,
    JSON.stringify(result.outputs),
    ...Object.values(result.files),
    JSON.stringify(world.github.deployments),
    JSON.stringify(world.github.issues),
    JSON.stringify(await world.records()),
  ].join('\n');
}

/** A push of the repository; `isPublic` undefined: the payload does not say. */
const push = (isPublic: boolean | undefined, name = 'push', inputs: Record<string, string> = {}) =>
  world.onPush({
    event: {
      name,
      payload: {
        repository: {
          full_name: world.github.slug,
          default_branch: 'main',
          ...(isPublic === undefined ? {} : { private: !isPublic }),
        },
      },
    },
    inputs,
  });

function publishInArchitect(): void {
  const { org } = world.genesys;
  const yaml = (org.byName('INBOUNDCALL', 'IVR_Tester')?.versions.at(-1)?.yaml ?? '').concat('# x\n');
  org.publish('INBOUNDCALL', 'IVR_Tester', yaml, { user: ANN });
}

describe('a flow that is not managed from here', () => {
  test('is not shown, whatever name a file takes', async () => {
    const yaml =
      'inboundCall:\n  name: Board line\n  defaultLanguage: en-us\n  supportedLanguages:\n    en-us:\n      defaultLanguageSkill:\n        noValue: true\n  startUpRef: /inboundCall/tasks/task[t]\n  tasks:\n    - task:\n        name: Secret merger\n        refId: t\n        actions:\n          - disconnect:\n              name: Bye\n';
    world.genesys.org.publish('INBOUNDCALL', 'Board line', yaml, { user: ANN });
    const mine = yaml.replace('Secret merger', 'Mine');
    const result = await world.onPullRequest(
      {
        '.genesys-flows.yml': 'defaults: {target_region: us-east-1}\n',
        'flows/board.yaml': mine,
      },
      { inputs: { 'on-conflict': 'overwrite' } },
    );
    const text = await readable(result);
    expect(text).not.toContain('Secret merger');
    expect(result.summary).toMatch(/The live version differs in \d+ places?/);
  });
});

describe.each([
  ['public', true],
  ['of unknown visibility', undefined],
] as const)('in a repository that is %s', (_, isPublic) => {
  test('no run names a person', async () => {
    await world.push({ [FILE]: IVR, 'flows/board.yaml': null });
    expect((await push(isPublic, 'push', { 'on-conflict': 'overwrite' })).code).toBe(0);
    publishInArchitect();
    const drift = await push(isPublic, 'schedule', { mode: 'drift' });
    expect(drift.outputs.drifted).toBe('1');
    const plan = await push(isPublic, 'push', { mode: 'plan', 'changed-only': 'false' });
    const overwritten = await push(isPublic, 'push', { 'on-conflict': 'overwrite', 'changed-only': 'false' });
    for (const result of [drift, plan, overwritten]) {
      const text = await readable(result);
      expect(text).not.toContain(ANN);
      expect(text).toContain('a user');
    }
  });
});

test('a private repository says who', async () => {
  publishInArchitect();
  const drift = await push(false, 'schedule', { mode: 'drift' });
  expect(drift.summary).toContain(ANN);
});
