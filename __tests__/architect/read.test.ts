import { describe, expect, test } from 'vitest';
import { ArchitectPaths, parseReference } from '../../src/architect/path.ts';
import { findingsOf, load, slice } from '../support/load.ts';

describe('references by path', () => {
  test('steps, with refIds that hold blanks, commas, quotes and brackets', () => {
    expect(parseReference('/inboundCall/tasks/task["TO" Account, 1?_823]')).toEqual([
      { name: 'inboundCall', refId: undefined },
      { name: 'tasks', refId: undefined },
      { name: 'task', refId: '"TO" Account, 1?_823' },
    ]);
    expect(parseReference('/a/b[x[1]]/c')?.[1]).toEqual({ name: 'b', refId: 'x[1]' });
    expect(parseReference('no path')).toBeUndefined();
  });

  test('absolute, relative and one level up', () => {
    const flow = { f: { menus: [{ menu: { refId: 'm', choices: [{ menuTask: { refId: 'c' } }] } }] } };
    const paths = new ArchitectPaths(flow);
    expect(paths.resolve('/f/menus/menu[m]', [])?.path).toEqual(['f', 'menus', 0, 'menu']);
    expect(paths.resolve('./choices/menuTask[c]', ['f', 'menus', 0, 'menu'])?.complete).toBe(true);
    expect(paths.resolve('../menus/menu[m]', ['f', 'menus', 0, 'menu'])?.complete).toBe(true);
    expect(paths.resolve('/f/menus/menu[x]', [])).toEqual({ path: ['f', 'menus'], complete: false });
  });
});

const flow = (body: string) => `inboundCall:\n  name: Demo\n  defaultLanguage: en-us\n${body}`;

describe('rules about Architect YAML', () => {
  test.each([
    ['architect-start-ref', flow('  startUpRef: /inboundCall/tasks/task[x]\n'), '/inboundCall/tasks/task[x]'],
    [
      'architect-reference',
      flow(
        '  startUpRef: ./tasks/task[a]\n  tasks:\n    - task: {name: A, refId: a, actions: [{jumpToTask: {name: J, targetTaskRef: "/inboundCall/tasks/task[b]"}}]}\n',
      ),
      '"/inboundCall/tasks/task[b]"',
    ],
    ['architect-root', 'inboundCall: {name: A}\nworkflow: {name: B}\n', 'workflow'],
    ['flow-name', 'inboundCall:\n  name: a/b\n', 'a/b'],
  ])('%s points at what is wrong', async (rule, text, expected) => {
    const found = findingsOf(await load({ 'flows/x.yaml': text })).filter((each) => each.rule === rule);
    expect(found.map((each) => slice(text, each))).toEqual([expected]);
  });

  test('an unknown type of flow is a warning, and its references are still checked', async () => {
    const text = 'inboundPager:\n  name: A\n  startUpRef: ./tasks/task[x]\n';
    const files = { 'x.flow.json': '{"target_region": "us-east-1", "flow_file": "x.yaml"}', 'x.yaml': text };
    const found = findingsOf(await load(files, { manifests: '*.flow.json' }));
    expect(found.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['architect-root', 'warning'],
      ['architect-start-ref', 'warning'],
    ]);
  });

  test('tokens are replaced before reading, and places stay those of the file', async () => {
    const text = 'inboundCall:\n  name: "{{name}}"\n  startUpRef: ./tasks/task[{{missing}}]\n';
    const files = {
      'x.flow.json':
        '{"target_region": "us-east-1", "flow_file": "x.yaml", "substitutions": {"name": "A/B"}}',
      'x.yaml': text,
    };
    const found = findingsOf(await load(files, { manifests: '*.flow.json' }));
    expect(found.map((each) => [each.rule, slice(text, each)])).toEqual([
      ['manifest-substitution', '{{missing}}'],
      ['flow-name', '"{{name}}"'],
    ]);
  });
});
