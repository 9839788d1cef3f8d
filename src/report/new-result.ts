import type { FlowResult, ModeResult } from './result.ts';

/** The result of a mode, with nothing of what only some modes have. */
export function modeResult(
  said: Pick<ModeResult, 'result' | 'verdict' | 'notices'> & Partial<ModeResult>,
): ModeResult {
  return {
    flows: [],
    findings: [],
    gone: [],
    records: [],
    auditCommit: undefined,
    planDigest: undefined,
    ...said,
  };
}

/** The entry of a flow of which no file is at hand. */
export function entryOf(
  said: Pick<FlowResult, 'manifest' | 'name' | 'type' | 'id' | 'status' | 'detail'> & Partial<FlowResult>,
): FlowResult {
  return {
    action: undefined,
    release: undefined,
    versionBefore: undefined,
    version: undefined,
    latencyMs: undefined,
    auditId: undefined,
    definition: undefined,
    documents: [],
    ...said,
  };
}

/** A result with what is to be said about interrupted runs that were recovered, and more notices. */
export function withRecovery(
  result: ModeResult,
  { notices, failed }: { readonly notices: readonly string[]; readonly failed: boolean },
  more: readonly string[] = [],
): ModeResult {
  return {
    ...result,
    notices: [...result.notices, ...more, ...notices],
    result: failed ? 'failure' : result.result,
  };
}
