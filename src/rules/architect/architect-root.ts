import { FLOW_ROOTS } from '../../flow/flow-type.ts';
import { nearestName } from '../../text/nearest.ts';
import { misspeltDraft } from './misspelt-name.ts';
import type { ArchitectRule } from './rule.ts';

export const rule = {
  id: 'architect-root',
  severity: 'error',
  category: 'architect',
  summary: 'not exactly one flow in the file, or an unknown flow type',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  undocumentedTypes: 'warning',
  check({ flow, misspelt, written }, report) {
    for (const each of misspelt) if (each.named === 'flow type') report(misspeltDraft(each, written));
    const [first, second] = flow.roots;
    if (first === undefined || second !== undefined) {
      report({
        place: second === undefined ? flow.locate([]) : flow.locate([second], 'key'),
        message:
          second === undefined
            ? 'The file contains no flow'
            : `The file has more than one top-level key: ${flow.roots.slice(0, 5).join(', ')}`,
        hint: 'Use one top-level key, the type of the flow, such as "inboundCall".',
      });
    } else if (!flow.known) {
      const near = nearestName(first, FLOW_ROOTS);
      report({
        place: flow.locate([first], 'key'),
        severity: 'warning',
        message: `Unknown flow type "${first}"; only basic checks were made`,
        hint: near ? `Did you mean "${near}"?` : `Known types: ${FLOW_ROOTS.join(', ')}.`,
      });
    }
  },
} as const satisfies ArchitectRule;
