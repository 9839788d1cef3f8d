import { flowKey } from '../audit/names.ts';
import type { PublishedState } from '../audit/published-state.ts';
import { type ConnectInputs, connectOrg, openRepository } from '../connect.ts';
import { ActionError, ConfigurationError, errorMessage } from '../errors.ts';
import { destinations, type Exported, namePattern } from '../export/destination.ts';
import { sameFileKey } from '../export/file-name.ts';
import type { Genesys, OrgFlow } from '../genesys/port.ts';
import { pool } from '../net/pool.ts';
import type { PlanInputs } from '../plan/make-plan.ts';
import { agreedRegion, type RegionInputs } from '../plan/prepare.ts';
import type { Ports } from '../ports.ts';
import { entryOf, modeResult } from '../report/new-result.ts';
import type { FlowResult, ModeResult } from '../report/result.ts';
import type { Run } from '../task.ts';
import { counted } from '../text/plural.ts';
import { CONFIG_FILE } from '../workspace/config.ts';

export interface ExportInputs
  extends ConnectInputs,
    RegionInputs,
    Pick<PlanInputs, 'concurrency' | 'changedOnly'> {
  /** A pattern over `TYPE/name`; empty: all flows. */
  readonly flow: string;
  /** The name of a division; empty: all. */
  readonly division: string;
}

/** Kept back for reporting what was done, where the step's time runs out. */
const RESERVE_MS = 30_000;
const FOLDER = 'flows';

/**
 * Writes flows of the org into the workspace as Architect YAML: those that the repository does not have, and those whose
 * live version is not the one last published from here. What was written stays, so that the next run goes on from there.
 */
export async function exportFlows(run: Run<ExportInputs>): Promise<ModeResult> {
  const { inputs, ports, workspace, notices } = run;
  const { log, files, clock } = ports;
  const region = agreedRegion(workspace, inputs);
  const genesys = await connectOrg('export', run, region);
  const repository = inputs.token === '' ? undefined : await openRepository('export', run);
  const state = (await repository?.auditLog.read())?.state;
  const org = (await log.group('List the flows of the org', () => genesys.listFlows())) ?? [];
  const named = namePattern(inputs.flow);
  if (inputs.division !== '' && !org.some(({ division }) => sameText(division, inputs.division))) {
    throw new ConfigurationError(
      `no flow of the org lies in the division "${inputs.division}"`,
      'Correct the input "division", or let the OAuth client view flows in that division.',
    );
  }
  const present = new Set((await files.find([`${FOLDER}/**`])).map(sameFileKey));
  const { exports, left } = destinations(org, workspace.flows, {
    wanted: (key, { division }) =>
      named(key) && (inputs.division === '' || sameText(division, inputs.division)),
    moved: (flow) => !inputs.changedOnly || hasMoved(state, flow),
    taken: (file) => present.has(sameFileKey(file)),
    folder: FOLDER,
  });
  for (const { flow, why } of left) log.debug(`"${flow.name}" is left: ${why}`);
  const deadline = ports.deadline.reserve(RESERVE_MS);
  const flows = await log.group('Export', () =>
    pool(exports, inputs.concurrency, (each) =>
      clock.cancelled || clock.now() > deadline.at
        ? Promise.resolve(
            result(each, 'skipped', 'the time of the step was up; the next run goes on from here'),
          )
        : write(genesys, ports, each),
    ),
  );
  const done = flows.filter(({ status }) => status === 'exported').length;
  const more = [...notices];
  if (done > 0 && !workspace.config.document) {
    await files.write(CONFIG_FILE, `defaults:\n  target_region: ${region.name}\n`);
    more.push(`${CONFIG_FILE} was written, with the region that the flows belong to.`);
  }
  if (left.length > 0)
    more.push(
      `${counted(left.length, 'flow')} left: in the repository as live, a node graph there, or never published.`,
    );
  const failed = flows.length - done;
  return modeResult({
    result: failed > 0 ? 'failure' : done > 0 ? 'success' : 'unchanged',
    verdict: `${counted(done, 'flow')} of ${org.length} exported into the workspace${failed > 0 ? `, ${failed} not` : ''}`,
    notices: more,
    flows,
  });
}

function sameText(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

async function write(genesys: Genesys, ports: Ports, each: Exported): Promise<FlowResult> {
  const { flow, file } = each;
  const version = flow.published?.id ?? '';
  try {
    const text = await genesys.exportVersion(flow, version);
    await ports.files.write(file, text.endsWith('\n') ? text : `${text}\n`);
    const why = each.changed === undefined ? '' : `, because ${each.changed}`;
    ports.log.info(`"${flow.name}": version ${version} written to ${file}${why}`);
    return result(
      each,
      'exported',
      `version ${version} ${each.known ? 'replaces what was in' : 'written to'} ${file}${why}`,
    );
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    ports.log.warning(`${error.message}. ${error.hint}`);
    return result(each, 'failure', errorMessage(error));
  }
}

function result({ flow, file }: Exported, status: FlowResult['status'], detail: string): FlowResult {
  return entryOf({
    manifest: file,
    name: flow.name,
    type: flow.type,
    id: flow.id,
    status,
    detail,
    version: flow.published?.id,
  });
}

/** The live version is not the one that was last published, or adopted, from the file. */
function hasMoved(state: PublishedState | undefined, flow: OrgFlow): boolean {
  const known = state?.flows[flowKey(flow.type, flow.name)];
  return known !== undefined && known.platform_version !== (flow.published?.id ?? null);
}
