import { bot, call, other, type ValueCase } from './build.ts';

const cases = (count: number) =>
  Array.from({ length: count }, (_, at) => `{case: {value: {exp: Flow.n == ${at}}, actions: []}}`).join(', ');

export const ACTIONS: readonly ValueCase[] = [
  {
    rule: 'action-flow-type',
    of: 'actions of other channels in a call flow',
    text: call(`
- sendAutoReply: {name: Reply, messageBody: {exp: '"Hi"'}} # !
- sendResponse: {name: Say, messageBody: {lit: Hi}} # !
- communicate: {name: Say, communication: {exp: '"Hi"'}} # !
- holdMusic: {name: Music} # !
- decision:
    name: Open
    condition: {exp: Flow.open}
    outputs:
      "yes":
        actions:
          - endWorkflow: {name: End} # !
- playAudio: {name: Play, audio: {tts: Hi}}
- brandNewAction: {name: New}`),
  },
  {
    rule: 'action-flow-type',
    of: 'actions of calls in an email flow',
    text: other(
      'inboundEmail',
      `
- playAudio: {name: Play, audio: {tts: Hi}} # !
- collectInput: {name: Ask, inputData: {var: Flow.x}} # !
- previousMenu: {name: Back} # !
- sendAutoReply: {name: Reply, messageBody: {exp: '"Hi"'}}
- wait: {name: Wait, duration: {lit: {minutes: 1}}}
- disconnect: {name: End}`,
    ),
  },
  {
    rule: 'action-flow-type',
    of: 'a bot, with a branch that is switched off',
    text: bot(
      `
- askForIntent:
    name: Ask
    outputs:
      intents:
        - intent: {name: Old, enabled: false, actions: [{sendAutoReply: {name: Reply}}]}
        - intent:
            name: New
            enabled: true
            actions:
              - sendAutoReply: {name: Reply} # !
- communicate: {name: Say, communication: {exp: '"Hi"'}}`,
      '',
    ),
  },
  {
    rule: 'action-flow-type',
    of: 'a type that nobody knows, and a common module, may have any',
    text: other('brandNew', '- playAudio: {name: Play, audio: {tts: Hi}}\n- sendAutoReply: {name: Reply}'),
  },
  {
    rule: 'empty-action',
    of: 'lists without entries',
    text: call(`
- updateData: {name: Set} # !
- updateData: {name: Set, statements: []} # !
- updateData: {name: Set, statements: [{string: {variable: Flow.x, value: {lit: a}}}]}
- setParticipantData: {name: Put, attributes: []} # !
- getParticipantData: {name: Get, attributes: {noValue: true}}
- getParticipantData: {name: Get} # !`),
  },
  {
    rule: 'previous-menu',
    of: 'a flow without menus',
    text: call(
      '- decision: {name: D, condition: {exp: Flow.x}, outputs: {"yes": {actions: [{previousMenu: {name: Back}}]}}} # !',
    ),
  },
  {
    rule: 'previous-menu',
    of: 'a start task, and a task that a menu leads to',
    text: `inboundCall:
  name: Demo
  startUpRef: ./tasks/task[a]
  tasks:
    - task:
        name: A
        refId: a
        actions:
          - decision:
              name: D
              condition: {exp: Flow.x}
              outputs:
                "yes":
                  actions:
                    - previousMenu: {name: Back} # !
          - jumpToMenu: {name: J, targetMenuRef: "/inboundCall/menus/menu[m]"}
    - task:
        name: B
        refId: b
        actions: [{previousMenu: {name: Back}}]
  menus:
    - menu:
        name: Main
        refId: m
        choices:
          - menuJumpToTask: {name: B, dtmf: digit_1, targetTaskRef: "/inboundCall/tasks/task[b]"}
          - menuTask: {name: C, dtmf: digit_2, task: {actions: [{previousMenu: {name: Back}}]}}
`,
  },
  {
    rule: 'switch-size',
    of: '64 and 65 cases',
    text: call(`
- switch: {name: S, evaluate: {firstTrue: {default: {actions: []}, cases: [${cases(64)}]}}}
- switch: {name: S, evaluate: {firstTrue: {default: {actions: []}, cases: [${cases(65)}]}}} # !`),
  },
];
