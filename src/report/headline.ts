import { markdown } from './escape.ts';
import { modeTitle } from './failure-summary.ts';
import type { RunResult } from './result.ts';

const ICONS = { success: '✅', unchanged: '➖', superseded: '⏩', failure: '❌' };

/** The outcome of the run in one line of Markdown: of one that was stopped what stopped it. Texts have `most` characters at most. */
export function headline({ mode, verdict, result, problem }: RunResult, most: number): string {
  if (!problem) return `${ICONS[result]} ${markdown(verdict, most)}`;
  return `${ICONS[result]} ${modeTitle(mode)} failed: ${markdown(problem.message, most)}`;
}
