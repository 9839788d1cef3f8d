import type { FlowState, LedgerState } from '../audit/ledger.ts';
import type { OrgFlow } from '../genesys/port.ts';
import type { Relation } from '../github/port.ts';
import { checkBump, checkRelease, type Decision, decide, isHeld, isUnchanged } from './decide.ts';
import type { LiveContent } from './live-content.ts';
import type { Find } from './look-up.ts';
import { type Candidate, type PlannedFlow, publishes } from './plan.ts';
import { stubState } from './stubs.ts';

/** What the plan of one flow asks for. */
export interface Questions {
  readonly find: Find;
  /** Another flow that has the name that this one is to get. */
  readonly holder: (candidate: Candidate) => Promise<OrgFlow | undefined>;
  readonly relation: (commit: string) => Promise<Relation> | undefined;
  /** What differs from what is live. `decides`: something is done by it, so that only the org itself will do. */
  readonly compare: (
    live: OrgFlow,
    candidate: Candidate,
    decides: boolean,
  ) => Promise<LiveContent | undefined>;
  readonly clientId: string;
  readonly overwrite: boolean;
  /** Say what would change, of each flow. */
  readonly showChanges: boolean;
}

/** What the ledger knows of a flow: by its name, or by the id that its manifest gives, under which it may have had another name. */
export function knownState(state: LedgerState, { key, manifest }: Candidate): FlowState | undefined {
  const byKey = state.flows[key];
  if (byKey || !manifest.flowId) return byKey;
  return Object.values(state.flows).find(({ flow_id }) => flow_id === manifest.flowId);
}

/** The plan of a flow that needs nothing, as far as the ledger tells; undefined for one that the org has to be asked about. */
export function settledByLedger(
  candidate: Candidate,
  known: FlowState | undefined,
  region: string,
): PlannedFlow | undefined {
  const planned = { candidate, known, live: undefined, changes: undefined };
  const version = known?.platform_version ?? '?';
  const renamed = known !== undefined && known.flow_name !== candidate.graph.name;
  if (isUnchanged(candidate, known, region) && !renamed)
    return { ...planned, intention: 'unchanged', reason: `published as version ${version}` };
  if (!isHeld(candidate, known, region)) return undefined;
  return {
    ...planned,
    intention: 'unchanged',
    reason: `was rolled back to version ${version}; it is published again once it changes, or with "changed-only: false"`,
  };
}

/** Works out what a changed flow needs, and reports what stands in its way. */
export async function planFlow(
  candidate: Candidate,
  known: FlowState | undefined,
  ask: Questions,
): Promise<PlannedFlow> {
  const { manifest, report } = candidate;
  const release = checkRelease(candidate, known);
  const place = manifest.settings.locate(['version_matrix']);
  if (release) report.add('manifest-version', { place, ...release });
  const live = await ask.find(candidate);
  const facts = {
    candidate,
    known,
    live,
    relation: known && (await ask.relation(known.commit)),
    clientId: ask.clientId,
    overwrite: ask.overwrite,
  };
  let decision = decide(facts);
  if (decision.intention === 'rename')
    decision = nameTaken(candidate, await ask.holder(candidate)) ?? decision;
  // An export costs a job, so it is asked for only where it is shown, or where nothing else can tell.
  const shown = ask.showChanges && publishes(decision.intention);
  const stands = decision.intention === 'conflict';
  const content = live && (shown || stands) ? await ask.compare(live, candidate, stands) : undefined;
  if (content?.same && stands) decision = decide({ ...facts, same: true });
  // A stub of ours that an earlier run could not fill is there to be filled.
  const left =
    content?.stub && live?.published?.clientId === ask.clientId ? stubState(candidate, live) : undefined;
  if (left) decision = decide({ ...facts, known: left });
  const changes = content?.changes;
  const bump = changes && !release && checkBump(candidate, known, changes);
  if (bump) report.add('manifest-version', { place, ...bump });
  tell(candidate, decision);
  const blocked = report.findings.find(({ severity }) => severity === 'error');
  const { intention, reason } =
    blocked && decision.intention !== 'conflict' && decision.intention !== 'locked'
      ? { intention: 'blocked' as const, reason: blocked.message }
      : decision;
  const { overwrites } = decision;
  return { candidate, known: left ?? known, live, changes, intention, reason, overwrites };
}

function nameTaken(candidate: Candidate, holder: OrgFlow | undefined): Decision | undefined {
  if (!holder) return undefined;
  const message = `another flow (id ${holder.id}) is called "${candidate.graph.name}" already`;
  return {
    intention: 'blocked',
    reason: message,
    finding: {
      rule: 'org-identity',
      at: 'flow_id',
      message,
      hint: 'Give one of the two another name, or correct flow_id.',
    },
  };
}

/** Reports what stands in the way of a flow, on its line. */
export function tell({ graph, manifest, report }: Candidate, { finding }: Decision): void {
  if (!finding) return;
  const { rule, message, hint, at } = finding;
  const place = at === 'flow_id' ? manifest.settings.locate(['flow_id']) : graph.locate(graph.nameAt);
  report.add(rule, { place, message, hint });
}
