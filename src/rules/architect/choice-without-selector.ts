import type { Choice, Container } from '../../flow/architect-container.ts';
import type { ArchitectRule } from './index.ts';

export const rule: ArchitectRule = {
  id: 'choice-without-selector',
  check({ flow }, report) {
    for (const menu of flow.containers) {
      for (const choice of menu.choices) {
        if (typeof choice.value.dtmf === 'string' || hasTerms(choice) || isDefault(menu, choice)) continue;
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

function hasTerms({ value }: Choice): boolean {
  const terms = value.speechRecTerms;
  return typeof terms === 'object' && terms !== null && Object.keys(terms).length > 0;
}

/** The default of a menu is taken without being chosen. */
function isDefault({ value }: Container, choice: Choice): boolean {
  const wanted = value.defaultChildMenuRef;
  return typeof wanted === 'string' && wanted.includes(`[${String(choice.value.refId)}]`);
}
