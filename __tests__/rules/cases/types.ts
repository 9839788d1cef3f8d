import { bot, call, type ValueCase, variables } from './build.ts';

export const TYPES: readonly ValueCase[] = [
  {
    rule: 'value-type',
    of: 'statements of another type than their variable',
    text: call(
      `
- updateData:
    name: Set
    statements:
      - string: {variable: Flow.count, value: {lit: a}} # !
      - integer: {variable: flow.COUNT, value: {exp: 1 + 1}}
      - integer: {variable: Flow.names, value: {exp: "1"}} # !
      - stringCollection: {variable: Flow.names, value: {exp: MakeList("a")}}
      - string: {variable: Flow.unknown, value: {lit: a}}
      - brandNew: {variable: Flow.count, value: {lit: a}}
- collectInput: {name: Ask, inputData: {var: Flow.count}} # !
- loop: {name: L, currentIndex: {var: Flow.count}, loopCount: {lit: 2}, outputs: {loop: {actions: []}}}
- findQueue: {name: F, findName: {lit: Q}, findResult: {var: Flow.names}} # !`,
      variables(
        'integerVariable: {name: Flow.count, initialValue: {lit: 1}}',
        'stringCollectionVariable: {name: Flow.names, initialValue: {noValue: true}}',
        'brandNewVariable: {name: Flow.thing, initialValue: {lit: 1}}',
      ),
    ),
  },
  {
    rule: 'value-type',
    of: 'literals of another type',
    text: call(
      `
- updateData:
    name: Set
    statements:
      - integer: {variable: Flow.a, value: {lit: many}} # !
      - integer: {variable: Flow.a, value: {lit: 1.5}} # !
      - integer: {variable: Flow.a, value: {lit: "12"}}
      - boolean: {variable: Flow.b, value: {lit: "yes"}} # !
      - boolean: {variable: Flow.b, value: {lit: "true"}}
      - decimal: {variable: Flow.c, value: {lit: -1.25}}
      - integer: {variable: Flow.a, value: {exp: ToInt(Flow.c)}}
      - integer: {variable: Flow.a, value: {noValue: true}}
      - string: {variable: Flow.d, value: {lit: 5}}`,
      variables(
        'integerVariable: {name: Flow.a, initialValue: {lit: {name: x}}} # !',
        'booleanVariable: {name: Flow.b, initialValue: {lit: maybe}} # !',
        'decimalVariable: {name: Flow.c, initialValue: {lit: 1.5}}',
        'stringVariable: {name: Flow.d, initialValue: {lit: ""}}',
      ),
    ),
  },
  {
    rule: 'duplicate-variable',
    of: 'one name twice in a scope, capitals aside',
    text: `inboundCall:
  name: Demo
  startUpRef: ./tasks/task[a]
  variables:
    - stringVariable: {name: Flow.name}
    - stringVariable: {name: Flow.other}
    - integerVariable: {name: flow.NAME} # !
    - stringVariable: {name: Flow.other} # !
  tasks:
    - task:
        name: A
        refId: a
        variables:
          - stringVariable: {name: Task.x}
          - stringVariable: {name: Task.y}
        actions: [{jumpToTask: {name: J, targetTaskRef: "/inboundCall/tasks/task[b]"}}]
    - task:
        name: B
        refId: b
        variables:
          - stringVariable: {name: Task.x}
          - stringVariable: {name: Task.X} # !
        actions: [{disconnect: {name: End}}]
`,
  },
  {
    rule: 'variable-name',
    of: 'scopes and characters',
    text: `inboundCall:
  name: Demo
  startUpRef: ./tasks/task[a]
  variables:
    - stringVariable: {name: Flow.name_2}
    - stringVariable: {name: flow.Größe}
    - stringVariable: {name: name} # !
    - stringVariable: {name: Flow.} # !
    - stringVariable: {name: Flow.my name} # !
    - stringVariable: {name: Flow.2nd} # !
    - stringVariable: {name: Flow._x} # !
    - stringVariable: {name: Flow.a-b} # !
    - stringVariable: {name: Flow.a.b} # !
    - stringVariable: {name: Task.x} # !
    - stringVariable: {name: Call.Ani} # !
  tasks:
    - task:
        name: A
        refId: a
        variables:
          - stringVariable: {name: Task.x}
          - stringVariable: {name: Flow.x} # !
        actions:
          - updateData:
              name: Set
              statements:
                - string: {variable: Flow.name_2, value: {lit: a}}
                - string: {variable: name, value: {lit: a}} # !
          - collectInput: {name: Ask, inputData: {var: Flow.my name}} # !
          - disconnect: {name: End}
`,
  },
  {
    rule: 'variable-name',
    of: 'scopes of modules, bots and states',
    text: `botFlow:
  name: Demo
  startUpRef: ./bots/bot[a]
  variables:
    - stringVariable: {name: Flow.x}
    - stringVariable: {name: Slot.Order number}
    - stringVariable: {name: Common.x} # !
  bots:
    - bot: {name: A, refId: a, actions: [{exitBotFlow: {name: Out}}]}
`,
  },
  {
    rule: 'variable-name',
    of: 'an in-queue flow',
    text: `inqueueCall:
  name: Demo
  variables: [{stringVariable: {name: Flow.x}}]
  startUpTaskVariables:
    - stringVariable: {name: Task.x}
    - stringVariable: {name: State.x} # !
  startUpTaskActions: [{holdMusic: {name: Music}}]
`,
  },
  {
    rule: 'undeclared-slot',
    of: 'slots of a bot',
    text: bot(
      `
- askForSlot: {name: Ask, slot: {name: OrderNumber}}
- askForSlot: {name: Ask, slot: {name: OrderNumbr}} # !
- clearSlot:
    name: Clear
    slots:
      - slot: {name: ordernumber}
      - slot: {name: City} # !
- communicate: {name: Say, communication: {exp: 'ToCommunication(Slot.Street)'}} # !
- communicate: {name: Say, communication: {exp: 'ToCommunication(Slot.Extra)'}}`,
      `
settingsNaturalLanguageUnderstanding:
  nluDomainVersion: {intents: [], entities: [{name: OrderNumber, type: "builtin:number"}]}
variables: [{stringVariable: {name: Slot.Extra}}]`,
    ),
  },
  {
    rule: 'undeclared-slot',
    of: 'a bot whose entities are not in the file',
    text: bot('- askForSlot: {name: Ask, slot: {name: City}}', ''),
  },
];
