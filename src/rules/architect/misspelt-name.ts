import { TERMINATING } from '../../architect/action.ts';
import type { Misspelling } from '../../architect/spelling.ts';
import type { Draft } from '../../findings/draft.ts';
import type { Definition } from '../../flow/definition.ts';
import type { ArchitectRule } from './rule.ts';

export const rule = {
  id: 'misspelt-name',
  severity: 'error',
  category: 'architect',
  summary: 'a field, action or menu choice that is one or two letters away from a known one',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  undocumentedTypes: 'warning',
  check({ misspelt, written }, report) {
    for (const each of misspelt) if (each.named !== 'flow type') report(misspeltDraft(each, written));
  },
} as const satisfies ArchitectRule;

/**
 * What to say of a misspelt key. It is an error where the file would not be known as a flow, where a part of the flow is
 * lost, or where a sequence would not end; an action or choice may also be one that is newer than this list.
 */
export function misspeltDraft({ named, key, meant, at }: Misspelling, written: Definition): Draft {
  const mayBeNew = named === 'menu choice' || (named === 'action' && !TERMINATING.has(meant));
  return {
    place: written.locate(at, 'key'),
    severity: mayBeNew ? 'warning' : 'error',
    message: `${JSON.stringify(key)} is not a known ${named}`,
    hint: `Did you mean "${meant}"?`,
    instead: meant,
  };
}
