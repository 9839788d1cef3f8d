import type { FlowResult, RunResult } from '../../src/report/result.ts';

/** One flow of a run in which nothing happened. */
export const flow = (more: Partial<FlowResult> = {}): FlowResult => ({
  manifest: 'flows/x.flow.json',
  name: 'Test',
  type: 'INBOUNDCALL',
  id: '',
  action: undefined,
  status: 'valid',
  detail: '',
  release: undefined,
  versionBefore: undefined,
  version: undefined,
  latencyMs: undefined,
  auditId: undefined,
  definition: undefined,
  documents: [],
  ...more,
});

/** A run that validated one flow and found nothing. */
export const result = (more: Partial<RunResult> = {}): RunResult => ({
  mode: 'validate',
  environment: '',
  result: 'success',
  verdict: 'All is well',
  notices: [],
  flows: [flow()],
  findings: [],
  gone: [],
  records: [],
  auditCommit: undefined,
  auditBranch: 'flow-audit',
  planDigest: undefined,
  ...more,
});
