import { describe, expect, test } from 'vitest';
import { architectParts } from '../../src/difference/architect-parts.ts';
import { bumpFor } from '../../src/difference/bump.ts';
import { differenceOf } from '../../src/difference/change.ts';
import { nodeGraphParts } from '../../src/difference/node-graph-parts.ts';
import { sentenceLine, sentences } from '../../src/difference/sentence.ts';
import { readYaml } from '../../src/source/yaml.ts';
import { to } from '../support/load.ts';

const FLOW = `
inboundCall:
  name: Line
  startUpRef: "./menus/menu[Main_10]"
  initialGreeting: {tts: Welcome}
  settingsMenu: {repeatCount: {lit: 3}}
  settingsErrorHandling: {errorHandling: {disconnect: {none: true}}}
  variables:
    - stringVariable: {name: Flow.lang, initialValue: {noValue: true}, isInput: true, isOutput: false}
    - stringVariable: {name: Flow.note, initialValue: {noValue: true}, isInput: false, isOutput: false}
  menus:
    - menu:
        name: Main Menu
        refId: Main_10
        audio: {tts: Press 1}
        defaultChildMenuRef: "./choices/menuTransferToAcd[op]"
        choices:
          - menuJumpToTask: {name: Hours, dtmf: digit_1, targetTaskRef: "/inboundCall/tasks/task[Hours_11]"}
          - menuJumpToTask: {name: Help, dtmf: digit_3, targetTaskRef: "/inboundCall/tasks/task[Support_12]"}
          - menuTransferToAcd: {name: Operator, refId: op, dtmf: digit_0, targetQueue: {lit: {name: Operators}}}
          - menuDisconnect: {name: Bye, refId: bye, dtmf: digit_9}
  tasks:
    - task:
        name: Hours
        refId: Hours_11
        actions:
          - playAudio: {name: Play, audio: {tts: Hello}}
          - playAudio: {name: Play, audio: {tts: Again}}
          - callData:
              name: Look up
              timeout: {lit: {seconds: 5}}
              category: {Orders: {dataAction: {Get order: {inputs: {}}}}}
              outputs: {failure: {actions: [{transferToAcd: {name: Give up, targetQueue: {lit: {name: Support}}}}]}}
          - decision: {name: Open, condition: {exp: Flow.open}}
          - disconnect: {name: End}
    - task: {name: Support, refId: Support_12, actions: [{disconnect: {name: End}}]}
    - task: {name: Billing, refId: Billing_13, actions: [{disconnect: {name: End}}]}
`;
const parts = (text: string) => {
  const { value, errors } = readYaml('x.yaml', text);
  expect(errors).toEqual([]);
  return architectParts(value);
};
const without = (text: string) => new RegExp(`\\n[^\\n]*${text}[^\\n]*`);

describe('a change of Architect YAML in words', () => {
  test.each<[string, (text: string) => string, string[], string | undefined]>([
    ['nothing', (text) => text, [], undefined],
    ['ids', (text) => text.replaceAll('Main_10', 'Main_1').replaceAll('Hours_11', 'x'), [], undefined],
    [
      'an option that leads elsewhere',
      (text) =>
        text.replace(
          'digit_3, targetTaskRef: "/inboundCall/tasks/task[Support_12]"',
          'digit_3, targetTaskRef: "/inboundCall/tasks/task[Billing_13]"',
        ),
      ['Main Menu: option 3 now goes to Billing (was Support)'],
      'major',
    ],
    [
      'silence',
      (text) => text.replace('./choices/menuTransferToAcd[op]', './choices/menuDisconnect[bye]'),
      ['Main Menu: silence three times now hangs up (was: queue Operators)'],
      'patch',
    ],
    [
      'a new option',
      (text) =>
        text.replace(
          '          - menuDisconnect',
          '          - menuJumpToTask: {name: Opening hours, dtmf: digit_4, targetTaskRef: "/inboundCall/tasks/task[Hours_11]"}\n          - menuDisconnect',
        ),
      ['Main Menu: new option 4: Opening hours (goes to Hours)'],
      'minor',
    ],
    [
      'an option that is gone',
      (text) => text.replace(without('menuDisconnect'), ''),
      ['Main Menu: option 9 is removed (Bye)'],
      'major',
    ],
    [
      'an option on another key',
      (text) => text.replace('digit_9', 'digit_8'),
      ['Main Menu: option "Bye" is now on key 8 (was key 9)'],
      'major',
    ],
    [
      'an option of another kind',
      (text) =>
        text.replace(
          'menuJumpToTask: {name: Help, dtmf: digit_3, targetTaskRef: "/inboundCall/tasks/task[Support_12]"}',
          'menuDisconnect: {name: Help, dtmf: digit_3}',
        ),
      ['Main Menu: option 3 now hangs up (was Support)'],
      'major',
    ],
    [
      'a prompt',
      (text) => text.replace('Press 1', 'Press 2'),
      ['Main Menu: now says “Press 2” (was “Press 1”)'],
      'patch',
    ],
    [
      'the greeting',
      (text) => text.replace('Welcome', 'Hi'),
      ['the greeting now says “Hi” (was “Welcome”)'],
      'patch',
    ],
    ['a text', (text) => text.replace('Hello', 'Hi'), ['Hours: "Play" now says “Hi” (was “Hello”)'], 'patch'],
    [
      'a queue',
      (text) => text.replace('name: Support}}', 'name: Sales}}'),
      ['Hours: "Give up" now transfers to queue Sales (was queue Support)'],
      'patch',
    ],
    [
      'a condition',
      (text) => text.replace('exp: Flow.open', 'exp: Flow.closed'),
      ['Hours: "Open" now tests Flow.closed (was Flow.open)'],
      'patch',
    ],
    [
      'a data action',
      (text) => text.replace('Get order', 'Find order'),
      ['Hours: "Look up" now uses data action Find order (was Get order)'],
      'patch',
    ],
    [
      'a setting without a sentence of its own',
      (text) => text.replace('seconds: 5', 'seconds: 9'),
      ['Hours: "Look up": timeout is now 9 seconds (was 5 seconds)'],
      'patch',
    ],
    [
      'a new step in a branch',
      (text) =>
        text.replace(
          '{actions: [{transferToAcd',
          '{actions: [{playAudio: {name: Sorry, audio: {tts: Sorry}}}, {transferToAcd',
        ),
      ['Hours: new step: prompt “Sorry” (failure of "Look up")'],
      'minor',
    ],
    [
      'a step that is gone',
      (text) => text.replace(without('tts: Again'), ''),
      ['Hours: step: prompt “Again” is removed'],
      'minor',
    ],
    [
      'a task that is renamed, with its refId',
      (text) =>
        text.replace('name: Hours\n', 'name: Opening times\n').replaceAll('Hours_11', 'Opening times_11'),
      ['Opening times: the task is now called "Opening times" (was "Hours")'],
      'patch',
    ],
    [
      'a step that is renamed',
      (text) => text.replace('name: Look up', 'name: Find'),
      ['Hours: "Look up" is now called "Find"'],
      'patch',
    ],
    [
      'a step that moved',
      (text) => {
        const [line = ''] = /\n[^\n]*name: Open,[^\n]*/.exec(text) ?? [];
        return text.replace(line, '').replace('\n          - playAudio', `${line}\n          - playAudio`);
      },
      ['Hours: "Open" moved to the beginning'],
      'patch',
    ],
    [
      'a step that moved to another task',
      (text) => {
        const [line = ''] = /\n[^\n]*name: Open,[^\n]*/.exec(text) ?? [];
        return text
          .replace(line, '')
          .replace('Billing_13, actions: [', `Billing_13, actions: [${line.trim().slice(2)}, `);
      },
      ['Billing: "Open" moved here from Hours'],
      'patch',
    ],
    [
      'where calls start',
      (text) => text.replace('./menus/menu[Main_10]', '/inboundCall/tasks/task[Billing_13]'),
      ['calls now start at Billing (was Main Menu)'],
      'patch',
    ],
    [
      'what happens after an error',
      (text) =>
        text.replace('{disconnect: {none: true}}', '{queue: {targetQueue: {lit: {name: Operators}}}}'),
      ['after an error the call now goes to queue Operators (was: hang up)'],
      'patch',
    ],
    [
      'a new task',
      (text) =>
        `${text}    - task: {name: Night, refId: Night_20, actions: [{playAudio: {name: A, audio: {tts: Good night}}}, {disconnect: {name: B}}]}\n`,
      ['Night: new task with 2 steps'],
      'minor',
    ],
    [
      'an input that is gone',
      (text) => text.replace(without('Flow.lang'), ''),
      ['Variables: variable Flow.lang is removed'],
      'major',
    ],
    [
      'a variable of its own that is gone',
      (text) => text.replace(without('Flow.note'), ''),
      ['Variables: variable Flow.note is removed'],
      'minor',
    ],
    [
      'an empty branch',
      (text) =>
        text.replace(
          'condition: {exp: Flow.open}',
          'condition: {exp: Flow.open}, outputs: {"yes": {actions: []}}',
        ),
      [],
      undefined,
    ],
  ])('%s', (_, change, lines, bump) => {
    const difference = differenceOf(parts(FLOW), parts(change(FLOW)));
    expect(sentences(difference).map(sentenceLine)).toEqual(lines);
    expect(bumpFor(difference)).toBe(bump);
  });
});

describe('a change of a node graph in words', () => {
  const GRAPH = {
    start: { type: 'start', transitions: to('hello') },
    hello: { type: 'say', text: 'Hi', transitions: to('menu') },
    menu: {
      type: 'menu',
      media_id: 'm1',
      transitions: to(['1', 'sales'], ['3', 'sales'], ['no-input', 'bye']),
    },
    sales: { type: 'transfer', queue: 'Sales', transitions: [] },
    billing: { type: 'transfer', queue: 'Billing', transitions: [] },
    bye: { type: 'end', transitions: [] },
  };
  const graph = (nodes: object) => nodeGraphParts({ name: 'Test', nodes });
  test.each<[string, object, string[]]>([
    ['nothing', {}, []],
    [
      'a transition',
      { menu: { ...GRAPH.menu, transitions: to(['1', 'sales'], ['3', 'billing'], ['no-input', 'bye']) } },
      ['menu: option 3 now goes to billing (was sales)'],
    ],
    [
      'silence',
      { menu: { ...GRAPH.menu, transitions: to(['1', 'sales'], ['3', 'sales'], ['no-input', 'sales']) } },
      ['menu: silence now goes to sales (was bye)'],
    ],
    [
      'a new option',
      {
        menu: {
          ...GRAPH.menu,
          transitions: to(['1', 'sales'], ['3', 'sales'], ['4', 'billing'], ['no-input', 'bye']),
        },
      },
      ['menu: new option 4: goes to billing'],
    ],
    [
      'an option that is gone',
      { menu: { ...GRAPH.menu, transitions: to(['1', 'sales'], ['no-input', 'bye']) } },
      ['menu: option 3 is removed (was sales)'],
    ],
    ['a text', { hello: { ...GRAPH.hello, text: 'Hello' } }, ['hello: now says “Hello” (was “Hi”)']],
    ['a queue', { sales: { ...GRAPH.sales, queue: 'EU' } }, ['sales: now transfers to queue EU (was Sales)']],
    ['a prompt', { menu: { ...GRAPH.menu, media_id: 'm2' } }, ['menu: now plays prompt m2 (was m1)']],
    [
      'a next step',
      { hello: { ...GRAPH.hello, transitions: to('bye') } },
      ['hello: the next step now goes to bye (was menu)'],
    ],
    [
      'a new node',
      { extra: { type: 'say', text: 'More', transitions: to('bye') } },
      ['extra: new node (say → bye)'],
    ],
  ])('%s', (_, change, lines) => {
    const difference = differenceOf(graph(GRAPH), graph({ ...GRAPH, ...change }));
    expect(sentences(difference).map(sentenceLine)).toEqual(lines);
  });

  test('a node that is renamed, with the transitions to it', () => {
    const { hello, ...rest } = GRAPH;
    const renamed = graph({ ...rest, start: { ...rest.start, transitions: to('welcome') }, welcome: hello });
    const difference = differenceOf(graph(GRAPH), renamed);
    expect(sentences(difference).map(sentenceLine)).toEqual([
      'welcome: the node is now called welcome (was hello)',
    ]);
  });
});
