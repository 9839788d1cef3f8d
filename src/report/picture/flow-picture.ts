import type { Finding } from '../../findings/finding.ts';
import { comparisonOf } from '../../picture/comparison.ts';
import { condense } from '../../picture/condense.ts';
import { flagsOf, partsOf } from '../../picture/flags.ts';
import type { Picture } from '../../picture/picture.ts';
import { readView } from '../../picture/read-view.ts';
import { union } from '../../picture/union.ts';
import type { FlowResult } from '../result.ts';

/** The picture of a flow with its findings and changes marked; undefined where there is nothing to draw. */
export function flowPicture(
  { definition, earlier }: FlowResult,
  findings: readonly Finding[],
): Picture | undefined {
  if (!definition) return undefined;
  const view = readView(definition);
  // A start alone is a file that could not be read as a flow.
  if (view.nodes.length < 2 && definition.kind === 'architect') return undefined;
  if (view.nodes.length === 0) return undefined;
  // A node graph and what it was compiled to have no steps in common.
  const isAlike = earlier?.definition.kind === definition.kind;
  const comparison = isAlike && comparisonOf(earlier.difference, readView(earlier.definition), view);
  return condense(
    union({ view, comparison: comparison || undefined, flags: flagsOf(findings, definition, view) }),
  );
}

/** For each finding the keys of the parts of the flow that it is about. */
export function partsOfFindings(
  { definition }: FlowResult,
  findings: readonly Finding[],
): readonly (readonly string[])[] {
  return definition ? partsOf(findings, definition, readView(definition)) : [];
}
