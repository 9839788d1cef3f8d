import { needsStartUpRef } from '../../flow/flow-type.ts';
import { rule as nodeGraphRule } from '../flow/missing-start.ts';
import type { ArchitectRule } from './rule.ts';

export const rule = {
  ...nodeGraphRule,
  appliesTo: ['architect'],
  check({ flow }, report) {
    const { root } = flow.type;
    if (flow.hasStart) return;
    const byRef = needsStartUpRef(root);
    report({
      place: flow.locate([root], 'key'),
      message: `The flow has no ${byRef ? 'startUpRef' : 'startUpTaskActions'}, so it has no start`,
      hint: byRef
        ? `Add startUpRef with the path of a menu, task, state or bot, such as "${example(flow)}".`
        : 'Add startUpTaskActions with the actions of the flow.',
      // A survey invitation without it was seen in an org.
      ...(root === 'surveyInvite' ? { severity: 'warning' as const } : {}),
    });
  },
} as const satisfies ArchitectRule;

/** The path of the first menu, task, state or bot of the flow. */
function example({ type, containers }: Parameters<ArchitectRule['check']>[0]['flow']): string {
  const first = containers.find(({ list, refId }) => list !== '' && refId !== '');
  return first
    ? `/${type.root}/${first.list}/${first.kind}[${first.refId}]`
    : `/${type.root}/tasks/task[Main_10]`;
}
