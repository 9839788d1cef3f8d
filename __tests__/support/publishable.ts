import type { PublishedFlow } from '../../src/audit/published-state.ts';
import type { OrgFlow } from '../../src/genesys/port.ts';
import type { PlannedFlow, PublishableFlow } from '../../src/plan/plan.ts';
import { toPublishable } from '../../src/plan/publishable.ts';
import { load, manifest, to } from './load.ts';

const NODES = {
  start: { type: 'start', transitions: to('say') },
  say: { type: 'say', text: 'Hello', transitions: to('e') },
  e: { type: 'end', transitions: [] },
};

/** A flow that is ready to be published. */
export async function publishable(
  more: Readonly<Record<string, unknown>> = {},
  file = 'flows/x.flow.json',
  name = 'Test',
): Promise<PublishableFlow> {
  const workspace = await load({ [file]: manifest(NODES, more, { name }) });
  const made = workspace.flows[0] && (await toPublishable(workspace.flows[0]));
  if (!made) throw new Error('the flow of the test has faults');
  return made;
}

/** The same with a plan to update what is live. */
export async function planned(
  live: OrgFlow | undefined,
  more: Readonly<Record<string, unknown>> = {},
): Promise<PlannedFlow> {
  const made = await publishable(more);
  const known = live?.published
    ? state(made, { platform_version: live.published.id, content_digest: 'other' })
    : undefined;
  return {
    publishable: made,
    action: live ? 'update' : 'create',
    reason: '',
    live,
    known,
    earlier: undefined,
    findings: [],
  };
}

/** What the ledger says of a flow. */
export function state(made: PublishableFlow, more: Partial<PublishedFlow> = {}): PublishedFlow {
  return {
    flow_id: 'flow-1',
    flow_name: made.graph.name,
    flow_type: made.graph.type.api,
    region: 'us-east-1',
    manifest: made.manifest.file,
    content_digest: made.digest,
    platform_version: '1.0',
    version_matrix: made.manifest.version ?? null,
    commit: 'c'.repeat(40),
    audit_id: 'a',
    timestamp: '2026-01-01T00:00:00Z',
    releases: {},
    job_ms: null,
    history: [],
    held: [],
    snapshot_digest: null,
    ...more,
  };
}
