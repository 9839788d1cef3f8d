import { type Dictionary, dictionary, isDictionary } from '../source/data.ts';
import type { Path } from '../source/document.ts';
import { mediumOf } from './action.ts';
import { type FlowSetting, readSequence, type Sequence } from './sequence.ts';
import { TaskPaths } from './task-paths.ts';

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
/** Keys of lists of actions, and of states, that stand in the flow itself; a call begins at them or comes back to them. */
const OWN_ACTIONS = /TaskActions$/;
const OWN_STATE = /State$/;

/** The containers of a flow, in the order of the file, those of menu choices after their menu. */
export function readContainers(root: string, flow: Dictionary): Container[] {
  const tasks = new TaskPaths(flow.tasks);
  const setting: FlowSetting = {
    root,
    medium: mediumOf(root, flow),
    outputPaths: (reference) => tasks.of(reference),
  };
  const found: Container[] = [];
  for (const [key, value] of Object.entries(flow)) {
    if (OWN_ACTIONS.test(key)) found.push(body(setting, flow, value, [root, key]));
    if (OWN_STATE.test(key) && isDictionary(value))
      found.push(withActions(setting, 'state', '', value, [root, key]));
  }
  for (const [list, kind] of Object.entries(LISTS)) {
    for (const [index, item] of (Array.isArray(flow[list]) ? flow[list] : []).entries()) {
      const value = dictionary(dictionary(item)[kind]);
      const at: Path = [root, list, index, kind];
      if (kind === 'menu') found.push(...withChoices(setting, list, value, at));
      else found.push(withActions(setting, kind, list, value, at));
    }
  }
  return found;
}

/** The actions of a flow that has no tasks. */
function body(setting: FlowSetting, flow: Dictionary, list: unknown, at: Path): Container {
  return {
    kind: 'body',
    name: '',
    refId: '',
    list: '',
    value: flow,
    at,
    sequence: readSequence(setting, list, at),
    // The task of a queue is run again and again while the call waits.
    mustTerminate: !setting.root.startsWith('inqueue'),
    choices: [],
  };
}

/** A menu, and the tasks inside its choices. */
function withChoices(setting: FlowSetting, list: string, value: Dictionary, at: Path): Container[] {
  const choices = readChoices(value, at);
  const [name, refId] = [text(value.name), text(value.refId)];
  return [
    { kind: 'menu', name, refId, list, value, at, sequence: undefined, mustTerminate: false, choices },
    ...choices
      .filter((choice) => choice.kind === 'menuTask')
      .map((choice) => ({
        ...withActions(setting, 'choice', '', dictionary(choice.value.task), [...choice.at, 'task']),
        name: choice.name,
      })),
  ];
}

function withActions(
  setting: FlowSetting,
  kind: Container['kind'],
  list: string,
  value: Dictionary,
  at: Path,
): Container {
  const sequence = readSequence(setting, value.actions, [...at, 'actions']);
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
