import { ArchitectPaths } from '../flow/architect-path.ts';
import type { Candidate } from '../plan/plan.ts';
import type { Place } from '../source/layers.ts';
import { advice } from './advice.ts';
import type { Cause } from './messages.ts';

/** Turns what the platform said of a flow into findings on the author's lines. */
export function report(candidate: Candidate, causes: readonly Cause[]): void {
  for (const cause of causes) {
    const { place, node } = locate(candidate, cause);
    const field = cause.property ? ` (property ${cause.property})` : '';
    candidate.report.add('publish-failed', {
      place,
      severity: cause.severity,
      message: `the platform says: ${cause.text.slice(0, 500)}${field}`,
      hint: advice(cause.text),
      nodes: node === undefined ? [] : [node],
    });
  }
}

/** The line that a path of the uploaded YAML came from: the node of a graph, or the place in the author's own file. */
function locate(
  { graph, compiled, manifest }: Candidate,
  { path }: Cause,
): { place: Place; node: string | undefined } {
  const top = { place: graph.locate(graph.nameAt), node: undefined };
  if (path === undefined) return top;
  if (compiled) {
    const origin = compiled.origin(path);
    if (!origin) return top;
    const node = origin[0] === 'nodes' ? String(origin[1]) : undefined;
    return { place: graph.locate(origin, origin.length === 2 && node !== undefined ? 'key' : 'value'), node };
  }
  const found = new ArchitectPaths(manifest.definition?.value).resolve(path, []);
  if (!found || found.path.length === 0) return top;
  return { place: graph.locate(found.path, 'key'), node: undefined };
}
