import { releaseName } from '../audit/names.ts';
import {
  contentOf,
  type Published,
  type PublishedFlow,
  type PublishedState,
} from '../audit/published-state.ts';
import { ConfigurationError } from '../errors.ts';
import { PlatformVersion } from '../genesys/platform-version.ts';
import type { VersionMatrix } from '../manifest/manifest.ts';

/** A version that a flow is to go back to. */
export interface RollbackTarget {
  /** The platform's version, such as `3.0`. */
  readonly version: string;
  readonly release: VersionMatrix | null;
  /** SHA-256 of what was uploaded as that version; empty where it did not come from here. */
  readonly digest: string;
}

/** True for a text with the form of the id of a flow. */
export function isFlowId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/**
 * The flow of the audit log that `wanted` names, by its name, `TYPE/name`, manifest or id; undefined if none does. Throws a
 * `ActionError` if several do.
 */
export function knownFlow(state: PublishedState, wanted: string): PublishedFlow | undefined {
  const all = Object.entries(state.flows);
  // A name that looks like an id must not stand for the flow that has the id.
  const found = all.filter(([key, flow]) =>
    (isFlowId(wanted) ? [flow.flow_id] : [key, flow.flow_name, flow.manifest]).some(
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
    throw new ConfigurationError(
      `"${wanted}" is the name of ${found.length} flows`,
      `Set "flow" to one of ${list(found)}.`,
    );
  }
  return undefined;
}

/** As `knownFlow`, and throws an `ActionError` where the audit log does not know the flow. */
export function findFlow(state: PublishedState, wanted: string): PublishedFlow {
  const found = knownFlow(state, wanted);
  if (found) return found;
  const keys = Object.keys(state.flows).slice(0, 20).join(', ');
  throw new ConfigurationError(
    `nothing was published from here as "${wanted}" in "${state.environment}"`,
    keys === ''
      ? 'The audit log of this environment is empty. Check the inputs "environment" and "audit-branch". With the input "region" any flow of the org can be rolled back.'
      : `Set "flow" to the name, TYPE/name, manifest or id of a flow. Known: ${keys}. With the input "region" any flow of the org can be rolled back.`,
  );
}

/** True if a target has the content that is live, maybe under another number. */
export function isLive(
  { version, digest }: RollbackTarget,
  { history }: PublishedFlow,
  live: string | undefined,
): boolean {
  if (version === live) return true;
  const now = history.findLast(({ platform_version }) => platform_version === live);
  const known = history.findLast(({ platform_version }) => platform_version === version);
  return (
    now !== undefined &&
    contentOf(now) === contentOf(known ?? { platform_version: version, content_digest: digest })
  );
}

/**
 * The newest version that was live before the one that is live now, has other content, and was not rolled back. Where a
 * rollback has made what is live, it goes on from the version whose content that is.
 */
function earlierContent(
  history: readonly Published[],
  held: readonly string[],
  live: string,
): Published | undefined {
  const indexOf = (version: string, from: number) =>
    history.slice(0, from).findLastIndex(({ platform_version }) => platform_version === version);
  const now = indexOf(live, history.length);
  const content = now < 0 ? undefined : contentOf(history[now] as Published);
  let at = now < 0 ? history.length : now;
  for (let source = history[at]?.restores; source !== undefined; source = history[at]?.restores) {
    const found = indexOf(source, at);
    if (found < 0) break;
    at = found;
  }
  return history.slice(0, at).findLast((each) => {
    const its = contentOf(each);
    return each.platform_version !== live && its !== content && !held.includes(its);
  });
}

/**
 * The version that `to` names: a platform version (`3.0`), a release (`1.2.0`), or `previous`, the newest one before
 * what is live that was not itself rolled back. Throws an `ActionError` if the audit log has no such version.
 */
export function rollbackTarget(flow: PublishedFlow, to: string, live: string | undefined): RollbackTarget {
  const { history, held } = flow;
  if (/^\d+\.\d+\.\d+$/.test(to)) {
    const found = history.findLast(({ release }) => release !== null && releaseName(release) === to);
    if (found)
      return { version: found.platform_version, release: found.release, digest: found.content_digest };
    const known = [
      ...new Set(history.flatMap(({ release }) => (release === null ? [] : [releaseName(release)]))),
    ];
    throw new ConfigurationError(
      `"${flow.flow_name}" was never released as ${to}`,
      known.length > 0
        ? `Releases in the audit log: ${known.slice(-20).join(', ')}.`
        : 'Set "to-version" to a platform version such as 3.0: none of its versions has a release.',
    );
  }
  const numbered = PlatformVersion.parse(to);
  if (numbered) {
    const version = numbered.toString();
    const found = history.findLast(({ platform_version }) => platform_version === version);
    return { version, release: found?.release ?? null, digest: found?.content_digest ?? '' };
  }
  if (live === undefined) {
    throw new ConfigurationError(
      `nothing of "${flow.flow_name}" is live`,
      'Set "to-version" to the version that is to be live.',
    );
  }
  const earlier = earlierContent(history, held, live);
  if (!earlier) {
    throw new ConfigurationError(
      `the audit log knows no version of "${flow.flow_name}" before ${live}`,
      'Set "to-version" to a platform version such as 3.0; Architect lists them under "Version history".',
    );
  }
  return { version: earlier.platform_version, release: earlier.release, digest: earlier.content_digest };
}
