import type { Intent } from '../audit/intent.ts';
import type { RunFacts } from '../audit/record.ts';
import { ActionError } from '../errors.ts';
import type { GitHub } from '../github/port.ts';

/** What is asked about the run of an intent. */
export interface RunQuestions {
  readonly api: Pick<GitHub, 'run' | 'relation'>;
  readonly facts: RunFacts;
}

/**
 * Checks who started the interrupted run, and which commit it published, against what GitHub says, as far as the token may
 * ask (`actions: read`). Throws an `ActionError` if they differ: then someone who has the secret made the intent up.
 */
export async function requireSameRun({ api, facts }: RunQuestions, intent: Intent): Promise<void> {
  const { actor, commit, attempt } = await api.run(intent.run_id);
  // GitHub answers for the last attempt only.
  const known = attempt === undefined || attempt === intent.attempt;
  if (known && actor !== undefined && actor.toLowerCase() !== intent.actor.toLowerCase())
    throw different(intent, `${intent.actor} started it`, `GitHub says that it was ${actor}`);
  if (commit === undefined || commit === intent.commit) return;
  // With "allow-ref" a run publishes another commit than that of its event.
  if (intent.commit !== facts.commit && (await api.relation(intent.commit, facts.commit)) === 'unknown')
    throw different(intent, `it published the commit ${intent.commit}`, 'GitHub does not know that commit');
}

function different({ run_id: run }: Intent, said: string, known: string): ActionError {
  return new ActionError(
    `the intent of run ${run} says that ${said}, and ${known}. Nothing was changed in the org`,
    'Check who can read the secret of the OAuth client, and who changed the audit branch. See docs/how-to/untrusted-audit-log.md.',
  );
}
