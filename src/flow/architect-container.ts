import { type Dictionary, dictionary } from '../source/data.ts';
import type { Path } from '../source/document.ts';
import { readSequence, type Sequence } from './architect-sequence.ts';

/** A choice of a menu. */
export interface Choice {
  /** Its key in the YAML, such as `menuTask`. */
  readonly kind: string;
  readonly name: string;
  readonly value: Dictionary;
  readonly at: Path;
}

/** A part of an Architect flow that a call can be in. */
export interface Container {
  /** `body`: the actions of a flow that has no tasks; `choice`: the task inside a menu's choice. */
  readonly kind: 'menu' | 'task' | 'state' | 'bot' | 'body' | 'choice';
  readonly name: string;
  /** What references name it by; empty if it has none. */
  readonly refId: string;
  /** The list that it stands in, such as `menus`; empty for those that stand alone. */
  readonly list: string;
  readonly value: Dictionary;
  readonly at: Path;
  readonly sequence: Sequence | undefined;
  /** Architect refuses to publish it if its actions run off the end. */
  readonly mustTerminate: boolean;
  readonly choices: readonly Choice[];
}

const LISTS: Readonly<Record<string, Container['kind']>> = {
  menus: 'menu',
  tasks: 'task',
  states: 'state',
  bots: 'bot',
};
/** States that stand alone instead of in a list. */
const SINGLE_STATES = ['startUpState', 'periodicState'];

/** The containers of a flow, in the order of the file, those of menu choices after their menu. */
export function readContainers(root: string, flow: Dictionary): Container[] {
  const found: Container[] = [];
  if (flow.startUpTaskActions !== undefined) {
    const at: Path = [root, 'startUpTaskActions'];
    found.push({
      kind: 'body',
      name: '',
      refId: '',
      list: '',
      value: flow,
      at,
      sequence: readSequence(root, flow.startUpTaskActions, at),
      // The task of a queue is run again and again while the call waits.
      mustTerminate: !root.startsWith('inqueue'),
      choices: [],
    });
  }
  for (const name of SINGLE_STATES) {
    if (flow[name] !== undefined)
      found.push(withActions(root, 'state', '', dictionary(flow[name]), [root, name]));
  }
  for (const [list, kind] of Object.entries(LISTS)) {
    for (const [index, item] of (Array.isArray(flow[list]) ? flow[list] : []).entries()) {
      const value = dictionary(dictionary(item)[kind]);
      const at: Path = [root, list, index, kind];
      if (kind !== 'menu') {
        found.push(withActions(root, kind, list, value, at));
        continue;
      }
      const choices = readChoices(value, at);
      found.push({
        kind,
        name: text(value.name),
        refId: text(value.refId),
        list,
        value,
        at,
        sequence: undefined,
        mustTerminate: false,
        choices,
      });
      for (const choice of choices) {
        const task = dictionary(choice.value.task);
        if (choice.kind === 'menuTask') {
          found.push({ ...withActions(root, 'choice', '', task, [...choice.at, 'task']), name: choice.name });
        }
      }
    }
  }
  return found;
}

function withActions(
  root: string,
  kind: Container['kind'],
  list: string,
  value: Dictionary,
  at: Path,
): Container {
  const sequence = readSequence(root, value.actions, [...at, 'actions']);
  const [name, refId] = [text(value.name), text(value.refId)];
  return { kind, name, refId, list, value, at, sequence, mustTerminate: true, choices: [] };
}

function readChoices(menu: Dictionary, at: Path): Choice[] {
  return (Array.isArray(menu.choices) ? menu.choices : []).flatMap((item: unknown, index): Choice[] => {
    const kind = Object.keys(dictionary(item))[0];
    if (kind === undefined) return [];
    const value = dictionary(dictionary(item)[kind]);
    return [{ kind, name: text(value.name), value, at: [...at, 'choices', index, kind] }];
  });
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
