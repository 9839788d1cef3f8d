import { describe, expect, test } from 'vitest';
import { architectFlow, nodeGraph } from '../support/definition.ts';
import { to } from '../support/load.ts';
import { lines, pictureOf, words } from '../support/picture.ts';

const IVR = `
inboundCall:
  name: Line
  startUpRef: /inboundCall/menus/menu[Main_10]
  initialGreeting: {tts: Welcome}
  settingsErrorHandling: {errorHandling: {queue: {targetQueue: {lit: {name: Operators}}}}}
  menus:
    - menu:
        name: Main
        refId: Main_10
        audio: {tts: Press 1}
        choices:
          - menuTransferToAcd: {name: Sales, dtmf: digit_1, targetQueue: {lit: {name: Sales EU}}}
          - menuJumpToTask: {name: Hours, dtmf: digit_2, targetTaskRef: "/inboundCall/tasks/task[Hours_11]"}
          - menuTask:
              name: Status
              dtmf: digit_3
              task:
                actions:
                  - callData:
                      name: Get
                      category: {Orders: {dataAction: {Order status: {inputs: {}}}}}
                      outputs:
                        success: {actions: [{playAudio: {name: Play, audio: {tts: On its way}}}]}
                  - updateData: {name: Note}
                  - jumpToMenu: {name: Back, targetMenuRef: "/inboundCall/menus/menu[Main_10]"}
          - menuDisconnect: {name: Bye, dtmf: digit_9}
          - menuJumpToTask: {name: Lost, dtmf: digit_8, targetTaskRef: "/inboundCall/tasks/task[Nowhere_1]"}
  tasks:
    - task:
        name: Hours
        refId: Hours_11
        actions:
          - decision:
              name: Open?
              condition: {exp: Flow.open}
              outputs:
                "yes": {actions: [{transferToNumber: {name: T, targetNumber: {lit: "+49 30 1"}, outputs: {failure: {actions: [{disconnect: {name: D}}]}}}}]}
                "no": {actions: [{playAudio: {name: Closed, audio: {prompt: Prompt.closed}}}]}
          - disconnect: {name: End}
`;

test('a call flow is drawn as its callers experience it', () => {
  expect(lines(pictureOf(architectFlow(IVR)))).toMatchInlineSnapshot(`
    [
      "Start ----> “Welcome”",
      "Start --on error--> Queue Operators",
      "Main / “Press 1” --1 Sales--> Queue Sales EU",
      "Main / “Press 1” --9 Bye--> Disconnect",
      "Main / “Press 1” --no input or no match--> Disconnect",
      "Main / “Press 1” --2 Hours--> Hours / Open?",
      "Main / “Press 1” --8 Lost--> Nowhere_1 / does not exist",
      "Main / “Press 1” --3 Status--> Order status",
      "Order status --success--> “On its way”",
      "Order status --failure | timeout--> Main / “Press 1”",
      "“On its way” ----> Main / “Press 1”",
      "Hours / Open? --yes--> Number +49 30 1",
      "Hours / Open? --no--> prompt closed",
      "Number +49 30 1 --failure--> Disconnect",
      "prompt closed ----> Disconnect",
      "“Welcome” ----> Main / “Press 1”",
    ]
  `);
});

test('steps that callers do not notice are counted', () => {
  expect(pictureOf(architectFlow(IVR)).quiet).toBe(1);
});

test('a finding marks the step that it stands in, also one that is not drawn otherwise', () => {
  const definition = architectFlow(IVR);
  const at = [
    'inboundCall',
    'menus',
    0,
    'menu',
    'choices',
    2,
    'menuTask',
    'task',
    'actions',
    1,
    'updateData',
    'name',
  ];
  const line = IVR.slice(0, definition.locate(at).span.start).split('\n').length;
  const finding = {
    rule: 'x',
    severity: 'warning' as const,
    message: '',
    hint: '',
    file: 'flow.yaml',
    range: { line, column: 35, endLine: line, endColumn: 36 },
    manifest: '',
    nodes: [],
    trace: [],
  };
  expect(
    pictureOf(definition, [finding])
      .nodes.filter(({ flag }) => flag)
      .map(words),
  ).toEqual(['warning: Note']);
});

describe('a node graph', () => {
  const graph = nodeGraph({
    start: { type: 'start', transitions: to('hello') },
    hello: { type: 'say', text: 'Hi', transitions: to('menu') },
    menu: {
      type: 'menu',
      media_id: 'm1',
      transitions: to(['1', 'sales'], ['2', 'sales'], ['no-input', 'bye'], ['no-match', 'gone']),
    },
    sales: { type: 'transfer', queue: 'Sales', transitions: to(['failure', 'bye']) },
    bye: { type: 'end', transitions: [] },
  });

  test('is drawn with the names of its nodes', () => {
    expect(lines(pictureOf(graph))).toMatchInlineSnapshot(`
      [
        "start / hello / “Hi” ----> menu / prompt m1",
        "menu / prompt m1 --1 | 2--> sales / Queue Sales",
        "menu / prompt m1 --no input--> bye",
        "menu / prompt m1 --no match--> gone / does not exist",
        "sales / Queue Sales --failure--> bye",
      ]
    `);
  });

  test('marks the nodes that a finding names', () => {
    const finding = {
      rule: 'x',
      severity: 'error' as const,
      message: '',
      hint: '',
      file: '',
      range: { line: 1, column: 1, endLine: 1, endColumn: 1 },
      manifest: '',
      nodes: ['sales'],
      trace: [],
    };
    expect(
      pictureOf(graph, [finding])
        .nodes.filter(({ flag }) => flag)
        .map(words),
    ).toEqual(['error: sales / Queue Sales']);
  });
});

test.each([
  [
    'a queue by an expression',
    '{transferToAcd: {name: T, targetQueue: {exp: Flow.queue}}}',
    'Queue Flow.queue',
  ],
  ['a flow', '{transferToFlow: {name: T, targetFlow: {name: Night}}}', 'Flow Night'],
  [
    'a voicemail',
    '{transferToVoicemail: {name: T, destination: {queue: {targetQueue: {lit: {name: Q}}}}}}',
    'Voicemail of queue Q',
  ],
  ['a user', '{transferToUser: {name: T, targetUser: {lit: {name: Ann}}}}', 'User Ann'],
  ['nothing that is set', '{transferToGroup: {name: T}}', 'Group'],
])('a transfer to %s', (_, action, words) => {
  const text = `inboundCall: {name: X, startUpRef: "/inboundCall/tasks/task[T]", tasks: [{task: {name: T, refId: T, actions: [${action}]}}]}`;
  expect(lines(pictureOf(architectFlow(text))).join('\n')).toContain(words);
});
