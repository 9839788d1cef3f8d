import type { Action } from '../../architect/sequence.ts';
import { isUnset } from '../../architect/value.ts';
import { type Dictionary, dictionary } from '../../source/data.ts';
import type { Path } from '../../source/document.ts';
import { REQUIRED, type Requirement } from './required.ts';
import type { ArchitectRule } from './rule.ts';

/** A value that is not there. */
interface Lacking {
  readonly words: string;
  readonly field: string;
  readonly at: Path;
}

export const rule = {
  id: 'required-value',
  severity: 'error',
  category: 'architect',
  summary: 'a missing value that Architect requires: a queue, a data action, a condition',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  check({ flow }, report) {
    const add = (subject: string, { words, field, at }: Lacking, owner: Dictionary, node: string) => {
      const there = field in owner;
      report({
        place: flow.locate(there ? [...at, field] : at, 'key'),
        message: `${subject} has no ${words}`,
        hint: `Set "${field}". Architect does not publish the flow without it.`,
        nodes: [node],
      });
    };
    for (const { action, container } of flow.actions) {
      const subject = `Action "${action.name}"`;
      for (const lacking of lackingIn(action.kind, action.value, action.at))
        add(subject, lacking, action.value, container.name);
      if (action.kind === 'switch')
        for (const { lacking, owner } of lackingInSwitch(action))
          add(subject, lacking, owner, container.name);
    }
    for (const { choices, name: menu } of flow.containers) {
      for (const { kind, name, value, at } of choices) {
        const action = kind.replace(/^menu([A-Z])/, (_, first: string) => first.toLowerCase());
        for (const lacking of action === kind ? [] : lackingIn(action, value, at))
          add(`Menu "${menu}", option "${name}"`, lacking, value, menu);
      }
    }
    const at = [flow.type.root, 'settingsErrorHandling', 'errorHandling', 'queue'];
    const handling = dictionary(dictionary(flow.value.settingsErrorHandling).errorHandling);
    if (handling.queue !== undefined && isUnset(dictionary(handling.queue).targetQueue))
      add('Error handling', { words: 'queue', field: 'targetQueue', at }, dictionary(handling.queue), '');
  },
} as const satisfies ArchitectRule;

function lackingIn(kind: string, value: Dictionary, at: Path): Lacking[] {
  const list: readonly Requirement[] = (Object.hasOwn(REQUIRED, kind) ? REQUIRED[kind] : undefined) ?? [];
  const found = list.flatMap(({ field, words, unless, holds }): Lacking[] => {
    if (unless !== undefined && !isUnset(value[unless])) return [];
    return (holds ?? ((each) => !isUnset(each)))(value[field]) ? [] : [{ words, field, at }];
  });
  return found;
}

function lackingInSwitch({ value, at }: Action): { lacking: Lacking; owner: Dictionary }[] {
  const evaluate = dictionary(value.evaluate);
  const found: { lacking: Lacking; owner: Dictionary }[] = [];
  const cases = (owner: Dictionary, path: Path) => {
    for (const [index, item] of (Array.isArray(owner.cases) ? owner.cases : []).entries()) {
      const each = dictionary(dictionary(item).case);
      if (each.enabled === false || !isUnset(each.value)) continue;
      const words = `value in case ${index + 1}`;
      found.push({ lacking: { words, field: 'value', at: [...path, 'cases', index, 'case'] }, owner: each });
    }
  };
  cases(dictionary(evaluate.firstTrue), [...at, 'evaluate', 'firstTrue']);
  for (const [type, owner] of Object.entries(dictionary(evaluate.firstMatch))) {
    const path = [...at, 'evaluate', 'firstMatch', type];
    const each = dictionary(owner);
    if (isUnset(each.value))
      found.push({ lacking: { words: 'value to compare', field: 'value', at: path }, owner: each });
    cases(each, path);
  }
  return found;
}
