import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/findings/finding.ts';
import { findingsOf, load, manifest, slice, to } from '../support/load.ts';

const NODES = {
  start: { type: 'start', transitions: to('menu') },
  menu: { type: 'menu', text: 'Hi', transitions: to(['1', 'bye'], ['no-input', 'bye'], ['no-match', 'bye']) },
  bye: { type: 'end', transitions: [] },
};
const WITH_SAY = {
  ...NODES,
  start: { type: 'start', transitions: to('hello') },
  hello: { type: 'say', text: 'Hello', transitions: to('menu') },
};
const LOOP = {
  start: { type: 'start', transitions: to('a') },
  a: { type: 'say', text: 'a', transitions: to('b') },
  b: { type: 'say', text: 'b', transitions: to('a') },
};
const forbidden = { validation_rules: { allow_circular: false } };
const graph = (definition: unknown) =>
  JSON.stringify({ target_region: 'us-east-1', flow_definition: definition });

async function reported(files: Readonly<Record<string, string>>): Promise<Finding[]> {
  return findingsOf(await load(files, { manifests: 'flows/**' }));
}

/** Each as what is written, the rule, and what the hint says. */
const GRAPHS: readonly [string, string, string, string | RegExp][] = [
  ['a loop of two nodes', manifest(LOOP), 'busy-loop', /menu/],
  [
    'a loop of two nodes where cycles are forbidden',
    manifest(LOOP, forbidden),
    'circular-transition',
    /Break/,
  ],
  ['a loop of two nodes beside an end', manifest({ ...LOOP, bye: NODES.bye }), 'busy-loop', /menu/],
  [
    'a node that leads to itself',
    manifest({ ...WITH_SAY, hello: { ...WITH_SAY.hello, transitions: to('hello') } }),
    'busy-loop',
    /menu/,
  ],
  [
    'a type that is misspelt',
    manifest({ ...NODES, bye: { ...NODES.bye, type: 'edn' } }),
    'unknown-node-type',
    'Did you mean "end"?',
  ],
  [
    'the type of the start',
    manifest({ ...NODES, start: { ...NODES.start, type: 'strat' } }),
    'unknown-node-type',
    'Did you mean "start"?',
  ],
  [
    'another word for an end',
    manifest({ ...NODES, bye: { ...NODES.bye, type: 'disconnect' } }),
    'unknown-node-type',
    'Write "end".',
  ],
  [
    'another word for a transfer',
    manifest({ ...NODES, bye: { ...NODES.bye, type: 'queue', queue: 'Q' } }),
    'unknown-node-type',
    'Write "transfer".',
  ],
  [
    'a type that is a number',
    manifest({ ...NODES, bye: { ...NODES.bye, type: 5 } }),
    'manifest-schema',
    /start, say/,
  ],
  [
    'a type that is missing',
    manifest({ ...NODES, start: { transitions: to('menu') } }),
    'manifest-schema',
    /Add "type"/,
  ],
  [
    'transitions that are a text',
    manifest({ ...NODES, menu: { ...NODES.menu, transitions: 'bye' } }),
    'manifest-schema',
    /./,
  ],
  [
    'transitions that are a map',
    manifest({ ...NODES, start: { ...NODES.start, transitions: { target: 'menu' } } }),
    'manifest-schema',
    /./,
  ],
  [
    'a target that is a number',
    manifest({ ...NODES, start: { ...NODES.start, transitions: [{ target: 5 }] } }),
    'manifest-schema',
    /./,
  ],
  [
    'a target that is misspelt',
    manifest({ ...NODES, start: { ...NODES.start, transitions: to('menuu') } }),
    'missing-target',
    'Did you mean "menu"?',
  ],
  [
    'an input that is no text',
    manifest({
      ...NODES,
      menu: { ...NODES.menu, transitions: [{ on: true, target: 'bye' }, ...NODES.menu.transitions.slice(1)] },
    }),
    'manifest-schema',
    /./,
  ],
  [
    'an input that is misspelt',
    manifest({
      ...NODES,
      menu: { ...NODES.menu, transitions: to(['1', 'bye'], ['no-inptu', 'bye'], ['no-match', 'bye']) },
    }),
    'choice-without-selector',
    /no-input/,
  ],
  [
    'a node without a way on',
    manifest({
      ...WITH_SAY,
      hello: { ...WITH_SAY.hello, transitions: to('more') },
      more: { type: 'say', text: 'x', transitions: [] },
      menu: { ...NODES.menu, transitions: to(['1', 'hello'], ['no-input', 'bye'], ['no-match', 'bye']) },
      start: { type: 'start', transitions: to('menu') },
    }),
    'dead-end',
    /Add a transition/,
  ],
  [
    'an end that goes on',
    manifest({ ...NODES, bye: { type: 'end', transitions: to('menu') } }, forbidden),
    'terminal-with-transition',
    /Remove/,
  ],
  ['nodes that are a list', graph({ name: 'x', type: 'ivr', nodes: [] }), 'manifest-schema', /./],
  ['a name that is a number', manifest(NODES, {}, { name: 5 }), 'manifest-schema', /./],
  ['a name that is missing', manifest(NODES, {}, { name: undefined }), 'manifest-schema', /Add "name"/],
  ['a flow_file that is a number', '{"target_region": "us-east-1", "flow_file": 5}', 'manifest-schema', /./],
  ['a manifest that is a list', '[]', 'manifest-schema', /./],
  [
    'a flow_definition that is misspelt',
    manifest(NODES).replace('flow_definition', 'flow_defintion'),
    'manifest-schema',
    'Did you mean "flow_definition"?',
  ],
  [
    'quotes that JSON does not have',
    "{'target_region': 'us-east-1', 'flow_definition': {}}",
    'manifest-syntax',
    /./,
  ],
];

describe('one error in a node graph is one finding', () => {
  test.each(GRAPHS)('%s', async (_, text, rule, hint) => {
    const found = await reported({ 'flows/x.flow.json': text });
    expect(found.map((each) => each.rule)).toEqual([rule]);
    expect(found[0]?.hint).toMatch(hint);
  });

  test('two errors are two findings', async () => {
    const two = {
      ...NODES,
      bye: { ...NODES.bye, type: 'edn' },
      menu: { ...NODES.menu, transitions: to('bye') },
    };
    const found = await reported({ 'flows/x.flow.json': manifest(two) });
    expect(found.map(({ rule }) => rule).sort()).toEqual(['choice-without-selector', 'unknown-node-type']);
  });

  test('a digit may be a number', async () => {
    const [, ...others] = NODES.menu.transitions;
    const one = { ...NODES, menu: { ...NODES.menu, transitions: [{ on: 1, target: 'bye' }, ...others] } };
    const workspace = await load({ 'flows/x.flow.json': manifest(one) });
    expect(findingsOf(workspace)).toEqual([]);
    expect(workspace.flows[0]?.graph?.edges.map(({ label }) => label)).toContain('1');
    const twelve = { ...NODES, menu: { ...NODES.menu, transitions: [{ on: 12, target: 'bye' }, ...others] } };
    const found = await reported({ 'flows/x.flow.json': manifest(twelve) });
    expect(found.map(({ rule, message }) => `${rule} ${message}`)).toEqual([
      expect.stringMatching(/^choice-without-selector .*"12"/),
    ]);
  });

  test('a finding that is suppressed or switched off hides none', async () => {
    const rules = { validation_rules: { rules: { 'busy-loop': 'off', 'circular-transition': 'off' } } };
    const found = await reported({ 'flows/x.flow.json': manifest(LOOP, rules) });
    expect(found.map(({ rule }) => rule)).toEqual(['trap-loop']);
    const suppressed = await reported({
      'flows/x.flow.json': manifest(LOOP),
      '.genesys-flows.yml': 'suppressions: [{rule: busy-loop, reason: test}]',
    });
    expect(suppressed.map(({ rule }) => rule)).toEqual(['trap-loop']);
  });

  test('a warning hides no error', async () => {
    const rules = { validation_rules: { rules: { 'busy-loop': 'warning', 'circular-transition': 'off' } } };
    const found = await reported({ 'flows/x.flow.json': manifest(LOOP, rules) });
    expect(found.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual([
      'busy-loop warning',
      'trap-loop error',
    ]);
  });

  test('a tab in YAML', async () => {
    const text =
      'target_region: us-east-1\nflow_definition:\n\tname: x\n\ttype: ivr\n\tnodes:\n\t\tstart: {}\n';
    const found = await reported({ 'flows/x.flow.yaml': text });
    expect(found.map(({ rule, range, hint }) => [rule, range.line, hint])).toEqual([
      ['manifest-syntax', 3, 'Indent with spaces instead of tabs.'],
    ]);
  });
});

const CALL = `inboundCall:
  name: Test
  defaultLanguage: en-us
  supportedLanguages: { en-us: { defaultLanguageSkill: { noValue: true } } }
  startUpRef: /inboundCall/tasks/task[Main_1]
  variables:
    - stringVariable: { name: Flow.Customer, initialValue: { lit: Smith } }
  menus:
    - menu:
        name: Menu
        refId: Menu_2
        audio: { tts: Hi }
        defaultChildMenuRef: ./choices/menuDisconnect[Bye_3]
        choices:
          - menuDisconnect: { name: Bye, refId: Bye_3, dtmf: digit_9 }
          - menuTask:
              name: Go
              dtmf: digit_1
              task:
                actions:
                  - disconnect: { name: D }
  tasks:
    - task:
        name: Main
        refId: Main_1
        actions:
          - playAudio: { name: Say, audio: { exp: "ToAudioTTS(Flow.Customer)" } }
          - decision:
              name: Open
              condition: { exp: "Flow.Customer == \\"x\\"" }
              outputs:
                "yes":
                  actions:
                    - disconnect: { name: Closed }
          - jumpToMenu: { name: J, targetMenuRef: "/inboundCall/menus/menu[Menu_2]" }
`;

/** What is misspelt, the text that the finding points at, its severity, rule and suggestion. */
const MISSPELT: readonly [from: string, by: string, at: string, kind: string, meant: string][] = [
  ['inboundCall:', 'inboundCal:', 'inboundCal', 'error architect-root', 'inboundCall'],
  ['playAudio', 'playAudoi', 'playAudoi', 'warning misspelt-name', 'playAudio'],
  ['disconnect: { name: D', 'disconect: { name: D', 'disconect', 'error misspelt-name', 'disconnect'],
  [
    'disconnect: { name: Closed',
    'disconect: { name: Closed',
    'disconect',
    'error misspelt-name',
    'disconnect',
  ],
  ['jumpToMenu', 'jumpToMenuu', 'jumpToMenuu', 'error misspelt-name', 'jumpToMenu'],
  ['- menuDisconnect', '- menuDisconnnect', 'menuDisconnnect', 'warning misspelt-name', 'menuDisconnect'],
  ['menuTask', 'menuTsk', 'menuTsk', 'warning misspelt-name', 'menuTask'],
  ['  tasks:', '  taskss:', 'taskss', 'error misspelt-name', 'tasks'],
  ['  menus:', '  menu:', 'menu', 'error misspelt-name', 'menus'],
  ['- task:', '- tsak:', 'tsak', 'error misspelt-name', 'task'],
  ['- menu:', '- meun:', 'meun', 'error misspelt-name', 'menu'],
  ['startUpRef', 'startUpReff', 'startUpReff', 'error misspelt-name', 'startUpRef'],
  ['defaultLanguage', 'defaultLangauge', 'defaultLangauge', 'error misspelt-name', 'defaultLanguage'],
  ['variables', 'varibles', 'varibles', 'error misspelt-name', 'variables'],
  ['refId: Menu', 'refld: Menu', 'refld', 'error misspelt-name', 'refId'],
  ['dtmf: digit_9', 'dtfm: digit_9', 'dtfm', 'error misspelt-name', 'dtmf'],
  ['choices:', 'choises:', 'choises', 'error misspelt-name', 'choices'],
  ['targetMenuRef', 'targetMenuReff', 'targetMenuReff', 'error misspelt-name', 'targetMenuRef'],
  [
    'actions:\n                    -',
    'actons:\n                    -',
    'actons',
    'error misspelt-name',
    'actions',
  ],
  ['actions:\n          -', 'actons:\n          -', 'actons', 'error misspelt-name', 'actions'],
  [
    'task[Main_1]',
    'task[Mian_1]',
    '/inboundCall/tasks/task[Mian_1]',
    'error architect-start-ref',
    '/inboundCall/tasks/task[Main_1]',
  ],
  ['TTS(Flow.Customer)', 'TTS(Flow.Custmer)', 'Flow.Custmer', 'warning unknown-variable', 'Flow.Customer'],
];

describe('one error in Architect YAML is one finding', () => {
  test('there is none without', async () => expect(await reported({ 'flows/x.yaml': CALL })).toEqual([]));

  test.each(MISSPELT)('%s as %s', async (from, by, at, kind, meant) => {
    const text = CALL.replace(from, by);
    const found = await reported({ 'flows/x.yaml': text });
    expect(found.map((each) => [slice(text, each), `${each.severity} ${each.rule}`, each.hint])).toEqual([
      [at, kind, `Did you mean "${meant}"?`],
    ]);
  });

  test('a reference by name in place of the refId', async () => {
    const found = await reported({ 'flows/x.yaml': CALL.replace('refId: Menu_2', 'refId: M7') });
    expect(found.map(({ rule, hint }) => [rule, hint])).toEqual([
      ['architect-reference', 'Did you mean "/inboundCall/menus/menu[M7]"?'],
    ]);
  });

  test('a variable is named in the capitals of its author', async () => {
    const text = CALL.replace('TTS(Flow.Customer)', 'TTS(Flow.ClientName)');
    const found = await reported({ 'flows/x.yaml': text });
    expect(found.map(({ message }) => message)).toEqual(['Variable "Flow.ClientName" is not declared']);
  });

  test.each(['Test', 'en-us', 'Menu_2]', 'Flow.Customer)'])('a token without value for %s', async (value) => {
    const text = CALL.replace(value, `{{TOKEN}}${value.replace(/[^\])]/g, '')}`)
      .replace('defaultLanguage: {{TOKEN}}', 'defaultLanguage: "{{TOKEN}}"')
      .replace('name: {{TOKEN}}', 'name: "{{TOKEN}}"');
    const found = await reported({
      'flows/x.yaml': text,
      ...(value === 'Test' ? { 'flows/y.yaml': text } : {}),
    });
    const others = found.filter(({ rule }) => rule !== 'manifest-substitution');
    expect(others.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(JSON.stringify(found)).not.toContain('TOK_');
  });

  test('names that are near nothing are left alone', async () => {
    const text = CALL.replace('playAudio', 'summonAgent')
      .replace('menuTask', 'menuHologram')
      .replace('variables:', 'somethingNew: { a: 1 }\n  variables:');
    expect(await reported({ 'flows/x.yaml': text })).toEqual([]);
  });
});

describe('files whose first field is misspelt are checked, not skipped', () => {
  test.each<[string, string, string]>([
    ['flows/x.yaml', CALL.replace('inboundCall:', 'inboundCal:'), 'architect-root'],
    ['flows/x.yaml', CALL.replace('inboundCall:', 'inboundPager:'), 'architect-root'],
    ['flows/x.json', manifest(NODES).replace('flow_definition', 'flow_defintion'), 'manifest-schema'],
    ['flows/x.json', '{"target_region": "us-east-1", "flow": {}}', 'manifest-schema'],
    ['flows/x.yaml', 'flow_fiel: y.yaml\n', 'manifest-schema'],
  ])('%s', async (file, text, rule) => {
    const workspace = await load({ [file]: text }, { manifests: 'flows/**' });
    expect(workspace.ignored).toEqual([]);
    expect(findingsOf(workspace).map((each) => each.rule)).toContain(rule);
  });

  test('a file of another kind is skipped, also with a name that is near a flow type', async () => {
    const files = {
      'flows/a.yaml': 'workflows: [{name: x}]\n',
      'flows/b.yaml': 'invoice: {name: x}\n',
      'flows/c.json': '{"name": "x", "version": "1.0.0"}',
      'flows/x.flow.json': manifest(NODES),
    };
    const workspace = await load(files, { manifests: 'flows/**' });
    expect(workspace.ignored).toEqual(['flows/a.yaml', 'flows/b.yaml', 'flows/c.json']);
    expect(findingsOf(workspace)).toEqual([]);
  });
});

describe('variants of one error', () => {
  const nodes = {
    start: { type: 'start', transitions: to('hi') },
    hi: { type: 'say', text: 'Hi', transitions: to('m') },
    m: {
      type: 'menu',
      text: 'x',
      transitions: to(['1', 'q'], ['no-input', 'end'], ['no-match', 'end']),
    },
    q: { type: 'transfer', queue: 'Sales', transitions: to(['failure', 'end']) },
    end: { type: 'end', transitions: [] },
  };
  test.each<[string, string | RegExp, string, string]>([
    ['target', '"target": "q"', '"tagret": "q"', 'manifest-schema Did you mean "target"?'],
    ['transitions', '"transitions"', '"transition"', 'manifest-schema Did you mean "transitions"?'],
    ['nodes', '"nodes"', '"node"', 'manifest-schema Did you mean "nodes"?'],
    ['type', '"type": "say"', '"tpye": "say"', 'manifest-schema Did you mean "type"?'],
    ['queue', '"queue"', '"queu"', 'manifest-schema Did you mean "queue"?'],
    [
      'on in other words',
      '"on": "no-input"',
      '"on": "noinput"',
      'choice-without-selector Did you mean "no-input"?',
    ],
    ['a token as a target', '"target": "q"', '"target": "{{Q}}"', 'manifest-substitution Add "Q"'],
    ['a node without transitions', /("text": "Hi",\s*"transitions": )\[[^\]]*\]/, '$1[]', 'dead-end Add'],
  ])('a node graph: %s', async (_, before, after, expected) => {
    const text = manifest(nodes).replace(before, after);
    expect(text).not.toBe(manifest(nodes));
    const found = findingsOf(await load({ 'flows/x.flow.json': text }));
    expect(found.map(({ rule, hint }) => `${rule} ${hint}`)).toEqual([expect.stringContaining(expected)]);
  });

  const flow = `inboundCall:
  name: X
  defaultLanguage: en-us
  supportedLanguages: { en-us: {} }
  startUpRef: ./tasks/task[Main_1]
  tasks:
    - task:
        name: Main
        refId: Main_1
        actions:
          - playAudio: { name: Say, audio: { tts: Hi } }
          - transferToAcd: { name: T, targetQueue: { lit: { name: Sales } }, outputs: { failure: { actions: [{ playAudio: { name: F, audio: { tts: Busy } } }] } } }
          - callData: { name: C, category: { C: { dataAction: { D: { inputs: {} } } } }, outputs: { success: { actions: [{ playAudio: { name: P, audio: { tts: Ok } } }] } , failure: { actions: [{ disconnect: { name: E } }] } } }
          - disconnect: { name: Bye }
`;
  test('the flow itself has no finding', async () => {
    expect(findingsOf(await load({ 'flows/x.yaml': flow }))).toEqual([]);
  });
  test.each([
    ['targetQueue', 'targetQueu'],
    ['outputs', 'output'],
    ['failure', 'faliure'],
    ['success', 'sucess'],
    ['category', 'catagory'],
    ['tts', 'tss'],
  ])('Architect YAML: %s as %s', async (right, wrong) => {
    const found = findingsOf(await load({ 'flows/x.yaml': flow.replace(right, wrong) }));
    expect(found.map(({ severity, rule, hint }) => [severity, rule, hint])).toEqual([
      ['error', 'misspelt-name', `Did you mean "${right}"?`],
    ]);
  });
});
