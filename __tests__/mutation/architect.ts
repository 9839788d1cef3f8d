import type { Container } from '../../src/architect/container.ts';
import { Onward } from '../../src/architect/onward.ts';
import { everyAction } from '../../src/architect/sequence.ts';
import type { Path } from '../../src/source/document.ts';
import {
  type ArchitectSubject,
  blockItem,
  itemEnd,
  lineAt,
  type Mutant,
  type Operator,
  replace,
} from './subject.ts';

const STUCK = ['busy-loop', 'trap-loop', 'no-path-to-terminal'];

/** Replaces the value at a path; the fault is where the value stands. */
function change({ text, document }: ArchitectSubject, path: Path, value: string, rule: string): Mutant {
  const span = document.span(path);
  return { text: replace(text, span, value), rule, line: lineAt(text, span.start) };
}

/** Puts an item before an item of a list in block style; nothing where the list is written otherwise. */
function* before(subject: ArchitectSubject, path: Path, item: string, rule: string, also: string[] = []) {
  const { text, document } = subject;
  const place = blockItem(text, document.span(path));
  if (!place) return;
  const at = place.lineStart;
  const line = lineAt(text, at);
  yield { text: `${text.slice(0, at)}${place.indent}- ${item}\n${text.slice(at)}`, rule, line, also };
}

/** Puts an item behind the last one of a list in block style. */
function* behind(subject: ArchitectSubject, path: Path, item: string, rule: string): Generator<Mutant> {
  const { text, document } = subject;
  const place = blockItem(text, document.span(path));
  if (!place) return;
  const at = itemEnd(text, place);
  yield {
    text: `${text.slice(0, at)}\n${place.indent}- ${item}${text.slice(at)}`,
    rule,
    line: lineAt(text, at) + 1,
  };
}

function reachable({ flow }: ArchitectSubject, container: Container): boolean {
  const links = flow.links.filter(({ container: to }) => to >= 0);
  const own = flow.nodes.findIndex(({ at }) => at.join() === container.at.join());
  const seen = new Set(links.filter(({ holder }) => holder < 0).map(({ container: to }) => to));
  for (const each of seen) for (const { holder, container: to } of links) if (holder === each) seen.add(to);
  return seen.has(own);
}

const listed = ({ flow }: ArchitectSubject) => flow.containers.filter(({ list }) => list !== '');
const tasks = (subject: ArchitectSubject) => listed(subject).filter(({ kind }) => kind === 'task');
const withRefId = ({ value }: Container) =>
  typeof value.refId === 'string' && typeof value.name === 'string' && !/["\\]/.test(value.refId);
const jumpTo = ({ flow }: ArchitectSubject, { value }: Container) =>
  `"/${flow.type.root}/tasks/task[${String(value.refId)}]"`;

export const ARCHITECT_OPERATORS: readonly Operator<ArchitectSubject>[] = [
  {
    name: 'misspell the start',
    *mutate(subject) {
      for (const { field, at, text } of subject.flow.links)
        if (field === 'startUpRef')
          yield change(subject, at, JSON.stringify(text.replace(/\]$/, 'x]')), 'architect-start-ref');
    },
  },
  {
    name: 'misspell a reference',
    *mutate(subject) {
      for (const { field, at, text, external } of subject.flow.links)
        if (field !== 'startUpRef' && !external)
          yield change(subject, at, JSON.stringify(text.replace(/\]$/, 'x]')), 'architect-reference');
    },
  },
  {
    name: 'make the menu its own default',
    *mutate(subject) {
      for (const menu of subject.flow.containers) {
        if (typeof menu.value.defaultChildMenuRef !== 'string' || !withRefId(menu)) continue;
        const path = `"/${subject.flow.type.root}/menus/menu[${String(menu.value.refId)}]"`;
        yield change(subject, [...menu.at, 'defaultChildMenuRef'], path, 'default-choice');
      }
    },
  },
  {
    name: 'duplicate a refId',
    *mutate(subject) {
      for (const container of listed(subject)) {
        if (container.kind === 'menu' || container.kind === 'bot' || !withRefId(container)) continue;
        const refId = JSON.stringify(container.value.refId);
        const item = `${container.kind}: {name: Mutant copy, refId: ${refId}, actions: [{disconnect: {name: End}}]}`;
        yield* behind(subject, container.at.slice(0, -1), item, 'duplicate-ref-id');
      }
    },
  },
  {
    name: 'duplicate a name',
    *mutate(subject) {
      for (const container of listed(subject)) {
        if (container.kind === 'menu' || container.kind === 'bot' || !withRefId(container)) continue;
        const name = JSON.stringify(container.value.name);
        const item = `${container.kind}: {name: ${name}, refId: mutant copy, actions: [{disconnect: {name: End}}]}`;
        yield* behind(subject, container.at.slice(0, -1), item, 'duplicate-name');
      }
    },
  },
  {
    name: 'add a task that nothing leads to',
    *mutate(subject) {
      for (const container of tasks(subject).slice(0, 1)) {
        const item = 'task: {name: Mutant, refId: mutant, actions: [{disconnect: {name: End}}]}';
        yield* behind(subject, container.at.slice(0, -1), item, 'unreachable-container');
      }
    },
  },
  {
    name: 'remove what ends a sequence',
    *mutate(subject) {
      const { text, document, flow } = subject;
      for (const { sequence, mustTerminate } of flow.containers) {
        const [last, previous] = [sequence?.actions.at(-1), sequence?.actions.at(-2)];
        if (
          !mustTerminate ||
          last?.onward !== Onward.never ||
          !previous ||
          sequence?.actions.slice(0, -1).some((each) => each.onward === Onward.never)
        )
          continue;
        const place = blockItem(text, document.span(last.at.slice(0, -1)));
        if (!place) continue;
        const line = lineAt(text, document.span(previous.at, 'key').start);
        yield {
          text: text.slice(0, place.lineStart) + text.slice(itemEnd(text, place) + 1),
          rule: 'not-terminating',
          line,
        };
      }
    },
  },
  {
    name: 'add an action behind the last one',
    *mutate(subject) {
      for (const { sequence } of subject.flow.containers) {
        const last = sequence?.actions.at(-1);
        const reached = !sequence?.actions.slice(0, -1).some((each) => each.onward === Onward.never);
        if (last?.onward === Onward.never && reached)
          yield* behind(subject, last.at.slice(0, -1), 'updateData: {name: Mutant}', 'unreachable-action');
      }
    },
  },
  {
    name: 'let a task jump to itself at once',
    *mutate(subject) {
      for (const task of tasks(subject)) {
        const first = task.sequence?.actions[0];
        if (!first || !withRefId(task) || !reachable(subject, task)) continue;
        const jump = `jumpToTask: {name: Mutant, targetTaskRef: ${jumpTo(subject, task)}}`;
        yield* before(subject, first.at.slice(0, -1), jump, 'busy-loop', STUCK);
      }
    },
  },
  {
    name: 'let a task call itself at once',
    *mutate(subject) {
      for (const task of tasks(subject)) {
        const first = task.sequence?.actions[0];
        if (!first || !withRefId(task) || !reachable(subject, task)) continue;
        const call = `callTask: {name: Mutant, targetTaskRef: ${jumpTo(subject, task)}}`;
        yield* before(subject, first.at.slice(0, -1), call, 'recursive-task-call');
      }
    },
  },
  ...['loopExit', 'loopNext'].map(
    (control): Operator<ArchitectSubject> => ({
      name: `put a ${control} outside a loop`,
      *mutate(subject) {
        for (const { sequence } of subject.flow.containers) {
          const first = sequence?.actions[0];
          if (first)
            yield* before(subject, first.at.slice(0, -1), `${control}: {name: Mutant}`, 'loop-control');
        }
      },
    }),
  ),
  {
    name: 'give two choices one key',
    *mutate(subject) {
      for (const { choices } of subject.flow.containers) {
        const [one, two] = choices.filter(({ value }) => typeof value.dtmf === 'string');
        if (one && two)
          yield change(subject, [...two.at, 'dtmf'], String(one.value.dtmf), 'duplicate-choice');
      }
    },
  },
  {
    name: 'take the key from a choice',
    *mutate(subject) {
      const { text, document, flow } = subject;
      for (const { choices, value: menu } of flow.containers) {
        for (const { at, value } of choices) {
          const isDefault = String(menu.defaultChildMenuRef).includes(`[${String(value.refId)}]`);
          if (typeof value.dtmf !== 'string' || value.speechRecTerms !== undefined || isDefault) continue;
          const from = document.span([...at, 'dtmf'], 'key').start;
          const to = document.span([...at, 'dtmf']).end;
          const line = lineAt(text, document.span(at, 'key').start);
          yield {
            text: replace(text, { start: from, end: to }, 'mutant: none'),
            rule: 'choice-without-selector',
            line,
          };
        }
      }
    },
  },
  {
    name: 'empty a menu',
    *mutate(subject) {
      const { text, document, flow } = subject;
      for (const { kind, value, at, choices } of flow.containers) {
        if (kind !== 'menu' || choices.length === 0 || value.defaultChildMenuRef !== undefined) continue;
        const span = document.span([...at, 'choices']);
        const key = document.span([...at, 'choices'], 'key');
        yield {
          text: `${text.slice(0, key.start)}choices: []\n${text.slice(span.end)}`,
          rule: 'empty-menu',
          line: lineAt(text, document.span(at, 'key').start),
        };
      }
    },
  },
  {
    name: 'drop the default language from the supported ones',
    *mutate(subject) {
      const { value, type } = subject.flow;
      if (typeof value.defaultLanguage === 'string' && typeof value.supportedLanguages === 'object')
        yield change(subject, [type.root, 'defaultLanguage'], 'xx-yy', 'default-language');
    },
  },
  {
    name: 'write a language without its region',
    *mutate(subject) {
      const { value, type } = subject.flow;
      if (typeof value.defaultLanguage === 'string')
        yield change(subject, [type.root, 'defaultLanguage'], 'en', 'default-language');
    },
  },
  {
    name: 'give an action too long a name',
    *mutate(subject) {
      for (const { sequence } of subject.flow.containers)
        for (const { action } of sequence ? everyAction(sequence) : [])
          if (typeof action.value.name === 'string')
            yield change(subject, [...action.at, 'name'], 'x'.repeat(201), 'limits');
    },
  },
  {
    name: 'write too long an expression',
    *mutate(subject) {
      for (const { sequence } of subject.flow.containers)
        for (const { action } of sequence ? everyAction(sequence) : []) {
          const condition = action.value.condition as Record<string, unknown> | undefined;
          if (typeof condition?.exp === 'string')
            yield change(
              subject,
              [...action.at, 'condition', 'exp'],
              JSON.stringify('1 + '.repeat(8001)),
              'limits',
            );
        }
    },
  },
  {
    name: 'let a loop run no times',
    *mutate(subject) {
      for (const { sequence } of subject.flow.containers)
        for (const { action } of sequence ? everyAction(sequence) : [])
          if (typeof (action.value.loopCount as Record<string, unknown> | undefined)?.lit === 'number')
            yield change(subject, [...action.at, 'loopCount', 'lit'], '0', 'limits');
    },
  },
  {
    name: 'put a second flow into the file',
    *mutate({ text, flow }) {
      if (flow.roots.length !== 1 || /^[^\S\n]/.test(text)) return;
      const whole = text.endsWith('\n') ? text : `${text}\n`;
      yield {
        text: `${whole}mutant:\n  name: Another\n`,
        rule: 'architect-root',
        line: whole.split('\n').length,
      };
    },
  },
  {
    name: 'put a slash into the name of the flow',
    *mutate(subject) {
      if (typeof subject.flow.value.name === 'string')
        yield change(subject, subject.flow.nameAt, '"Sales/Support"', 'flow-name');
    },
  },
  {
    name: 'give a key twice',
    *mutate({ text, document, flow }) {
      for (const { value, at } of flow.containers) {
        if (typeof value.name !== 'string') continue;
        const key = document.span([...at, 'name'], 'key');
        const lineStart = text.lastIndexOf('\n', key.start - 1) + 1;
        const indent = text.slice(lineStart, key.start);
        if (!/^ +$/.test(indent)) continue;
        yield {
          text: `${text.slice(0, lineStart)}${indent}name: Mutant\n${text.slice(lineStart)}`,
          rule: 'manifest-syntax',
          line: lineAt(text, lineStart) + 1,
        };
      }
    },
  },
  {
    name: 'write a credential into an expression',
    *mutate(subject) {
      for (const { sequence } of subject.flow.containers)
        for (const { action } of sequence ? everyAction(sequence) : []) {
          const condition = action.value.condition as Record<string, unknown> | undefined;
          if (typeof condition?.exp === 'string')
            yield change(
              subject,
              [...action.at, 'condition', 'exp'],
              `'Flow.x == "ghp_${'a1B2'.repeat(10)}"'`,
              'hard-coded-secret',
            );
        }
    },
  },
  {
    name: 'name a queue by an id',
    *mutate(subject) {
      for (const { kind, at, part, name } of subject.flow.references)
        if (kind === 'queue' && part === undefined && at.at(-1) === 'name' && name !== '')
          yield change(subject, at, '0f8fad5b-d9cb-469f-a165-70867728950e', 'hard-coded-id');
    },
  },
  {
    name: 'leave nothing to play',
    *mutate(subject) {
      for (const { sequence } of subject.flow.containers)
        for (const { action } of sequence ? everyAction(sequence) : []) {
          if (action.kind !== 'playAudio' || action.value.audio === undefined) continue;
          const { text, document } = subject;
          const start = document.span([...action.at, 'audio'], 'key').start;
          const { end } = document.span([...action.at, 'audio']);
          const line = lineAt(text, document.span(action.at, 'key').start);
          yield {
            text: `${text.slice(0, start)}audio: {noValue: true}${text.slice(start, end).endsWith('\n') ? '\n' : ''}${text.slice(end)}`,
            rule: 'missing-audio',
            line,
          };
        }
    },
  },
];
