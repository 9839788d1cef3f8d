import type { Change } from '../architect/diff.ts';
import type { PublishedFlow } from '../audit/ledger.ts';
import type { Finding } from '../findings/finding.ts';
import type { FlowGraph } from '../flow/graph.ts';
import type { OrgFlow } from '../genesys/port.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { Compiled } from '../node-graph/compile.ts';
import type { Checked } from '../workspace/checked.ts';

/** What a flow needs. */
export type PlannedAction =
  /** The org has no such flow. */
  | 'create'
  | 'update'
  /** The flow that the manifest's id names has another name, and gets that of the file. */
  | 'rename'
  /** Unchanged, but it uses a common module that is published: only so does it take the module's new version. */
  | 'republish'
  /** Live is what the file says, and the audit log does not know it: recorded, not published. */
  | 'adopt'
  /** Content that was released before, such as after a git revert. */
  | 'restore'
  | 'unchanged'
  /** Its content was rolled back: it is published again once it changes. */
  | 'held'
  /** What is in the org is not what was last published from here. */
  | 'conflict'
  | 'locked'
  /** A newer commit was already published. */
  | 'superseded'
  /** Findings of this flow, or of one that it depends on, stand in the way. */
  | 'blocked';

/** A flow with all that is needed to publish it. */
export interface PublishableFlow {
  readonly manifest: Manifest;
  readonly key: string;
  readonly graph: FlowGraph;
  /** Architect YAML, as it will be uploaded. */
  readonly text: string;
  /** SHA-256 of it, in hex. */
  readonly digest: string;
  /** For node graphs, the way from generated objects back to the author's nodes. */
  readonly compiled: Compiled | undefined;
}

/** What will be done about one flow, and what that goes by. */
export interface PlannedFlow {
  readonly publishable: PublishableFlow;
  readonly action: PlannedAction;
  /** One line for people: why. */
  readonly reason: string;
  /** The flow as the org had it when the plan was made. */
  readonly live: OrgFlow | undefined;
  readonly known: PublishedFlow | undefined;
  /** How it differs from what is live; undefined where that was not looked at. */
  readonly changes: readonly Change[] | undefined;
  /** Changes of another user that are overwritten, because `on-conflict` says so; in one line. */
  readonly overwrites?: string | undefined;
  /** Architect YAML of a placeholder that is published first, because flows that do not exist yet refer to each other. */
  readonly placeholder?: string;
  /** What the plan found of it. */
  readonly findings: readonly Finding[];
}

/** A flow that is not planned because of errors in it, or in what all flows are read with. */
export interface RefusedFlow extends Checked {
  /** One line for people: why. */
  readonly reason: string;
}

/** How messages name a flow that is refused; its name may be what could not be read. */
export function refusedName({ graph, manifest }: RefusedFlow): string {
  return graph?.name ? `"${graph.name}" (${manifest.file})` : manifest.file;
}

/** Actions that lead to a publish. */
export function publishes(action: PlannedAction): boolean {
  return ['create', 'update', 'rename', 'republish', 'restore'].includes(action);
}

/** Actions that are recorded in the audit log. */
export function acts(action: PlannedAction): boolean {
  return publishes(action) || action === 'adopt';
}

/** Actions that fail the run. */
export function stands(action: PlannedAction): boolean {
  return action === 'conflict' || action === 'locked' || action === 'blocked';
}
