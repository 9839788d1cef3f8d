import type { RunResult } from './result.ts';

/** The step's outputs by name, as action.yml declares them, without those that are files. */
export function outputs(result: RunResult): Record<string, string> {
  const number = (status: string) => String(result.flows.filter((flow) => flow.status === status).length);
  const failed = [
    'failure',
    'conflict',
    'rolled_back',
    'rollback_failed',
    'pending',
    'blocked',
    'invalid',
    'skipped',
  ];
  return {
    result: result.result,
    flows: JSON.stringify(
      result.flows.map((flow) => ({
        id: flow.id,
        name: flow.name,
        type: flow.type,
        manifest: flow.manifest,
        action: flow.intention ?? null,
        // Systems that spoke to the original design's deployment endpoint look for "synced".
        status: ['success', 'unchanged', 'adopted'].includes(flow.status) ? 'synced' : flow.status,
        release: flow.release ?? null,
        version: flow.version ?? null,
        latency_ms: flow.latencyMs ?? null,
        audit_id: flow.auditId ?? null,
        detail: flow.detail,
      })),
    ),
    errors: String(result.findings.filter(({ severity }) => severity === 'error').length),
    warnings: String(result.findings.filter(({ severity }) => severity === 'warning').length),
    published: number('success'),
    failed: String(result.flows.filter(({ status }) => failed.includes(status)).length),
    'rolled-back': number('rolled_back'),
    unchanged: number('unchanged'),
    drifted: number('drifted'),
    'plan-digest': result.planDigest ?? '',
    'audit-commit': result.auditCommit ?? '',
  };
}
