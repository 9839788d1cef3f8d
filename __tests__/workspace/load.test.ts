import { describe, expect, test } from 'vitest';
import { CONFIG_FILE } from '../../src/workspace/config.ts';
import { requireFlows } from '../../src/workspace/workspace.ts';
import { findingsOf, load, manifest, slice, to } from '../support/load.ts';

const nodes = { start: { type: 'start', transitions: to('e') }, e: { type: 'end', transitions: [] } };
const say = (text: string) => ({
  start: { type: 'start', transitions: to('s') },
  s: { type: 'say', text, transitions: to('e') },
  e: { type: 'end', transitions: [] },
});
const rules = (list: Awaited<ReturnType<typeof load>>) =>
  findingsOf(list).map(({ rule, severity }) => `${rule} ${severity}`);

describe('a manifest without optional fields', () => {
  test('every absent field has its documented default', async () => {
    const { flows } = await load({ 'flows/x.flow.json': manifest(nodes) });
    expect(flows[0]?.manifest).toMatchObject({
      flowId: '',
      rollbackOnFail: true,
      version: undefined,
      maxNodeCount: undefined,
      allowCircular: undefined,
      mediaRegistry: undefined,
      dependsOn: [],
      region: { name: 'us-east-1', host: 'mypurecloud.com' },
    });
  });

  test('further keys of a version are carried along', async () => {
    const { flows } = await load({
      'flows/x.flow.json': manifest(nodes, { version_matrix: { major: 1, minor: 2, patch: 3, build: 'x' } }),
    });
    expect(flows[0]?.manifest.version).toEqual({ major: 1, minor: 2, patch: 3, build: 'x' });
  });
});

describe('environments', () => {
  const text = manifest(nodes, {
    environments: { prod: { target_region: 'eu-west-1', validation_rules: { max_node_count: 1 } } },
    validation_rules: { allow_circular: true },
  });

  test('the overlay is merged over the manifest, and findings point into it', async () => {
    const workspace = await load({ 'flows/x.flow.json': text }, { environment: 'prod' });
    expect(workspace.flows[0]?.manifest).toMatchObject({
      region: { name: 'eu-west-1' },
      maxNodeCount: 1,
      allowCircular: true,
    });
  });

  test('an environment that the manifest does not have is an error', async () => {
    const workspace = await load({ 'flows/x.flow.json': text }, { environment: 'stage' });
    expect(rules(workspace)).toEqual(['manifest-environment error']);
    expect(findingsOf(workspace)[0]?.hint).toContain('prod');
  });

  test('a region that only the overlay gets wrong is shown in the overlay', async () => {
    const wrong = text.replace('eu-west-1', 'eu-wst-1');
    const [finding] = findingsOf(await load({ 'flows/x.flow.json': wrong }, { environment: 'prod' }));
    expect(finding && slice(wrong, finding)).toBe('"eu-wst-1"');
    expect(finding?.hint).toContain('eu-west-1');
  });

  test('a graph that an overlay breaks is checked against the schema, too', async () => {
    const broken = manifest(nodes, {
      environments: { prod: { flow_definition: { nodes: { e: { type: 7 } } } } },
    });
    expect(rules(await load({ 'flows/x.flow.json': broken }, { environment: 'prod' }))).toContain(
      'manifest-schema error',
    );
    expect(rules(await load({ 'flows/x.flow.json': broken }))).toEqual([]);
  });
});

describe('the configuration file', () => {
  test('gives defaults, which manifests and environments override', async () => {
    const config =
      'defaults:\n  target_region: eu-west-1\n  validation_rules: {max_node_count: 9}\n  environments:\n    prod: {target_region: eu-west-2}\n';
    const bare = JSON.stringify({ flow_definition: JSON.parse(manifest(nodes)).flow_definition });
    const files = { [CONFIG_FILE]: config, 'flows/x.flow.json': bare };
    expect((await load(files)).flows[0]?.manifest).toMatchObject({
      region: { name: 'eu-west-1' },
      maxNodeCount: 9,
    });
    expect((await load(files, { environment: 'prod' })).flows[0]?.manifest.region?.name).toBe('eu-west-2');
  });

  test('sets the globs if the input has its default', async () => {
    const files = {
      [CONFIG_FILE]: 'manifests: ["ivr/**"]\n',
      'ivr/x.flow.json': manifest(nodes),
      'flows/y.flow.json': manifest(nodes),
    };
    expect((await load(files)).flows.map((each) => each.manifest.file)).toEqual(['ivr/x.flow.json']);
  });

  test('is checked like every other file', async () => {
    const config = 'default:\n  target_region: x\n';
    const workspace = await load({ [CONFIG_FILE]: config, 'flows/x.flow.json': manifest(nodes) });
    const [finding] = findingsOf(workspace);
    expect(finding).toMatchObject({
      rule: 'manifest-schema',
      file: CONFIG_FILE,
      range: { line: 1, column: 1 },
    });
    expect(finding?.hint).toContain('defaults');
  });
});

describe('invalid input', () => {
  test.each<[string, string | Buffer, string]>([
    ['no JSON', '{"a": }', 'manifest-syntax error'],
    ['an empty file', '', 'manifest-syntax error'],
    ['bytes that are no UTF-8', Buffer.from([0xff, 0xfe, 0x00]), 'manifest-syntax error'],
    ['a list', '[]', 'manifest-schema error'],
    ['10,000 levels', '['.repeat(10_000), 'manifest-syntax error'],
    ['a key given twice', '{"flow_id": "", "flow_id": ""}', 'manifest-syntax error'],
    ['__proto__ as a key', '{"__proto__": {"flow_id": "x"}}', 'manifest-schema error'],
    ['100 MB', Buffer.alloc(100 * 1024 * 1024, 0x20), 'manifest-syntax error'],
  ])('%s', async (_, text, expected) => {
    const workspace = await load({ 'flows/x.flow.json': text });
    expect(rules(workspace)).toContain(expected);
    for (const finding of findingsOf(workspace)) expect(finding.hint).not.toBe('');
  });

  test('globs that match nothing', async () => {
    const nothing = await load({ 'other/x.flow.json': manifest(nodes) });
    expect(() => requireFlows(nothing)).toThrow(/No manifest or flow matches/);
    requireFlows(await load({ 'flows/x.flow.json': manifest(nodes) }));
  });

  test.each([
    ['both sources', manifest(nodes, { flow_file: 'x.yaml' }), /both/],
    ['no source', '{"target_region": "us-east-1"}', /neither/],
    ['a file that is missing', '{"flow_file": "x.yaml"}', /does not exist/],
    ['a file outside', '{"flow_file": "../../x.yaml"}', /outside the workspace/],
    ['a file of another kind', '{"flow_file": "x.txt"}', /does not end in/],
    ['an absolute path', '{"flow_file": "/etc/passwd.yaml"}', /does not exist|outside/],
  ])('%s', async (_, text, words) => {
    const found = findingsOf(await load({ 'flows/x.flow.json': text })).filter(
      ({ rule }) => rule === 'manifest-definition',
    );
    expect(found[0]?.message).toMatch(words);
  });

  test('an unknown region is refused, and the example’s kind of host is read as its region with one notice', async () => {
    expect(
      rules(await load({ 'flows/x.flow.json': manifest(nodes, { target_region: 'evil.example.com' }) })),
    ).toEqual(['manifest-region error']);
    const workspace = await load({
      'flows/x.flow.json': manifest(nodes, { target_region: 'us-east-1.mygenesys.com' }),
      'flows/y.flow.json': manifest(nodes, { target_region: 'us-east-1.mygenesys.com' }, { name: 'Another' }),
    });
    expect(rules(workspace)).toEqual([]);
    expect(workspace.notices).toEqual([
      'target_region in flows/x.flow.json and 1 more manifest: "us-east-1.mygenesys.com" is not a Genesys Cloud host; read as us-east-1 (mypurecloud.com). Write "us-east-1".',
    ]);
    expect(workspace.flows[0]?.manifest.region?.host).toBe('mypurecloud.com');
  });
});

describe('all manifests together', () => {
  test('two regions, two flows of one name, and dependencies that go wrong', async () => {
    const workspace = await load({
      'flows/a.flow.json': manifest(nodes, { depends_on: ['b.flow.json', 'nowhere.yaml'] }),
      'flows/b.flow.json': manifest(nodes, { target_region: 'eu-west-1', depends_on: ['a.flow.json'] }),
    });
    expect(rules(workspace).sort()).toEqual([
      'manifest-dependency error',
      'manifest-dependency error',
      'manifest-duplicate-flow error',
      'manifest-region error',
    ]);
    expect(
      findingsOf(workspace)
        .map(({ message }) => message)
        .join('\n'),
    ).toContain('flows/a.flow.json → flows/b.flow.json → flows/a.flow.json');
  });

  test('the input region counts for all', async () => {
    expect(rules(await load({ 'flows/a.flow.json': manifest(nodes) }, { region: 'eu-west-1' }))).toEqual([
      'manifest-region error',
    ]);
  });
});

describe('substitutions in an inline graph', () => {
  test('a token is replaced in JSON whose braces are escapes', async () => {
    const text = manifest(say('Hello {{name}}'), { substitutions: { name: 'World' } }).replace(
      'Hello {{',
      'Hello \\u007b{',
    );
    const list = await load({ 'flows/x.flow.json': text });
    expect(rules(list)).toEqual([]);
    expect(JSON.stringify(list.flows[0]?.manifest.definition?.value)).toContain('Hello World');
  });

  test('a credential is found in JSON whose letters are escapes', async () => {
    const text = manifest(say('AKIAABCDEFGHIJKLMNOP')).replace('AKIA', '\\u0041KIA');
    expect(rules(await load({ 'flows/x.flow.json': text }))).toEqual(['hard-coded-secret error']);
  });

  test('are replaced, and reported if they are missing or not used', async () => {
    const text = manifest(say('Hello {{name}} {{nobody}}'), { substitutions: { name: 'World', idle: 'x' } });
    const workspace = await load({ 'flows/x.flow.json': text });
    expect(rules(workspace)).toEqual(['manifest-substitution error', 'manifest-substitution warning']);
    expect(findingsOf(workspace).map((each) => slice(text, each))).toEqual([
      '"Hello {{name}} {{nobody}}"',
      '"idle"',
    ]);
    expect(JSON.stringify(workspace.flows[0]?.manifest.definition?.value)).toContain('Hello World');
  });
});

describe('which files are manifests', () => {
  test('by name, by their fields, or Architect YAML by its first key; others are passed over', async () => {
    const workspace = await load({
      'flows/a.flow.json': manifest(nodes, {}, { name: 'A' }),
      'flows/b.json': manifest(nodes, {}, { name: 'B' }),
      'flows/c.yaml': 'inboundCall:\n  name: C\n',
      'flows/d.flow.yaml': 'target_region: us-east-1\nflow_file: named.yaml\n',
      'flows/named.yaml': 'inboundCall:\n  name: D\n',
      'flows/readme.md': 'x',
      'flows/package.json': '{"name": "x"}',
    });
    expect(workspace.flows.map(({ manifest: each, graph }) => [each.file, graph?.name])).toEqual([
      ['flows/a.flow.json', 'A'],
      ['flows/b.json', 'B'],
      ['flows/c.yaml', 'C'],
      ['flows/d.flow.yaml', 'D'],
    ]);
    expect(workspace.ignored).toEqual(['flows/package.json']);
  });
});
