import { describe, expect, test } from 'vitest';
import { toPublishable } from '../../src/plan/publishable.ts';
import { findingsOf } from '../../src/publish/findings.ts';
import { readMessages } from '../../src/publish/messages.ts';
import { load, manifest, slice, to } from '../support/load.ts';

const GRAPH = manifest({
  start: { type: 'start', transitions: to('main menu') },
  'main menu': {
    type: 'menu',
    media_id: 'welcome',
    transitions: to(['1', 'sales'], ['no-input', 'bye'], ['no-match', 'bye']),
  },
  sales: { type: 'transfer', queue: 'Sales', transitions: to(['failure', 'bye']) },
  bye: { type: 'end', transitions: [] },
});
const YAML = `inboundCall:
  name: Line
  defaultLanguage: en-us
  supportedLanguages: { en-us: { defaultLanguageSkill: { noValue: true } } }
  startUpRef: /inboundCall/tasks/task[Main_1]
  variables:
    - stringVariable: { name: Flow.note, initialValue: { noValue: true }, isInput: false, isOutput: false }
  tasks:
    - task:
        name: Main
        refId: Main_1
        actions:
          - callData: { name: Ask, timeout: { lit: { minutes: 1 } } }
          - playAudio: { name: Say, audio: { tts: Hello } }
          - transferToAcd:
              name: To sales
              targetQueue: { lit: { name: Sales } }
          - disconnect: { name: Bye }
`;

/** What the findings that messages of a job come to point at, and what they say. */
async function pointed(file: string, text: string, ...messages: readonly string[]) {
  const workspace = await load({
    [file]: text,
    '.genesys-flows.yml': 'defaults: { target_region: us-east-1 }\n',
  });
  const publishable = workspace.flows[0] && (await toPublishable(workspace.flows[0]));
  if (!publishable) throw new Error('the flow of the test has errors');
  const texts = messages.map((each) => ({ type: 'Error' as const, text: each }));
  return findingsOf(publishable, readMessages(texts)).map((finding) => ({
    at: slice(text, finding).split('\n')[0],
    line: text.split('\n')[finding.range.line - 1]?.trim(),
    said: `${finding.message}. ${finding.hint}`,
    nodes: finding.nodes,
  }));
}
const issue = (name: string, type: string, text = 'Something is wrong.') =>
  `1 -> [Type:'ArchValidationIssue', ErrorCount:1, ArchObject:[TrackingID:12, Name:'${name}', Type:'${type}']]\n${text}`;

describe('a message about a node of a node graph', () => {
  const inGraph = (...messages: readonly string[]) => pointed('flows/x.flow.json', GRAPH, ...messages);

  test.each<[string, string[], string, string]>([
    [
      'said twice',
      ['Wrong.', "Wrong.\n    Path: '/inboundCall/tasks/task[sales]/actions'"],
      '"sales"',
      'sales',
    ],
    [
      'whose task the platform has numbered anew',
      ['Wrong.\n    ref path: /inboundCall/tasks/task[sales_12]/actions/transferToAcd[x]'],
      '"sales"',
      'sales',
    ],
    ['by the name of its object', [issue('main menu', 'ArchActionCollectInput')], '"main menu"', 'main menu'],
    [
      'by what is made for it',
      [issue('Choice of main menu', 'ArchActionSwitch')],
      '"main menu"',
      'main menu',
    ],
    ['by what was not found', ["find 'queue' by value of 'Sales' - no matches"], '"Sales"', 'sales'],
    [
      'by a prompt that was not found',
      ["find 'prompt' by value of 'welcome' - no matches"],
      '"welcome"',
      'main menu',
    ],
  ])('%s', async (_, messages, at, node) => {
    expect(await inGraph(...messages)).toMatchObject([{ at, nodes: [node] }]);
  });

  test('that names none lands on the name of the flow, and the hint does not claim to know the place', async () => {
    const [found] = await inGraph('Wrong..');
    expect(found).toMatchObject({ at: '"Test"', nodes: [] });
    expect(found?.said).toContain('Fix what the message names');
  });
});

describe('a message about Architect YAML', () => {
  const inYaml = (...messages: readonly string[]) => pointed('flows/x.yaml', YAML, ...messages);
  const actions = '/inboundCall/tasks/task[Main_1]/actions';

  test.each<[string, string[], string]>([
    [
      'said twice',
      [
        issue('Ask', 'ArchActionCallData'),
        `${issue('Ask', 'ArchActionCallData')}\n    ref path: ${actions}/callData[_^_archy_callData_1__]`,
      ],
      '- callData: { name: Ask',
    ],
    [
      'by a made-up id',
      [`Wrong.\n    ref path: ${actions}/callData[_^_archy_callData_1__]`],
      '- callData: { name: Ask',
    ],
    ['by a name', [`Wrong.\n    Path: '${actions}/playAudio[Say]'`], '- playAudio: { name: Say'],
    [
      'in a task that was numbered anew',
      ["Wrong.\n    Path: '/inboundCall/tasks/task[Main_27]/actions/playAudio[Say]'"],
      '- playAudio: { name: Say',
    ],
    ['by the name of its object', [issue('Say', 'ArchActionPlayAudio')], '- playAudio: { name: Say'],
    ['about a variable', [issue('Flow.note', 'ArchVariableString')], '- stringVariable: { name: Flow.note'],
    [
      'by what was not found',
      ["find 'queue' by value of 'Sales' - no matches"],
      'targetQueue: { lit: { name: Sales',
    ],
  ])('%s', async (_, messages, line) => {
    const found = await inYaml(...messages);
    expect(found).toHaveLength(1);
    expect(found[0]?.line).toContain(line);
  });

  test('has no double full stop', async () => {
    for (const { said } of await inYaml(
      issue('Ask', 'ArchActionCallData', 'A data action must be selected.'),
    ))
      expect(said).toMatch(/must be selected\. [A-Z]/);
  });
});
