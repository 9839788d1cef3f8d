import type { Action } from '../../architect/sequence.ts';
import { isKnownType, wrongLiteral } from '../../architect/type.ts';
import { entryOf, isTemplated, literalOf, shown } from '../../architect/value.ts';
import type { Declaration } from '../../architect/variables.ts';
import { dictionary } from '../../source/data.ts';
import type { Path } from '../../source/document.ts';
import { groupBy } from '../../text/group-by.ts';
import type { ArchitectRule } from './rule.ts';

/** Outputs of actions whose type is certain. */
const OUTPUTS: Readonly<Record<string, readonly [field: string, type: string]>> = {
  collectInput: ['inputData', 'string'],
  loop: ['currentIndex', 'integer'],
  findQueue: ['findResult', 'queue'],
  findQueueById: ['findResult', 'queue'],
  findUserById: ['findResult', 'user'],
};

/** A place where a value of one type is put into a variable. */
interface Assignment {
  readonly variable: string;
  readonly type: string;
  readonly at: Path;
  readonly words: string;
}

export const rule = {
  id: 'value-type',
  severity: 'error',
  category: 'architect',
  summary: 'a value whose type differs from that of its variable',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  check({ flow, variables }, report) {
    const declared = groupBy(variables.declared, ({ name }) => name.toLowerCase());
    const literal = (type: string, value: unknown, at: Path, words: string, node: string) => {
      const expected = wrongLiteral(type, value);
      if (expected === undefined || (typeof value === 'string' && isTemplated(value))) return;
      report({
        place: flow.locate(at),
        message: `${words}: ${shown(value)} is not of type ${type}`,
        hint: `Write ${expected}, or use an expression.`,
        nodes: [node],
      });
    };
    for (const { name, type, settings, settingsAt } of variables.declared) {
      const at = [...settingsAt, 'initialValue', 'lit'];
      literal(type, literalOf(settings.initialValue), at, `Variable "${name}"`, '');
    }
    for (const { action, container } of flow.actions) {
      if (action.kind !== 'updateData' && !Object.hasOwn(OUTPUTS, action.kind)) continue;
      const words = `Action "${action.name}"`;
      for (const { variable, type, at } of assignmentsOf(action)) {
        const other = typeIn(declared, variable, at);
        if (other === undefined || !isKnownType(type) || other.toLowerCase() === type.toLowerCase()) continue;
        report({
          place: flow.locate(at),
          message: `${words}: a ${type} cannot be assigned to ${variable}, which is a ${other}`,
          hint: `Use a ${type} variable, or change the value to the type ${other}.`,
          nodes: [container.name],
        });
      }
      for (const { type, value, at } of statementsOf(action))
        literal(type, literalOf(value.value), [...at, 'value', 'lit'], words, container.name);
    }
  },
} as const satisfies ArchitectRule;

function statementsOf({ kind, value, at }: Action) {
  const list: readonly unknown[] =
    kind === 'updateData' && Array.isArray(value.statements) ? value.statements : [];
  return list.flatMap((item, index) => {
    const entry = entryOf(item);
    return entry
      ? [{ type: entry.key, value: entry.value, at: [...at, 'statements', index, entry.key] }]
      : [];
  });
}

function assignmentsOf(action: Action): Omit<Assignment, 'words'>[] {
  const found = statementsOf(action).flatMap(({ type, value, at }) =>
    typeof value.variable === 'string'
      ? [{ variable: value.variable, type, at: [...at, 'variable'] as Path }]
      : [],
  );
  const [field = '', type = ''] = Object.hasOwn(OUTPUTS, action.kind) ? (OUTPUTS[action.kind] ?? []) : [];
  const variable = dictionary(action.value[field]).var;
  return typeof variable === 'string'
    ? [...found, { variable, type, at: [...action.at, field, 'var'] }]
    : found;
}

/** The type of a variable at a place; undefined if it has none, or more than one, or one that nobody knows. */
function typeIn(
  declared: ReadonlyMap<string, readonly Declaration[]>,
  name: string,
  at: Path,
): string | undefined {
  const key = name.trim().toLowerCase();
  // The type of a slot is that of its entity, which is not read here.
  if (key.startsWith('slot.')) return undefined;
  const seen = (declared.get(key) ?? []).filter(({ scope }) =>
    scope.every((step, depth) => at[depth] === step),
  );
  const types = new Set(seen.map(({ type }) => type));
  const [type] = types;
  return types.size === 1 && type !== undefined && isKnownType(type) ? type : undefined;
}
