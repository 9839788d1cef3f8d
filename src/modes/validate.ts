import { releaseName } from '../audit/names.ts';
import { type Finding, sortFindings } from '../finding.ts';
import type { Scope } from '../plan/scope.ts';
import type { FlowResult, RunResult } from '../report/result.ts';
import type { Checked } from '../rules/across/manifests.ts';
import type { Inputs } from '../runner/inputs.ts';
import { counted } from '../words.ts';
import type { Run } from './connected.ts';
import { entryOf, resultOf } from './result.ts';

/** Checks the changed flows, or all of them. Needs no secret; with `changed-only: false` nothing is sent anywhere. */
export async function validate(run: Run): Promise<RunResult> {
  const { workspace, inputs, event, notices } = run;
  const scope = await scopeOf(run);
  const findings = sortFindings(
    [workspace.config.report, ...scope.flows.map(({ report }) => report)].flatMap((each) => each.findings),
  );
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  const fails = failsBy(inputs.failOn, findings);
  const flows = scope.flows.map((flow) => flowResult(flow));
  const which = event.range && inputs.changedOnly && !scope.notice ? 'changed flow' : 'flow';
  const checked = `${counted(flows.length, which)} checked`;
  const found =
    findings.length === 0 ? 'no faults' : `${counted(errors, 'error')}, ${counted(warnings, 'warning')}`;
  return resultOf('validate', run, {
    result: fails ? 'failure' : 'success',
    verdict: `${checked}: ${found}`,
    notices: [...notices, ...(scope.notice ? [scope.notice] : [])],
    flows,
    findings,
    gone: scope.gone,
  });
}

/** The flows that a run is about: on a pull request the changed ones, unless all are asked for. */
export async function scopeOf({ workspace, inputs, event, ports }: Run): Promise<Scope> {
  if (!inputs.changedOnly || !event.range) return { flows: workspace.flows, gone: [], notice: undefined };
  const { changedScope } = await import('../plan/scope.ts');
  const github = inputs.token === '' ? undefined : await ports.github(inputs.token);
  return ports.log.group('Find the changed flows', async () => {
    const scope = await changedScope(workspace, event, github);
    ports.log.info(scope.notice ?? `${scope.flows.length} of ${workspace.flows.length} flows have changed`);
    return scope;
  });
}

/** The entry of a flow that was only checked. */
export function flowResult({ manifest, report, graph }: Checked): FlowResult {
  return entryOf({
    manifest: manifest.file,
    name: graph?.name ?? '',
    type: graph?.type.api ?? '',
    id: manifest.flowId,
    status: report.findings.some(({ severity }) => severity === 'error') ? 'invalid' : 'valid',
    detail: '',
    release: manifest.version && releaseName(manifest.version),
    graph,
    documents: [manifest.document, ...(manifest.definition ? [manifest.definition.document] : [])],
  });
}

/** Whether findings fail a validation, by the input `fail-on`. */
export function failsBy(failOn: Inputs['failOn'], findings: readonly Finding[]): boolean {
  if (failOn === 'never') return false;
  return failOn === 'warning' ? findings.length > 0 : findings.some(({ severity }) => severity === 'error');
}
