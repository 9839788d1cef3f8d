import { ConfigurationError } from '../errors.ts';
import type { Finding } from '../findings/finding.ts';
import { type Region, readRegion } from '../manifest/region.ts';
import type { RuleId } from '../rules/catalogue.ts';
import { valueAt } from '../source/layers.ts';
import { counted } from '../text/plural.ts';
import type { Redaction } from '../text/redaction.ts';
import type { Checked } from '../workspace/checked.ts';
import { requireFlows, type Workspace, type WorkspaceInputs } from '../workspace/workspace.ts';
import type { PublishableFlow, RefusedFlow } from './plan.ts';
import { toPublishable } from './publishable.ts';

/** Errors of the configuration file with which its defaults are not known. */
const CONFIG_RULES: ReadonlySet<string> = new Set<RuleId>([
  'manifest-syntax',
  'manifest-schema',
  'manifest-definition',
]);

/** What the region of a run is found by. */
export type RegionInputs = Pick<WorkspaceInputs, 'region' | 'environment'>;

/** The one region that the run is for. Throws an `ActionError` where none is given. */
export function agreedRegion(workspace: Workspace, inputs: RegionInputs): Region {
  const region =
    inputs.region ??
    workspace.flows.find(({ manifest }) => manifest.region)?.manifest.region ??
    configured(workspace, inputs);
  if (region) return region;
  const wrong = workspace.flows
    .flatMap(({ findings }) => findings)
    .find(
      ({ rule, severity }) =>
        severity === 'error' && (rule === 'manifest-region' || rule === 'manifest-syntax'),
    );
  throw wrong
    ? new ConfigurationError(
        `no region is known, because ${wrong.file} has an error in line ${wrong.range.line} (${wrong.rule})`,
        'Fix that finding, or set the input "region".',
      )
    : new ConfigurationError(
        'no region is given',
        'Add "target_region" to the manifests, to "defaults" of .genesys-flows.yml, or set the input "region".',
      );
}

/** Throws an `ActionError` where there is nothing to plan, or where the configuration, which all flows go by, has errors. */
export function requirePublishable(workspace: Workspace): void {
  const wrong = workspace.config.findings.find(
    ({ rule, severity }) => severity === 'error' && CONFIG_RULES.has(rule),
  );
  if (wrong)
    throw new ConfigurationError(
      `${wrong.file} has an error in line ${wrong.range.line}: ${wrong.message}`,
      'Fix it. Nothing is planned or published while the defaults of the flows are not known.',
    );
  requireFlows(workspace);
}

/** The region of the configuration's defaults, for a repository that has no flow yet. */
function configured({ config }: Workspace, { environment }: RegionInputs): Region | undefined {
  for (const { value } of config.layers(environment).toReversed()) {
    const text = valueAt(value, ['target_region']);
    if (typeof text === 'string') return readRegion(text).region;
  }
  return undefined;
}

/** Errors that concern all manifests together: with one of these nothing of the run is published. */
const RUN_RULES: ReadonlySet<string> = new Set<RuleId>([
  'manifest-region',
  'manifest-duplicate-flow',
  'manifest-environment',
  'manifest-dependency',
]);

/** The flows of a workspace, by whether they can be planned. */
export interface Prepared {
  readonly publishableFlows: readonly PublishableFlow[];
  readonly refused: readonly RefusedFlow[];
}

/**
 * Separates the flows that can be planned from those that are refused: one error that concerns all flows refuses all, and what
 * names a flow in the audit log must hold none of the `secrets`.
 */
export async function prepareFlows({ flows }: Workspace, secrets: Redaction): Promise<Prepared> {
  const stop = stopOf(flows);
  const publishableFlows: PublishableFlow[] = [];
  const refused: RefusedFlow[] = [];
  for (const flow of flows) {
    const [first, ...more] = errorsOf(flow);
    if (first) {
      const others = more.length > 0 ? ` and ${counted(more.length, 'more error')}` : '';
      refused.push({ ...flow, reason: `validation found an error: ${first.message}${others}` });
      continue;
    }
    if (stop) {
      const reason = `an error in ${stop.file} concerns all flows: ${stop.message}`;
      refused.push({ ...flow, reason });
      continue;
    }
    if (secrets.finds([flow.manifest.file, flow.graph?.name, flow.manifest.version])) {
      refused.push({ ...flow, reason: 'its name, file or version_matrix contains a secret of this run' });
      continue;
    }
    const publishable = await toPublishable(flow);
    if (publishable) publishableFlows.push(publishable);
    else refused.push({ ...flow, reason: 'its flow cannot be read' });
  }
  return { publishableFlows, refused };
}

/** The first error that concerns all flows together, with the flow that it was found in. */
function stopOf(flows: Workspace['flows']): Finding | undefined {
  return flows.flatMap(errorsOf).find(({ rule }) => RUN_RULES.has(rule));
}

function errorsOf({ findings }: Checked): readonly Finding[] {
  return findings.filter(({ severity }) => severity === 'error');
}
