import { call, menu, other, type ValueCase } from './build.ts';

export const REQUIRED: readonly ValueCase[] = [
  {
    rule: 'required-value',
    of: 'targets that are left out, unset or blank',
    text: call(`
- transferToAcd: {name: T} # !
- transferToAcd:
    name: T
    targetQueue: {noValue: true} # !
- transferToAcd:
    name: T
    targetQueue: {lit: {name: ""}} # !
- transferToAcd: {name: T, targetQueue: {lit: {name: Sales}}}
- transferToAcd: {name: T, targetQueue: {exp: Flow.q}}
- transferToAcd: {name: T, targetQueue: {noValue: true}, directAgent: {exp: Flow.agent}}
- transferToFlow: {name: T} # !
- transferToFlow: {name: T, targetFlow: {name: Other}}
- transferToUser: {name: T} # !
- transferToVoicemail: {name: T, destination: {queue: {callbackNumber: {exp: Call.Ani}}}} # !
- transferToVoicemail: {name: T, destination: {queue: {targetQueue: {lit: {name: Q}}}}}
- jumpToTask: {name: J} # !`),
  },
  {
    rule: 'required-value',
    of: 'what an action works with',
    text: call(`
- callData: {name: C} # !
- callData:
    name: C
    category: {noValue: true} # !
- callData:
    name: C
    category: {Web: {dataAction: {}}} # !
- callData: {name: C, category: {Web: {dataAction: {Get: {inputs: {}}}}}}
- dataTableLookup:
    name: L
    dataTable: {Hours: {foundOutputs: {}}}
    lookupValue: {exp: ""} # !
- dataTableLookup: {name: L, dataTable: {Hours: {foundOutputs: {}}}, lookupValue: {exp: Call.Ani}}
- decision: {name: D, outputs: {"yes": {actions: []}}} # !
- decision:
    name: D
    condition: {exp: " "} # !
- decision: {name: D, condition: {lit: true}}
- setLanguage: {name: S} # !
- setLanguage: {name: S, language: en-us}
- findQueue: {name: F, findName: {lit: ""}, findResult: {var: Flow.q}} # !
- setScreenPop: {name: P, screenPopScript: {noValue: true}} # !
- setScreenPop: {name: P, screenPopScript: {Agent script: {inputs: {}}}}
- callBotFlow: {name: B, botFlow: {Helper: {ver_latestPublished: {none: true}}}}
- collectInput: {name: I, digits: {exact: 1}} # !
- switch:
    name: S
    evaluate:
      firstTrue:
        cases:
          - case: {value: {exp: Flow.a}, actions: []}
          - case: {actions: []} # !
- switch:
    name: S
    evaluate:
      firstMatch:
        string:
          value: {noValue: true} # !
          cases:
            - case: {value: {lit: a}, actions: []}`),
  },
  {
    rule: 'required-value',
    of: 'options of menus, the error handling and waits',
    text: menu(
      `
- menuTransferToAcd: {name: Sales, dtmf: digit_1} # !
- menuTransferToAcd: {name: Help, dtmf: digit_2, targetQueue: {lit: {name: Help}}}
- menuJumpToTask: {name: Pay, dtmf: digit_3} # !
- menuTask: {name: Info, dtmf: digit_4, task: {actions: [{disconnect: {name: End}}]}}
- menuDisconnect: {name: Bye, dtmf: digit_9}`,
      `
settingsErrorHandling:
  errorHandling:
    queue: {targetQueue: {noValue: true}} # !`,
    ),
  },
  {
    rule: 'required-value',
    of: 'a workflow that waits',
    text: other(
      'workflow',
      '- wait: {name: W} # !\n- wait: {name: W, duration: {lit: {seconds: 5}}}\n- endWorkflow: {name: E}',
    ),
  },
];
