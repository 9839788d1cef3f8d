import { everyAction } from '../../architect/sequence.ts';
import type { ArchitectRule } from './index.ts';

function isSilent(audio: unknown): boolean {
  if (typeof audio !== 'object' || audio === null) return true;
  const values = Object.entries(audio);
  return values.every(([key, value]) => key === 'noValue' || value === '' || value === null);
}

export const rule: ArchitectRule = {
  id: 'missing-audio',
  check({ flow }, report) {
    for (const { sequence } of flow.containers) {
      for (const { action } of sequence ? everyAction(sequence) : []) {
        if (action.kind !== 'playAudio' || !isSilent(action.value.audio)) continue;
        report.add('missing-audio', {
          place: flow.locate(action.at, 'key'),
          message: `"${action.name}" has nothing to play`,
          hint: 'Give it a prompt, a text to speak or an expression.',
        });
      }
    }
  },
};
