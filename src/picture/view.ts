import type { Path } from '../source/document.ts';

/** What a step of a flow is to the caller. */
export type NodeRole =
  | 'start'
  | 'menu'
  | 'task'
  | 'prompt'
  | 'input'
  | 'decision'
  | 'data'
  | 'step'
  | 'transfer'
  | 'end'
  | 'missing';

/**
 * Whether a step is drawn. `shown`: always. `quiet`: the caller does not notice it, so it is drawn only with a mark. `passed`:
 * it only leads on, so that its transitions stand for it.
 */
export type Visibility = 'shown' | 'quiet' | 'passed';

/** One step that a call can be at. */
export interface ViewNode {
  /** The part of the file that it belongs to. */
  readonly at: Path;
  /** Distinguishes steps of one part; empty for the part itself. */
  readonly suffix: string;
  readonly role: NodeRole;
  readonly title: string;
  /** What the caller hears there, or what decides; may be empty. */
  readonly text: string;
  readonly visibility: Visibility;
  /** Index of the menu, task or state that it is in. */
  readonly container: number;
}

/** One transition. */
export interface ViewEdge {
  readonly from: number;
  readonly to: number;
  readonly label: string;
  /** The part of the file that says so. */
  readonly at: Path;
}

/** A menu, task, state or bot, or the start of the flow. */
export interface ViewContainer {
  readonly title: string;
  readonly kind: string;
  readonly at: Path;
}

/** A flow as its callers experience it: every step and every transition, before anything is left out for a picture. */
export interface CallerView {
  readonly name: string;
  readonly nodes: readonly ViewNode[];
  readonly edges: readonly ViewEdge[];
  /** The first one is the start. */
  readonly containers: readonly ViewContainer[];
}

/** The key of a part of a file. */
export function pathKey(path: Path): string {
  return path.join('\0');
}
