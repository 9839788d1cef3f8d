import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readNameStatus } from '../../src/changes/name-status.ts';
import { readEvent } from '../../src/event/event.ts';
import { gitIn } from '../../src/git/run.ts';
import { readInputs } from '../../src/inputs/inputs.ts';
import type { Ports } from '../../src/ports.ts';
import { run } from '../../src/run.ts';
import { diskFiles } from '../../src/system/files.ts';
import { Redaction } from '../../src/text/redaction.ts';
import { context } from '../support/context.ts';

const HEAD = 'inboundCall:\n  name: Demo\n  startUpRef: ./tasks/task[a]\n  tasks:\n';
const START = '    - task: {name: A, refId: a, actions: [{disconnect: {name: End}}]}\n';
const lost = (name: string) =>
  `    - task: {name: ${name}, refId: ${name}, actions: [{disconnect: {name: End}}]}\n`;
/** A flow with a finding for each of these tasks. */
const flow = (...names: string[]) => HEAD + START + names.map(lost).join('');
const STRICT = '.genesys-flows.yml';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'genesys-flow-new-'));
  git('init', '--quiet', '--initial-branch=main');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function git(...args: string[]): string {
  const who = ['-c', 'user.name=x', '-c', 'user.email=x', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', ['-C', folder, ...who, ...args], { encoding: 'utf8', stdio: 'pipe' }).trim();
}

function write(files: Readonly<Record<string, string | null>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    if (text === null) unlinkSync(join(folder, path));
    else writeFileSync(join(folder, path), text);
  }
}

function commit(files: Readonly<Record<string, string | null>> = {}): string {
  write(files);
  git('add', '--all');
  git('commit', '--quiet', '--allow-empty', '-m', 'x');
  return git('rev-parse', 'HEAD');
}

/** Validates what is checked out as a pull request from one commit to another. */
async function validate(base: string, head: string, more: Readonly<Record<string, string>> = {}, sha = head) {
  const given: Record<string, string> = {
    'only-new': 'true',
    'changed-only': 'false',
    mode: 'validate',
    ...more,
  };
  const ports: Ports = {
    files: diskFiles(folder),
    clock: { now: () => Date.UTC(2026, 10, 24), sleep: async () => {}, cancelled: false, random: () => 0 },
    deadline: { at: 60_000, reserve: () => ({ at: 60_000 }) },
    log: {
      debug: () => {},
      info: () => {},
      warning: () => {},
      group: (_, body) => body(),
      mask: () => {},
      maskAddress: () => {},
    },
    secrets: new Redaction(),
    git: gitIn(folder),
    genesys: () => Promise.reject(new Error('the org was asked')),
    github: () => Promise.reject(new Error('GitHub was asked')),
    uuid: () => 'id',
  };
  const repo = { full_name: 'o/r' };
  const payload = {
    repository: { ...repo, default_branch: 'main' },
    pull_request: { number: 1, head: { sha: head, repo }, base: { sha: base, repo } },
  };
  const event = readEvent('pull_request', sha, 'refs/pull/1/merge', payload);
  const result = await run(
    readInputs((name) => given[name] ?? '', {}),
    event,
    context,
    ports,
  );
  const names = (list: readonly { message: string }[] = []) =>
    list.flatMap(({ message }) => /^Task "(\w+)" is unreachable/.exec(message)?.[1] ?? []).sort();
  return {
    ...result,
    shown: names(result.findings),
    known: names(result.inBase),
    text: [result.verdict, ...result.notices].join('\n'),
  };
}

describe('only-new reports', () => {
  test('what the base does not have, and counts the rest, though their lines moved', async () => {
    const base = commit({ 'flows/x.yaml': flow('old', 'older') });
    const head = commit({ 'flows/x.yaml': `# a\n# b\n${flow('fresh', 'older', 'old')}` });
    const { shown, known, text } = await validate(base, head);
    expect([shown, known]).toEqual([['fresh'], ['old', 'older']]);
    expect(text).toContain('2 new findings: 2 warnings (2 in the base)');
    expect(text).toContain(`2 findings not shown: the base ${base.slice(0, 7)} has them, too ("only-new").`);
  });

  test('nothing, and does not fail, if the base has it all; the flow still counts as invalid', async () => {
    const strict = JSON.stringify({ rules: { 'unreachable-container': 'error' } });
    const base = commit({ [STRICT]: strict, 'flows/x.yaml': flow('old') });
    const head = commit({ 'flows/x.yaml': `# a\n${flow('old')}` });
    const result = await validate(base, head);
    expect(result).toMatchObject({ result: 'success', shown: [], flows: [{ status: 'invalid' }] });
    expect(result.text).toContain(
      '1 flow cannot be published before errors that the base has, too, are fixed: Demo.',
    );
    expect((await validate(base, head, { 'only-new': 'false' })).result).toBe('failure');
  });

  test('each finding once more than the base has it', async () => {
    const again = (id: string) => lost('same').replace('refId: same', `refId: ${id}`);
    const base = commit({ 'flows/x.yaml': flow('same') });
    const head = commit({ 'flows/x.yaml': flow() + again('x') + again('y') + again('z') });
    expect(await validate(base, head)).toMatchObject({ shown: ['same', 'same'], known: ['same'] });
  });

  test('nothing of a file that was only renamed', async () => {
    const base = commit({ 'flows/x.yaml': flow('old', 'older') });
    const head = commit({ 'flows/x.yaml': null, 'flows/y.yaml': flow('old', 'older') });
    expect(await validate(base, head)).toMatchObject({ shown: [], known: ['old', 'older'] });
  });

  test('nothing that came with the base branch into the merge commit', async () => {
    const start = commit({ 'flows/x.yaml': flow(), 'flows/z.yaml': flow().replace('Demo', 'Z') });
    git('checkout', '--quiet', '-b', 'change');
    const head = commit({ 'flows/x.yaml': flow('fresh') });
    git('checkout', '--quiet', 'main');
    const base = commit({ 'flows/z.yaml': flow('main').replace('Demo', 'Z') });
    git('merge', '--quiet', '--no-ff', '-m', 'merge', head);
    const { shown, known, text } = await validate(base, head, {}, git('rev-parse', 'HEAD'));
    expect([shown, known]).toEqual([['fresh'], ['main']]);
    expect(text).toContain(start.slice(0, 7));
  });

  test('what a stricter configuration of the change finds', async () => {
    const base = commit({
      [STRICT]: '{"rules": {"unreachable-container": "off"}}',
      'flows/x.yaml': flow('old'),
    });
    const head = commit({ [STRICT]: '{}' });
    expect(await validate(base, head)).toMatchObject({ shown: ['old'], known: [] });
  });

  test('what a suppression of the base no longer covers', async () => {
    const mark = '    # genesys-flows-ignore unreachable-container: meant\n';
    const base = commit({ 'flows/x.yaml': HEAD + START + mark + lost('old') });
    const head = commit({ 'flows/x.yaml': flow('old') });
    expect(await validate(base, head)).toMatchObject({ shown: ['old'], known: [] });
  });

  test('an error of the configuration that the base has neither', async () => {
    const base = commit({ [STRICT]: '{"rules": {"nope": "off"}}', 'flows/x.yaml': flow() });
    const same = commit({ 'flows/x.yaml': `# a\n${flow()}` });
    expect((await validate(base, same)).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    const head = commit({ [STRICT]: '{"rules": {"nope": "off", "other": "off"}}' });
    expect((await validate(base, head)).findings).toMatchObject([
      { message: 'There is no rule "other"' },
      { rule: 'gate-changed' },
    ]);
  });
});

describe('only-new hides nothing', () => {
  test('of a file that git does not track, or that differs from the commit', async () => {
    const base = commit({ 'flows/x.yaml': flow() });
    const head = commit({ 'README.md': 'x' });
    write({ 'flows/made.yaml': flow('made').replace('Demo', 'Made'), 'flows/x.yaml': flow('edited') });
    expect(await validate(base, head)).toMatchObject({ shown: ['edited', 'made'], known: [] });
  });

  test('behind a link that the change points elsewhere', async () => {
    write({ 'parts/good.yaml': flow(), 'parts/bad.yaml': flow('bad'), 'flows/.gitkeep': '' });
    symlinkSync('../parts/good.yaml', join(folder, 'flows/x.yaml'));
    const base = commit();
    expect((await validate(base, commit())).known).toEqual([]);
    unlinkSync(join(folder, 'flows/x.yaml'));
    symlinkSync('../parts/bad.yaml', join(folder, 'flows/x.yaml'));
    expect(await validate(base, commit())).toMatchObject({ shown: ['bad'], known: [] });
  });

  test('behind a link that stays, if the file that it leads to changes', async () => {
    write({ 'parts/one.yaml': flow('old'), 'flows/.gitkeep': '' });
    symlinkSync('../parts/one.yaml', join(folder, 'flows/x.yaml'));
    const base = commit();
    const head = commit({ 'parts/one.yaml': flow('old', 'fresh') });
    expect(await validate(base, head)).toMatchObject({ shown: ['fresh'], known: ['old'] });
  });

  test('if another commit is checked out', async () => {
    const base = commit({ 'flows/x.yaml': flow('old') });
    const head = commit({ 'README.md': 'x' });
    const other = commit({ 'README.md': 'y' });
    const { shown, text } = await validate(base, head);
    expect(shown).toEqual(['old']);
    expect(text).toContain(
      `All findings are reported, and not only new ones: the workspace is at ${other.slice(0, 7)}`,
    );
  });

  test('if neither the clone nor GitHub has the base', async () => {
    commit({ 'flows/x.yaml': flow('old') });
    const { shown, text } = await validate('b'.repeat(40), git('rev-parse', 'HEAD'));
    expect(shown).toEqual(['old']);
    expect(text).toMatch(/All findings are reported.*neither the clone nor GitHub has the commit/);
    expect(text).toContain('Set "fetch-depth: 0" at actions/checkout.');
  });

  test('if the workspace is no clone', async () => {
    const base = commit({ 'flows/x.yaml': flow('old') });
    rmSync(join(folder, '.git'), { recursive: true });
    const { shown, text } = await validate(base, base);
    expect(shown).toEqual(['old']);
    expect(text).toContain('All findings are reported, and not only new ones: git rev-parse failed');
  });

  test('of weakened checks', async () => {
    const base = commit({ 'flows/x.yaml': flow('old') });
    const head = commit({ [STRICT]: '{"rules": {"unreachable-container": "off"}}' });
    const { findings, result } = await validate(base, head);
    // Without a token it is not known what is weaker, and that is said.
    expect(findings).toMatchObject([{ rule: 'gate-changed' }]);
    expect(result).toBe('success');
  });
});

test('an event without a base reports everything and says so', async () => {
  const head = commit({ 'flows/x.yaml': flow('old') });
  const result = await validate('', head);
  expect(result.shown).toEqual(['old']);
  expect(result.text).toContain('the event pull_request has no base to compare with');
});

test('names and kinds of git diff', () => {
  expect(readNameStatus('M\0a\0A\0b\0D\0c\0R087\0d\0e\0C100\0f\0g\0T\0h\0')).toEqual([
    { path: 'a', status: 'changed' },
    { path: 'b', status: 'added' },
    { path: 'c', status: 'removed' },
    { path: 'd', status: 'removed' },
    { path: 'e', status: 'added', from: 'd' },
    { path: 'g', status: 'added' },
    { path: 'h', status: 'changed' },
  ]);
  expect(readNameStatus('')).toEqual([]);
});
