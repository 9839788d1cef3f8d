import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkInputs, readInputs } from '../../src/inputs/inputs.ts';
import { outputs } from '../../src/report/outputs.ts';

const read = (given: Record<string, string>, environment = {}) =>
  readInputs((name) => given[name] ?? '', environment);
const action = parse(readFileSync('action.yml', 'utf8')) as {
  inputs: Record<string, { default: string }>;
  outputs: Record<string, unknown>;
  runs: Record<string, string>;
};

describe('the input sarif-file', () => {
  const read = (text: string) => checkInputs((name) => (name === 'sarif-file' ? text : ''), {});
  test.each(['flows.sarif', 'out/flows.SARIF', '/tmp/x.sarif.json', 'C:\\temp\\x.sarif'])(
    'takes %s',
    (text) => {
      expect(read(text)).toMatchObject({ problem: undefined, inputs: { sarifFile: text } });
    },
  );
  test.each([
    '../flows.sarif',
    'a/../../flows.sarif',
    '.git/flows.sarif',
    'a/.GIT/x.sarif',
    'flows/a.flow.json',
    'x\n.sarif',
    'x\u202e.sarif',
    `${'x'.repeat(495)}.sarif`,
  ])('refuses %j', (text) => {
    expect(read(text).problem?.message).toMatch(/"sarif-file" must be the path of a file/);
  });
});

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
      }).values,
    );
    expect(
      [...names, 'findings-file', 'flows-file', 'records-file', 'report-file', 'sarif-file'].sort(),
    ).toEqual(Object.keys(action.outputs).sort());
  });

  test('the client may come from the environment', () => {
    expect(read({}, { GENESYS_CLIENT_ID: ' id ', GENESYS_CLIENT_SECRET: 's' })).toMatchObject({
      clientId: 'id',
      clientSecret: 's',
    });
  });

  test('every invalid input is in one message', () => {
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

  test('manifests left at its default, or set to comments only, may be replaced by the configuration file', () => {
    for (const text of ['', 'flows/**', '# none\n', ' flows/** \n# main'])
      expect(read({ manifests: text })).toMatchObject({ manifests: ['flows/**'], manifestsDefault: true });
    expect(read({ manifests: 'a/**\n!b/**' })).toMatchObject({
      manifests: ['a/**', '!b/**'],
      manifestsDefault: false,
    });
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

  test('a shard is a number and a total', () => {
    expect(read({ shard: '' }).shard).toBeUndefined();
    expect(read({ shard: ' 2/4 ' }).shard).toEqual({ index: 2, of: 4 });
    expect(read({ shard: '256/256' }).shard).toEqual({ index: 256, of: 256 });
    for (const shard of ['2', '0/4', '5/4', '1/257', '2/4/6', '-1/2', '1 /2', '2/4:x'])
      expect(() => read({ shard })).toThrow(/"shard" must be a number and a total such as 2\/4/);
    for (const shards of ['0', '257', 'x']) expect(() => read({ shards })).toThrow(/"shards"/);
  });

  test('an unknown mode is reported with the known ones', () => {
    expect(() => read({ mode: 'deploy' })).toThrow(/"mode" must be one of auto, validate/);
    expect(read({ mode: 'export' }).mode).toBe('export');
  });
});

describe('allow-ref', () => {
  test('takes branches, tags, commits and stars, one a line', () => {
    const text = '# releases\nrelease/*\nrefs/tags/v1.*\n';
    expect(read({ 'allow-ref': text }).allowRefs).toEqual(['release/*', 'refs/tags/v1.*']);
  });
  test.each(['refs/pull/5/head', 'refs/*', 'a b', '{a,b}', '@(a|b)', 'refs/heads/'])('refuses %s', (ref) => {
    expect(() => read({ 'allow-ref': ref })).toThrow(/"allow-ref" must name/);
  });
});
