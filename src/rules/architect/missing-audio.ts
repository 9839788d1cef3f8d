import { everyAction } from '../../architect/sequence.ts';
import { rule as nodeGraphRule } from '../flow/missing-audio.ts';
import type { ArchitectRule } from './rule.ts';

function isSilent(audio: unknown): boolean {
  if (typeof audio !== 'object' || audio === null) return true;
  const values = Object.entries(audio);
  return values.every(([key, value]) => key === 'noValue' || value === '' || value === null);
}

export const rule = {
  ...nodeGraphRule,
  appliesTo: ['architect'],
  check({ flow }, report) {
    for (const { sequence } of flow.containers) {
      for (const { action } of sequence ? everyAction(sequence) : []) {
        if (action.kind !== 'playAudio' || !isSilent(action.value.audio)) continue;
        report({
          place: flow.locate(action.at, 'key'),
          message: `Action "${action.name}" has nothing to play`,
          hint: 'Add a prompt, a text to speak or an expression.',
        });
      }
    }
  },
} as const satisfies ArchitectRule;
