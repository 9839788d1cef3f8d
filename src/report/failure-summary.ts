import { markdown } from './escape.ts';

/** Characters of the text of a failure. */
const MOST_TEXT = 3000;

/** The job summary of a run that ended before it had a result: what was asked, and what stopped it. `text` has no secrets. */
export function failureSummary(mode: string, text: string): string {
  const [first, ...rest] = text.split('. ');
  const name = modeTitle(mode);
  const hint = rest.length > 0 ? `\n\n> ${markdown(rest.join('. '), MOST_TEXT)}` : '';
  return `## ❌ ${name} failed: ${markdown(first ?? '', MOST_TEXT)}${hint}\n`;
}

/** What a mode is called in a headline. */
export function modeTitle(mode: string): string {
  return /^[a-z]{3,20}$/.test(mode) && mode !== 'auto' ? mode.charAt(0).toUpperCase() + mode.slice(1) : 'Run';
}
