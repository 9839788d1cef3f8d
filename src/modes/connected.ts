import type { LedgerState } from '../audit/ledger.ts';
import type { RunFacts } from '../audit/record.ts';
import { Trail } from '../audit/trail.ts';
import type { Genesys } from '../genesys/port.ts';
import type { GitHub } from '../github/port.ts';
import type { Region } from '../manifest/region.ts';
import type { Workspace } from '../manifest/workspace.ts';
import type { Deadline } from '../net/retry.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Candidate, PlannedFlow } from '../plan/plan.ts';
import type { Ports } from '../ports.ts';
import type { Event, RunContext } from '../runner/event.ts';
import type { Inputs } from '../runner/inputs.ts';
import { agreedRegion, requireSecrets } from './prepare.ts';

/** One run, with everything that it reads: the flows, what was asked, and the world outside. */
export interface Run {
  readonly workspace: Workspace;
  readonly inputs: Inputs;
  readonly event: Event;
  readonly context: RunContext;
  readonly ports: Ports;
  /** Remarks that the summary begins with. */
  readonly notices: readonly string[];
}

/** A run that is connected to the org, and to GitHub where there is a token. */
export interface Connected extends Run {
  readonly environment: string;
  readonly region: Region;
  readonly facts: RunFacts;
  readonly deadline: Deadline;
  readonly genesys: Genesys;
  readonly github: { readonly api: GitHub; readonly trail: Trail } | undefined;
  /** Compares flows with the org and the ledger, and tells the log. */
  plan(candidates: readonly Candidate[], state: LedgerState): Promise<PlannedFlow[]>;
}

/** Connects a run. Throws a `UserError` if the region or a secret is missing; nothing is sent yet. */
export async function connect(mode: 'plan' | 'publish', run: Run): Promise<Connected> {
  const { workspace, inputs, event, context, ports } = run;
  const { clock, log } = ports;
  const region = agreedRegion(workspace, inputs);
  requireSecrets(mode, inputs);
  const environment = inputs.environment || 'default';
  const deadline = { at: clock.now() + inputs.timeoutMs };
  const { clientId, clientSecret, gateway } = inputs;
  const genesys = await ports.genesys({ host: region.host, clientId, clientSecret, gateway });
  const api = inputs.token === '' ? undefined : await ports.github(inputs.token);
  const github = api && {
    api,
    trail: new Trail(inputs.auditBranch, environment, { github: api, clock, log, deadline }),
  };
  return {
    ...run,
    environment,
    region,
    deadline,
    genesys,
    github,
    facts: {
      environment,
      commit: event.sha,
      actor: context.actor,
      runId: context.runId,
      runUrl: context.runUrl,
      attempt: context.attempt,
    },
    plan: (candidates, state) =>
      log.group('Plan', async () => {
        const planned = await makePlan({
          candidates,
          state,
          region: region.name,
          commit: event.sha,
          genesys,
          github: api,
          overwrite: inputs.overwrite,
          changedOnly: inputs.changedOnly,
          concurrency: inputs.concurrency,
        });
        for (const { candidate, intention, reason } of planned) {
          log.info(`${intention}: "${candidate.graph.name}" (${reason})`);
        }
        return planned;
      }),
  };
}
