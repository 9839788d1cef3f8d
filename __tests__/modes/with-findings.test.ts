import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { eventOf } from '../../src/action/environment.ts';
import { ActionError } from '../../src/errors.ts';
import { type Event, readEvent } from '../../src/event/event.ts';
import { checkInputs } from '../../src/inputs/inputs.ts';
import type { Ports } from '../../src/ports.ts';
import type { RunResult } from '../../src/report/result.ts';
import { run } from '../../src/run.ts';
import { Redaction } from '../../src/text/redaction.ts';
import { context } from '../support/context.ts';
import { memoryFiles } from '../support/files.ts';
import { manifest, to } from '../support/load.ts';

const NODES = {
  start: { type: 'start', transitions: to('say') },
  say: { type: 'say', text: 'Hello', transitions: to('ende') },
  end: { type: 'end', transitions: [] },
};
const SECRETS = { 'client-id': 'id', 'client-secret': 'secret', 'github-token': 'token' };
/** A run whose org and GitHub must not be asked for anything. */
async function runOn(
  files: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string>>,
  event = 'workflow_dispatch',
  log: string[] = [],
  more: Partial<Event> = {},
): Promise<RunResult> {
  const { inputs, problem } = checkInputs((name) => given[name] ?? '', {});
  const ports: Ports = {
    files: memoryFiles(files),
    clock: { now: () => 0, sleep: async () => {}, cancelled: false, random: () => 0 },
    deadline: { at: 60_000, reserve: () => ({ at: 60_000 }) },
    log: {
      debug: () => {},
      info: (text) => log.push(text),
      warning: (text) => log.push(text),
      group: (_, body) => body(),
      mask: () => {},
      maskAddress: () => {},
    },
    secrets: new Redaction(),
    git: () => Promise.reject(new Error('git was asked')),
    genesys: () => Promise.reject(new Error('the org was asked')),
    github: () => Promise.reject(new ActionError('GitHub does not answer', 'Try again.')),
    uuid: () => 'id',
  };
  const side = { sha: 'a'.repeat(40), repo: { full_name: 'o/r' } };
  const repository = { full_name: 'o/r', default_branch: 'main' };
  const payload = event.startsWith('pull_request')
    ? { repository, pull_request: { head: side, base: side } }
    : { repository };
  const read = readEvent(event, side.sha, 'refs/heads/main', payload);
  return run(inputs, { ...read, ...more }, context, ports, problem);
}

const rules = ({ findings }: RunResult) => findings.map(({ rule, file }) => `${file} ${rule}`);
const BROKEN = { 'flows/a.flow.json': manifest(NODES, { target_region: undefined }) };

describe.each(['plan', 'publish'])(
  'mode %s shows every finding, and stops before the org is asked',
  (mode) => {
    test.each<[string, Record<string, string>, Record<string, string>, RegExp]>([
      ['no region', BROKEN, SECRETS, /^no region is given$/],
      ['a region that the input misspells', BROKEN, { ...SECRETS, region: 'eu-wst-1' }, /"region".*eu-wst-1/],
      [
        'a region that a manifest misspells',
        { 'flows/a.flow.json': manifest(NODES, { target_region: 'eu-wst-1' }) },
        SECRETS,
        /flows\/a\.flow\.json has an error in line 2 \(manifest-region\)/,
      ],
      [
        'a manifest that cannot be read',
        { ...BROKEN, 'flows/b.flow.json': '{' },
        SECRETS,
        /flows\/b\.flow\.json has an error in line 1 \(manifest-syntax\)/,
      ],
      ['no secret', { 'flows/a.flow.json': manifest(NODES) }, { 'github-token': 't' }, /needs "client-id"/],
      [
        'a configuration that cannot be read',
        { 'flows/a.flow.json': manifest(NODES), '.genesys-flows.yml': 'defaults: [' },
        SECRETS,
        /^\.genesys-flows\.yml has an error in line 1/,
      ],
      ['an input that is wrong', BROKEN, { ...SECRETS, concurrency: 'x' }, /"concurrency" must be/],
    ])('%s', async (_, files, given, message) => {
      const result = await runOn(files, { ...given, mode });
      expect(result.result).toBe('failure');
      expect(result.problem?.message).toMatch(message);
      expect(rules(result)).toContain('flows/a.flow.json missing-target');
    });
  },
);

describe('what else stops a run hides no finding', () => {
  test('publishing on a pull request', async () => {
    const result = await runOn(BROKEN, { ...SECRETS, mode: 'publish' }, 'pull_request');
    expect(result.problem?.message).toMatch(/Mode publish is refused/);
    expect(rules(result)).toContain('flows/a.flow.json missing-target');
  });

  test('GitHub that does not answer which files have changed', async () => {
    const result = await runOn(BROKEN, { ...SECRETS, mode: 'validate' }, 'pull_request');
    expect(result.problem?.message).toBe('GitHub does not answer');
    expect(rules(result)).toContain('flows/a.flow.json missing-target');
  });

  test('an event whose payload cannot be read, which is not taken for another kind of run', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'event-'));
    const path = join(folder, 'event.json');
    writeFileSync(path, '{"pull_request":');
    const event = eventOf({ GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: path });
    rmSync(folder, { recursive: true });
    const result = await runOn(BROKEN, SECRETS, 'pull_request', [], { ...event, range: undefined });
    expect(result.mode).toBe('validate');
    expect(result.problem?.message).toMatch(/^the payload of the event pull_request cannot be read/);
    expect(rules(result)).toContain('flows/a.flow.json missing-target');
  });

  test('globs that match nothing, because the configuration that sets them is broken', async () => {
    const files = { 'ivr/a.flow.json': manifest(NODES), '.genesys-flows.yml': 'manifests:\n\t- ivr/**\n' };
    const result = await runOn(files, { mode: 'validate' });
    expect(rules(result)).toEqual(['.genesys-flows.yml manifest-syntax']);
    expect(result.problem?.message).toMatch(/No manifest or flow matches/);
  });
});

describe('files that are neither manifest nor flow', () => {
  const others = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`flows/x${at}.json`, '{"a": 1}']));
  const good = { ...NODES, say: { type: 'say', text: 'Hello', transitions: to('end') } };

  test('are listed in the log and in the result, the first of many with their number', async () => {
    const log: string[] = [];
    const files = { 'flows/a.flow.json': manifest(good), 'flows/menu.yaml.bak': 'x', ...others };
    const result = await runOn(files, { mode: 'validate' }, 'push', log);
    expect(result.skipped).toHaveLength(31);
    expect(log).toContain('31 files skipped, neither manifest nor flow:');
    expect(log).toContain('  flows/x0.json');
    expect(log).toContain('  … and 11 more');
  });

  test('files that the globs match and that a manifest refers to are none of them', async () => {
    const files = {
      'flows/a.flow.json': manifest(good),
      'flows/accepted.json': '[]',
      'flows/README.md': 'x',
      '.genesys-flows.yml': 'baseline: flows/accepted.json\n',
    };
    expect((await runOn(files, { mode: 'validate' })).skipped).toEqual([]);
  });
});

describe('the headline of a validation', () => {
  const accepted = JSON.stringify([
    {
      rule: 'missing-target',
      file: 'flows/a.flow.json',
      message: '"say" has a transition to "ende", which does not exist',
    },
  ]);
  const files = {
    'flows/a.flow.json': manifest({ ...NODES, start: { type: 'start', transitions: to('say', 'end') } }),
    'accepted.json': accepted,
    '.genesys-flows.yml': 'baseline: accepted.json\nrules: {duplicate-choice: off}\n',
  };

  test('says what is new, and how much the baseline has', async () => {
    const result = await runOn(files, { mode: 'validate' });
    expect(result.verdict).toBe('1 flow checked: no new findings (1 in the baseline)');
  });

  test('says that there is something new', async () => {
    const broken = manifest({ ...NODES, say: { type: 'say', text: 'x', transitions: to('ende', 'gone') } });
    const result = await runOn({ ...files, 'flows/a.flow.json': broken }, { mode: 'validate' });
    expect(result.verdict).toBe('1 flow checked: 1 new finding: 1 error (1 in the baseline)');
  });
});
