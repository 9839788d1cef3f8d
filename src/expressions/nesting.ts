import type { Problem } from './problem.ts';
import { MAX_NESTING, type Node } from './syntax.ts';
import { syntaxProblem } from './syntax-problem.ts';
import { childrenOf } from './tree.ts';

/** The first operator or call that is nested too deep, if there is one; the tree is walked without recursion. */
export function nestingProblem(root: Node): Problem | undefined {
  // The platform counts from 0 at the outermost operator.
  if (root.depth <= MAX_NESTING + 1) return undefined;
  const open: { node: Node; level: number }[] = [{ node: root, level: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, level } = next;
    if (node.depth > 0 && level > MAX_NESTING) {
      const start = 'at' in node ? node.at : node.start;
      return syntaxProblem(
        { start, end: start + 1 },
        `The expression is nested ${root.depth - 1} levels deep; Architect takes ${MAX_NESTING}`,
        'Split it over several variables.',
      );
    }
    for (const child of childrenOf(node).toReversed()) open.push({ node: child, level: level + 1 });
  }
  return undefined;
}
