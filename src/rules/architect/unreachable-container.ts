import { capitalised } from '../../text/capital.ts';
import type { ArchitectRule } from './rule.ts';

export const rule = {
  id: 'unreachable-container',
  severity: 'warning',
  category: 'architect',
  summary: 'an unreachable menu, task or state',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  check({ flow, analysis }, report) {
    const begins = new Set<number>();
    for (const link of flow.links) {
      // What the flow itself refers to, its start and its error handling, is where a call can come in.
      const target = link.owner === '' ? link.container : -1;
      if (target >= 0) begins.add(target);
    }
    for (const [at, { role }] of flow.nodes.entries()) if (role === 'entry') begins.add(at);
    // Where the start is missing or leads nowhere, that is the problem.
    const lost = flow.links.some(({ field, resolved }) => field === 'startUpRef' && !resolved);
    if (begins.size === 0 || !flow.hasStart || lost) return;
    const seen = new Set(begins);
    const open = [...begins];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (const edge of analysis.declared(at)) {
        if (edge.to < 0 || seen.has(edge.to)) continue;
        seen.add(edge.to);
        open.push(edge.to);
      }
    }
    for (const [at, node] of flow.nodes.entries()) {
      if (seen.has(at)) continue;
      report({
        place: flow.locate(node.at, 'key'),
        message: `${capitalised(node.type)} "${node.key}" is unreachable`,
        hint: 'Remove it, or add a jump or an option that leads to it.',
        nodes: [node.key],
      });
    }
  },
} as const satisfies ArchitectRule;
