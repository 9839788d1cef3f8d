import { createHash } from 'node:crypto';
import { flowKey } from '../audit/names.ts';
import { compile } from '../node-graph/compile.ts';
import type { Checked } from '../workspace/checked.ts';
import type { PublishableFlow } from './plan.ts';

/** Works out what would be uploaded for a flow that has a graph: compiles node graphs, takes Architect YAML as it is. */
export async function toPublishable({ manifest, graph }: Checked): Promise<PublishableFlow | undefined> {
  const { definition } = manifest;
  if (!definition || !graph) return undefined;
  const compiled = definition.kind === 'node-graph' ? await compile(definition) : undefined;
  const text = compiled?.text ?? definition.text ?? '';
  return {
    manifest,
    graph,
    key: flowKey(graph.type.api, graph.name),
    text,
    digest: createHash('sha256').update(text).digest('hex'),
    compiled,
  };
}
