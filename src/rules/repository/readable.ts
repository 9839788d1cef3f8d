import type { FlowGraph } from '../../flow/graph.ts';
import type { RepositoryFlow } from './rule.ts';

/** A flow that could be read. */
export type Readable<Flow extends RepositoryFlow = RepositoryFlow> = Flow & { readonly graph: FlowGraph };

/** The flows that could be read. */
export function withGraph<Flow extends RepositoryFlow>(flows: readonly Flow[]): Readable<Flow>[] {
  return flows.filter((each): each is Readable<Flow> => each.graph !== undefined);
}
