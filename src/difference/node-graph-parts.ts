import { type Dictionary, dictionary, isDictionary } from '../source/data.ts';
import type { Path } from '../source/document.ts';
import type { Part, Target } from './part.ts';
import { readSettings } from './settings.ts';

/** The parts of a node graph: the flow and its nodes, with their transitions as the author wrote them. */
export function nodeGraphParts(value: unknown): readonly Part[] {
  const flow = dictionary(value);
  const nodes = Object.entries(dictionary(flow.nodes));
  const index = new Map(nodes.map(([key], at) => [key, at + 1]));
  const isPart = (path: Path) => path.length === 2 && path[0] === 'nodes' && index.has(String(path[1]));
  const settingsOf = (data: unknown, at: Path) => readSettings(data, at, isPart, () => false).settings;
  return [
    {
      kind: 'flow',
      type: 'flow',
      name: typeof flow.name === 'string' ? flow.name : '',
      ids: [],
      at: [],
      parent: -1,
      slot: '',
      settings: settingsOf(flow, []),
      targets: [],
      value: flow,
    },
    ...nodes.map(([key, source]): Part => {
      const { id, transitions, type, ...rest } = dictionary(source);
      const ways = Array.isArray(transitions) ? transitions : [];
      const read = ways.every(isTransition);
      const shown = {
        ...rest,
        ...(typeof type === 'string' || type === undefined ? {} : { type }),
        ...(id === key ? {} : { id }),
        ...(read || transitions === undefined ? {} : { transitions }),
      };
      return {
        kind: 'node',
        type: typeof type === 'string' ? type : '',
        name: key,
        ids: typeof id === 'string' && id !== key ? [id] : [],
        at: ['nodes', key],
        parent: 0,
        slot: 'nodes',
        settings: isDictionary(source) ? settingsOf(shown, ['nodes', key]) : new Map(),
        targets: read ? ways.map((each) => target(each, index)) : [],
        value: dictionary(source),
      };
    }),
  ];
}

/** A transition that says no more than what leads where. */
function isTransition(value: unknown): value is Dictionary {
  if (!isDictionary(value) || typeof value.target !== 'string') return false;
  const { on } = value;
  return (
    Object.keys(value).every((key) => key === 'on' || key === 'target') &&
    (on === undefined || typeof on === 'string' || typeof on === 'number')
  );
}

function target({ on, target: key }: Dictionary, index: ReadonlyMap<string, number>): Target {
  const part = index.get(String(key)) ?? -1;
  return {
    field: typeof on === 'number' || typeof on === 'string' ? `${on}` : '',
    part,
    rest: part < 0 ? String(key) : '',
  };
}
