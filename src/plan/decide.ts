import { releaseName } from '../audit/names.ts';
import type { PublishedFlow } from '../audit/published-state.ts';
import { bumpFor, bumpOf } from '../difference/bump.ts';
import type { FlowDifference } from '../difference/change.ts';
import { sentenceLine, sentencesOf } from '../difference/sentence.ts';
import type { RuleMeta } from '../findings/rule-meta.ts';
import { isNewer } from '../genesys/platform-version.ts';
import type { OrgFlow, OrgVersion } from '../genesys/port.ts';
import type { Relation } from '../github/port.ts';
import { orgConflict, orgIdentity, orgLocked } from '../rules/org.ts';
import type { PlannedAction, PublishableFlow } from './plan.ts';

/** What a decision goes by. */
export interface Facts {
  readonly publishable: PublishableFlow;
  /** What was last published, by the audit log. */
  readonly known: PublishedFlow | undefined;
  /** What the org has. */
  readonly live: OrgFlow | undefined;
  /** How our commit relates to the one that was last published. */
  readonly relation: Relation | undefined;
  /** The OAuth client that we are. */
  readonly clientId: string;
  readonly overwrite: boolean;
  /** What is live is, to the letter of the flow, what would be uploaded. */
  readonly same?: boolean;
}

/** A decision, with a finding where something prevents a publish. */
export interface Decision {
  readonly action: PlannedAction;
  readonly reason: string;
  /** Changes of another user that are overwritten, in one line. */
  readonly overwrites?: string;
  readonly finding?: {
    readonly rule: RuleMeta;
    readonly message: string;
    readonly hint: string;
    readonly at: 'flow_id' | 'name';
  };
}

/** True if the audit log says that this very content is what was last published, in this region. */
export function isUnchanged(
  publishable: PublishableFlow,
  known: PublishedFlow | undefined,
  region: string,
): boolean {
  return known !== undefined && known.content_digest === publishable.digest && known.region === region;
}

/** True for content that was live and was rolled back: it is not published again by itself, but once it has changed. */
export function isHeld(
  publishable: PublishableFlow,
  known: PublishedFlow | undefined,
  region: string,
): boolean {
  return known?.region === region && known.held.includes(publishable.digest);
}

/** Decides what a changed flow needs, from what git, the audit log and the org say. Pure. */
export function decide(facts: Facts): Decision {
  const { publishable, known, live, relation, overwrite } = facts;
  const name = publishable.graph.name;
  if (known && relation === 'behind') {
    return {
      action: 'superseded',
      reason: `commit ${known.commit.slice(0, 7)}, which is newer, was already published`,
    };
  }
  const identity = wrongIdentity(publishable, live);
  if (identity) return identity;
  if (!live) {
    if (!known || overwrite) return { action: 'create', reason: 'the org has no flow of this name and type' };
    return conflict(
      `"${name}" was published from here as version ${known.platform_version ?? '?'}, and the org does not have it any more`,
    );
  }
  const { lock } = live;
  if (lock && lock.clientId !== facts.clientId) {
    return {
      action: 'locked',
      reason: `locked by ${lock.holder}`,
      finding: {
        rule: orgLocked,
        at: 'name',
        message: `"${name}" is locked by ${lock.holder}; nothing was changed`,
        hint: `Ask ${lock.holder} to save and unlock the flow in Architect, then run again. A lock of another user is never broken.`,
      },
    };
  }
  if (facts.same && live.published) {
    const draft = foreignVersion(name, known, facts.clientId, live);
    return draft && !overwrite
      ? conflict(draft)
      : {
          action: 'adopt',
          reason: `version ${live.published.id} is what the file says, and was not published from here`,
        };
  }
  const foreign = foreignWork(name, known, facts.clientId, live);
  if (foreign && !overwrite) return conflict(foreign);
  const decision = whatChanged(facts, live.name);
  if (!foreign) return decision;
  return { ...decision, reason: `overwrites: ${foreign} (${decision.reason})`, overwrites: foreign };
}

function whatChanged({ publishable, known }: Facts, liveName: string): Decision {
  const { name } = publishable.graph;
  if (publishable.manifest.flowId && liveName !== name)
    return { action: 'rename', reason: `"${liveName}" becomes "${name}", and keeps its id and history` };
  if (known && Object.values(known.releases).includes(publishable.digest)) {
    return { action: 'restore', reason: `this content was released before${suffix(publishable, known)}` };
  }
  return {
    action: 'update',
    reason: known ? 'the content differs from what was last published' : 'the flow was never published',
  };
}

function suffix(publishable: PublishableFlow, known: PublishedFlow): string {
  const release = Object.entries(known.releases).find(([, digest]) => digest === publishable.digest)?.[0];
  return release ? ` as ${release}` : '';
}

function conflict(message: string): Decision {
  return {
    action: 'conflict',
    reason: message,
    finding: {
      rule: orgConflict,
      at: 'name',
      message: `${message}; nothing was changed`,
      hint: 'Export those changes into the repository (mode: export), or set "on-conflict: overwrite" to overwrite them.',
    },
  };
}

function wrongIdentity(publishable: PublishableFlow, live: OrgFlow | undefined): Decision | undefined {
  const { graph, manifest } = publishable;
  const wrong = (message: string, hint: string): Decision => ({
    action: 'blocked',
    reason: message,
    finding: { rule: orgIdentity, at: 'flow_id', message, hint },
  });
  if (!manifest.flowId) return undefined;
  if (!live) {
    return wrong(
      `the org has no flow with the id ${manifest.flowId}`,
      'Correct flow_id, or leave it empty to find the flow by name and type.',
    );
  }
  if (live.deleted)
    return wrong(
      `the flow with the id ${manifest.flowId} was deleted`,
      'Leave flow_id empty to create it again.',
    );
  if (live.type !== graph.type.api) {
    return wrong(
      `the flow with the id ${manifest.flowId} is of type ${live.type}, not ${graph.type.api}`,
      'Correct flow_id or the type of the flow.',
    );
  }
  return undefined;
}

/** A version or a newer draft of another user, which a publish would overwrite. */
export function foreignWork(
  name: string,
  known: PublishedFlow | undefined,
  clientId: string,
  live: OrgFlow,
): string | undefined {
  if (known) {
    if (live.published?.id !== (known.platform_version ?? undefined)) {
      const by = live.published ? `published ${who(live.published)}` : 'not published any more';
      return `"${name}" is at version ${live.published?.id ?? 'none'} (${by}), and ${known.platform_version ?? 'none'} was last published from here`;
    }
  } else if (live.published) {
    return `"${name}" exists in the org (version ${live.published.id}, published ${who(live.published)}) and was never published from here`;
  }
  return foreignVersion(name, known, clientId, live);
}

/** A version of another user that is newer than what is live, and than what the audit log knows to have been live. */
function foreignVersion(
  name: string,
  known: PublishedFlow | undefined,
  clientId: string,
  live: OrgFlow,
): string | undefined {
  const recorded = new Set(known?.history.map(({ platform_version }) => platform_version));
  const accounted = [live.published, live.checkedIn, live.saved].flatMap((version) =>
    version && (version.id === live.published?.id || recorded.has(version.id)) ? [version] : [],
  );
  for (const [version, words] of [
    [live.saved, 'saved'],
    [live.checkedIn, 'checked in'],
  ] as const) {
    if (!version || version.clientId === clientId) continue;
    // A version whose order is not known counts as newer.
    if (accounted.some((each) => each.id === version.id || isNewer(version, each) === false)) continue;
    return version.wasPublished
      ? `"${name}" has version ${version.id}, published ${who(version)}, which is newer than version ${live.published?.id ?? 'none'} that is live`
      : `"${name}" has a draft that was ${words} ${who(version)} (version ${version.id}) and is not published`;
  }
  return undefined;
}

/** Who made a version and when, in words. */
export function who(version: OrgVersion): string {
  const by = version.userName ?? (version.clientId ? `OAuth client ${version.clientId}` : 'an unknown user');
  return `by ${by}${version.date ? ` on ${version.date}` : ''}`;
}

/** What the release version of a changed flow should have been, if it is not right. Pure. */
export function checkRelease(
  publishable: PublishableFlow,
  known: PublishedFlow | undefined,
): { readonly severity: 'error' | 'warning'; readonly message: string; readonly hint: string } | undefined {
  const { version } = publishable.manifest;
  if (!version || !known) return undefined;
  const release = releaseName(version);
  const before = known.releases[release];
  if (before === undefined || before === publishable.digest) return undefined;
  if (Object.values(known.releases).includes(publishable.digest)) return undefined;
  const latest = known.version_matrix ? releaseName(known.version_matrix) : undefined;
  if (release === latest) {
    return {
      severity: 'warning',
      message: `the flow has changed, and its version is still ${release}`,
      hint: 'Raise version_matrix: major for a removed option, minor for a new one, patch for a changed text.',
    };
  }
  return {
    severity: 'error',
    message: `version ${release} was already released with other content`,
    hint: `Choose a version that was not used yet${latest ? `; the last one is ${latest}` : ''}.`,
  };
}

/** A release version that was raised by less than the changes call for. Pure. */
export function checkBump(
  { manifest: { version } }: PublishableFlow,
  known: PublishedFlow | undefined,
  difference: FlowDifference,
): { readonly severity: 'warning'; readonly message: string; readonly hint: string } | undefined {
  const before = known?.version_matrix;
  const needed = bumpFor(difference);
  if (!version || !before || !needed) return undefined;
  const parts = ['major', 'minor', 'patch'] as const;
  const raised = parts.find((part) => version[part] !== before[part]);
  if (raised === undefined || parts.indexOf(raised) <= parts.indexOf(needed)) return undefined;
  const change = difference.changes.find((each) => bumpOf(difference, each) === needed);
  const [reason] = change ? sentencesOf({ difference, change }) : [];
  return {
    severity: 'warning',
    message: `the change calls for a new ${needed} version (${reason ? sentenceLine(reason) : ''}), and ${releaseName(before)} was raised to ${releaseName(version)} only`,
    hint: 'Major: an option, input or output is gone or leads elsewhere. Minor: something new. Patch: texts.',
  };
}
