import type { GitHub } from '../github/port.ts';
import type { Intent } from './intent.ts';
import type { IntentFile, ReadIntent } from './intent-file.ts';

/** The most commits of one intent that are read to check that it was never closed. */
const MOST_WRITES = 1000;

/** A trusted intent that stands on the branch. */
export interface StandingIntent {
  readonly file: IntentFile;
  readonly intent: Intent;
}

/** The head of the branch, and how an intent file is read. */
interface Place {
  readonly head: string;
  read(file: IntentFile): ReadIntent;
}

/**
 * True if each commit that changed the file since the intent began has this intent, with descending sequences. An attacker could
 * commit a signed intent again after it was closed.
 */
export async function isUnbroken(
  { file: { path }, intent }: StandingIntent,
  { head, read }: Place,
  github: Pick<GitHub, 'fileHistory' | 'textAt'>,
): Promise<boolean> {
  let sequence = intent.sequence + 1;
  for (let page = 1, seen = 0; seen < MOST_WRITES; page++) {
    const commits = await github.fileHistory(head, path, page);
    for (const { oid, parent } of commits) {
      const text = await github.textAt(oid, path);
      const found = text === undefined ? undefined : read({ path, text });
      if (!found?.ok || found.intent.intent_id !== intent.intent_id || found.intent.sequence >= sequence)
        return false;
      if (parent === intent.begun_on) return true;
      ({ sequence } = found.intent);
      seen++;
    }
    if (commits.length === 0) break;
  }
  return false;
}
