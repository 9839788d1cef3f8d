import { readArchitect } from '../architect/read.ts';
import type { Definition } from '../flow/definition.ts';
import { readNodeGraph } from '../node-graph/read.ts';
import { architectView } from './architect-view.ts';
import { nodeGraphView } from './node-graph-view.ts';
import type { CallerView } from './view.ts';

/** The caller view of a flow, from whichever format it is written in. */
export function readView(definition: Definition): CallerView {
  return definition.kind === 'architect'
    ? architectView(readArchitect(definition))
    : nodeGraphView(readNodeGraph(definition));
}
