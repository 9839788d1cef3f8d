import type { Choice } from '../../architect/container.ts';
import { dictionary, isDictionary } from '../../source/data.ts';
import type { ArchitectRule } from './index.ts';

export const rule: ArchitectRule = {
  id: 'choice-without-selector',
  check({ flow }, report) {
    for (const menu of flow.containers) {
      for (const choice of menu.choices) {
        if (hasKey(choice) || hasTerms(choice)) continue;
        report.add('choice-without-selector', {
          place: flow.locate(choice.at, 'key'),
          message: `nothing selects "${choice.name}": it has neither a key nor words`,
          hint: 'Add "dtmf", such as digit_1, or "speechRecTerms".',
          nodes: [menu.name],
        });
      }
    }
  },
};

/** Whether the key exists on a telephone is not asked here. */
function hasKey({ value: { dtmf } }: Choice): boolean {
  return (typeof dtmf === 'string' && dtmf.trim() !== '') || typeof dtmf === 'number';
}

/** Words in one language at least; an empty list selects nothing. */
function hasTerms({ value }: Choice): boolean {
  return Object.values(dictionary(value.speechRecTerms)).some((language) => {
    const terms = isDictionary(language) ? language.terms : language;
    if (Array.isArray(terms)) return terms.length > 0;
    return isDictionary(terms) && terms.noValue === undefined && Object.keys(terms).length > 0;
  });
}
