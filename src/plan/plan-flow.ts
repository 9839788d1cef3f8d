import type { PublishedFlow, PublishedState } from '../audit/published-state.ts';
import type { OrgFlow } from '../genesys/port.ts';
import type { Relation } from '../github/port.ts';
import { manifestVersion } from '../rules/manifest.ts';
import { orgIdentity } from '../rules/org.ts';
import { checkBump, checkRelease, type Decision, decide, isHeld, isUnchanged } from './decide.ts';
import { decisionFindings, findingOf } from './finding-of.ts';
import type { LiveContent } from './live-content.ts';
import type { Find } from './look-up.ts';
import { placeholderState } from './placeholders.ts';
import { type PlannedFlow, type PublishableFlow, publishes } from './plan.ts';

/** What the plan of one flow asks for. */
export interface Questions {
  readonly find: Find;
  /** Another flow that has the name that this one is to get. */
  readonly holder: (publishable: PublishableFlow) => Promise<OrgFlow | undefined>;
  readonly relation: (commit: string) => Promise<Relation> | undefined;
  /** What differs from what is live. `decides`: something is done by it, so that only the org itself will do. */
  readonly compare: (
    live: OrgFlow,
    publishable: PublishableFlow,
    decides: boolean,
  ) => Promise<LiveContent | undefined>;
  readonly clientId: string;
  readonly overwrite: boolean;
  /** Say what would change, of each flow. */
  readonly showChanges: boolean;
}

/** What the audit log knows of a flow: by its name, or by the id that its manifest gives, under which it may have had another name. */
export function knownState(
  state: PublishedState,
  { key, manifest }: PublishableFlow,
): PublishedFlow | undefined {
  const byKey = state.flows[key];
  if (byKey || !manifest.flowId) return byKey;
  return Object.values(state.flows).find(({ flow_id }) => flow_id === manifest.flowId);
}

/** The plan of a flow that needs nothing, as far as the audit log says; undefined for one that the org has to be asked about. */
export function plannedByState(
  publishable: PublishableFlow,
  known: PublishedFlow | undefined,
  region: string,
): PlannedFlow | undefined {
  const planned = { publishable, known, live: undefined, earlier: undefined, findings: [] };
  const version = known?.platform_version ?? '?';
  const renamed = known !== undefined && known.flow_name !== publishable.graph.name;
  if (isUnchanged(publishable, known, region) && !renamed)
    return { ...planned, action: 'unchanged', reason: `published as version ${version}` };
  if (!isHeld(publishable, known, region)) return undefined;
  return {
    ...planned,
    action: 'held',
    reason: `was rolled back to version ${version}; it is published again once it changes, or with "changed-only: false"`,
  };
}

/** Works out what a changed flow needs, and what stands in its way. */
export async function planFlow(
  publishable: PublishableFlow,
  known: PublishedFlow | undefined,
  ask: Questions,
): Promise<PlannedFlow> {
  const release = checkRelease(publishable, known);
  const live = await ask.find(publishable);
  const facts = {
    publishable,
    known,
    live,
    relation: known && (await ask.relation(known.commit)),
    clientId: ask.clientId,
    overwrite: ask.overwrite,
  };
  let decision = decide(facts);
  if (decision.action === 'rename')
    decision = nameTaken(publishable, await ask.holder(publishable)) ?? decision;
  const isConflict = decision.action === 'conflict';
  const content = await compared(publishable, live, decision, ask);
  if (content?.same && isConflict) decision = decide({ ...facts, same: true });
  // A placeholder of ours that an earlier run could not fill is there to be filled.
  const left =
    content?.placeholder && live?.published?.clientId === ask.clientId
      ? placeholderState(publishable, live)
      : undefined;
  if (left) decision = decide({ ...facts, known: left });
  const earlier = content?.earlier;
  const bump = earlier && !release ? checkBump(publishable, known, earlier.difference) : undefined;
  const findings = [
    ...versionFindings(publishable, release, bump),
    ...decisionFindings(publishable, decision),
  ];
  const { action, reason } = blockedBy(findings, decision) ?? decision;
  const { overwrites } = decision;
  return { publishable, known: left ?? known, live, earlier, action, reason, overwrites, findings };
}

/** What differs from what is live. An export costs a job: it is asked for only where it is shown, or nothing else can say. */
async function compared(
  publishable: PublishableFlow,
  live: OrgFlow | undefined,
  { action }: Decision,
  ask: Questions,
): Promise<LiveContent | undefined> {
  const isConflict = action === 'conflict';
  const shown = ask.showChanges && publishes(action);
  return live && (shown || isConflict) ? ask.compare(live, publishable, isConflict) : undefined;
}

type VersionDraft = ReturnType<typeof checkRelease>;

function versionFindings(publishable: PublishableFlow, ...drafts: readonly VersionDraft[]) {
  const place = publishable.manifest.settings.locate(['version_matrix']);
  return drafts.flatMap((draft) =>
    draft ? findingOf(publishable, manifestVersion, { place, ...draft }) : [],
  );
}

/** The action of a flow that one of its errors blocks; a conflict and a lock stay what they are. */
function blockedBy(
  findings: PlannedFlow['findings'],
  { action }: Decision,
): Pick<PlannedFlow, 'action' | 'reason'> | undefined {
  const blocking = findings.find(({ severity }) => severity === 'error');
  if (!blocking || action === 'conflict' || action === 'locked') return undefined;
  return { action: 'blocked', reason: blocking.message };
}

function nameTaken(publishable: PublishableFlow, holder: OrgFlow | undefined): Decision | undefined {
  if (!holder) return undefined;
  const message = `another flow (id ${holder.id}) is called "${publishable.graph.name}" already`;
  return {
    action: 'blocked',
    reason: message,
    finding: {
      rule: orgIdentity,
      at: 'flow_id',
      message,
      hint: 'Give one of the two another name, or correct flow_id.',
    },
  };
}
