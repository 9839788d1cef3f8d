import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createWorld, type World } from '../../sandbox/world.ts';
import { fencedBlocks } from '../support/fenced.ts';
import { closeClean } from '../support/world.ts';

const TOKEN = 'ghs_laptop';
const page = readFileSync('docs/tutorial/first-flow.md', 'utf8');
const blocks = fencedBlocks(page);

let world: World;
let folder: string;
let clone: string;
beforeEach(async () => {
  world = await createWorld();
  await world.push({ 'README.md': '# Call flows\n' });
  world.github.tokens.set(TOKEN, 'write');
  folder = mkdtempSync(join(tmpdir(), 'genesys-flow-tutorial-'));
  clone = join(folder, 'clone');
  execFileSync('git', ['clone', '--quiet', `file://${world.github.repository.folder}`, clone]);
  installCommand();
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await closeClean(world);
});

/** The command of the page, at the sandbox: the page has no gateway. */
function installCommand(): void {
  const cli = join(dirname(process.env.ACTION_ENTRY ?? ''), 'cli.js');
  const command = join(folder, 'genesys-flows');
  const call = `exec "${process.execPath}" "${cli}" "$@"`;
  writeFileSync(
    command,
    `#!/bin/sh\nif [ "$1" = plan ]; then ${call} --gateway-url ${world.genesys.url}; fi\n${call}\n`,
  );
  chmodSync(command, 0o755);
}

/** What a person sees who types the command. */
function typed(command: string): Promise<string> {
  const person = { NAME: 'A', EMAIL: 'a@example.com' };
  const git = Object.entries(person).flatMap(([key, value]) => [
    [`GIT_AUTHOR_${key}`, value],
    [`GIT_COMMITTER_${key}`, value],
  ]);
  const child = spawn('sh', ['-c', `exec 2>&1; ${command}`], {
    cwd: clone,
    env: {
      PATH: `${folder}${delimiter}${process.env.PATH ?? ''}`,
      GENESYS_CLIENT_ID: world.clientId,
      GENESYS_CLIENT_SECRET: world.clientSecret,
      GITHUB_TOKEN: TOKEN,
      GITHUB_REPOSITORY: world.github.slug,
      GITHUB_API_URL: world.github.url,
      ...Object.fromEntries(git),
    },
  });
  let shown = '';
  child.stdout.on('data', (data) => (shown += String(data)));
  return new Promise((done) => child.on('close', () => done(shown)));
}

/** The commands of a block, each with what the page says that it prints. */
function commandsOf(text: string): { command: string; shows: string }[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [command = '', ...lines] = part.split('\n');
      return { command, shows: lines.join('\n') };
    });
}

function change(text: string): void {
  const [, path = '', before = '', after = ''] = /^--- (.+)\n-(.+)\n\+(.+)\n$/.exec(text) ?? [];
  const old = readFileSync(join(clone, path), 'utf8');
  expect(old).toContain(before);
  writeFileSync(join(clone, path), old.replace(before, after));
}

function write(text: string): string {
  const [, path = ''] = /^# (\S+)\n/.exec(text) ?? [];
  mkdirSync(dirname(join(clone, path)), { recursive: true });
  writeFileSync(join(clone, path), text);
  return path;
}

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly with?: object }[] }>>;
}

/** The inputs of the action in a job, without the secrets, which the sandbox has. */
function inputsOf(workflow: Workflow, job: string): Record<string, string> {
  const { with: given } = workflow.jobs[job]?.steps.at(-1) ?? {};
  const inputs: [string, string][] = Object.entries(given ?? {});
  return Object.fromEntries(inputs.filter(([, value]) => !value.includes('secrets.')));
}

const head = () => execFileSync('git', ['-C', clone, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();

/** What GitHub does with the pull request of the page: the check, the merge, the job that publishes. */
async function merge(workflow: Workflow, result: string): Promise<void> {
  const none = { 'client-id': '', 'client-secret': '' };
  const check = await world.onPullRequest(
    { 'flows/service-line.flow.yaml': readFileSync(join(clone, 'flows/service-line.flow.yaml'), 'utf8') },
    { inputs: { ...none, ...inputsOf(workflow, 'validate') }, rights: 'read' },
  );
  expect(check.code).toBe(0);
  await typed('git push --quiet origin HEAD:main');
  const publish = await world.onPush({ sha: head(), inputs: inputsOf(workflow, 'publish') });
  expect(publish.log).toContain(result);
}

test('each command of the tutorial shows what the tutorial says', async () => {
  let workflow: Workflow | undefined;
  let commands = 0;
  for (const { language, text } of blocks) {
    if (language === 'diff') change(text);
    if (language === 'yaml') {
      expect(write(text)).toBe('.github/workflows/genesys-flows.yml');
      workflow = parse(text) as Workflow;
    }
    if (language === 'text' && workflow) await merge(workflow, text.trim());
    if (language !== 'console') continue;
    for (const { command, shows } of commandsOf(text)) {
      commands++;
      const shown = await typed(command);
      const [start = '', rest] = shows.split('…');
      if (rest === undefined) expect({ command, shown }).toEqual({ command, shown: shows });
      else expect({ command, shown: shown.slice(0, start.length) }).toEqual({ command, shown: start });
    }
  }
  expect(commands).toBe(13);
  expect(world.genesys.org.byName('INBOUNDCALL', 'Service Line')?.published).toBe('1.0');
});
