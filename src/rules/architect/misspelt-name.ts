import { TERMINATING } from '../../architect/action.ts';
import type { Misspelling } from '../../architect/spelling.ts';
import type { Report } from '../../findings/report.ts';
import type { Definition } from '../../flow/definition.ts';

/**
 * Reports keys that are near misses of known ones. It is an error where the file would not be known as a flow, where a part
 * of the flow is lost, or where a sequence would not end; an action or choice may also be one that is newer than this list.
 */
export function reportMisspelt(
  misspelt: readonly Misspelling[],
  definition: Definition,
  report: Report,
): void {
  for (const { named, key, meant, at } of misspelt) {
    const mayBeNew = named === 'menu choice' || (named === 'action' && !TERMINATING.has(meant));
    report.add(named === 'flow type' ? 'architect-root' : 'misspelt-name', {
      place: definition.locate(at, 'key'),
      severity: mayBeNew ? 'warning' : 'error',
      message: `${JSON.stringify(key)} is no known ${named}`,
      hint: `Did you mean "${meant}"?`,
    });
  }
}
