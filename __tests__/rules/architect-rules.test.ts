import { describe, expect, test } from 'vitest';
import { FLOW_RULES } from '../../src/rules/flow/index.ts';
import type { FlowRule } from '../../src/rules/rule.ts';
import { findingsOf, load, slice } from '../support/load.ts';

const task = (name: string, ...actions: string[]) =>
  `    - task:\n        name: ${name}\n        refId: ${name}_1\n        actions: [${actions.join(', ')}]\n`;
const hangUp = '{disconnect: {name: End}}';
const jump = (to: string) => `{jumpToTask: {name: Jump, targetTaskRef: "/inboundCall/tasks/task[${to}_1]"}}`;
const flow = (tasks: string, more = '') =>
  `inboundCall:\n  name: Demo\n  startUpRef: ./tasks/task[A_1]\n${more}  tasks:\n${tasks}`;
const menu = (...choices: string[]) =>
  `inboundCall:\n  name: Demo\n  startUpRef: ./menus/menu[m]\n  menus:\n    - menu:\n        name: Main\n        refId: m\n        choices: [${choices.join(', ')}]\n`;
const choice = (name: string, more: string) => `{menuDisconnect: {name: ${name}, ${more}}}`;
const decision = (yes: string, no: string) =>
  `{decision: {name: Open, condition: {exp: x}, outputs: {"yes": {actions: [${yes}]}, "no": {actions: [${no}]}}}}`;
const loop = (...body: string[]) =>
  `{loop: {name: Again, loopCount: {lit: 3}, outputs: {loop: {actions: [${body.join(', ')}]}}}}`;
const play = '{playAudio: {name: Play, audio: {tts: Hi}}}';

const transfer = (failure: string) =>
  `{transferToAcd: {name: T, targetQueue: {lit: {name: Q}}, outputs: {failure: {actions: [${failure}]}}}}`;
const call = (to: string) => `{callTask: {name: Call, targetTaskRef: "/inboundCall/tasks/task[${to}_1]"}}`;
const choose = (fallback: string) =>
  `{switch: {name: S, evaluate: {firstTrue: {${fallback}cases: [{case: {value: {exp: x}, actions: [{disconnect: {name: E}}]}}]}}}}`;
const variable = (name: string) =>
  `  variables: [{stringVariable: {name: ${name}, initialValue: {noValue: true}}}]\n`;
const set = (name: string, exp: string) =>
  `{updateData: {name: Set, statements: [{string: {variable: ${name}, value: {exp: ${exp}}}}]}}`;
const sales = '{menuTransferToAcd: {name: Sales, dtmf: digit_1, targetQueue: {lit: {name: Sales}}}}';
const collect = (success: string, failure: string) =>
  `{collectInput: {name: Ask, inputData: {var: Flow.in}, digits: {exact: 1}, inputAudio: {tts: Hi}, outputs: {success: {actions: [${success}]}, failure: {actions: [${failure}]}}}}`;
const decide = (exp: string, yes: string) =>
  `{decision: {name: D, condition: {exp: "${exp}"}, outputs: {"yes": {actions: [${yes}]}}}}`;

const lookUp = (success: string, failure: string, timeout: string) =>
  `{callData: {name: Look, category: {C: {dataAction: {D: {inputs: {}}}}}, outputs: {success: {actions: [${success}]}, failure: {actions: [${failure}]}, timeout: {actions: [${timeout}]}}}}`;

const CASES: { rule: string; at: string; line: number; bad: string; good: string }[] = [
  {
    rule: 'architect-root',
    at: 'workflow',
    line: 9,
    bad: `${flow(task('A', hangUp))}workflow: {name: B}\n`,
    good: flow(task('A', hangUp)),
  },
  {
    rule: 'missing-start',
    at: 'inboundCall',
    line: 1,
    bad: flow(task('A', hangUp)).replace(/ {2}startUpRef.*\n/, ''),
    good: flow(task('A', hangUp)),
  },
  {
    rule: 'architect-start-ref',
    at: './tasks/task[A_1]',
    line: 3,
    bad: flow(task('B', hangUp)),
    good: flow(task('A', hangUp)),
  },
  {
    rule: 'architect-reference',
    at: '"/inboundCall/tasks/task[B_1]"',
    line: 8,
    bad: flow(task('A', jump('B'))),
    good: flow(task('A', jump('B')) + task('B', hangUp)),
  },
  {
    rule: 'duplicate-ref-id',
    at: 'A_1',
    line: 11,
    bad: flow(task('A', hangUp) + task('B', hangUp).replace('B_1', 'A_1')),
    good: flow(task('A', jump('B')) + task('B', hangUp)),
  },
  {
    rule: 'duplicate-name',
    at: 'A',
    line: 10,
    bad: flow(task('A', hangUp) + task('A', hangUp).replace('A_1', 'B_1')),
    good: flow(task('A', jump('B')) + task('B', hangUp)),
  },
  {
    rule: 'not-terminating',
    at: 'playAudio',
    line: 8,
    bad: flow(task('A', play)),
    good: flow(task('A', play, hangUp)),
  },
  {
    rule: 'unreachable-action',
    at: 'playAudio',
    line: 8,
    bad: flow(task('A', hangUp, play)),
    good: flow(task('A', play, hangUp)),
  },
  {
    rule: 'unreachable-container',
    at: 'task',
    line: 9,
    bad: flow(task('A', hangUp) + task('B', hangUp)),
    good: flow(task('A', jump('B')) + task('B', hangUp)),
  },
  {
    rule: 'loop-control',
    at: 'loopExit',
    line: 8,
    bad: flow(task('A', '{loopExit: {name: Out}}', hangUp)),
    good: flow(task('A', loop('{loopExit: {name: Out}}'), hangUp)),
  },
  { rule: 'empty-menu', at: 'menu', line: 5, bad: menu(), good: menu(choice('Bye', 'dtmf: digit_9')) },
  {
    rule: 'default-choice',
    at: '"/inboundCall/menus/menu[m]"',
    line: 8,
    bad: menu(choice('Bye', 'dtmf: digit_9')).replace(
      'refId: m\n',
      'refId: m\n        defaultChildMenuRef: "/inboundCall/menus/menu[m]"\n',
    ),
    good: menu(choice('Bye', 'refId: b, dtmf: digit_9')).replace(
      'refId: m\n',
      'refId: m\n        defaultChildMenuRef: ./choices/menuDisconnect[b]\n',
    ),
  },
  {
    rule: 'duplicate-choice',
    at: 'digit_1',
    line: 8,
    bad: menu(choice('A', 'dtmf: digit_1'), choice('B', 'dtmf: digit_1')),
    good: menu(choice('A', 'dtmf: digit_1'), choice('B', 'dtmf: digit_2')),
  },
  {
    rule: 'choice-without-selector',
    at: 'menuDisconnect',
    line: 8,
    bad: menu(choice('A', 'globalDtmf: false, speechRecTerms: {en-us: {terms: []}}')),
    good: menu(choice('A', 'speechRecTerms: {en-us: {terms: [bye]}}')),
  },
  {
    rule: 'default-language',
    at: 'en-us',
    line: 4,
    bad: flow(task('A', hangUp), '  defaultLanguage: en-us\n  supportedLanguages: {da-dk: {}}\n'),
    good: flow(task('A', hangUp), '  defaultLanguage: en-us\n  supportedLanguages: {en-US: {}}\n'),
  },
  {
    rule: 'limits',
    at: '0',
    line: 8,
    bad: flow(task('A', loop(play).replace('lit: 3', 'lit: 0'), hangUp)),
    good: flow(task('A', loop(play), hangUp)),
  },
  {
    rule: 'missing-audio',
    at: 'playAudio',
    line: 8,
    bad: flow(task('A', '{playAudio: {name: P, audio: {noValue: true}}}', hangUp)),
    good: flow(task('A', play, hangUp)),
  },
  {
    rule: 'missing-default',
    at: 'switch',
    line: 8,
    bad: flow(task('A', decision(choose(''), hangUp))),
    good: flow(task('A', decision(choose('default: {actions: [{disconnect: {name: E}}]}, '), hangUp))),
  },
  {
    rule: 'missing-no-input',
    at: 'menu',
    line: 5,
    bad: menu(choice('Bye', 'refId: b, dtmf: digit_9'), sales),
    good: menu(choice('Bye', 'refId: b, dtmf: digit_9'), sales).replace(
      'refId: m\n',
      'refId: m\n        defaultChildMenuRef: ./choices/menuDisconnect[b]\n',
    ),
  },
  {
    rule: 'missing-failure-path',
    at: 'transferToAcd',
    line: 8,
    bad: flow(task('A', transfer(''), hangUp)),
    good: flow(task('A', transfer(play), hangUp)),
  },
  {
    rule: 'recursive-task-call',
    at: '"/inboundCall/tasks/task[A_1]"',
    line: 8,
    bad: flow(task('A', play, call('A'), hangUp)),
    good: flow(task('A', decision(hangUp, ''), call('A'), hangUp)),
  },
  {
    rule: 'unused-variable',
    at: 'Flow.old',
    line: 4,
    bad: flow(task('A', hangUp), variable('Flow.old')),
    good: flow(task('A', set('Flow.old', '1'), hangUp), variable('Flow.old')),
  },
  {
    rule: 'undeclared-variable',
    at: 'Flow.nmae',
    line: 9,
    bad: flow(task('A', set('Flow.nmae', 'Flow.name'), hangUp), variable('Flow.name')),
    good: flow(task('A', set('flow.NAME', 'Flow.name'), hangUp), variable('Flow.name')),
  },
  {
    rule: 'set-never-read',
    at: 'Flow.name',
    line: 4,
    bad: flow(task('A', set('Flow.name', 'Call.Ani'), hangUp), variable('Flow.name')),
    good: flow(
      task('A', set('Flow.name', 'Call.Ani'), decide('IsSet(Flow.name)', hangUp), hangUp),
      variable('Flow.name'),
    ),
  },
  {
    rule: 'read-never-set',
    at: 'Flow.name',
    line: 4,
    bad: flow(task('A', decide('IsSet(Flow.name)', hangUp), hangUp), variable('Flow.name')),
    good: flow(
      task('A', set('Flow.name', 'Call.Ani'), decide('IsSet(Flow.name)', hangUp), hangUp),
      variable('Flow.name'),
    ),
  },
  {
    rule: 'misspelt-name',
    at: 'disconect',
    line: 8,
    bad: flow(task('A', '{disconect: {name: D}}')),
    good: flow(task('A', '{disconnect: {name: D}}')),
  },
  {
    rule: 'template-token',
    at: '{{queue}}',
    line: 4,
    bad: flow(task('A', hangUp), '  description: {{queue}}\n'),
    good: flow(task('A', hangUp), '  description: "about {{queue}} and {{other}}"\n'),
  },
];

describe.each(CASES)('$rule', ({ rule, at, line, bad, good }) => {
  test('points at what is wrong, and finds nothing in the fixed flow', async () => {
    const found = findingsOf(await load({ 'flows/x.yaml': bad })).filter((each) => each.rule === rule);
    expect(found.map((each) => slice(bad, each))).toEqual([at]);
    expect(found.map(({ range }) => range.line)).toEqual([line]);
    const mended = findingsOf(await load({ 'flows/x.yaml': good })).filter((each) => each.rule === rule);
    expect(mended).toEqual([]);
  });
});

/** Rules about graphs, on the graph that is read from Architect YAML. */
const GRAPH: { rule: string; at: string; line: number; bad: string; good: string }[] = [
  {
    rule: 'busy-loop',
    at: '"/inboundCall/tasks/task[A_1]"',
    line: 8,
    bad: flow(task('A', play, jump('A'))),
    good: flow(task('A', collect(hangUp, jump('A')))),
  },
  {
    rule: 'busy-loop',
    at: '"/inboundCall/tasks/task[A_1]"',
    line: 8,
    bad: flow(task('A', call('B'), jump('A')) + task('B', play, '{endTask: {name: End}}')),
    good: flow(task('A', call('B'), jump('A')) + task('B', collect('', ''), '{endTask: {name: End}}')),
  },
  {
    rule: 'busy-loop',
    at: '"/inboundCall/tasks/task[A_1]"',
    line: 9,
    bad: flow(task('A', decide('Flow.open', hangUp), jump('A')), variable('Flow.open')),
    good: flow(
      task('A', set('Flow.n', 'Flow.n + 1'), decide('Flow.n > 3', hangUp), jump('A')),
      variable('Flow.n'),
    ),
  },
  {
    rule: 'trap-loop',
    at: '"/inboundCall/tasks/task[A_1]"',
    line: 8,
    bad: flow(task('A', collect(jump('A'), jump('A')))),
    good: flow(task('A', collect(hangUp, jump('A')))),
  },
  {
    rule: 'no-path-to-terminal',
    at: 'task',
    line: 9,
    bad: flow(task('A', jump('B')) + task('B', collect(jump('B'), jump('B')))),
    good: flow(task('A', jump('B')) + task('B', collect(hangUp, jump('B')))),
  },
  {
    rule: 'circular-transition',
    at: '"/inboundCall/tasks/task[A_1]"',
    line: 8,
    bad: flow(task('A', collect(hangUp, jump('A')))),
    good: flow(task('A', loop(play), hangUp)),
  },
  {
    rule: 'unbounded-reprompt',
    at: '"/inboundCall/tasks/task[A_1]"',
    line: 8,
    bad: flow(task('A', collect(hangUp, jump('A')))),
    good: flow(task('A', collect(jump('A'), hangUp))),
  },
  {
    rule: 'failure-only-exit',
    at: '"/inboundCall/tasks/task[A_1]"',
    line: 8,
    bad: flow(task('A', collect('', ''), lookUp(jump('A'), hangUp, hangUp))),
    good: flow(task('A', collect('', ''), lookUp(hangUp, jump('A'), hangUp))),
  },
  {
    rule: 'missing-media',
    at: 'Prompt.Gone',
    line: 8,
    bad: flow(task('A', '{playAudio: {name: P, audio: {prompt: Prompt.Gone}}}', hangUp)),
    good: flow(task('A', '{playAudio: {name: P, audio: {prompt: Prompt.Hello}}}', hangUp)),
  },
  {
    rule: 'missing-media',
    at: "'AudioPlaybackOptions(Prompt.Gone, true)'",
    line: 8,
    bad: flow(
      task('A', "{playAudio: {name: P, audio: {exp: 'AudioPlaybackOptions(Prompt.Gone, true)'}}}", hangUp),
    ),
    good: flow(task('A', "{playAudio: {name: P, audio: {exp: 'Concat(PromptSystem.Gone, 1)'}}}", hangUp)),
  },
  {
    rule: 'max-node-count',
    at: 'Demo',
    line: 2,
    bad: flow(task('A', play, play, play, hangUp)),
    good: flow(task('A', play, play, hangUp)),
  },
  {
    rule: 'hard-coded-id',
    at: '0f8fad5b-d9cb-469f-a165-70867728950e',
    line: 8,
    bad: flow(task('A', transfer(play).replace('Q}', '0f8fad5b-d9cb-469f-a165-70867728950e}'), hangUp)),
    good: flow(task('A', transfer(play), hangUp)),
  },
  {
    rule: 'hard-coded-secret',
    at: 'AKIAABCDEFGHIJKLMNOP',
    line: 8,
    bad: flow(task('A', set('Flow.x', 'AKIAABCDEFGHIJKLMNOP'), hangUp)),
    good: flow(task('A', set('Flow.x', 'AKIA'), hangUp)),
  },
];

test('a credential is found however its first letter is written', async () => {
  const text = flow(task('A', set('Flow.x', 'AKIAABCDEFGHIJKLMNOP'), hangUp));
  const escaped = text.replace(/(["']?)AKIAABCDEFGHIJKLMNOP\1/, '"\\x41KIAABCDEFGHIJKLMNOP"');
  expect(escaped).not.toContain('AKIA');
  const found = findingsOf(
    await load({ 'flows/x.yaml': escaped, '.genesys-flows.yml': 'defaults: {target_region: us-east-1}\n' }),
  );
  expect(found.map(({ rule }) => rule)).toContain('hard-coded-secret');
});

describe.each(GRAPH)('$rule on Architect YAML', ({ rule, at, line, bad, good }) => {
  const settings =
    rule === 'circular-transition'
      ? 'allow_circular: false'
      : 'max_node_count: 3, media_registry: {Hello: true}';
  const check = async (text: string) =>
    findingsOf(
      await load({
        'flows/x.yaml': text,
        '.genesys-flows.yml': `defaults: {validation_rules: {${settings}}}\nrules: {trap-loop: ${rule === 'no-path-to-terminal' ? 'off' : 'error'}}\n`,
      }),
    ).filter((each) => each.rule === rule);
  test('points at what is wrong, and finds nothing in the fixed flow', async () => {
    const found = await check(bad);
    expect(found.map((each) => slice(bad, each))).toEqual([at]);
    expect(found.map(({ range }) => range.line)).toEqual([line]);
    expect(await check(good)).toEqual([]);
  });
});

describe('references into other files', () => {
  const refer = (path: string) => flow(task('A', `{jumpToTask: {name: J, targetTaskRef: "${path}"}}`));
  const shared =
    'common:\n  tasks:\n    - task: {name: B, refId: b, actions: [{disconnect: {name: {{word}}}}]}\n';
  const check = async (path: string) => {
    const text = refer(path);
    const workspace = await load(
      {
        'flows/x.flow.json':
          '{"target_region": "us-east-1", "flow_file": "a.yaml", "substitutions": {"word": "End"}}',
        'flows/a.yaml': text,
        'shared/b.yaml': shared,
        '../c.yaml': shared,
      },
      { manifests: 'flows/*.flow.json' },
    );
    const files = workspace.flows[0]?.manifest.files;
    const found = findingsOf(workspace).filter(({ severity }) => severity === 'error');
    return { files, found: found.map((each) => [each.rule, slice(text, each)]) };
  };
  test('are followed, and their files belong to the flow', async () => {
    const { found, files } = await check('../shared/b.yaml#/common/tasks/task[b]');
    expect(found).toEqual([]);
    expect(files).toEqual(['flows/x.flow.json', 'flows/a.yaml', 'shared/b.yaml']);
  });
  test.each([
    ['../shared/b.yaml#/common/tasks/task[c]', 'architect-reference'],
    ['../shared/none.yaml#/common/tasks/task[b]', 'manifest-definition'],
    ['../../c.yaml#/common/tasks/task[b]', 'manifest-definition'],
  ])('%s: %s', async (path, rule) => {
    expect((await check(path)).found).toEqual([[rule, `"${path}"`]]);
  });
});

test('every rule about graphs that Architect YAML is held to has its case', () => {
  const own = new Set(['flow-name', 'unused-media']);
  const held = FLOW_RULES.filter(
    ({ id, appliesTo }: FlowRule) => appliesTo.includes('architect') && !own.has(id),
  ).map(({ id }) => id);
  expect(new Set(GRAPH.map(({ rule }) => rule))).toEqual(new Set(held));
});

describe('when a sequence ends, by Architect’s own rule', () => {
  const ends = async (...actions: string[]) => {
    const found = findingsOf(await load({ 'flows/x.yaml': flow(task('A', ...actions)) }));
    return !found.some(({ rule }) => rule === 'not-terminating');
  };
  test.each<[string, string[], boolean]>([
    ['a decision of which both ways end', [decision(hangUp, hangUp)], true],
    ['a decision of which one way falls through', [decision(hangUp, play)], false],
    [
      'a decision without one of its ways',
      ['{decision: {name: D, condition: {exp: x}, outputs: {"yes": {actions: [{disconnect: {name: E}}]}}}}'],
      false,
    ],
    ['a decision that falls through to an end', [decision('', play), hangUp], true],
    [
      'a transfer whose failure ends',
      [
        '{transferToAcd: {name: T, targetQueue: {lit: {name: Q}}, outputs: {failure: {actions: [{disconnect: {name: E}}]}}}}',
      ],
      true,
    ],
    [
      'a transfer whose failure comes back',
      ['{transferToAcd: {name: T, targetQueue: {lit: {name: Q}}}}'],
      false,
    ],
    ['a loop, whatever is in it', [loop(hangUp)], false],
    [
      'a switch with an end for each case and the default',
      [
        '{switch: {name: S, evaluate: {firstTrue: {default: {actions: [{disconnect: {name: E}}]}, cases: [{case: {value: {exp: x}, actions: [{disconnect: {name: E}}]}}]}}}}',
      ],
      true,
    ],
    [
      'a switch without default',
      [
        '{switch: {name: S, evaluate: {firstTrue: {cases: [{case: {value: {exp: x}, actions: [{disconnect: {name: E}}]}}]}}}}',
      ],
      false,
    ],
    [
      'an action that nobody knows, with branches that end',
      ['{brandNew: {name: N, deep: {er: {outputs: {a: {actions: [{disconnect: {name: E}}]}}}}}}'],
      true,
    ],
    ['an action that nobody knows, without branches', ['{brandNew: {name: N}}'], false],
  ])('%s: %s', async (_, actions, expected) => {
    expect(await ends(...actions)).toBe(expected);
  });

  test('in a digital flow a transfer does not return', async () => {
    const text =
      'inboundShortMessage:\n  name: D\n  startUpRef: ./states/state[s]\n  states:\n    - state: {name: S, refId: s, actions: [{transferToAcd: {name: T, targetQueue: {lit: {name: Q}}}}]}\n';
    expect(
      findingsOf(await load({ 'flows/x.yaml': text })).filter(({ rule }) => rule === 'not-terminating'),
    ).toEqual([]);
  });

  test('the task of a queue need not end', async () => {
    const text = 'inqueueCall:\n  name: Q\n  startUpTaskActions: [{holdMusic: {name: H}}]\n';
    expect(findingsOf(await load({ 'flows/x.yaml': text }))).toEqual([]);
  });

  test('nesting of any depth is read without recursion', async () => {
    let actions = hangUp;
    for (let depth = 0; depth < 24; depth++) actions = decision(actions, hangUp);
    expect(await ends(actions)).toBe(true);
  });
});

describe('outputs that are not written', () => {
  const exit = '{exitBotFlow: {name: Exit}}';
  const outputs = (kind: string, ...written: string[]) =>
    `{${kind}: {name: X, outputs: {${written.join(', ')}}}}`;
  const on = (name: string, ...actions: string[]) => `"${name}": {actions: [${actions.join(', ')}]}`;
  const off = (name: string) => `${name}: {enabled: false}`;
  const path = (...actions: string[]) => `path: {name: P, actions: [${actions.join(', ')}]}`;
  const judge = async (actions: string[], root = 'botFlow') => {
    const text = `${root}:\n  name: D\n  startUpRef: ./bots/bot[b]\n  bots:\n    - bot: {name: B, refId: b, actions: [${actions.join(', ')}]}\n`;
    const rules = new Set(['not-terminating', 'unreachable-action']);
    return findingsOf(await load({ 'flows/x.yaml': text }))
      .filter(({ rule }) => rules.has(rule))
      .map(({ rule, severity }) => `${severity} ${rule}`);
  };
  const silent = [off('maxNoInputs'), off('maxNoMatches')];
  test.each<[string, string, string[]]>([
    ['no answer but one', outputs('askForBoolean', on('no', exit), ...silent), ['error not-terminating']],
    ['both answers', outputs('askForBoolean', on('no', exit), on('yes', exit), ...silent), []],
    [
      'both answers, silence left out',
      outputs('askForBoolean', on('no', exit), on('yes', exit)),
      ['warning not-terminating'],
    ],
    [
      'a question with actions for its setbacks only',
      outputs('askForSlot', on('maxNoInputs', exit), on('maxNoMatches', exit)),
      ['error not-terminating'],
    ],
    [
      'a path without actions',
      `{digitalMenu: {name: X, outputs: {paths: [{${path(exit)}}, {path: {name: Q}}], maxNoInputs: {enabled: false}, maxNoMatches: {enabled: false}}}}`,
      ['error not-terminating'],
    ],
    ['found only', outputs('getConversationData', on('found', exit)), ['error not-terminating']],
    ['not found only', outputs('getExternalContact', on('notFound', exit)), ['error not-terminating']],
    ['an action of tomorrow, one way', outputs('judgeMood', on('yes', exit)), ['error not-terminating']],
    ['an action of tomorrow, both ways', outputs('judgeMood', on('yes', exit), on('no', exit)), []],
    ['an output of tomorrow', outputs('judgeMood', on('angry', exit)), []],
    ['an end of tomorrow', '{exitEverything: {name: X}}', []],
    ['something of tomorrow', '{brandNew: {name: X}}', ['warning not-terminating']],
    [
      'the values that a module gives back are no outputs',
      `{callCommonModule: {name: X, commonModule: {M: {ver_latestPublished: {inputs: {}, outputs: {Common.x: {var: Flow.x}}}}}}}`,
      ['error not-terminating'],
    ],
  ])('%s', async (_, action, expected) => {
    expect(await judge([action])).toEqual(expected);
    // With an end behind it nothing is wrong: an action of which not everything is known ends no sequence.
    const behind = await judge([action, exit]);
    expect(behind).toEqual(
      action.includes('askForBoolean') && expected.length === 0 ? ['warning unreachable-action'] : [],
    );
  });

  test('output paths of a task', async () => {
    const answer = (name: string) => `{endTask: {name: End, outputPath: {name: ${name}}}}`;
    const calls = (...written: string[]) => call('B').replace('}}', `, outputs: {${written.join(', ')}}}}`);
    const found = async (action: string) =>
      findingsOf(
        await load({
          'flows/x.yaml': flow(task('A', action) + task('B', decision(answer('Yes'), answer('Default')))),
        }),
      ).filter(({ rule }) => rule === 'not-terminating').length;
    expect(await found(calls(on('yes', hangUp)))).toBe(1);
    expect(await found(calls(on('yes', hangUp), on('default', hangUp)))).toBe(0);
  });
});

describe('where a call begins', () => {
  const state = (...actions: string[]) => `{name: S, refId: s, actions: [${actions.join(', ')}]}`;
  const errors = async (text: string) =>
    findingsOf(
      await load(
        { 'x.flow.yaml': 'target_region: us-east-1\nflow_file: flows/x.yaml\n', 'flows/x.yaml': text },
        { manifests: 'x.flow.yaml' },
      ),
    ).map(({ rule, severity }) => `${severity} ${rule}`);
  test.each(['inqueueEmail', 'inqueueShortMessage', 'workitem'])(
    '%s: states of the flow itself are entries',
    async (root) => {
      const end = '{endState: {name: E}}';
      const text = `${root}:\n  name: D\n  startUpState: ${state(end)}\n  periodicState: ${state(end).replace('S,', 'P,')}\n`;
      expect(await errors(text)).toEqual([]);
      const broken = text.replace(`[${end}]`, '[{addFlowMilestone: {name: U, milestone: {name: M}}}]');
      expect(await errors(broken)).toEqual(['error not-terminating']);
    },
  );
  test('a state that only fields of the flow name', async () => {
    const text = `inqueueEmail:\n  name: D\n  startUpState: ./states/state[s]\n  states: [{state: ${state('{endState: {name: E}}')}}]\n`;
    expect(await errors(text)).toEqual([]);
  });
  test.each(['emailSend', 'voicemail', 'voice', 'speech', 'brandNewFlow'])(
    '%s: warnings only',
    async (root) => {
      const text = `${root}:\n  name: D\n  startUpRef: ./states/state[x]\n  states: [{state: ${state('{something: {name: E}}', jump('A'))}}]\n`;
      const found = await errors(text);
      expect(found.filter((each) => each.startsWith('error'))).toEqual([]);
      expect(found).toContain('warning architect-start-ref');
      expect(found).not.toContain('warning not-terminating');
    },
  );
  test('a missing start is one finding, also where error handling leads on', async () => {
    const text = flow(
      task('A', hangUp) + task('B', play, hangUp),
      '  settingsErrorHandling: {errorHandling: {jumpToTask: {targetTaskRef: "/inboundCall/tasks/task[B_1]"}}}\n',
    ).replace(/ {2}startUpRef.*\n/, '');
    expect(await errors(text)).toEqual(['error missing-start']);
  });
});

describe('a circle of task calls', () => {
  const found = async (tasks: string) => {
    const text = flow(tasks);
    return findingsOf(await load({ 'flows/x.yaml': text }))
      .filter(({ rule }) => rule === 'recursive-task-call')
      .map((each) => `${each.range.line}: ${slice(text, each)}`);
  };
  test('is reported at the call that closes it, not at another loop of the same tasks', async () => {
    // A jumps to itself as well, which is a shorter way round.
    const tasks =
      task('A', collect(call('B'), jump('A')), jump('A')) + task('B', play, call('A'), play, jump('A'));
    expect(await found(tasks)).toEqual(['12: "/inboundCall/tasks/task[A_1]"']);
  });
});

describe('a failure that cuts the caller off', () => {
  const told = async (...actions: string[]) =>
    findingsOf(await load({ 'flows/x.yaml': flow(task('A', ...actions)) })).some(
      ({ rule }) => rule === 'missing-failure-path',
    );
  const found = (success: string) =>
    `{callData: {name: Look, category: {C: {dataAction: {D: {inputs: {}}}}}, outputs: {success: {actions: [${success}]}}}}`;
  const note = set('Flow.x', '1');
  test('of a data action', async () => {
    expect(await told(found(play), hangUp)).toBe(true);
    expect(await told(found(play), note, hangUp)).toBe(true);
    expect(await told(decision(found(play), ''), hangUp)).toBe(true);
    expect(await told(found(play), play, hangUp)).toBe(false);
    expect(
      await told('{callData: {name: Log, category: {C: {dataAction: {D: {inputs: {}}}}}}}', hangUp),
    ).toBe(false);
    expect(await told(lookUp(play, play, play), hangUp)).toBe(false);
  });
  test('of a transfer, seen from inside a branch', async () => {
    expect(await told(decision(transfer(''), ''), hangUp)).toBe(true);
    expect(await told(decision(transfer(''), ''), play, hangUp)).toBe(false);
  });
});
