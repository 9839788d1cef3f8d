import type { PublishedState } from '../audit/published-state.ts';
import type { GoneFlow } from '../changes/gone-flows.ts';

/** Flows that were published and that no manifest describes any more. `keys` and `files`: those of the flows that are there. */
export function publishedAndGone(
  state: PublishedState,
  keys: ReadonlySet<string>,
  files: ReadonlySet<string>,
): GoneFlow[] {
  return Object.entries(state.flows)
    .filter(([key, known]) => !keys.has(key) && !files.has(known.manifest))
    .map(([, known]) => ({
      name: known.flow_name,
      manifest: known.manifest,
      detail: `version ${known.platform_version ?? '?'} was published from ${known.manifest}, which is gone; deactivate the flow in Genesys Cloud if that is meant`,
    }));
}
