import type { Path } from '../source/document.ts';

/** What a person would call a part of a flow. */
export type PartKind =
  | 'flow'
  | 'menu'
  | 'task'
  | 'state'
  | 'bot'
  | 'body'
  | 'choice'
  | 'action'
  | 'variable'
  | 'node';

/** One setting of a part: where, in words, and its value. */
export interface Setting {
  readonly path: readonly string[];
  readonly value: string;
}

/** A reference of a part to another part. */
export interface Target {
  /** The setting that holds it, or for a node graph what leads there: `3`, `no-input`, empty. */
  readonly field: string;
  /** Index of the part that it leads to, or -1 where there is none. */
  readonly part: number;
  /** How it is written, or what is left of its path behind the part. */
  readonly rest: string;
}

/** A part of a flow that a person edits as one thing: a menu, a choice, an action, a node. */
export interface Part {
  readonly kind: PartKind;
  /** The key in Architect YAML, such as `playAudio`; the type of a node. */
  readonly type: string;
  readonly name: string;
  /** What the platform or the author identifies it by, such as its refId. */
  readonly ids: readonly string[];
  readonly at: Path;
  /** Index of the part that it stands in; -1 for the flow. */
  readonly parent: number;
  /** The list or output of the parent that it stands in. */
  readonly slot: string;
  /** Its settings, without those of the parts in it, by path. */
  readonly settings: ReadonlyMap<string, Setting>;
  readonly targets: readonly Target[];
  /** What the author wrote; untrusted data. */
  readonly value: Readonly<Record<string, unknown>>;
}
