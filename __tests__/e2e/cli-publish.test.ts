import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createWorld, type World } from '../../sandbox/world.ts';
import { closeClean } from '../support/world.ts';

const IVR = readFileSync('examples/flows/ivr-tester.flow.json', 'utf8');
const FILE = 'flows/ivr-tester.flow.json';
const TOKEN = 'ghs_laptop';
const cli = join(dirname(process.env.ACTION_ENTRY ?? ''), 'cli.js');

let world: World;
let folder: string;
beforeEach(async () => {
  world = await createWorld();
  await world.push({ [FILE]: IVR });
  world.github.tokens.set(TOKEN, 'write');
  folder = mkdtempSync(join(tmpdir(), 'genesys-flow-laptop-'));
  execFileSync('git', ['clone', '--quiet', `file://${world.github.repository.folder}`, folder]);
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await closeClean(world);
});

/** Runs the command line in the clone, as a person with credentials would. */
function run(argv: readonly string[], more: Readonly<Record<string, string>> = {}, input = '') {
  const child = spawn(process.execPath, [cli, ...argv], {
    cwd: folder,
    env: {
      PATH: process.env.PATH ?? '',
      GENESYS_CLIENT_ID: world.clientId,
      GENESYS_CLIENT_SECRET: world.clientSecret,
      GITHUB_TOKEN: TOKEN,
      GITHUB_REPOSITORY: world.github.slug,
      GITHUB_API_URL: world.github.url,
      ...more,
    },
  });
  const found = { code: 0 as number | null, out: '', err: '' };
  child.stdout.on('data', (data) => (found.out += String(data)));
  child.stderr.on('data', (data) => (found.err += String(data)));
  child.stdin.end(input);
  return new Promise<typeof found>((done) => child.on('close', (code) => done({ ...found, code })));
}
const gateway = () => ['--gateway-url', world.genesys.url];
const live = () => world.genesys.org.flows[0]?.published;

describe('the command line publishes', () => {
  test('what a plan shows, with --yes, and records it as its own', async () => {
    const plan = await run(['plan', ...gateway()]);
    expect(plan).toMatchObject({ code: 0 });
    expect(plan.out).toContain('IVR_Tester');
    expect(live()).toBeUndefined();

    const publish = await run(['publish', '--yes', ...gateway()]);
    expect(publish.err + publish.out).not.toContain(world.clientSecret);
    expect(publish.code).toBe(0);
    expect(live()).toBe('1.0');
    const [record] = await world.records();
    const head = execFileSync('git', ['-C', folder, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
    expect(record).toMatchObject({ source: 'cli', status: 'success', commit: head });
    expect(Number(record?.run_id)).toBeGreaterThan(2 ** 52);

    // The action goes on from there, and the audit log of both stands.
    expect((await world.onPush()).outputs).toMatchObject({ result: 'unchanged' });
    execFileSync('git', ['-C', folder, 'fetch', '--quiet', 'origin', 'flow-audit']);
    const verify = await run(['verify', '--format', 'json']);
    expect(verify).toMatchObject({ code: 0 });
  });

  test('with the client secret from standard input', async () => {
    const argv = ['publish', '--yes', '--client-secret-stdin', ...gateway()];
    const result = await run(argv, { GENESYS_CLIENT_SECRET: '' }, `${world.clientSecret}\n`);
    expect(result.code).toBe(0);
    expect(live()).toBe('1.0');
  });

  test('nothing without --yes where nobody can be asked', async () => {
    const result = await run(['publish', ...gateway()]);
    expect(result.code).toBe(2);
    expect(result.err).toContain('Add --yes if the change is meant.');
    expect(live()).toBeUndefined();
    expect(await world.records()).toEqual([]);
  });

  test('nothing that is not committed', async () => {
    writeFileSync(join(folder, FILE), IVR.replace('"minor": 0', '"minor": 1'));
    const result = await run(['publish', '--yes', ...gateway()]);
    expect(result.code).toBe(2);
    expect(result.err).toContain(`changes that are not committed: ${FILE}`);
    expect(live()).toBeUndefined();
  });

  test('nothing that is not on the default branch, unless --allow-ref names it', async () => {
    const git = (...args: string[]) =>
      execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args]);
    git('checkout', '--quiet', '-b', 'mine');
    writeFileSync(join(folder, FILE), IVR.replace('"minor": 0', '"minor": 1'));
    git('commit', '--quiet', '-am', 'Change');
    const refused = await run(['publish', '--yes', ...gateway()]);
    expect(refused.code).toBe(2);
    expect(refused.out + refused.err).toContain('refs/heads/mine is not the default branch');
    expect(live()).toBeUndefined();
    expect((await run(['publish', '--yes', '--allow-ref', 'mine', ...gateway()])).code).toBe(0);
    expect(live()).toBe('1.0');
  });

  test('nothing with a wrong secret, and says so as a service error or a configuration error', async () => {
    const result = await run(['publish', '--yes', ...gateway()], { GENESYS_CLIENT_SECRET: 'wrong-secret' });
    expect([2, 3]).toContain(result.code);
    expect(result.err + result.out).not.toContain('wrong-secret');
    expect(live()).toBeUndefined();
  });
});

test('the command line rolls back, and lists what drifted', async () => {
  await run(['publish', '--yes', ...gateway()]);
  await world.push({
    [FILE]: IVR.replace('"minor": 0', '"minor": 1').replace('"media_id": "media_abc123"', '"text": "Hello"'),
  });
  expect((await world.onPush()).outputs).toMatchObject({ result: 'success' });
  expect(live()).toBe('2.0');
  execFileSync('git', ['-C', folder, 'pull', '--quiet', 'origin', 'main']);
  const back = await run(['rollback', 'IVR_Tester', '--yes', ...gateway()]);
  expect(back).toMatchObject({ code: 0 });
  expect(live()).toBe('1.0');
  const drift = await run(['drift', ...gateway(), '--format', 'json']);
  expect(drift.code).toBe(0);
  expect(JSON.parse(drift.out)).toMatchObject([{ name: 'IVR_Tester' }]);
});
