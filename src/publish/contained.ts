import { ActionError, errorMessage } from '../errors.ts';
import { findingOf } from '../plan/finding-of.ts';
import { lookUp } from '../plan/look-up.ts';
import type { PlannedFlow } from '../plan/plan.ts';
import type { Progress, ReleasePorts } from '../release/ports.ts';
import { publishFailed } from '../rules/org.ts';
import { notReleased, type Outcome } from './outcome.ts';

/**
 * Releases a flow, and turns what breaks that into an outcome that says what is live. `onCrash` is called for an error that
 * is not expected.
 */
export async function contained(
  planned: PlannedFlow,
  ports: ReleasePorts,
  release: (flow: PlannedFlow, progress: Progress) => Promise<Outcome>,
  onCrash: () => void,
): Promise<Outcome> {
  const progress: Progress = { uploading: false };
  try {
    return { ...(await release(planned, progress)), planned };
  } catch (error) {
    if (!(error instanceof ActionError)) {
      onCrash();
      ports.log.info(error instanceof Error ? (error.stack ?? error.message) : errorMessage(error));
    }
    const { publishable } = planned;
    const live = await lookUp(ports.genesys, publishable).catch(() => undefined);
    const version = live?.published?.id;
    const what = live
      ? version === undefined
        ? 'nothing is live'
        : `version ${version} is live`
      : 'what is live could not be read';
    const place = publishable.graph.locate(publishable.graph.nameAt);
    return notReleased(planned, {
      // Once the file may have arrived the job may still end well; the intent stays open for the next run to look.
      status: progress.uploading ? 'pending' : 'failure',
      detail: `${errorMessage(error)}; ${what}`,
      flowId: live?.id ?? planned.live?.id ?? '',
      versionAfter: version,
      findings: findingOf(publishable, publishFailed, { place, ...explained(error) }),
    });
  }
}

function explained(error: unknown): { readonly message: string; readonly hint: string } {
  if (error instanceof ActionError) return { message: error.message, hint: error.hint };
  return {
    message: `an internal error of this action: ${errorMessage(error)}`,
    hint: 'Report this to the maintainers of the action, with the log of the step. Nothing more was published.',
  };
}
