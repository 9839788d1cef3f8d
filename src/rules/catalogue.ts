import { FLOW_RULES } from './flow/index.ts';
import type { RuleMeta } from './rule.ts';

const manifest = { category: 'manifest', severity: 'error' } as const;
const architect = { category: 'architect', severity: 'error' } as const;
const warning = { category: 'architect', severity: 'warning' } as const;
const org = { category: 'org', severity: 'error', fixed: true } as const;

/** Every rule of this version. */
export const RULES: readonly RuleMeta[] = [
  {
    id: 'manifest-syntax',
    ...manifest,
    fixed: true,
    summary: 'a file that cannot be read as JSON or YAML, or that parsers read differently',
  },
  {
    id: 'manifest-schema',
    ...manifest,
    fixed: true,
    summary: 'a field of the wrong type, an unknown field, a missing field',
  },
  {
    id: 'manifest-definition',
    ...manifest,
    fixed: true,
    summary: 'no flow source, two of them, or one that may not be read',
  },
  {
    id: 'manifest-environment',
    ...manifest,
    fixed: true,
    summary: 'an environment that was asked for and that the manifest does not have',
  },
  {
    id: 'gate-changed',
    ...manifest,
    severity: 'warning',
    summary: 'a pull request that changes the rules it is judged by',
  },
  {
    id: 'suppression',
    ...manifest,
    fixed: true,
    summary: 'a suppression without reason, past its date, or of nothing; a baseline that cannot be read',
  },
  {
    id: 'manifest-region',
    ...manifest,
    fixed: true,
    summary: 'a region that Genesys Cloud does not have, or manifests that do not agree on one',
  },
  {
    id: 'manifest-version',
    ...manifest,
    summary: 'a release version that was already used for other content, or that was not raised',
  },
  {
    id: 'manifest-substitution',
    ...manifest,
    summary: 'a {{token}} without a value, or a value that nothing uses',
  },
  {
    id: 'manifest-duplicate-flow',
    ...manifest,
    fixed: true,
    summary: 'two manifests that mean the same flow',
  },
  {
    id: 'manifest-dependency',
    ...manifest,
    fixed: true,
    summary: 'a depends_on that names nothing, or a circle of them',
  },
  ...FLOW_RULES,
  {
    id: 'architect-root',
    ...architect,
    summary: 'not exactly one flow in the file, or a flow type that is not known here',
  },
  {
    id: 'misspelt-name',
    ...architect,
    summary: 'a field, action or menu choice that is one or two letters away from a known one',
  },
  { id: 'architect-start-ref', ...architect, summary: 'a start that does not exist' },
  {
    id: 'architect-reference',
    ...architect,
    summary: 'a reference to a menu, task or state that does not exist',
  },
  { id: 'duplicate-ref-id', ...architect, summary: 'two menus, tasks or states with one refId' },
  { id: 'duplicate-name', ...architect, summary: 'two menus, tasks or states with one name' },
  { id: 'not-terminating', ...architect, summary: 'a task or state whose actions run off the end' },
  {
    id: 'unreachable-action',
    ...warning,
    summary: 'an action after one that leads away',
  },
  {
    id: 'loop-control',
    ...architect,
    summary: 'a loop control outside a loop, or a loop that is always left',
  },
  { id: 'empty-menu', ...architect, summary: 'a menu without choices' },
  { id: 'default-choice', ...architect, summary: 'a default that is none of the choices of its menu' },
  {
    id: 'default-language',
    ...architect,
    summary: 'a default language that is not supported, or without a region',
  },
  {
    id: 'unreachable-container',
    ...warning,
    summary: 'a menu, task or state that nothing leads to',
  },
  {
    id: 'limits',
    ...architect,
    summary: 'a name, expression, proficiency or loop count beyond what Architect takes',
  },
  {
    id: 'template-token',
    ...warning,
    summary: 'an unquoted {{token}}, which YAML reads as a map',
  },
  {
    id: 'recursive-task-call',
    ...architect,
    summary: 'tasks that call each other without a way out',
  },
  {
    id: 'missing-default',
    ...warning,
    summary: 'a switch without a default, and nothing behind it',
  },
  {
    id: 'unused-variable',
    ...warning,
    summary: 'a variable that nothing uses',
  },
  {
    id: 'undeclared-variable',
    ...warning,
    summary: 'a variable that is not declared where it is used',
  },
  {
    id: 'action-flow-type',
    ...architect,
    summary: 'an action that flows of this type do not have',
  },
  {
    id: 'required-value',
    ...architect,
    summary: 'a value without which Architect does not publish: a queue, a data action, a condition',
  },
  {
    id: 'value-type',
    ...architect,
    summary: 'a value of another type than the variable that it is assigned to',
  },
  {
    id: 'duration-literal',
    ...architect,
    summary: "a duration that is not valid or outside the platform's range",
  },
  {
    id: 'speech-terms',
    ...architect,
    summary:
      'a menu option that is only spoken while speech recognition is off, or lacks terms in a language',
  },
  {
    id: 'dtmf-domain',
    ...architect,
    summary: 'a key that no phone has',
  },
  {
    id: 'duplicate-variable',
    ...architect,
    summary: 'two variables of one scope with one name',
  },
  {
    id: 'variable-name',
    ...architect,
    summary: 'a variable name with a wrong scope or characters that are not allowed',
  },
  {
    id: 'language-supported',
    ...architect,
    summary: 'a language that the flow does not support, or a supported one with nothing to play',
  },
  {
    id: 'empty-action',
    ...warning,
    summary: 'an action without the statements or attributes that it is for',
  },
  {
    id: 'undeclared-slot',
    ...warning,
    summary: 'a slot that no entity of the bot declares',
  },
  {
    id: 'previous-menu',
    ...architect,
    summary: 'previousMenu where there is no previous menu',
  },
  {
    id: 'menu-timing',
    ...warning,
    summary: 'a delay for extension dialing that is not shorter than the timeout of the menu',
  },
  {
    id: 'switch-size',
    ...architect,
    summary: 'a switch with more than 64 cases',
  },
  {
    id: 'flow-reference',
    ...warning,
    summary: 'a flow, module or bot that is not in the repository',
  },
  {
    id: 'cross-flow-loop',
    ...architect,
    summary: 'flows that hand a call round in a circle',
  },
  { id: 'org-reference', ...org, summary: 'a queue, prompt, flow or other thing that the org does not have' },
  { id: 'org-locked', ...org, summary: 'the flow is locked by somebody' },
  { id: 'org-conflict', ...org, summary: 'what is live is not what was last published from here' },
  { id: 'org-identity', ...org, summary: 'flow_id names no flow, a deleted one, or another one' },
  { id: 'publish-failed', ...org, summary: 'what the platform said when it did not take a flow' },
];

const BY_ID = new Map(RULES.map((rule) => [rule.id, rule]));

/** The metadata of a rule. Throws on an id that is no rule, which is a fault of ours. */
export function ruleMeta(id: string): RuleMeta {
  const meta = BY_ID.get(id);
  if (!meta) throw new Error(`no such rule: ${id}`);
  return meta;
}

/** True for the id of a rule of this version. */
export function isRule(id: string): boolean {
  return BY_ID.has(id);
}
