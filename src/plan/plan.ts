import type { PublishedFlow } from '../audit/published-state.ts';
import type { EarlierVersion } from '../difference/read-parts.ts';
import type { Finding } from '../findings/finding.ts';
import type { FlowGraph } from '../flow/graph.ts';
import type { OrgFlow } from '../genesys/port.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { Compiled } from '../node-graph/compile.ts';
import type { Checked } from '../workspace/checked.ts';

/** Actions that publish a flow. */
export type PublishAction =
  /** The org has no such flow. */
  | 'create'
  | 'update'
  /** The flow that the manifest's id names has another name, and gets that of the file. */
  | 'rename'
  /** Unchanged, but it uses a common module that is published: only so does it take the module's new version. */
  | 'republish'
  /** Content that was released before, such as after a git revert. */
  | 'restore';

/** What is planned for a flow. */
export type PlannedAction =
  | PublishAction
  /** Live is what the file says, and the audit log does not know it: recorded, not published. */
  | 'adopt'
  | 'unchanged'
  /** Its content was rolled back: it is published again once it changes. */
  | 'held'
  /** A newer commit was already published. */
  | 'superseded'
  /** What is in the org is not what was last published from here. */
  | 'conflict'
  | 'locked'
  /** Findings of this flow, or of one that it depends on, prevent a publish. */
  | 'blocked';

/** What an action does: `publish` and `record` change the audit log, `nothing` is quiet, `block` fails the run. */
type Effect = 'publish' | 'record' | 'nothing' | 'block';

/** The effect of each action. */
const EFFECTS = {
  create: 'publish',
  update: 'publish',
  rename: 'publish',
  republish: 'publish',
  restore: 'publish',
  adopt: 'record',
  unchanged: 'nothing',
  held: 'nothing',
  superseded: 'nothing',
  conflict: 'block',
  locked: 'block',
  blocked: 'block',
} as const satisfies Readonly<Record<PlannedAction, Effect>>;

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
  readonly earlier: EarlierVersion | undefined;
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

/** True for actions that publish the flow. */
export function publishes(action: PlannedAction): action is PublishAction {
  return EFFECTS[action] === 'publish';
}

/** True for actions that are recorded in the audit log. */
export function acts(action: PlannedAction): action is PublishAction | 'adopt' {
  return EFFECTS[action] === 'publish' || EFFECTS[action] === 'record';
}

/** True for actions that fail the run. */
export function stands(action: PlannedAction): action is 'conflict' | 'locked' | 'blocked' {
  return EFFECTS[action] === 'block';
}
