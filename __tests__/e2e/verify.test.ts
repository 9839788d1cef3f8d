import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StepResult } from '../../sandbox/runner.ts';
import { createWorld, type World } from '../../sandbox/world.ts';
import { closeClean } from '../support/world.ts';

const IVR = readFileSync('examples/flows/ivr-tester.flow.json', 'utf8');

let world: World;
beforeEach(async () => {
  world = await createWorld();
  for (const version of ['0', '1']) {
    await world.push({
      'flows/x.flow.json': IVR.replace('"minor": 0', `"minor": ${version}`).replace(
        'IVR_Tester',
        `IVR ${version}`,
      ),
    });
    const inputs = { 'keep-live': String(version === '1') };
    expect((await world.onPush({ inputs })).outputs).toMatchObject({ result: 'success' });
  }
});
afterEach(() => closeClean(world));

/** Runs `verify` in a fresh clone of the repository. */
async function verify(inputs: Record<string, string> = {}, how: readonly string[] = []): Promise<StepResult> {
  const folder = mkdtempSync(join(tmpdir(), 'genesys-flow-clone-'));
  try {
    const { folder: origin } = world.github.repository;
    execFileSync('git', ['clone', '--quiet', ...how, `file://${origin}`, folder]);
    return await world.onPush({
      event: { name: 'workflow_dispatch', payload: {} },
      inputs: { mode: 'verify', 'client-id': '', 'client-secret': '', ...inputs },
      variables: { GITHUB_WORKSPACE: folder },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('the audit log that runs wrote is unchanged, and its head is an anchor for the next time', async () => {
  const first = await verify();
  expect(first.log).toContain(
    'The audit log is complete and unchanged: 2 records in 6 commits, compared with 2 deployments',
  );
  expect(first.code).toBe(0);
  const head = first.outputs['audit-commit'] ?? '';
  expect(head).toMatch(/^[0-9a-f]{40}$/);

  await world.push({ 'flows/x.flow.json': IVR });
  await world.onPush();
  expect((await verify({ 'expected-head': head })).code).toBe(0);
  const other = await verify({ 'expected-head': 'f'.repeat(40) });
  expect(other.code).toBe(1);
  expect(other.log).toContain('was shortened or rewritten');
});

test('a change by hand is reported in log and summary', async () => {
  const { repository } = world.github;
  const head = (await repository.commit('refs/heads/flow-audit')) ?? '';
  const [record] = (await repository.list(head, true)).filter(({ path }) =>
    path.startsWith('records/default/'),
  );
  await repository.push('flow-audit', { [record?.path ?? '']: null }, 'Tidy up');
  const result = await verify();
  expect(result.code).toBe(1);
  expect(result.log).toContain('was removed, and records never are');
  expect(result.log).toContain('has no signature');
  expect(result.summary).toContain('The audit log is not as this action wrote it');
  expect(result.summary).toContain('was removed, and records never are');
});

test('a clone without the branch, or with a part of it, says what to check out', async () => {
  const part = await verify({}, ['--depth=1', '--branch=flow-audit']);
  expect(part.code).toBe(1);
  expect(part.log).toContain('fetch-depth: 0');
  const without = await verify({ 'audit-branch': 'flow-audits' });
  expect(without.log).toContain('the workspace has no branch flow-audits');
});

test('a signature that is not GitHub’s own is found', async () => {
  const { repository } = world.github;
  const head = (await repository.commit('refs/heads/flow-audit')) ?? '';
  const plain = await repository.git(['cat-file', 'commit', head]);
  const forged = plain.replace('c2FuZGJveA==', 'Zm9yZ2Vk');
  const file = join(mkdtempSync(join(tmpdir(), 'genesys-flow-forged-')), 'commit');
  writeFileSync(file, `${forged}\n`);
  const sha = await repository.git(['hash-object', '-t', 'commit', '-w', file]);
  await repository.git(['update-ref', 'refs/heads/flow-audit', sha]);
  const result = await verify();
  rmSync(file);
  expect(result.code).toBe(1);
  expect(result.log).toContain('has no signature that GitHub marks as verified');
});
