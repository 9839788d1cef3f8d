import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical } from '../../src/architect/canonical.ts';
import { readYaml } from '../../src/source/yaml.ts';

const flow = (
  id: string,
  task: string,
  text = 'Hello',
  ref = `/inboundCall/tasks/task[${task}]`,
  start = `./menus/menu[${id}]`,
) => `
inboundCall:
  name: Line
  startUpRef: "${start}"
  menus:
    - menu:
        name: Main
        refId: ${id}
        choices:
          - menuJumpToTask: {name: Hours, dtmf: digit_1, targetTaskRef: "${ref}"}
  tasks:
    - task:
        name: Hours
        refId: ${task}
        actions:
          - playAudio: {name: Play, audio: {tts: ${text}}}
          - disconnect: {name: End}
`;
const of = (text: string) => canonical(readYaml('x.yaml', text).value);

describe('the same flow', () => {
  test('whatever ids the platform made up, and however references are written', () => {
    const first = of(flow('Main_10', 'Hours_11'));
    expect(of(flow('Main_27', 'Hours_3'))).toBe(first);
    const absolute = '/inboundCall/menus/menu[Main_10]';
    expect(of(flow('Main_10', 'Hours_11', 'Hello', '../tasks/task[Hours_11]', absolute))).toBe(first);
    // Brackets in a name, and one id that a menu and a task share.
    expect(of(flow('Main [old]_10', 'Hours_11'))).toBe(first);
    expect(of(flow('7', '7'))).toBe(first);
  });

  test('in whatever order keys stand, at every depth', () => {
    const shuffle = (value: unknown, seed: number): unknown => {
      if (Array.isArray(value)) return value.map((each) => shuffle(each, seed));
      if (typeof value !== 'object' || value === null) return value;
      const entries = Object.entries(value).map(([key, each]) => [key, shuffle(each, seed)] as const);
      return Object.fromEntries(seed % 2 === 0 ? entries.toReversed() : entries);
    };
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        expect(canonical(shuffle({ a: value, b: value }, 0))).toBe(canonical({ b: value, a: value }));
      }),
    );
  });
});

describe('another flow', () => {
  test('where a text, a target, or the order of actions differs', () => {
    const first = of(flow('Main_10', 'Hours_11'));
    expect(of(flow('Main_10', 'Hours_11', 'Hi'))).not.toBe(first);
    expect(of(flow('Main_10', 'Hours_11', 'Hello', '/inboundCall/menus/menu[Main_10]'))).not.toBe(first);
    const actions = flow('Main_10', 'Hours_11').split('\n');
    const at = actions.findIndex((line) => line.includes('playAudio'));
    [actions[at], actions[at + 1]] = [actions[at + 1] ?? '', actions[at] ?? ''];
    expect(of(actions.join('\n'))).not.toBe(first);
  });

  test('wherever any one value of it differs', () => {
    const value = fc.jsonValue({ maxDepth: 4 });
    fc.assert(
      fc.property(value, value, (a, b) => {
        fc.pre(JSON.stringify(a) !== JSON.stringify(b));
        const same = canonical(a) === canonical(b);
        // Only ids and the order of keys may make two different texts one.
        if (same) expect(typeof a).toBe('object');
      }),
    );
  });
});
