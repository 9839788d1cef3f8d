import type { LedgerState } from '../audit/ledger.ts';
import type { Genesys, OrgFlow } from '../genesys/port.ts';
import type { GitHub, Relation } from '../github/port.ts';
import { pool } from '../net/pool.ts';
import { checkBump, checkRelease, decide, isHeld, isUnchanged } from './decide.ts';
import { compareLive } from './live-content.ts';
import { checkReferences } from './org-references.ts';
import { type Candidate, type PlannedFlow, publishes } from './plan.ts';

/** What a plan is made from. */
export interface PlanInputs {
  readonly candidates: readonly Candidate[];
  readonly state: LedgerState;
  readonly region: string;
  readonly commit: string;
  readonly genesys: Genesys;
  /** Undefined without a token: then it cannot be told whether a newer commit was published. */
  readonly github: GitHub | undefined;
  readonly overwrite: boolean;
  readonly changedOnly: boolean;
  readonly concurrency: number;
  /** Say what would change against what is live; costs an export a flow. */
  readonly showChanges: boolean;
}

/** What the flows need, and what could not be looked up. */
export interface Plan {
  readonly flows: readonly PlannedFlow[];
  /** Kinds of things that flows refer to and that were not looked up in the org, in words. */
  readonly unchecked: readonly string[];
}

/** Works out what each flow needs. Flows that the ledger knows as they are cost no look-up in the org. */
export async function makePlan(inputs: PlanInputs): Promise<Plan> {
  const { state, region, genesys, github } = inputs;
  const relations = new Map<string, Promise<Relation>>();
  const relation = (commit: string): Promise<Relation> | undefined => {
    if (!github || commit === inputs.commit) return undefined;
    const asked = relations.get(commit) ?? github.relation(commit, inputs.commit);
    relations.set(commit, asked);
    return asked;
  };
  const flows = await pool(inputs.candidates, inputs.concurrency, async (candidate): Promise<PlannedFlow> => {
    const known = state.flows[candidate.key];
    const planned = { candidate, known, live: undefined, changes: undefined };
    if (candidate.report.findings.some(({ severity }) => severity === 'error')) {
      return { ...planned, intention: 'blocked', reason: 'validation found errors' };
    }
    if (inputs.changedOnly && isUnchanged(candidate, known, region)) {
      return {
        ...planned,
        intention: 'unchanged',
        reason: `published as version ${known?.platform_version ?? '?'}`,
      };
    }
    if (inputs.changedOnly && isHeld(candidate, known, region)) {
      return {
        ...planned,
        intention: 'unchanged',
        reason: `was rolled back to version ${known?.platform_version ?? '?'}; it is published again once it changes, or with "changed-only: false"`,
      };
    }
    const release = checkRelease(candidate, known);
    if (release) {
      const place = candidate.manifest.settings.locate(['version_matrix']);
      candidate.report.add('manifest-version', { place, ...release });
    }
    const live = await lookUp(genesys, candidate);
    const facts = {
      candidate,
      known,
      live,
      relation: known && (await relation(known.commit)),
      clientId: genesys.clientId,
      overwrite: inputs.overwrite,
    };
    let decision = decide(facts);
    // An export costs a job, so it is asked for only where it is shown, or where nothing else can tell.
    const shown = inputs.showChanges && publishes(decision.intention);
    const content =
      live && (shown || decision.intention === 'conflict')
        ? await compareLive(genesys, live, candidate.text)
        : undefined;
    if (content?.same && decision.intention === 'conflict') decision = decide({ ...facts, same: true });
    const changes = content?.changes;
    const bump = changes && !release && checkBump(candidate, known, changes);
    if (bump) {
      const place = candidate.manifest.settings.locate(['version_matrix']);
      candidate.report.add('manifest-version', { place, ...bump });
    }
    if (decision.finding) {
      const { rule, message, hint, at } = decision.finding;
      const { graph, manifest } = candidate;
      const place = at === 'flow_id' ? manifest.settings.locate(['flow_id']) : graph.locate(graph.nameAt);
      candidate.report.add(rule, { place, message, hint });
    }
    const blocked = candidate.report.findings.find(({ severity }) => severity === 'error');
    if (blocked && decision.intention !== 'conflict' && decision.intention !== 'locked') {
      return { candidate, known, live, changes, intention: 'blocked', reason: blocked.message };
    }
    return { candidate, known, live, changes, intention: decision.intention, reason: decision.reason };
  });
  const unchecked = await checkReferences(flows, genesys);
  return { flows: flows.map(blockedByOrg), unchecked };
}

/** What the org lacks stands in the way of a publish like any other fault. */
function blockedByOrg(planned: PlannedFlow): PlannedFlow {
  const fault = planned.candidate.report.findings.find(
    ({ rule, severity }) => rule === 'org-reference' && severity === 'error',
  );
  return fault && publishes(planned.intention)
    ? { ...planned, intention: 'blocked', reason: fault.message }
    : planned;
}

/** The flow of a candidate as the org has it: by id where the manifest gives one, else by name and type. */
export async function lookUp(genesys: Genesys, { manifest, graph }: Candidate): Promise<OrgFlow | undefined> {
  if (manifest.flowId) return genesys.flowById(manifest.flowId);
  return genesys.flowByName(graph.type.api, graph.name);
}
