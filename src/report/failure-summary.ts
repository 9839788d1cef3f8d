import { markdown } from './escape.ts';

/** Characters of the text of a failure. */
const MOST_TEXT = 3000;

/** The job summary of a run that ended before it had a result: what was asked, and what stopped it. `text` has no secrets. */
export function failureSummary(mode: string, text: string): string {
  const { headline, hint } = failureText(mode, text, MOST_TEXT);
  return `## ${headline}${hint === '' ? '' : `\n\n${hint}`}\n`;
}

/** The same as a headline and a quote with what to do, which may be empty; each of at most `most` characters of the text. */
export function failureText(
  mode: string,
  text: string,
  most: number,
): { readonly headline: string; readonly hint: string } {
  const [first = '', ...rest] = text.split('. ');
  const hint = rest.length > 0 ? `> ${markdown(rest.join('. '), most)}` : '';
  return { headline: `❌ ${modeTitle(mode)} failed: ${markdown(first, most)}`, hint };
}

/** What a mode is called in a headline. */
export function modeTitle(mode: string): string {
  return /^[a-z]{3,20}$/.test(mode) && mode !== 'auto' ? mode.charAt(0).toUpperCase() + mode.slice(1) : 'Run';
}
