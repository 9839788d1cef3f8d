import { rule as manifestDependency } from './manifest-dependency.ts';
import { rule as manifestDuplicateFlow } from './manifest-duplicate-flow.ts';
import { rule as manifestRegion } from './manifest-region.ts';
import type { RepositoryRule } from './rule.ts';

/** The rules about the manifests of a repository together; every run needs them. */
export const MANIFEST_RULES = [
  manifestRegion,
  manifestDuplicateFlow,
  manifestDependency,
] as const satisfies readonly RepositoryRule[];
