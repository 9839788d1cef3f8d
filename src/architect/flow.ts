import type { FlowGraph } from '../flow/graph.ts';
import type { Path } from '../source/document.ts';
import type { Medium } from './action.ts';
import type { Container } from './container.ts';
import type { Entries } from './entries.ts';
import type { Action } from './sequence.ts';

/** A reference by path from one part of the file to another. */
export interface ArchitectReference {
  readonly field: string;
  readonly text: string;
  readonly at: Path;
  /** Its target in this file, or undefined. */
  readonly target: Path | undefined;
  /** True if it refers to another file, `file.yaml#/path`. */
  readonly external: boolean;
  /** False if it leads to nothing, here or in the other file. One whose file cannot be read is reported elsewhere. */
  readonly resolved: boolean;
  /** Index of the menu, task or state that contains it, or -1. */
  readonly holder: number;
  /** Name of the menu, task or state that contains it, or empty. */
  readonly owner: string;
  /** Index of the node that it leads to, or -1 if it leads to something smaller, or to nothing. */
  readonly container: number;
}

/** An action and its container. */
export interface ContainedAction {
  readonly action: Action;
  readonly container: Container;
}

/** A flow read from Architect YAML: its containers as nodes, and the references between them. */
export interface ArchitectFlow extends FlowGraph {
  readonly roots: readonly string[];
  readonly known: boolean;
  readonly medium: Medium;
  /** How the type of the flow runs is documented, so that every check can be made. */
  readonly documented: boolean;
  /** The file says where a call begins. */
  readonly hasStart: boolean;
  readonly links: readonly ArchitectReference[];
  /** The flow itself: the value of the root key. */
  readonly value: Readonly<Record<string, unknown>>;
  /** Every value of the file. */
  readonly entries: Entries;
  /** The entry of the flow itself. */
  readonly own: number;
  /** Menus, tasks, states and bots with their actions. */
  readonly containers: readonly Container[];
  /** Every action with the container that it stands in; those that are switched off are left out. */
  readonly actions: readonly ContainedAction[];
  /** The flow step by step, which the rules about graphs read. */
  readonly steps: StepGraph;
}

/** The graph of a flow's steps: its start, containers, choices and actions. */
export interface StepGraph extends FlowGraph {
  /** For each node the node of the menu, task or state that it is in. */
  readonly owner: readonly number[];
  /** Index of the node at a place of the file, or -1. */
  indexOf(at: Path): number;
}
