import type { Draft } from '../../findings/draft.ts';
import type { RuleMeta } from '../../findings/rule-meta.ts';
import type { FlowHeader } from '../../flow/flow-header.ts';
import type { FlowGraph } from '../../flow/graph.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import type { Region } from '../../manifest/region.ts';

/** A manifest with the graph of its flow, if there is one. */
export interface RepositoryFlow {
  readonly manifest: Manifest;
  readonly graph: FlowGraph | undefined;
}

/** The flows of a repository, as rules about all of them see them. */
export interface Repository<Flow extends RepositoryFlow = RepositoryFlow> {
  /** The flows that are looked at, with what they refer to. */
  readonly flows: readonly Flow[];
  /** The region that the run asks for. */
  readonly region: Region | undefined;
  /** The paths of all manifests, also of those that were not read. */
  readonly paths: readonly string[];
  /** Type and name of all flows, also of those that were not read. */
  readonly names: readonly FlowHeader[];
}

/** Takes the findings of one rule, each with the flow that it belongs to. */
export type RepositorySink<Flow> = (flow: Flow, draft: Draft) => void;

/** A rule about several flows together. */
export interface RepositoryRule extends RuleMeta {
  check<Flow extends RepositoryFlow>(repository: Repository<Flow>, report: RepositorySink<Flow>): void;
}
