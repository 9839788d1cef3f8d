import { rule as crossFlowLoop } from './cross-flow-loop.ts';
import { rule as flowReference } from './flow-reference.ts';
import type { RepositoryRule } from './rule.ts';

/** The rules about flows that refer to other flows. They read Architect YAML, so only runs that need them load them. */
export const REFERENCE_RULES = [flowReference, crossFlowLoop] as const satisfies readonly RepositoryRule[];
