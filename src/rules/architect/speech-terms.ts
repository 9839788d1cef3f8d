import type { Choice } from '../../architect/container.ts';
import { isUnset, literalOf } from '../../architect/value.ts';
import { dictionary } from '../../source/data.ts';
import { some } from '../trace.ts';
import { supportedLanguages } from './language-supported.ts';
import type { ArchitectRule } from './rule.ts';

export const rule = {
  id: 'speech-terms',
  severity: 'error',
  category: 'architect',
  summary: 'a menu option that is only spoken while speech recognition is off, or lacks terms in a language',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  check({ flow }, report) {
    const off = isOff(dictionary(flow.value.settingsSpeechRec).asrEnabledOnFlow);
    const supported = supportedLanguages(flow.value) ?? [];
    for (const menu of flow.containers) {
      for (const choice of menu.choices) {
        const languages = languagesOf(choice);
        // A choice without any terms is the business of another rule.
        if (languages.size === 0) continue;
        const words = `Menu "${menu.name}", option "${choice.name}"`;
        if (off) {
          if (!isUnset(choice.value.dtmf)) continue;
          report({
            place: flow.locate(choice.at, 'key'),
            message: `${words}: no key, and speech recognition is off`,
            hint: 'Add "dtmf", such as digit_1, or set asrEnabledOnFlow: true in settingsSpeechRec.',
            nodes: [menu.name],
          });
          continue;
        }
        const lacking = supported.filter((language) => !languages.has(language.toLowerCase()));
        if (lacking.length === 0) continue;
        report({
          place: flow.locate([...choice.at, 'speechRecTerms'], 'key'),
          severity: 'warning',
          message: `${words}: no speech terms in ${some(lacking)}`,
          hint: 'Add terms for each supported language. Without them callers cannot say the option.',
          nodes: [menu.name],
        });
      }
    }
  },
} as const satisfies ArchitectRule;

function isOff(setting: unknown): boolean {
  const value = typeof setting === 'object' ? literalOf(setting) : setting;
  return value === false || value === 'false';
}

/** The languages in which a choice has at least one term, in lower case. */
function languagesOf({ value }: Choice): ReadonlySet<string> {
  return new Set(
    Object.entries(dictionary(value.speechRecTerms))
      .filter(([, each]) => hasTerms(each))
      .map(([language]) => language.toLowerCase()),
  );
}

function hasTerms(of: unknown): boolean {
  const { terms } = dictionary(of);
  return Array.isArray(terms) ? terms.some((term) => !isUnset(term)) : !isUnset(terms);
}
