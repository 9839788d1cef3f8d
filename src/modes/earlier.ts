import type { AuditInputs } from '../audit/audit-log.ts';
import type { ChangedFlows } from '../changes/changed-flows.ts';
import { ActionError } from '../errors.ts';
import type { GitHubInputs } from '../github/port.ts';
import type { FlowResult, ModeResult } from '../report/result.ts';
import type { Run } from '../task.ts';

/** What a comparison with the base takes. */
type EarlierInputs = GitHubInputs & Pick<AuditInputs, 'environment'> & { readonly changedOnly: boolean };

/**
 * The result of a change with what differs from the commit that it started from, read from git: no credentials of the org are
 * needed. A run that is not about a change stays as it is.
 */
export async function withEarlierVersions(
  result: ModeResult,
  run: Run<EarlierInputs>,
  scope: ChangedFlows,
): Promise<ModeResult> {
  const { event, inputs, ports } = run;
  if (!event.range || !inputs.changedOnly || scope.flows.length === 0) return result;
  const { range } = event;
  const { mergeBaseFiles } = await import('../changes/merge-base.ts');
  const { earlierVersions } = await import('../changes/earlier.ts');
  const { sentences } = await import('../difference/sentence.ts');
  return ports.log.group('Compare with the base', async () => {
    const github = inputs.token === '' ? undefined : await ports.github(inputs.token);
    const commit = scope.comparison?.base ?? (await mergeBaseFiles(range, ports.git, github).catch(readable));
    if (!commit || commit instanceof ActionError) {
      const why = commit
        ? commit.message
        : `neither the clone nor GitHub has the commit that ${range.head.slice(0, 7)} started from`;
      const notice = `Not compared with the base: ${why}.`;
      ports.log.info(notice);
      return { ...result, notices: [...result.notices, notice] };
    }
    const earlier = await earlierVersions(scope.flows, commit, inputs.environment, run.changes ?? []);
    for (const notice of earlier.notices) ports.log.info(notice);
    const flows = result.flows.map((flow): FlowResult => {
      const version = earlier.versions.get(flow.manifest);
      if (version) return { ...flow, earlier: version, changes: sentences(version.difference) };
      return earlier.added.has(flow.manifest)
        ? { ...flow, changes: [{ group: '', text: 'new flow', part: '' }] }
        : flow;
    });
    const changed = flows.filter(({ changes = [] }) => changes.length > 0).length;
    ports.log.info(`${changed} of ${flows.length} flows differ from ${commit.commit.slice(0, 7)}`);
    return { ...result, flows, notices: [...result.notices, ...earlier.notices] };
  });
}

/** Reporting never fails a run: what can be explained is. */
function readable(error: unknown): ActionError {
  if (error instanceof ActionError) return error;
  throw error;
}
