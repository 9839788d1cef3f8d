import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical } from '../../src/architect/canonical.ts';
import { bumpFor, changeText, diffFlows } from '../../src/architect/diff.ts';
import { readYaml } from '../../src/source/yaml.ts';

const FLOW = `
inboundCall:
  name: Line
  startUpRef: "./menus/menu[Main_10]"
  variables:
    - stringVariable: {name: Flow.lang, initialValue: {noValue: true}, isInput: true, isOutput: false}
    - stringVariable: {name: Flow.note, initialValue: {noValue: true}, isInput: false, isOutput: false}
  menus:
    - menu:
        name: Main
        refId: Main_10
        audio: {tts: Press 1}
        choices:
          - menuJumpToTask: {name: Hours, dtmf: digit_1, targetTaskRef: "/inboundCall/tasks/task[Hours_11]"}
          - menuDisconnect: {name: Bye, dtmf: digit_9}
  tasks:
    - task:
        name: Hours
        refId: Hours_11
        actions:
          - playAudio: {name: Play, audio: {tts: Hello}}
          - playAudio: {name: Play, audio: {tts: Again}}
          - disconnect: {name: End}
`;
const value = (text: string) => {
  const document = readYaml('x.yaml', text);
  expect(document.faults).toEqual([]);
  return document.value;
};
const diff = (change: (text: string) => string) => diffFlows(value(FLOW), value(change(FLOW)));
const line = (text: string) => new RegExp(`\\n[^\\n]*${text}[^\\n]*`);

describe('what differs', () => {
  test.each<[string, (text: string) => string, string[], string | undefined]>([
    ['nothing', (text) => text, [], undefined],
    ['ids', (text) => text.replaceAll('Main_10', 'Main_1').replaceAll('Hours_11', 'x'), [], undefined],
    [
      'a text',
      (text) => text.replace('Hello', 'Hi'),
      ['tasks › task Hours › actions › playAudio Play › audio › tts: Hello → Hi'],
      'patch',
    ],
    [
      'a new action',
      (text) =>
        text.replace(
          '- disconnect: {name: End}',
          '- decision: {name: Open}\n          - disconnect: {name: End}',
        ),
      ['added tasks › task Hours › actions › decision Open'],
      'minor',
    ],
    [
      'the order of actions',
      (text) =>
        text
          .replace('tts: Hello', 'tts: X')
          .replace('tts: Again', 'tts: Hello')
          .replace('tts: X', 'tts: Again'),
      [
        'tasks › task Hours › actions › playAudio Play (2) › audio › tts: Again → Hello',
        'tasks › task Hours › actions › playAudio Play › audio › tts: Hello → Again',
      ],
      'patch',
    ],
    [
      'an option that is gone',
      (text) => text.replace(line('menuDisconnect'), ''),
      ['removed menus › menu Main › choices › menuDisconnect Bye'],
      'major',
    ],
    [
      'an option on another key',
      (text) => text.replace('digit_9', 'digit_8'),
      ['menus › menu Main › choices › menuDisconnect Bye › dtmf: digit_9 → digit_8'],
      'major',
    ],
    [
      'an option that leads elsewhere',
      (text) => text.replace('"/inboundCall/tasks/task[Hours_11]"', '"/inboundCall/menus/menu[Main_10]"'),
      [
        'menus › menu Main › choices › menuJumpToTask Hours › targetTaskRef: /inboundCall/tasks/task[Hours#1] → /inboundCall/menus/menu[Main#1]',
      ],
      'major',
    ],
    [
      'an input that is gone',
      (text) => text.replace(line('Flow.lang'), ''),
      ['removed variables › stringVariable Flow.lang: an input or output'],
      'major',
    ],
    [
      'a variable of its own that is gone',
      (text) => text.replace(line('Flow.note'), ''),
      ['removed variables › stringVariable Flow.note'],
      'minor',
    ],
  ])('%s', (_, change, lines, bump) => {
    const changes = diff(change);
    expect(changes.map(changeText).toSorted()).toEqual(lines);
    expect(bumpFor(changes)).toBe(bump);
  });

  test('two actions that changed places', () => {
    const changes = diff((text) => {
      const lines = text.split('\n');
      const at = lines.findIndex((each) => each.includes('Again'));
      [lines[at], lines[at + 1]] = [lines[at + 1] ?? '', lines[at] ?? ''];
      return lines.join('\n');
    });
    expect(changes).toMatchObject([
      { kind: 'changed', before: 'playAudio Play, playAudio Play (2), disconnect End' },
    ]);
  });
});

describe('held against whether the flow is the same', () => {
  const json = fc.jsonValue({ maxDepth: 5 });

  test('the same flow has no changes, and the same changes lead back', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        const there = diffFlows({ flow: a }, { flow: b });
        if (canonical({ flow: a }) === canonical({ flow: b })) expect(there).toEqual([]);
        const back = diffFlows({ flow: b }, { flow: a });
        expect(back).toHaveLength(there.length);
      }),
      { numRuns: 500, seed: 4 },
    );
  });

  test('another flow has changes, wherever it differs', () => {
    const tree = fc.letrec((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        fc.integer(),
        fc.constantFrom('a', 'b'),
        fc.dictionary(fc.constantFrom('x', 'y', 'z'), tie('node'), { maxKeys: 3 }),
        fc.array(tie('node'), { maxLength: 3 }),
      ),
    })).node;
    fc.assert(
      fc.property(tree, tree, (a, b) => {
        fc.pre(canonical({ flow: a }) !== canonical({ flow: b }));
        expect(diffFlows({ flow: a }, { flow: b })).not.toEqual([]);
      }),
      { numRuns: 2000, seed: 5 },
    );
  });
});
