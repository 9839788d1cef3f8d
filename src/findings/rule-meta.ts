import type { Severity } from './finding.ts';

/** What a rule is about; each category but `manifest` and `org` has its folder under `src/rules`. */
export type Category = 'manifest' | 'flow' | 'architect' | 'expression' | 'repository' | 'org';

/** A format of flow source. */
export type Format = 'node-graph' | 'architect';

/** What is known of a rule without running it. */
export interface RuleMeta {
  readonly id: string;
  /** The severity of its findings, unless the configuration sets another one. */
  readonly severity: Severity;
  readonly category: Category;
  /** What the rule finds, in one line. */
  readonly summary: string;
  /** True where its findings cannot be switched off or suppressed: nothing can be published with them, or people must see them. */
  readonly fixed?: true;
  /** The version of this project that first had the rule. */
  readonly introduced: string;
  /** The formats whose flows the rule looks at. */
  readonly appliesTo: readonly Format[];
}

/** Rules by their ids, for code that meets the id of a rule in a file. */
export type RulesById = ReadonlyMap<string, RuleMeta>;
