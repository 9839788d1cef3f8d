import type { Finding } from '../findings/finding.ts';
import type { OrgFlow } from '../genesys/port.ts';
import { who } from '../plan/decide.ts';
import { findingOf } from '../plan/finding-of.ts';
import type { PlannedFlow } from '../plan/plan.ts';
import type { Assessment } from '../release/assess.ts';
import type { Observation } from '../release/observation.ts';
import type { JobEnd } from '../release/ports.ts';
import { orgLocked, publishFailed } from '../rules/org.ts';
import { findingsOf } from './findings.ts';
import { isLocked } from './messages.ts';
import type { Tried } from './run-attempts.ts';

/** What to do about a publish whose job ended so. */
const HINTS: Readonly<Record<JobEnd, string>> = {
  success: 'The platform reported success. Look at the flow in Architect before you run again.',
  failure:
    'The platform gave no reason. Import the file in Architect to see what it objects to, and check the permission architect:ui:view.',
  running: 'Run again.',
  registered: 'Run again.',
  timeout: 'The job may still end. The next run finds out what it did.',
  lost: 'The upload may have arrived. The next run finds out what it did.',
};

/** Why a publish ended as it did, and what is reported about it. */
export interface Explained {
  /** Empty for a success. */
  readonly why: string;
  readonly findings: readonly Finding[];
}

/** Explains the end of a publish, with the platform's messages on the author's lines. */
export function explain(
  { publishable }: PlannedFlow,
  { end, causes }: Tried,
  { live, seen }: { readonly live: OrgFlow | undefined; readonly seen: Observation },
  found: Assessment,
  clientId: string,
): Explained {
  if (found.is === 'live' || found.is === 'overwrote') {
    const warnings = causes.filter(({ severity }) => severity === 'warning');
    const why =
      found.is === 'live'
        ? ''
        : `version ${found.restore.id} was published ${who(found.restore)} while the publish job ran`;
    return { why, findings: findingsOf(publishable, warnings) };
  }
  const { graph } = publishable;
  const place = graph.locate(graph.nameAt);
  const lock = live?.lock && live.lock.clientId !== clientId ? live.lock : undefined;
  const locked = lock && end === 'failure' && causes.some(({ text }) => isLocked(text)) ? lock : undefined;
  const why = reason(end, seen, locked ? `locked by ${locked.holder}` : causes[0]?.text);
  const findings = findingsOf(
    publishable,
    causes.filter(({ text }) => !locked || !isLocked(text)),
  );
  if (locked) {
    return {
      why,
      findings: [
        ...findings,
        ...findingOf(publishable, orgLocked, {
          place,
          message: `"${graph.name}" is locked by ${locked.holder}, who took the lock while the publish job ran`,
          hint: `Ask ${locked.holder} to save and unlock the flow in Architect, then run again.`,
        }),
      ],
    };
  }
  if (causes.some(({ severity }) => severity === 'error')) return { why, findings };
  const message = `"${graph.name}" was not published: ${why}`;
  return {
    why,
    findings: [...findings, ...findingOf(publishable, publishFailed, { place, message, hint: HINTS[end] })],
  };
}

function reason(end: JobEnd, { live, version, whole }: Observation, cause: string | undefined): string {
  if (end === 'timeout') return 'the publish job did not end in time';
  if (end === 'lost') return 'the connection broke during the upload';
  if (end === 'failure') {
    const said = cause === undefined ? ' without a reason' : `: ${cause}`;
    const odd = live === 'ours' || live === 'theirs' ? ', and yet a new version is live' : '';
    return `the platform refused it${said}${odd}`;
  }
  if (live === 'missing' && version === undefined)
    return 'the platform reported success, but there is no such flow';
  if (live === 'missing' || live === 'base')
    return 'the platform reported success, but no new version is live';
  if (live === 'theirs') return 'another version went live at the same time';
  return whole
    ? 'the platform reported success'
    : 'the flow that went live is not active, or has another name or type';
}
