import type { ArchitectFlow } from '../../architect/read.ts';
import { isTemplated, isUnset, literalOf, quoted } from '../../architect/value.ts';
import { dictionary, isDictionary } from '../../source/data.ts';
import type { Part, Path } from '../../source/document.ts';
import { nearestName } from '../../text/nearest.ts';
import { some } from '../trace.ts';
import type { ArchitectRule } from './rule.ts';

/** The languages that a flow says it supports, as written; undefined where it does not say. */
export function supportedLanguages(flow: Readonly<Record<string, unknown>>): string[] | undefined {
  const { supportedLanguages: list } = flow;
  const names = Object.keys(dictionary(list));
  return names.length === 0 || names.some(isTemplated) ? undefined : names;
}

export const rule = {
  id: 'language-supported',
  severity: 'error',
  category: 'architect',
  summary: 'a language that the flow does not support, or a supported one without audio',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  check({ flow }, report) {
    const supported = supportedLanguages(flow.value);
    if (!supported) return;
    const known = new Set(supported.map((name) => name.toLowerCase()));
    const look = (language: string, words: string, at: Path, part: Part = 'value') => {
      if (known.has(language.trim().toLowerCase()) || isTemplated(language)) return;
      const near = nearestName(language, supported);
      report({
        place: flow.locate(at, part),
        message: `${words}: the flow does not support ${quoted(language)}`,
        hint: `${near ? `Did you mean "${near}"? Or add` : 'Add'} the language to supportedLanguages.`,
      });
    };
    for (const { action } of flow.actions) {
      if (action.kind !== 'setLanguage') continue;
      const { language } = action.value;
      const literal = typeof language === 'string' ? language : literalOf(language);
      if (typeof literal !== 'string' || literal.trim() === '') continue;
      const at = [...action.at, 'language'];
      look(literal, `Action "${action.name}"`, typeof language === 'string' ? at : [...at, 'lit']);
    }
    for (const { choices, name: menu } of flow.containers) {
      for (const { name, value, at } of choices)
        for (const language of Object.keys(dictionary(value.speechRecTerms)))
          look(language, `Menu "${menu}", option "${name}"`, [...at, 'speechRecTerms', language], 'key');
    }
    for (const { sequences, audio, at } of sequencesOf(flow)) {
      for (const language of Object.keys(sequences))
        look(language, 'alternateSequences', [...at, 'alternateSequences', language], 'key');
      const { alternateSequences: _, ...rest } = audio;
      // What stands beside the sequences is played in every other language.
      if (!isUnset(rest)) continue;
      const having = new Set(
        Object.keys(sequences)
          .filter((language) => !isUnset(sequences[language]))
          .map((language) => language.toLowerCase()),
      );
      const lacking = supported.filter((language) => !having.has(language.toLowerCase()));
      if (lacking.length === 0) continue;
      report({
        place: flow.locate([...at, 'alternateSequences'], 'key'),
        severity: 'warning',
        message: `alternateSequences has no audio for ${some(lacking)}`,
        hint: `Add a sequence for ${lacking.length === 1 ? 'this language' : 'these languages'}, or an audio for all others.`,
      });
    }
  },
} as const satisfies ArchitectRule;

interface Sequences {
  readonly sequences: Readonly<Record<string, unknown>>;
  readonly audio: Readonly<Record<string, unknown>>;
  readonly at: Path;
}

/** Every audio of a flow that differs by language; without those in branches that are switched off. */
function* sequencesOf({ entries, own }: ArchitectFlow): Generator<Sequences> {
  for (let at = own; at < entries.end(own); at++) {
    if (entries.key(at) !== 'alternateSequences') continue;
    const sequences = entries.value(at);
    const holder = entries.parent(at);
    if (entries.isOff(holder) || !isDictionary(sequences) || Object.keys(sequences).length === 0) continue;
    yield { sequences, audio: dictionary(entries.value(holder)), at: entries.path(holder) };
  }
}
