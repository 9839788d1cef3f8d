import type { LogRecord } from '../audit/published-state.ts';
import type { GoneFlow } from '../changes/gone-flows.ts';
import type { EarlierVersion } from '../difference/read-parts.ts';
import type { ChangeSentence } from '../difference/sentence.ts';
import type { Mode } from '../event/mode.ts';
import type { AcceptedFinding } from '../findings/accepted-finding.ts';
import type { Finding } from '../findings/finding.ts';
import type { Definition } from '../flow/definition.ts';
import type { MatrixEntry } from '../plan/matrix.ts';
import type { PlannedAction } from '../plan/plan.ts';
import type { SourceDocument } from '../source/document.ts';
import type { FlowStatus } from './status.ts';

/** One flow of the run, as every surface shows it. */
export interface FlowResult {
  readonly manifest: string;
  readonly name: string;
  readonly type: string;
  readonly id: string;
  /** What it needs, in plan and publish. */
  readonly action: PlannedAction | 'rollback' | undefined;
  readonly status: FlowStatus;
  readonly detail: string;
  readonly release: string | undefined;
  readonly versionBefore: string | undefined;
  readonly version: string | undefined;
  readonly latencyMs: number | undefined;
  readonly auditId: string | undefined;
  /** What differs from the earlier version, in words; undefined where that was not looked at. */
  readonly changes?: readonly ChangeSentence[] | undefined;
  /** The earlier version that it is compared with, and what differs; undefined where there is none, or it was not looked at. */
  readonly earlier?: EarlierVersion | undefined;
  /** The flow as it is written; undefined where no file of it is at hand. */
  readonly definition: Definition | undefined;
  readonly documents: readonly SourceDocument[];
}

/** What a mode came to. */
export interface ModeResult {
  readonly result: 'success' | 'failure' | 'unchanged' | 'superseded';
  /** One line for people. */
  readonly verdict: string;
  readonly notices: readonly string[];
  readonly flows: readonly FlowResult[];
  readonly findings: readonly Finding[];
  /** Findings that suppressions and the baseline accept. They are counted, and not among `findings`. */
  readonly accepted?: readonly AcceptedFinding[];
  /** Findings that the base has as well, where only new ones are reported. They are not among `findings`. */
  readonly inBase?: readonly Finding[] | undefined;
  readonly gone: readonly GoneFlow[];
  readonly records: readonly LogRecord[];
  readonly auditCommit: string | undefined;
  /** What stopped the run before it had done what was asked: what is wrong, and what to do. */
  readonly problem?: { readonly message: string; readonly hint: string } | undefined;
  /** Of what a plan or publish would publish; undefined in other modes. */
  readonly planDigest: string | undefined;
  /** The jobs that publish a plan; undefined in other modes. */
  readonly matrix?: readonly MatrixEntry[] | undefined;
}

/** Everything that a run came to, as plain data; rendering is done from this alone. */
export interface RunResult extends ModeResult {
  readonly mode: Mode;
  readonly environment: string;
  readonly auditBranch: string;
  /** Files that the globs match and that are neither manifests nor flows. */
  readonly skipped?: readonly string[];
}
