import type { ArchitectFlow } from '../../architect/read.ts';
import type { Misspelling } from '../../architect/spelling.ts';
import type { Variables } from '../../architect/variables.ts';
import type { Analysis } from '../../flow/analysis.ts';
import type { Definition } from '../../flow/definition.ts';
import type { Rule } from '../rule.ts';

/** One Architect flow as its rules see it. */
export interface ArchitectSubject {
  readonly flow: ArchitectFlow;
  /** The flow with its misspelt keys corrected. */
  readonly definition: Definition;
  /** The flow as its author wrote it. */
  readonly written: Definition;
  readonly misspelt: readonly Misspelling[];
  /** Facts about the overview: its menus, tasks, states and bots. */
  readonly analysis: Analysis;
  /** Facts about the flow step by step. */
  readonly steps: Analysis;
  readonly variables: Variables;
}

/** A rule about Architect YAML only. */
export type ArchitectRule = Rule<ArchitectSubject>;
