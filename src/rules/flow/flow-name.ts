import { dictionary } from '../../source/data.ts';
import { firstControl } from '../../source/invisible.ts';
import type { FlowRule } from '../rule.ts';

/** Characters that Architect allows in the name of a flow. */
const MAX_NAME = 200;

export const rule = {
  id: 'flow-name',
  severity: 'error',
  category: 'flow',
  summary: 'a flow name that the platform does not take',
  introduced: '0.1.0',
  appliesTo: ['node-graph', 'architect'],
  undocumentedTypes: 'full',
  check({ graph, definition }, report) {
    const { name } = graph;
    // The schema has told of a node graph whose name is missing or no text.
    if (graph.origin === 'node-graph' && typeof dictionary(definition.value).name !== 'string') return;
    const fault =
      name.trim() === ''
        ? 'is empty'
        : name.length > MAX_NAME
          ? `has ${name.length} characters; ${MAX_NAME} are allowed`
          : firstControl(name)
            ? `has the invisible character ${firstControl(name)}`
            : name.includes('/')
              ? 'has a slash'
              : name !== name.trim()
                ? 'has blanks at its beginning or end'
                : /-debug$/i.test(name)
                  ? 'ends in -debug'
                  : !/[A-Za-z0-9]/.test(name) && !/[\p{L}\p{N}]/u.test(name)
                    ? 'has neither a letter nor a digit'
                    : undefined;
    if (fault) {
      report({
        place: graph.locate(graph.nameAt),
        message: `the name of the flow ${fault}`,
        hint: 'Use 1 to 200 characters with a letter or digit, no slash, no invisible characters, no outer blanks, and not -debug at the end.',
      });
    }
  },
} as const satisfies FlowRule;
