import { compareVersions } from '../../src/difference/read-parts.ts';
import { sentences } from '../../src/difference/sentence.ts';
import type { Finding } from '../../src/findings/finding.ts';
import type { Definition } from '../../src/flow/definition.ts';
import type { FlowResult } from '../../src/report/result.ts';
import { flow } from './result.ts';

/** A flow of a run that is compared with an earlier version of it. */
export function changedFlow(
  before: Definition,
  after: Definition,
  more: Partial<FlowResult> = {},
): FlowResult {
  const earlier = compareVersions(before, after);
  return flow({
    definition: after,
    documents: [after.document],
    ...(earlier ? { earlier, changes: sentences(earlier.difference) } : {}),
    ...more,
  });
}

/** A finding at a node of a node graph. */
export function findingAt(node: string, severity: Finding['severity'], message: string): Finding {
  return {
    rule: 'missing-target',
    severity,
    message,
    hint: 'Add the node.',
    file: 'flows/x.flow.json',
    range: { line: 1, column: 1, endLine: 1, endColumn: 2 },
    manifest: 'flows/x.flow.json',
    nodes: [node],
    trace: [],
  };
}
