import { canonical } from '../architect/canonical.ts';
import { isPlaceholder } from '../architect/placeholder.ts';
import type { Snapshot } from '../audit/snapshot.ts';
import { architectParts } from '../difference/architect-parts.ts';
import { differenceOf } from '../difference/change.ts';
import { compareVersions as compareDefinitions, type EarlierVersion } from '../difference/read-parts.ts';
import { type ChangeSentence, sentences } from '../difference/sentence.ts';
import { ActionError } from '../errors.ts';
import type { Definition } from '../flow/definition.ts';
import type { Genesys, OrgFlow } from '../genesys/port.ts';
import type { SourceDocument } from '../source/document.ts';
import { readYaml } from '../source/yaml.ts';
import type { PublishableFlow } from './plan.ts';

/** How what is live differs from what would be uploaded. */
export interface LiveContent {
  /** They are the same flow. */
  readonly same: boolean;
  /** What is live is a placeholder that was never filled. */
  readonly placeholder: boolean;
  /** What is live, and what differs, where they are not the same flow. */
  readonly earlier: EarlierVersion | undefined;
}

/**
 * Compares what would be uploaded with what is live: by what was `snapshot` of that version after its publish, else by an export
 * of it, which costs a job. Undefined where nothing is live, or the client may not export: a plan is good without it.
 */
export async function compareLive(
  genesys: Genesys,
  live: OrgFlow,
  publishable: PublishableFlow,
  snapshot?: Snapshot,
): Promise<LiveContent | undefined> {
  if (!live.published) return undefined;
  const before = await versionOf(genesys, live, live.published.id, snapshot);
  const after = readYaml('wanted.yaml', publishable.text);
  if (before === undefined || after.errors.length > 0) return undefined;
  const same = canonical(before) === canonical(after.value);
  const earlier = same ? undefined : await earlierVersion(before, after, publishable);
  return { same, placeholder: isPlaceholder(before), earlier };
}

/** What differs in the author's own words: of a node graph its nodes, where what is live was compiled from one. */
async function earlierVersion(
  before: unknown,
  after: SourceDocument,
  { manifest: { definition } }: PublishableFlow,
): Promise<EarlierVersion | undefined> {
  if (definition?.kind === 'node-graph') {
    const { decompile } = await import('../node-graph/decompile.ts');
    const graph = await decompile(before);
    if (graph) return compareDefinitions(graph, definition);
  }
  return compareDefinitions(liveDefinition(before, after), { ...liveDefinition(after.value, after) });
}

/** Data of the org as a definition; its places are not known. */
function liveDefinition(value: unknown, document: SourceDocument): Definition {
  const locate = () => ({ document, span: { start: 0, end: 0 } });
  return { kind: 'architect', document, value, text: undefined, locate };
}

/**
 * What differs between two versions of a flow in the org, in words; undefined where that is not known. `snapshot` is the
 * file of the first one, where it is at hand.
 */
export async function compareVersions(
  genesys: Genesys,
  flow: OrgFlow,
  from: string,
  to: string,
  snapshot: Snapshot | undefined,
): Promise<readonly ChangeSentence[] | undefined> {
  const before = await versionOf(genesys, flow, from, snapshot);
  const after = before === undefined ? undefined : await exported(genesys, flow, to);
  if (after === undefined) return undefined;
  return sentences(differenceOf(architectParts(before), architectParts(after)));
}

/** A version of a flow as plain data, from what was snapshot of it or by an export; undefined where neither can be had or read. */
async function versionOf(
  genesys: Genesys,
  flow: OrgFlow,
  version: string,
  snapshot: Snapshot | undefined,
): Promise<unknown> {
  const file = snapshot?.version === version ? readYaml('snapshot.yaml', snapshot.yaml) : undefined;
  return file && file.errors.length === 0 ? file.value : exported(genesys, flow, version);
}

/** A version of a flow as plain data; undefined where it cannot be exported or read. */
async function exported(genesys: Genesys, flow: OrgFlow, version: string): Promise<unknown> {
  try {
    const { value, errors } = readYaml('live.yaml', await genesys.exportVersion(flow, version));
    return errors.length > 0 ? undefined : value;
  } catch (error) {
    if (error instanceof ActionError) return undefined;
    throw error;
  }
}
