import { entryOf, isTemplated, quoted, textOf } from '../../architect/value.ts';
import { dictionary } from '../../source/data.ts';
import type { Path } from '../../source/document.ts';
import { didYouMean } from '../../text/nearest.ts';
import type { ArchitectRule, ArchitectSubject } from './rule.ts';

const ADD = 'Add it under "entities" of settingsNaturalLanguageUnderstanding.nluDomainVersion.';

export const rule = {
  id: 'undeclared-slot',
  severity: 'warning',
  category: 'architect',
  summary: 'a slot that no entity of the bot declares',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  check({ flow, variables }, report) {
    if (flow.type.root !== 'botFlow' && flow.type.root !== 'digitalBot') return;
    const understanding = dictionary(flow.value.settingsNaturalLanguageUnderstanding);
    const { entities } = dictionary(understanding.nluDomainVersion);
    if (!Array.isArray(entities)) return;
    const names = [
      ...entities.map((entity) => textOf(dictionary(entity).name)),
      ...variables.declared.filter(({ name }) => isSlot(name)).map(({ name }) => name.slice('Slot.'.length)),
    ];
    const known = new Set(names.map((name) => name.toLowerCase()));
    const reported = new Set<string>();
    for (const { name, at } of usesOf({ flow, variables })) {
      const key = name.toLowerCase();
      if (name === '' || known.has(key) || reported.has(key) || isTemplated(name)) continue;
      reported.add(key);
      report({
        place: flow.locate(at),
        message: `Slot ${quoted(name)} is not declared by any entity`,
        hint: didYouMean(name, names, ADD),
      });
    }
  },
} as const satisfies ArchitectRule;

function isSlot(name: string): boolean {
  return name.toLowerCase().startsWith('slot.');
}

/** Every slot that an action or an expression names. */
function* usesOf({
  flow,
  variables,
}: Pick<ArchitectSubject, 'flow' | 'variables'>): Generator<{ name: string; at: Path }> {
  for (const { action } of flow.actions) {
    if (action.kind === 'askForSlot') {
      const { name } = dictionary(action.value.slot);
      if (typeof name === 'string') yield { name, at: [...action.at, 'slot', 'name'] };
    }
    const slots: readonly unknown[] =
      action.kind === 'clearSlot' && Array.isArray(action.value.slots) ? action.value.slots : [];
    for (const [index, item] of slots.entries()) {
      const entry = entryOf(item);
      const name = entry?.value.name;
      if (entry && typeof name === 'string')
        yield { name, at: [...action.at, 'slots', index, entry.key, 'name'] };
    }
  }
  // In lower case, so after those above, which keep the author's spelling.
  for (const { name, at } of variables.uses) if (isSlot(name)) yield { name: name.slice('Slot.'.length), at };
}
