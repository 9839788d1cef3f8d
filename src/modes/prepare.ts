import { UserError } from '../errors.ts';
import { type Region, readRegion } from '../manifest/region.ts';
import { requireFlows, type Workspace } from '../manifest/workspace.ts';
import { toCandidate } from '../plan/candidate.ts';
import type { Candidate } from '../plan/plan.ts';
import type { Inputs } from '../runner/inputs.ts';
import { valueAt } from '../source/layers.ts';

/** Errors of the configuration file with which its defaults are not known. */
const CONFIG_RULES = new Set(['manifest-syntax', 'manifest-schema', 'manifest-definition']);

/** The one region that the run is for. Throws a `UserError` where none is given. */
export function agreedRegion(workspace: Workspace, inputs: Inputs): Region {
  const region =
    inputs.region ??
    workspace.flows.find(({ manifest }) => manifest.region)?.manifest.region ??
    configured(workspace, inputs);
  if (region) return region;
  const wrong = workspace.flows
    .flatMap(({ report }) => report.findings)
    .find(
      ({ rule, severity }) =>
        severity === 'error' && (rule === 'manifest-region' || rule === 'manifest-syntax'),
    );
  throw wrong
    ? new UserError(
        `no region is known, because ${wrong.file} has an error in line ${wrong.range.line} (${wrong.rule})`,
        'Fix that finding, or set the input "region".',
      )
    : new UserError(
        'no region is given',
        'Add "target_region" to the manifests, to "defaults" of .genesys-flows.yml, or set the input "region".',
      );
}

/** Throws a `UserError` where there is nothing to plan, or where the configuration, which all flows go by, has errors. */
export function requirePublishable(workspace: Workspace): void {
  const wrong = workspace.config.report.findings.find(
    ({ rule, severity }) => severity === 'error' && CONFIG_RULES.has(rule),
  );
  if (wrong)
    throw new UserError(
      `${wrong.file} has an error in line ${wrong.range.line}: ${wrong.message}`,
      'Fix it. Nothing is planned or published while the defaults of the flows are not known.',
    );
  requireFlows(workspace);
}

/** The region of the configuration's defaults, for a repository that has no flow yet. */
function configured({ config }: Workspace, { environment }: Inputs): Region | undefined {
  for (const { value } of config.layers(environment).toReversed()) {
    const text = valueAt(value, ['target_region']);
    if (typeof text === 'string') return readRegion(text).region;
  }
  return undefined;
}

/** Throws a `UserError` that names every secret that is missing. */
export function requireSecrets(mode: string, { clientId, clientSecret, token }: Inputs): void {
  const missing = [
    clientId === '' ? '"client-id" (or the variable GENESYS_CLIENT_ID)' : '',
    clientSecret === '' ? '"client-secret" (or the variable GENESYS_CLIENT_SECRET)' : '',
    ['publish', 'rollback'].includes(mode) && token === '' ? '"github-token"' : '',
  ].filter((each) => each !== '');
  if (missing.length === 0) return;
  throw new UserError(
    `mode ${mode} needs ${missing.join(' and ')}${clientId !== '' && clientSecret === '' ? `; the client is ${clientId}` : ''}`,
    'Store the OAuth client of Genesys Cloud as secrets of the repository or environment, and hand them to the step under "with:". A secret whose name is misspelt is empty.',
  );
}

/** Faults that are about all manifests together: with one of these nothing of the run is published. */
const RUN_RULES = new Set([
  'manifest-region',
  'manifest-duplicate-flow',
  'manifest-environment',
  'manifest-dependency',
]);

/** The flows that may be planned: without errors of their own, and with none that concerns all manifests together. */
export async function candidatesOf(flows: Workspace['flows']): Promise<Candidate[]> {
  const stop = flows
    .flatMap(({ report }) => report.findings)
    .find(({ rule, severity }) => severity === 'error' && RUN_RULES.has(rule));
  if (stop) {
    for (const { manifest, report } of flows) {
      if (report.findings.some(({ severity }) => severity === 'error')) continue;
      report.add(stop.rule, {
        place: { document: manifest.document, span: { start: 0, end: 0 } },
        message: `nothing is published while the manifests do not agree: ${stop.message} (${stop.file})`,
        hint: stop.hint,
      });
    }
  }
  const candidates: Candidate[] = [];
  for (const flow of flows) {
    if (flow.report.findings.some(({ severity }) => severity === 'error')) continue;
    const candidate = await toCandidate(flow);
    if (candidate) candidates.push(candidate);
  }
  return candidates;
}
