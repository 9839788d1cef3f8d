import { dictionary } from '../../source/data.ts';
import { firstControl } from '../../source/invisible.ts';
import type { FlowRule } from '../rule.ts';

/** Characters that Architect allows in the name of a flow. */
const MAX_NAME = 200;

export const rule = {
  id: 'flow-name',
  severity: 'error',
  category: 'flow',
  summary: 'a flow name that Genesys Cloud does not accept',
  introduced: '0.1.0',
  appliesTo: ['node-graph', 'architect'],
  undocumentedTypes: 'full',
  check({ graph, definition }, report) {
    const { name } = graph;
    // The schema reports a node graph whose name is missing or not a string.
    if (graph.origin === 'node-graph' && typeof dictionary(definition.value).name !== 'string') return;
    const problem =
      name.trim() === ''
        ? 'is empty'
        : name.length > MAX_NAME
          ? `has ${name.length} characters; ${MAX_NAME} are allowed`
          : firstControl(name)
            ? `contains the invisible character ${firstControl(name)}`
            : name.includes('/')
              ? 'contains a slash'
              : name !== name.trim()
                ? 'starts or ends with a space'
                : /-debug$/i.test(name)
                  ? 'ends in -debug'
                  : !/[A-Za-z0-9]/.test(name) && !/[\p{L}\p{N}]/u.test(name)
                    ? 'has no letter or digit'
                    : undefined;
    if (problem) {
      report({
        place: graph.locate(graph.nameAt),
        message: `The flow name ${problem}`,
        hint: 'Use 1 to 200 characters with a letter or digit, without slashes, outer spaces, or -debug at the end.',
      });
    }
  },
} as const satisfies FlowRule;
