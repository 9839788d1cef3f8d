import { FLOW_ROOTS } from '../../flow/flow-type.ts';
import { nearestName } from '../../text/nearest.ts';
import type { ArchitectRule } from './index.ts';

export const rule: ArchitectRule = {
  id: 'architect-root',
  check({ flow }, report) {
    const [first, second] = flow.roots;
    if (first === undefined || second !== undefined) {
      report.add('architect-root', {
        place: second === undefined ? flow.locate([]) : flow.locate([second], 'key'),
        message:
          second === undefined
            ? 'the file holds no flow'
            : `the file has more than one key at its top: ${flow.roots.slice(0, 5).join(', ')}`,
        hint: 'An Architect YAML file has one key at its top, the type of the flow, such as "inboundCall".',
      });
    } else if (!flow.known) {
      const near = nearestName(first, FLOW_ROOTS);
      report.add('architect-root', {
        place: flow.locate([first], 'key'),
        severity: 'warning',
        message: `"${first}" is a flow type that is not known here; only basic checks were made`,
        hint: near ? `Did you mean "${near}"?` : `Known types: ${FLOW_ROOTS.join(', ')}.`,
      });
    }
  },
};
