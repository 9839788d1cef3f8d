import type { ArchitectRule } from './rule.ts';

export const rule = {
  id: 'default-language',
  severity: 'error',
  category: 'architect',
  summary: 'a default language that is not supported, or without a region',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  undocumentedTypes: 'warning',
  check({ flow }, report) {
    const { defaultLanguage, supportedLanguages } = flow.value;
    const at = [flow.type.root, 'defaultLanguage'];
    if (typeof defaultLanguage !== 'string') return;
    if (!/^[a-z]{2,3}([-_][a-z0-9]{2,8})+$/i.test(defaultLanguage)) {
      report({
        place: flow.locate(at),
        message: `Default language ${JSON.stringify(defaultLanguage)} has no region`,
        hint: 'Write the language with its region, such as en-us.',
      });
      return;
    }
    if (typeof supportedLanguages !== 'object' || supportedLanguages === null) return;
    const known = Object.keys(supportedLanguages);
    if (known.length === 0 || known.some((each) => each.toLowerCase() === defaultLanguage.toLowerCase()))
      return;
    report({
      place: flow.locate(at),
      message: `Default language ${JSON.stringify(defaultLanguage)} is not a supported language`,
      hint: `Supported languages: ${known.slice(0, 10).join(', ')}.`,
    });
  },
} as const satisfies ArchitectRule;
