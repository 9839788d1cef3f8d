import { canonical } from '../architect/canonical.ts';
import { type Change, changeText, diffFlows } from '../architect/diff.ts';
import { isPlaceholder } from '../architect/placeholder.ts';
import type { Snapshot } from '../audit/snapshot.ts';
import { ActionError } from '../errors.ts';
import type { Genesys, OrgFlow } from '../genesys/port.ts';
import { readYaml } from '../source/yaml.ts';

/** How what is live differs from what would be uploaded. */
export interface LiveContent {
  /** They are the same flow. */
  readonly same: boolean;
  /** What is live is a placeholder that was never filled. */
  readonly placeholder: boolean;
  readonly changes: readonly Change[];
}

/**
 * Compares what would be uploaded with what is live: by what was `snapshot` of that version after its publish, else by an export
 * of it, which costs a job. Undefined where nothing is live, or the client may not export: a plan is good without it.
 */
export async function compareLive(
  genesys: Genesys,
  live: OrgFlow,
  text: string,
  snapshot?: Snapshot,
): Promise<LiveContent | undefined> {
  if (!live.published) return undefined;
  const before = await versionOf(genesys, live, live.published.id, snapshot);
  const after = readYaml('wanted.yaml', text);
  if (before === undefined || after.faults.length > 0) return undefined;
  const same = canonical(before) === canonical(after.value);
  return { same, placeholder: isPlaceholder(before), changes: same ? [] : diffFlows(before, after.value) };
}

/**
 * What differs between two versions of a flow in the org, one line each; undefined where that is not known. `snapshot` is the
 * file of the first one, where it is at hand.
 */
export async function compareVersions(
  genesys: Genesys,
  flow: OrgFlow,
  from: string,
  to: string,
  snapshot: Snapshot | undefined,
): Promise<readonly string[] | undefined> {
  const before = await versionOf(genesys, flow, from, snapshot);
  const after = before === undefined ? undefined : await exported(genesys, flow, to);
  return after === undefined ? undefined : diffFlows(before, after).map(changeText);
}

/** A version of a flow as plain data, from what was snapshot of it or by an export; undefined where neither can be had or read. */
async function versionOf(
  genesys: Genesys,
  flow: OrgFlow,
  version: string,
  snapshot: Snapshot | undefined,
): Promise<unknown> {
  const file = snapshot?.version === version ? readYaml('snapshot.yaml', snapshot.yaml) : undefined;
  return file && file.faults.length === 0 ? file.value : exported(genesys, flow, version);
}

/** A version of a flow as plain data; undefined where it cannot be exported or read. */
async function exported(genesys: Genesys, flow: OrgFlow, version: string): Promise<unknown> {
  try {
    const { value, faults } = readYaml('live.yaml', await genesys.exportVersion(flow, version));
    return faults.length > 0 ? undefined : value;
  } catch (error) {
    if (error instanceof ActionError) return undefined;
    throw error;
  }
}
