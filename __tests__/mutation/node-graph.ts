import { dictionary } from '../../src/source/data.ts';
import { valueAt } from '../../src/source/layers.ts';
import { readYaml } from '../../src/source/yaml.ts';
import { lineAt, type Mutant, type Operator, replace, type Subject } from './subject.ts';

type Node = Readonly<Record<string, unknown>>;
interface Read {
  readonly text: string;
  readonly nodes: readonly [string, Node][];
  span(...path: (string | number)[]): { start: number; end: number };
  key(...path: (string | number)[]): { start: number; end: number };
}

const STUCK = ['busy-loop', 'trap-loop', 'no-path-to-terminal', 'circular-transition'];

function read({ text }: Subject): Read {
  const document = readYaml('x.yaml', text);
  const nodes = dictionary(valueAt(document.value, ['flow_definition', 'nodes']));
  const full = (path: (string | number)[]) => ['flow_definition', 'nodes', ...path];
  return {
    text,
    nodes: Object.entries(nodes) as [string, Node][],
    span: (...path) => document.span(full(path)),
    key: (...path) => document.span(full(path), 'key'),
  };
}

function transitions(node: Node): readonly Node[] {
  return Array.isArray(node.transitions) ? node.transitions : [];
}

function change(
  from: Read,
  path: (string | number)[],
  value: string,
  rule: string,
  also: string[] = [],
): Mutant {
  const span = from.span(...path);
  return { text: replace(from.text, span, value), rule, line: lineAt(from.text, span.start), also };
}

/** A node in front of the others, in the style of the file. */
function added({ text, nodes, key }: Read, line: string, rule: string, also: string[] = []): Mutant {
  const at = key(nodes[0]?.[0] ?? '').start;
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  const indent = text.slice(lineStart, at);
  return {
    text: `${text.slice(0, lineStart)}${indent}${line}\n${text.slice(lineStart)}`,
    rule,
    line: lineAt(text, lineStart),
    also,
  };
}

export const GRAPH_OPERATORS: readonly Operator<Subject>[] = [
  {
    name: 'drop a target',
    *mutate(subject) {
      const from = read(subject);
      for (const [key, node] of from.nodes)
        for (const at of transitions(node).keys())
          yield change(from, [key, 'transitions', at, 'target'], 'gone', 'missing-target', ['dead-end']);
    },
  },
  {
    name: 'give a node the id of another',
    *mutate(subject) {
      const from = read(subject);
      for (const [key] of from.nodes) yield change(from, [key, 'id'], 'another', 'duplicate-node');
    },
  },
  {
    name: 'misspell a type',
    *mutate(subject) {
      const from = read(subject);
      for (const [key, node] of from.nodes)
        if (node.type === 'say') yield change(from, [key, 'type'], 'sya', 'unknown-node-type');
    },
  },
  {
    name: 'add a second start',
    *mutate(subject) {
      const from = read(subject);
      const end = from.nodes.find(([, node]) => node.type === 'end')?.[0];
      const second = from.nodes.find(([, node]) => node.type === 'say')?.[0];
      if (end === undefined || second === undefined) return;
      yield change(from, [second, 'type'], 'start', 'multiple-starts');
    },
  },
  {
    name: 'let an end go on',
    *mutate(subject) {
      const from = read(subject);
      for (const [key, node] of from.nodes)
        if (node.type === 'end')
          yield change(from, [key, 'transitions'], `[{target: ${key}}]`, 'terminal-with-transition', STUCK);
    },
  },
  {
    name: 'leave a node without a way on',
    *mutate(subject) {
      const from = read(subject);
      for (const [key, node] of from.nodes)
        if (node.type === 'say')
          yield change(from, [key, 'transitions'], '[]', 'dead-end', ['no-path-to-terminal']);
    },
  },
  {
    name: 'let a node lead to itself',
    *mutate(subject) {
      const from = read(subject);
      for (const [key, node] of from.nodes)
        if (node.type === 'say')
          yield change(from, [key, 'transitions', 0, 'target'], key, 'busy-loop', STUCK);
    },
  },
  {
    name: 'forbid circles where there is one',
    *mutate(subject) {
      if (!subject.text.includes('allow_circular: true')) return;
      const from = read(subject);
      const text = subject.text.replace('allow_circular: true', 'allow_circular: false');
      for (const [key, node] of from.nodes)
        for (const [at, { target }] of transitions(node).entries()) {
          const other = from.nodes.find(([name]) => name === target)?.[1];
          if (!other || !transitions(other).some((each) => each.target === key)) continue;
          const offset = from.span(key, 'transitions', at, 'target').start + 1;
          // The circle is told at the transition that closes it, which is the last one written.
          if (
            from.nodes.findIndex(([name]) => name === target) < from.nodes.findIndex(([name]) => name === key)
          )
            yield { text, rule: 'circular-transition', line: lineAt(text, offset) };
        }
    },
  },
  {
    name: 'give two choices one key',
    *mutate(subject) {
      const from = read(subject);
      for (const [key, node] of from.nodes) {
        const first = transitions(node).findIndex(({ on }) => on === '1');
        if (node.type !== 'menu' || first < 0) continue;
        const span = from.span(key, 'transitions', first);
        yield {
          text: replace(subject.text, { start: span.end, end: span.end }, ', {on: "1", target: end}'),
          rule: 'duplicate-choice',
          line: lineAt(subject.text, span.start),
        };
      }
    },
  },
  {
    name: 'add a node that nothing leads to',
    *mutate(subject) {
      const from = read(subject);
      yield added(
        from,
        'mutant: {id: mutant, type: say, text: Hi, transitions: [{target: end}]}',
        'unreachable-node',
        ['max-node-count'],
      );
    },
  },
  {
    name: 'misspell a prompt',
    *mutate(subject) {
      const from = read(subject);
      const { media_registry: registry } = dictionary(
        valueAt(readYaml('x.yaml', subject.text).value, ['validation_rules']),
      );
      for (const [key, node] of from.nodes)
        if (typeof node.media_id === 'string' && registry !== undefined)
          yield change(from, [key, 'media_id'], 'welcmoe', 'missing-media');
    },
  },
  {
    name: 'misspell a field',
    *mutate(subject) {
      const from = read(subject);
      for (const [key, node] of from.nodes) {
        if (node.type !== 'say' || node.media_id === undefined) continue;
        const span = from.key(key, 'media_id');
        yield {
          text: replace(subject.text, span, 'media_di'),
          rule: 'manifest-schema',
          line: lineAt(subject.text, span.start),
        };
      }
    },
  },
];
