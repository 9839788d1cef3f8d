import type { FlowState, LedgerState } from '../audit/ledger.ts';
import { releaseName } from '../audit/names.ts';
import { UserError } from '../errors.ts';
import type { VersionMatrix } from '../manifest/manifest.ts';

/** A version that a flow is to go back to. */
export interface Destination {
  /** The platform's version, such as `3.0`. */
  readonly version: string;
  readonly release: VersionMatrix | null;
  /** SHA-256 of what was uploaded as that version; empty where it did not come from here. */
  readonly digest: string;
}

/**
 * The flow of the trail that `wanted` names, by its name, `TYPE/name`, manifest or id; undefined if none does. Throws a
 * `UserError` if several do.
 */
export function knownFlow(state: LedgerState, wanted: string): FlowState | undefined {
  const all = Object.entries(state.flows);
  const found = all.filter(([key, flow]) =>
    [key, flow.flow_name, flow.manifest, flow.flow_id].some(
      (each) => each.toLowerCase() === wanted.toLowerCase(),
    ),
  );
  const [first, ...more] = found;
  if (first && more.length === 0) return first[1];
  const list = (entries: typeof all) =>
    entries
      .slice(0, 20)
      .map(([key]) => key)
      .join(', ');
  if (first) {
    throw new UserError(
      `"${wanted}" is the name of ${found.length} flows`,
      `Set "flow" to one of ${list(found)}.`,
    );
  }
  return undefined;
}

/** As `knownFlow`, and throws a `UserError` where the trail does not know the flow. */
export function findFlow(state: LedgerState, wanted: string): FlowState {
  const found = knownFlow(state, wanted);
  if (found) return found;
  const keys = Object.keys(state.flows).slice(0, 20).join(', ');
  throw new UserError(
    `nothing was published from here as "${wanted}" in "${state.environment}"`,
    keys === ''
      ? 'The audit trail of this environment is empty; check the inputs "environment" and "audit-branch". With the input "region" any flow of the org can be put back.'
      : `Set "flow" to the name, TYPE/name, manifest or id of a flow. Known: ${keys}. With the input "region" any flow of the org can be put back.`,
  );
}

/**
 * The version that `to` names: a platform version (`3.0`), a release (`1.2.0`), or `previous`, the newest one before
 * what is live that was not itself rolled back. Throws a `UserError` if the trail has no such version.
 */
export function destination(flow: FlowState, to: string, live: string | undefined): Destination {
  const { history, held } = flow;
  if (/^\d+\.\d+\.\d+$/.test(to)) {
    const found = history.findLast(({ release }) => release !== null && releaseName(release) === to);
    if (found)
      return { version: found.platform_version, release: found.release, digest: found.content_digest };
    const known = [
      ...new Set(history.flatMap(({ release }) => (release === null ? [] : [releaseName(release)]))),
    ];
    throw new UserError(
      `"${flow.flow_name}" was never released as ${to}`,
      known.length > 0
        ? `Releases in the trail: ${known.slice(-20).join(', ')}.`
        : 'Set "to-version" to a platform version such as 3.0: none of its versions has a release.',
    );
  }
  if (/^\d+(\.\d+)?$/.test(to)) {
    const version = to.includes('.') ? to : `${to}.0`;
    const found = history.findLast(({ platform_version }) => platform_version === version);
    return { version, release: found?.release ?? null, digest: found?.content_digest ?? '' };
  }
  if (live === undefined) {
    throw new UserError(
      `nothing of "${flow.flow_name}" is live`,
      'Set "to-version" to the version that is to be live.',
    );
  }
  const earlier = history
    .filter(({ platform_version, content_digest }) => {
      return Number.parseFloat(platform_version) < Number.parseFloat(live) && !held.includes(content_digest);
    })
    .toSorted((a, b) => Number.parseFloat(a.platform_version) - Number.parseFloat(b.platform_version))
    .at(-1);
  if (!earlier) {
    throw new UserError(
      `the trail knows no version of "${flow.flow_name}" before ${live}`,
      'Set "to-version" to a platform version such as 3.0; Architect lists them under "Version history".',
    );
  }
  return { version: earlier.platform_version, release: earlier.release, digest: earlier.content_digest };
}
