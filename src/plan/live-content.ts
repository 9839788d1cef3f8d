import { UserError } from '../errors.ts';
import { canonical } from '../flow/canonical.ts';
import { type Change, changeText, diffFlows } from '../flow/diff.ts';
import type { Genesys, OrgFlow } from '../genesys/port.ts';
import { readYaml } from '../source/yaml.ts';

/** How what is live differs from what would be uploaded. */
export interface LiveContent {
  /** They are the same flow. */
  readonly same: boolean;
  readonly changes: readonly Change[];
}

/**
 * Compares what would be uploaded with what is live, by an export of it. Costs an export job; undefined where nothing is
 * live, or the client may not export: a plan is good without it.
 */
export async function compareLive(
  genesys: Genesys,
  live: OrgFlow,
  text: string,
): Promise<LiveContent | undefined> {
  if (!live.published) return undefined;
  let exported: string;
  try {
    exported = await genesys.exportVersion(live, live.published.id);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
  const before = readYaml('live.yaml', exported);
  const after = readYaml('wanted.yaml', text);
  if (before.faults.length > 0 || after.faults.length > 0) return undefined;
  const same = canonical(before.value) === canonical(after.value);
  return { same, changes: same ? [] : diffFlows(before.value, after.value) };
}

/** What differs between two versions of a flow in the org, one line each; undefined where that cannot be told. */
export async function compareVersions(
  genesys: Genesys,
  flow: OrgFlow,
  from: string,
  to: string,
): Promise<readonly string[] | undefined> {
  try {
    const before = readYaml('before.yaml', await genesys.exportVersion(flow, from));
    const after = readYaml('after.yaml', await genesys.exportVersion(flow, to));
    if (before.faults.length > 0 || after.faults.length > 0) return undefined;
    return diffFlows(before.value, after.value).map(changeText);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
