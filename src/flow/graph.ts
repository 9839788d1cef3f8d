import type { Part, Path } from '../source/document.ts';
import type { Place } from '../source/layers.ts';
import type { FlowType } from './flow-type.ts';

/** What a node is to the call: where it begins, where it waits for the caller, where it acts, where it ends. */
export type Role = 'entry' | 'interaction' | 'action' | 'terminal';

/** What leads along an edge. `repeat`: a loop, or the platform itself, goes round and counts; `return`: behind a call. */
export type EdgeKind =
  | 'next'
  | 'choice'
  | 'no-input'
  | 'no-match'
  | 'failure'
  | 'timeout'
  | 'success'
  | 'yes'
  | 'no'
  | 'case'
  | 'default'
  | 'branch'
  | 'event'
  | 'jump'
  | 'call'
  | 'return'
  | 'loop'
  | 'repeat'
  | 'exit';

/** One step of the flow. */
export interface FlowNode {
  /** The key under which the author wrote it, unique in a node graph; in Architect YAML its names, outermost first. */
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

/** What a flow can need that stands outside of it, as the platform calls it. */
export type ReferenceKind =
  | 'prompt'
  | 'queue'
  | 'flow'
  | 'data action'
  | 'data table'
  | 'schedule'
  | 'schedule group'
  | 'emergency group'
  | 'script'
  | 'skill'
  | 'language skill'
  | 'user'
  | 'group'
  | 'wrap-up code'
  | 'contact list'
  | 'flow outcome'
  | 'flow milestone'
  | 'worktype'
  | 'survey form'
  | 'Lex bot'
  | 'division';

/** Something outside the flow that it needs. */
export interface Reference {
  readonly kind: ReferenceKind;
  readonly name: string;
  /** For a flow its type, by the root key of the YAML; for a data action the category that it stands in; else empty. */
  readonly group: string;
  readonly node: number;
  readonly at: Path;
  /** `key` where the name is the key of a map. */
  readonly part?: Part;
}

/** Nodes of a cycle that decide by what the cycle itself counts, and by what the caller entered. */
export interface Deciders {
  readonly counting: ReadonlySet<number>;
  readonly listening: ReadonlySet<number>;
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
  /** The nodes of a cycle that decide whether it is gone round again; a node graph has none. */
  deciders?(members: readonly number[]): Deciders;
  locate(path: Path, part?: Part): Place;
}
