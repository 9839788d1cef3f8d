import { isTemplated, quoted } from '../../architect/value.ts';
import { isIdentifier } from '../../architect/variables.ts';
import type { Path } from '../../source/document.ts';
import type { ArchitectRule } from './rule.ts';

const SCOPES = ['Flow', 'Task', 'State', 'Common', 'Slot'];
/** Containers whose variables belong to a task or a state, by the key that they stand under. */
const OWNERS: Readonly<Record<string, string>> = {
  task: 'Task',
  state: 'State',
  startUpState: 'State',
  periodicState: 'State',
};

export const rule = {
  id: 'variable-name',
  severity: 'error',
  category: 'architect',
  summary: 'a variable name with a wrong scope or characters that are not allowed',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  check({ flow, variables }, report) {
    const { root } = flow.type;
    const add = (name: string, at: Path, problem: { message: string; hint: string } | undefined) => {
      if (!problem || isTemplated(name)) return;
      report({ place: flow.locate(at), ...problem });
    };
    for (const { name, at } of variables.declared) {
      const allowed = flow.known ? scopesAt(root, at) : SCOPES;
      add(name, at, problemOf(name, allowed));
    }
    for (const { name, at } of variables.assigned) add(name, at, problemOf(name.trim(), SCOPES));
  },
} as const satisfies ArchitectRule;

/** The scopes that a variable declared at this place may have. */
function scopesAt(root: string, at: Path): readonly string[] {
  // …, task, variables, 0, stringVariable, name
  const list = at.at(-4);
  const owner = at.length > 5 ? String(at.at(-5)) : '';
  if (list === 'startUpTaskVariables') return ['Task'];
  if (Object.hasOwn(OWNERS, owner)) return [OWNERS[owner] ?? ''];
  if (at.length > 5) return SCOPES;
  if (root === 'commonModule') return ['Common', 'Flow'];
  return root === 'botFlow' || root === 'digitalBot' ? ['Flow', 'Slot'] : ['Flow'];
}

function problemOf(
  name: string,
  allowed: readonly string[],
): { readonly message: string; readonly hint: string } | undefined {
  const dot = name.indexOf('.');
  const scope = dot < 0 ? '' : name.slice(0, dot);
  const own = dot < 0 ? name : name.slice(dot + 1);
  const words = `Variable ${quoted(name)}`;
  if (!allowed.some((each) => each.toLowerCase() === scope.toLowerCase())) {
    const prefixes = allowed.map((each) => `"${each}."`).join(' or ');
    return {
      message:
        scope === ''
          ? `${words} has no scope`
          : `${words}: ${quoted(scope)} is not a scope that is allowed here`,
      hint: `Begin the name with ${prefixes}.`,
    };
  }
  // The names of slots are those of a bot's entities, which have rules of their own.
  if (own === '' || (scope.toLowerCase() !== 'slot' && !isIdentifier(own))) {
    return {
      message:
        own === '' ? `${words} has no name after its scope` : `${words}: ${quoted(own)} is not a valid name`,
      hint: 'Use letters, digits and underscores; the first one must be a letter.',
    };
  }
  return undefined;
}
