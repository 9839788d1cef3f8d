import { isTemplated, quoted } from '../../architect/value.ts';
import { dictionary } from '../../source/data.ts';
import type { Path } from '../../source/document.ts';
import type { ArchitectRule } from './rule.ts';

/** The keys of a phone, as Architect YAML writes them; the names of star and pound beside their signs. */
const KEYS: ReadonlySet<string> = new Set([
  ...Array.from({ length: 10 }, (_, digit) => `digit_${digit}`),
  ...['*', '#', 'star', 'pound'].map((key) => `digit_${key}`),
  'star',
  'pound',
]);

export const rule = {
  id: 'dtmf-domain',
  severity: 'error',
  category: 'architect',
  summary: 'a key that phones do not have',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  check({ flow }, report) {
    const look = (value: unknown, at: Path, words: string, node: string) => {
      // A map is no key at all, which is the business of another rule.
      if ((typeof value !== 'string' && typeof value !== 'number') || value === '') return;
      const text = String(value);
      if (KEYS.has(text) || isTemplated(text)) return;
      const bare = text.replace(/^digit_?/i, '');
      report({
        place: flow.locate(at),
        message: `${words}: ${quoted(text)} is not a phone key`,
        hint: KEYS.has(`digit_${bare}`)
          ? `Write digit_${bare}.`
          : 'Use digit_0 to digit_9, digit_* or digit_#.',
        nodes: [node],
      });
    };
    for (const menu of flow.containers) {
      for (const choice of menu.choices) {
        const words = `Menu "${menu.name}", option "${choice.name}"`;
        look(choice.value.dtmf, [...choice.at, 'dtmf'], words, menu.name);
      }
    }
    for (const { action, container } of flow.actions) {
      if (action.kind !== 'collectInput') continue;
      const { range } = dictionary(action.value.digits);
      const at = [...action.at, 'digits', 'range', 'terminatingDtmf'];
      look(dictionary(range).terminatingDtmf, at, `Action "${action.name}", terminating key`, container.name);
    }
  },
} as const satisfies ArchitectRule;
