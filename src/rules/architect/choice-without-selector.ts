import type { Choice } from '../../architect/container.ts';
import { dictionary, isDictionary } from '../../source/data.ts';
import { rule as nodeGraphRule } from '../flow/choice-without-selector.ts';
import type { ArchitectRule } from './rule.ts';

export const rule = {
  ...nodeGraphRule,
  appliesTo: ['architect'],
  check({ flow }, report) {
    for (const menu of flow.containers) {
      for (const choice of menu.choices) {
        if (hasKey(choice) || hasTerms(choice)) continue;
        report({
          place: flow.locate(choice.at, 'key'),
          message: `Menu "${menu.name}", option "${choice.name}": no key and no speech terms`,
          hint: 'Add "dtmf", such as digit_1, or "speechRecTerms".',
          nodes: [menu.name],
        });
      }
    }
  },
} as const satisfies ArchitectRule;

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
