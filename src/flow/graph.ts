import type { Part, Path } from '../source/document.ts';
import type { Place } from '../source/layers.ts';
import type { FlowType } from './flow-type.ts';

/** What a node is to the call: where it begins, where it waits for the caller, where it acts, where it ends. */
export type Role = 'entry' | 'interaction' | 'action' | 'terminal';

/** What leads along an edge. */
export type EdgeKind = 'next' | 'choice' | 'no-input' | 'no-match' | 'failure';

/** One step of the flow. */
export interface FlowNode {
  /** Unique in the graph: the key under which the author wrote it. */
  readonly key: string;
  readonly type: string;
  readonly role: Role;
  /** The platform ends the call here by itself if the caller keeps silent or wrong: a menu without such ways on. */
  readonly endsByItself: boolean;
  /** What the author wrote; untrusted data. */
  readonly source: Readonly<Record<string, unknown>>;
  /** Where the node stands in the definition. */
  readonly at: Path;
}

/** One way on. `to` is the index of the target, or -1 if there is no such node. */
export interface FlowEdge {
  readonly from: number;
  readonly to: number;
  readonly target: string;
  readonly kind: EdgeKind;
  /** The digit of a choice, else empty. */
  readonly label: string;
  /** Where the name of the target stands. */
  readonly at: Path;
}

/** Something outside the flow that it needs. */
export interface Reference {
  readonly kind: 'prompt' | 'queue';
  readonly name: string;
  readonly node: number;
  readonly at: Path;
}

/** The one model that rules, pictures and the compiler read. */
export interface FlowGraph {
  readonly origin: 'node-graph' | 'architect';
  readonly name: string;
  readonly nameAt: Path;
  readonly type: FlowType;
  /** Nodes as `max_node_count` counts them: those of a node graph, the actions of Architect YAML. */
  readonly size: number;
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
  readonly references: readonly Reference[];
  locate(path: Path, part?: Part): Place;
}
