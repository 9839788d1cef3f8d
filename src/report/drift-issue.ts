import { changeList } from './changes.ts';
import { linkTarget, markdown } from './escape.ts';
import type { FlowResult } from './result.ts';

/** Characters that GitHub takes in an issue, with space for the line that says what was left out. */
const MOST = 65_000;
const MOST_CHANGES = 30;

/** The body of the issue about drift: which flows, who changed them, what is different; undefined where none has drifted. */
export function driftIssue(flows: readonly FlowResult[], runUrl: string): string | undefined {
  const drifted = flows.filter(({ status }) => status === 'drifted');
  if (drifted.length === 0) return undefined;
  const parts = [
    'These flows are no longer what was last published from git. Export what is there (`mode: export`) and commit it, or publish again with `on-conflict: overwrite`. This issue is kept up to date and closes by itself.',
    ...drifted.map((flow) => {
      const changes = changeList(flow.changes ?? [], MOST_CHANGES);
      return [`### ${markdown(flow.name)}`, '', markdown(flow.detail), '', changes].join('\n');
    }),
    `[The run that found this](${linkTarget(runUrl)})`,
  ];
  let text = '';
  for (const [at, part] of parts.entries()) {
    if (text.length + part.length > MOST)
      return `${text}… and ${parts.length - at} more parts; the summary of the run has them all.\n`;
    text += `${part}\n\n`;
  }
  return text;
}
