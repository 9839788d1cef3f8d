/**
 * Flows for the rules about values of Architect YAML. A comment `# !` at the end of a line says that the rule reports
 * this line, and `# ?` that it does so with the severity that is not its default; every other line is right.
 */
export interface ValueCase {
  readonly rule: string;
  /** What the flow is about. */
  readonly of: string;
  readonly text: string;
}

const indent = (text: string, by: number) =>
  text
    .trim()
    .split('\n')
    .map((line) => (line === '' ? '' : ' '.repeat(by) + line))
    .join('\n');

/** A call flow that starts with a task of these actions; `head` are fields of the flow. */
export const call = (actions: string, head = '') => `inboundCall:
  name: Demo
  defaultLanguage: en-us
  startUpRef: ./tasks/task[a]
${indent(head, 2)}
  tasks:
    - task:
        name: A
        refId: a
        actions:
${indent(actions, 10)}
          - disconnect: {name: Bye}
`;

/** A call flow with one menu of these choices; `own` are fields of the menu. */
export const menu = (choices: string, head = '', own = '') => `inboundCall:
  name: Demo
  defaultLanguage: en-us
  startUpRef: ./menus/menu[m]
${indent(head, 2)}
  menus:
    - menu:
        name: Main
        refId: m
        audio: {tts: Choose.}
${indent(own, 8)}
        choices:
${indent(choices, 10)}
`;

/** A flow of another type, with one state of these actions. */
export const other = (root: string, actions: string, head = '') => `${root}:
  name: Demo
  defaultLanguage: en-us
  startUpRef: ./states/state[a]
${indent(head, 2)}
  states:
    - state:
        name: A
        refId: a
        actions:
${indent(actions, 10)}
`;

export const bot = (actions: string, head: string) => `botFlow:
  name: Demo
  defaultLanguage: en-us
  startUpRef: ./bots/bot[a]
${indent(head, 2)}
  bots:
    - bot:
        name: A
        refId: a
        actions:
${indent(actions, 10)}
          - exitBotFlow: {name: Out}
`;

export const variables = (...items: string[]) =>
  `variables:\n${items.map((item) => `  - ${item}`).join('\n')}`;
