import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { outputs } from '../../src/report/outputs.ts';
import { readEvent, resolveMode } from '../../src/runner/event.ts';
import { readInputs } from '../../src/runner/inputs.ts';

const read = (given: Record<string, string>, environment = {}) =>
  readInputs((name) => given[name] ?? '', environment);
const action = parse(readFileSync('action.yml', 'utf8')) as {
  inputs: Record<string, { default: string }>;
  outputs: Record<string, unknown>;
  runs: Record<string, string>;
};

describe('inputs', () => {
  test('the defaults in action.yml are those of the code', () => {
    const declared = Object.fromEntries(
      Object.entries(action.inputs).map(([name, { default: value }]) => [
        name,
        name === 'github-token' ? '' : value,
      ]),
    );
    expect(read(declared)).toEqual(read({}));
  });

  test('every output is declared, and every declared one is set somewhere', () => {
    const names = Object.keys(
      outputs({
        mode: 'validate',
        environment: '',
        result: 'success',
        verdict: '',
        notices: [],
        flows: [],
        findings: [],
        gone: [],
        records: [],
        auditCommit: undefined,
        auditBranch: '',
        planDigest: undefined,
      }),
    );
    expect([...names, 'findings-file', 'records-file'].sort()).toEqual(Object.keys(action.outputs).sort());
  });

  test('the client may come from the environment', () => {
    expect(read({}, { GENESYS_CLIENT_ID: ' id ', GENESYS_CLIENT_SECRET: 's' })).toMatchObject({
      clientId: 'id',
      clientSecret: 's',
    });
  });

  test('all that is wrong is told at once', () => {
    const bad = {
      mode: 'publsh',
      'fail-on': 'x',
      concurrency: '12abc',
      'timeout-minutes': '0',
      environment: 'Prod!',
      region: 'eu-wst-1',
      'changed-only': 'yes',
      'audit-branch': '../x',
    };
    expect(() => read(bad)).toThrow(/mode.*concurrency|environment/s);
    for (const name of [
      '"mode"',
      '"fail-on"',
      '"concurrency"',
      '"timeout-minutes"',
      '"environment"',
      '"region"',
      '"changed-only"',
      '"audit-branch"',
    ]) {
      expect(() => read(bad)).toThrow(name);
    }
  });

  test.each([
    'http://example.com',
    'ftp://x',
    'https://u:p@example.com',
    'https://x/?a=1',
    'http://127.0.0.1.evil.example',
    'nonsense',
  ])('the gateway %s is refused', (url) => {
    expect(() => read({ 'gateway-url': url })).toThrow(/gateway-url/);
  });

  test.each([
    'https://gateway.example.com/genesys',
    'http://127.0.0.1:8080',
    'http://localhost:1',
    'http://[::1]:1',
  ])('the gateway %s is taken', (url) => {
    expect(read({ 'gateway-url': url }).gateway?.href).toContain(new URL(url).host);
  });

  test('a mode that is none is told with those that are', () => {
    expect(() => read({ mode: 'deploy' })).toThrow(/"mode" must be one of auto, validate/);
    expect(read({ mode: 'export' }).mode).toBe('export');
  });
});

describe('the mode of a run', () => {
  const sha = 'a'.repeat(40);
  const pull = (from: string | null) => ({
    pull_request: {
      base: { sha, repo: { full_name: 'o/r' } },
      head: { sha, repo: from ? { full_name: from } : null },
    },
  });
  const secrets = { 'client-id': 'x', 'client-secret': 'y' };
  const mode = (given: Record<string, string>, name: string, payload: unknown, ref = 'refs/heads/main') =>
    resolveMode(read(given), readEvent(name, sha, ref, payload)).mode;

  test.each<[string, Record<string, string>, string, unknown, string]>([
    ['a pull request without credentials', {}, 'pull_request', pull('o/r'), 'validate'],
    ['a pull request with credentials', secrets, 'pull_request', pull('o/r'), 'plan'],
    ['a fork’s pull request', secrets, 'pull_request', pull('x/r'), 'validate'],
    ['a deleted fork’s pull request', secrets, 'pull_request', pull(null), 'validate'],
    [
      'a fork’s pull request that asks to publish',
      { ...secrets, mode: 'publish' },
      'pull_request',
      pull('x/r'),
      'validate',
    ],
    ['pull_request_target', { ...secrets, mode: 'plan' }, 'pull_request_target', pull('o/r'), 'validate'],
    ['a merge group', secrets, 'merge_group', { merge_group: { base_sha: sha, head_sha: sha } }, 'plan'],
    ['a push to the default branch', secrets, 'push', { repository: { default_branch: 'main' } }, 'publish'],
    ['a push to another branch', secrets, 'push', { repository: { default_branch: 'trunk' } }, 'plan'],
    ['a dispatch', {}, 'workflow_dispatch', {}, 'validate'],
    ['a dispatch that asks', { ...secrets, mode: 'publish' }, 'workflow_dispatch', {}, 'publish'],
  ])('%s: %s', (_, given, name, payload, expected) => {
    expect(mode(given, name, payload)).toBe(expected);
  });

  test.each(['pull_request', 'merge_group'])('publishing on %s is refused', (name) => {
    expect(() => mode({ ...secrets, mode: 'publish' }, name, pull('o/r'))).toThrow(/publishing is refused/);
  });

  test('a payload that is no payload does no harm', () => {
    for (const payload of [
      undefined,
      null,
      7,
      'x',
      [],
      { pull_request: 'x' },
      { pull_request: { base: { sha: '$(rm)' } } },
    ]) {
      expect(readEvent('push', sha, 'refs/heads/main', payload).range).toBeUndefined();
    }
  });
});
