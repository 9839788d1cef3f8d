import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FLOW_ROOTS } from '../../src/flow/flow-type.ts';
import { findingsOf, load } from '../support/load.ts';

const FOLDER = '__tests__/fixtures/flows';
const flows = Object.fromEntries(
  readdirSync(FOLDER).map((name) => [name, readFileSync(`${FOLDER}/${name}`, 'utf8')]),
);

const told = async (files: Readonly<Record<string, string>>, name?: string) =>
  findingsOf(await load(files))
    .filter(({ file }) => name === undefined || file === `flows/${name}`)
    .map(({ severity, rule, range, file }) => `${severity} ${rule} ${file}:${range.line}`);

const all = (changed: Readonly<Record<string, string>> = {}) =>
  Object.fromEntries(Object.entries({ ...flows, ...changed }).map(([name, text]) => [`flows/${name}`, text]));

test('there is a flow of every type', () => {
  expect(Object.keys(flows).sort()).toEqual(FLOW_ROOTS.map((root) => `${root}.yaml`).sort());
  for (const [name, text] of Object.entries(flows)) expect(`${text.split(':')[0]}.yaml`).toBe(name);
});

test('flows of all types, together in one repository, have no finding', async () => {
  expect(await told(all())).toEqual([]);
});

test('the same with Windows line ends', async () => {
  const windows = Object.entries(flows).map(([name, text]) => [name, text.replaceAll('\n', '\r\n')]);
  expect(await told(all(Object.fromEntries(windows)))).toEqual([]);
});

/** A change to one of the flows, and the findings that it makes: severity, rule and the text of the line. */
const FAULTS: [string, string, string | RegExp, string, string[]][] = [
  ['no start', 'inboundCall', /^ {2}startUpRef.*\n/m, '', ['error missing-start inboundCall:']],
  ['no start', 'workflow', /^ {2}startUpRef.*\n/m, '', ['error missing-start workflow:']],
  ['no start', 'digitalBot', /^ {2}startUpRef.*\n/m, '', ['error missing-start digitalBot:']],
  ['no start', 'surveyInvite', /^ {2}startUpRef.*\n/m, '', ['warning missing-start surveyInvite:']],
  ['no start', 'commonModule', 'startUpTaskActions', 'otherActions', ['error missing-start commonModule:']],
  [
    'no words',
    'inboundCall',
    /terms:\n +- group travel\n +fr-ca:\n +terms:\n +- groupe/,
    'terms: []',
    ['error choice-without-selector - menuTransferToAcd:'],
  ],
  [
    'a default choice without key',
    'outboundCall',
    '              dtmf: digit_1\n',
    '',
    ['error choice-without-selector - menuDisconnect:'],
  ],
  [
    'a state that runs off its end',
    'inqueueEmail',
    '- endState:\n                    name: Wait on',
    '- sendNotification:\n                    name: Notify',
    ['error not-terminating - decision:'],
  ],
  [
    'a state that runs off its end',
    'inqueueShortMessage',
    '      - endState:\n          name: End State\n  startUpState',
    '  startUpState',
    ['error not-terminating - sendResponse:'],
  ],
  [
    'an answer that is not handled, and nothing behind it',
    'botFlow',
    /\n {10}- exitBotFlow:\n {14}name: Exit Bot Flow/,
    '',
    ['error not-terminating - askForIntent:'],
  ],
  [
    'an action behind the end',
    'surveyInvite',
    '          - completeSurveyInvite:\n              name: Ask',
    '          - completeSurveyInvite:\n              name: Ask\n          - setFlowOutcome:\n              name: Late\n              flowOutcome: {name: Asked}',
    ['warning unreachable-action - setFlowOutcome:'],
  ],
  [
    'a digital menu of which every path leaves',
    'digitalBot',
    /\n {10}- jumpToTask:\n {14}name: Again\n.*\n/,
    '\n',
    ['warning unreachable-container - task:', 'error not-terminating - digitalMenu:'],
  ],
  [
    'a wrong reference',
    'emailSend',
    'state[Initial State_10]',
    'state[Initial_1]',
    ['warning architect-start-ref startUpRef: "/emailSend/states/state[Initial_1]"'],
  ],
  [
    'one refId twice',
    'emailSend',
    'Retry_11',
    'Initial State_10',
    ['warning duplicate-ref-id refId: Initial State_10'],
  ],
];

describe('one error in one of them is one finding, on its line', () => {
  test.each(FAULTS)('%s: %s', async (_, root, before, after, expected) => {
    const name = `${root}.yaml`;
    const text = (flows[name] ?? '').replace(before, after);
    expect(text).not.toBe(flows[name]);
    const lines = text.split('\n');
    const found = findingsOf(await load(all({ [name]: text }))).map(
      ({ severity, rule, range }) => `${severity} ${rule} ${(lines[range.line - 1] ?? '').trim()}`,
    );
    expect(found.sort()).toEqual(expected.toSorted());
  });
});

test('a large flow: 300 menus and 300 tasks that lead to each other', async () => {
  const count = 300;
  const menus = Array.from({ length: count }, (_, at) => {
    const choices = Array.from({ length: 9 }, (_unused, digit) => {
      const task = (at * 7 + digit) % count;
      return `          - menuJumpToTask: {name: "C${digit}", refId: c${digit}, dtmf: digit_${digit + 1}, targetTaskRef: "/inboundCall/tasks/task[t${task}]"}`;
    });
    return `    - menu:\n        name: M${at}\n        refId: m${at}\n        audio: {tts: Choose.}\n        defaultChildMenuRef: ./choices/menuJumpToTask[c0]\n        choices:\n${choices.join('\n')}`;
  });
  const tasks = Array.from({ length: count }, (_, at) => {
    const jump = (to: number) =>
      `{jumpToMenu: {name: On, targetMenuRef: "/inboundCall/menus/menu[m${to % count}]"}}`;
    return `    - task:\n        name: T${at}\n        refId: t${at}\n        actions:\n          - decision: {name: D, condition: {exp: Hour(GetCurrentDateTimeUtc()) > ${at % 24}}, outputs: {"yes": {actions: [${jump(at + 1)}]}}}\n          - collectInput: {name: C, inputData: {var: Flow.in}, digits: {exact: 1}, inputAudio: {tts: More?}, outputs: {success: {actions: [${jump(at + 2)}]}}}\n          - disconnect: {name: Bye}`;
  });
  const text = `inboundCall:\n  name: Large\n  startUpRef: "/inboundCall/menus/menu[m0]"\n  defaultLanguage: en-us\n  supportedLanguages: {en-us: {}}\n  variables:\n    - stringVariable: {name: Flow.in, initialValue: {noValue: true}, isInput: false, isOutput: false}\n  menus:\n${menus.join('\n')}\n  tasks:\n${tasks.join('\n')}\n`;
  expect(await told({ 'flows/large.yaml': text })).toEqual([]);
});
