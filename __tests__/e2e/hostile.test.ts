import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StepResult } from '../../sandbox/runner.ts';
import { createWorld, type World } from '../../sandbox/world.ts';

const IVR = readFileSync('examples/flows/ivr-tester.flow.json', 'utf8');

let world: World;
beforeAll(async () => {
  world = await createWorld();
  await world.push({ 'flows/ivr.flow.json': IVR });
});
afterAll(async () => {
  await world.close();
});

/** No stack trace, no secret, a message with what to do; and nothing was sent to the platform. */
function politely(result: StepResult): void {
  const everything = [
    result.log.replaceAll(/^::add-mask::.*$/gm, ''),
    result.summary,
    JSON.stringify(result.outputs),
    ...Object.values(result.files),
  ].join('\n');
  expect(everything).not.toMatch(/\n\s+at .+:\d+/);
  expect(everything).not.toContain(world.clientSecret);
  expect(everything).not.toMatch(/ghs_sandbox|sandbox-token-/);
  expect(everything).not.toContain('bug in this action');
}

describe('inputs and secrets', () => {
  test.each<[string, Record<string, string>, RegExp]>([
    ['no secret', { 'client-secret': '' }, /needs "client-secret".*the client is 11111111/],
    [
      'a wrong secret',
      { 'client-secret': 'wrong-secret-123' },
      /refused the secret of the OAuth client 11111111/,
    ],
    [
      'an unknown client',
      { 'client-id': '99999999-2222-4333-8444-555555555555' },
      /knows no OAuth client 99999999/,
    ],
    ['an unknown region', { region: 'moon-1' }, /is not a region of Genesys Cloud/],
    ['an unknown environment', { environment: 'stage' }, /has no environment "stage"/],
    ['globs that match nothing', { manifests: 'nowhere/**' }, /No manifest or flow matches/],
    ['a mode that is none', { mode: 'deploy' }, /"mode" must be one of/],
    ['a gateway that is not safe', { 'gateway-url': 'http://example.com' }, /must use https/],
  ])('%s', async (_, inputs, words) => {
    const result = await world.onPush({ inputs: { mode: 'publish', ...inputs } });
    expect(result.code).toBe(1);
    expect(result.log).toMatch(words);
    expect(result.log).not.toContain('wrong-secret-123\n::error');
    politely(result);
    expect(world.genesys.org.flows).toEqual([]);
  });
});

describe('files', () => {
  const bomb = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...'bcdefghi'
      .split('')
      .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[at]}`).join(',')}]`),
  ].join('\n');
  const cases: [string, (folder: string) => void, RegExp][] = [
    ['no JSON', (folder) => writeFileSync(join(folder, 'flows/x.flow.json'), '{"a": }'), /not valid JSON/],
    ['an empty file', (folder) => writeFileSync(join(folder, 'flows/x.flow.json'), ''), /the file is empty/],
    [
      'a file of 100 MB',
      (folder) => writeFileSync(join(folder, 'flows/x.flow.json'), Buffer.alloc(100 * 1024 * 1024, 32)),
      /too large/,
    ],
    [
      '10,000 levels',
      (folder) => writeFileSync(join(folder, 'flows/x.flow.yaml'), '['.repeat(10_000)),
      /nested deeper/,
    ],
    [
      'an alias bomb',
      (folder) => writeFileSync(join(folder, 'flows/x.flow.yaml'), bomb),
      /aliases expand to/,
    ],
    [
      '__proto__',
      (folder) => writeFileSync(join(folder, 'flows/x.flow.json'), '{"__proto__": {"isAdmin": true}}'),
      /Unknown field "__proto__"/,
    ],
    [
      'a flow_file outside',
      (folder) => writeFileSync(join(folder, 'flows/x.flow.json'), '{"flow_file": "../../secret.yaml"}'),
      /outside the workspace/,
    ],
    [
      'a link that leads to itself',
      (folder) => {
        symlinkSync('loop.yaml', join(folder, 'flows/loop.yaml'));
        writeFileSync(join(folder, 'flows/x.flow.json'), '{"flow_file": "loop.yaml"}');
      },
      /does not exist/,
    ],
    [
      'a path that no file can have',
      (folder) => writeFileSync(join(folder, 'flows/x.flow.json'), '{"flow_file": "x\\u0000.yaml"}'),
      /does not exist/,
    ],
    [
      'a link that leads out',
      (folder) => {
        symlinkSync('/etc/hostname', join(folder, 'flows/link.yaml'));
        writeFileSync(join(folder, 'flows/x.flow.json'), '{"flow_file": "link.yaml"}');
      },
      /outside the workspace/,
    ],
    [
      'a flow_file under .git',
      (folder) => {
        mkdirSync(join(folder, '.git'), { recursive: true });
        writeFileSync(join(folder, '.git/x.yaml'), 'inboundCall: {}');
        writeFileSync(join(folder, 'flows/x.flow.json'), '{"flow_file": "../.git/x.yaml"}');
      },
      /is under \.git/,
    ],
    [
      'a flow file of another kind',
      (folder) => writeFileSync(join(folder, 'flows/x.flow.json'), '{"flow_file": "x.exe"}'),
      /does not end in/,
    ],
  ];
  test.each(cases)('%s', async (_, prepare, words) => {
    const result = await world.onPush({ prepare, inputs: { mode: 'validate', 'changed-only': 'false' } });
    expect(result.code).toBe(1);
    expect(result.log).toMatch(words);
    politely(result);
  });
});

describe('names that want to break out', () => {
  const name = '::error::x\n::set-output name=a::b | `code` <script>alert(1)</script> @team ##[error] \u202e';
  const hostile = JSON.stringify({
    target_region: 'us-east-1',
    flow_definition: {
      name,
      type: 'ivr',
      nodes: {
        start: { id: 'start', type: 'start', transitions: [{ target: name }] },
        '"]:::x\n```\n<b>': { id: 'x', type: 'end', transitions: [] },
      },
    },
  });

  test('stay in their line, cell and diagram', async () => {
    const result = await world.onPush({
      prepare: (folder) => writeFileSync(join(folder, 'flows/x.flow.json'), hostile),
      inputs: { mode: 'validate', 'changed-only': 'false' },
    });
    expect(result.code).toBe(1);
    const commands = result.log.split('\n').filter((line) => line.startsWith('::'));
    for (const command of commands)
      expect(command).toMatch(
        /^::(error|warning) title=[\w-]+,file=|^::(group|endgroup|add-mask)::|^::endgroup/,
      );
    expect(result.log).not.toMatch(/^##\[/m);
    expect(result.summary).not.toMatch(/<script|<b>|@team/);
    for (const row of result.summary.split('\n').filter((line) => line.startsWith('| ')))
      expect(row.match(/(?<!\\)\|/g)).toHaveLength(5);
    const diagrams = result.summary.split('```mermaid').slice(1);
    for (const diagram of diagrams) expect(diagram.split('```')[0]).not.toMatch(/<script|<b>|\]:::x/);
    politely(result);
  });

  test('a flow with such a description is published as it is written', async () => {
    const text = JSON.parse(IVR) as { flow_definition: Record<string, unknown> };
    text.flow_definition.name = 'Hostile: #1 "x"';
    text.flow_definition.description = '*a: &b {{not}} | > %';
    const substitutions = { not: '- x: "y"' };
    const result = await world.onPush({
      prepare: (folder) =>
        writeFileSync(join(folder, 'flows/ivr.flow.json'), JSON.stringify({ ...text, substitutions })),
    });
    expect(result.outputs.published).toBe('1');
    const { parse } = await import('yaml');
    const yaml =
      world.genesys.org.flows.find((flow) => flow.name.startsWith('Hostile'))?.versions[0]?.yaml ?? '';
    expect(parse(yaml).inboundCall.description).toBe('*a: &b - x: "y" | > %');
  });
});

describe('code in the summary', () => {
  const broken = 'inboundCall:\n  name: X\n  startUpRef: /inboundCall/tasks/task[none]\n  tasks: []\n';
  const secret = `# password: hunter2-from-an-earlier-step\n${broken}`;
  const validate = (prepare: (folder: string) => void) =>
    world.onPush({ prepare, inputs: { mode: 'validate', 'changed-only': 'false', region: 'us-east-1' } });

  test('is that of files that git tracks', async () => {
    await world.push({ 'flows/broken.yaml': broken });
    const result = await validate(() => {});
    await world.push({ 'flows/broken.yaml': null });
    expect(result.summary).toContain('<pre>');
    expect(result.summary).not.toContain('No code of');
  });
  test.each<[string, (folder: string) => void]>([
    ['a file of an earlier step', (folder) => writeFileSync(join(folder, 'flows/y.yaml'), secret)],
    [
      'a file behind a link',
      (folder) => {
        writeFileSync(join(folder, 'secret.yaml'), secret);
        symlinkSync('../secret.yaml', join(folder, 'flows/y.yaml'));
      },
    ],
  ])('is not that of %s', async (_, prepare) => {
    const result = await validate(prepare);
    expect(result.log).toContain('flows/y.yaml');
    expect(result.summary).toContain('No code of flows/y.yaml is shown');
    expect(result.summary + result.log).not.toContain('hunter2');
  });
});
