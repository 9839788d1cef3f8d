import type { Finding } from '../../findings/finding.ts';
import { condense } from '../../picture/condense.ts';
import { flagsOf } from '../../picture/flags.ts';
import type { Picture } from '../../picture/picture.ts';
import { readView } from '../../picture/read-view.ts';
import { union } from '../../picture/union.ts';
import type { FlowResult } from '../result.ts';

/** The picture of a flow with its findings marked; undefined where there is nothing to draw. */
export function flowPicture({ definition }: FlowResult, findings: readonly Finding[]): Picture | undefined {
  if (!definition) return undefined;
  const view = readView(definition);
  // A start alone is a file that could not be read as a flow.
  if (view.nodes.length < 2 && definition.kind === 'architect') return undefined;
  if (view.nodes.length === 0) return undefined;
  return condense(union({ view, comparison: undefined, flags: flagsOf(findings, definition, view) }));
}
