import type { ArchitectRule } from './index.ts';

export const rule: ArchitectRule = {
  id: 'default-language',
  check({ flow }, report) {
    const { defaultLanguage, supportedLanguages } = flow.value;
    const at = [flow.type.root, 'defaultLanguage'];
    if (typeof defaultLanguage !== 'string') return;
    if (!/^[a-z]{2,3}([-_][a-z0-9]{2,8})+$/i.test(defaultLanguage)) {
      report.add('default-language', {
        place: flow.locate(at),
        message: `the default language ${JSON.stringify(defaultLanguage)} has no region`,
        hint: 'Write the language with its region, such as en-us.',
      });
      return;
    }
    if (typeof supportedLanguages !== 'object' || supportedLanguages === null) return;
    const known = Object.keys(supportedLanguages);
    if (known.length === 0 || known.some((each) => each.toLowerCase() === defaultLanguage.toLowerCase()))
      return;
    report.add('default-language', {
      place: flow.locate(at),
      message: `the default language ${JSON.stringify(defaultLanguage)} is not among the supported ones`,
      hint: `Supported are: ${known.slice(0, 10).join(', ')}.`,
    });
  },
};
