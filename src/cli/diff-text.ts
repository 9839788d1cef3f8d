import { sentenceLine } from '../difference/sentence.ts';
import { changeList } from '../report/changes.ts';
import { markdown, oneLine } from '../report/escape.ts';
import type { FlowResult } from '../report/result.ts';
import { counted } from '../text/plural.ts';
import type { Base } from './base.ts';
import { drawings } from './drawing.ts';
import { painted, type Style } from './terminal.ts';

/** A flow whose files differ, and how it compares with the earlier version. */
export interface ComparedFlow {
  readonly flow: FlowResult;
  /** `unread`: one of the two versions cannot be read as a flow of the same format. */
  readonly state: 'changed' | 'new' | 'unread';
  /** The file that the flow had before. */
  readonly renamedFrom: string | undefined;
}

/** What differs between the working tree and an earlier commit. */
export interface Comparison {
  readonly base: Base;
  readonly flows: readonly ComparedFlow[];
  /** Manifests and flow files that are gone. */
  readonly removed: readonly string[];
  readonly notices: readonly string[];
}

const MOST_CHANGES = 1000;

/** The comparison for a terminal, one line a change. */
export function diffText(comparison: Comparison, style: Style): string {
  const { flows, removed, notices } = comparison;
  const lines = [
    ...flows.flatMap((each) => [
      painted(headline(each), 'bold', style),
      ...changesOf(each).map((line) => `  ${line}`),
    ]),
    ...removed.map((file) => painted(`removed: ${oneLine(file)}`, 'bold', style)),
    ...notices.map((notice) => painted(oneLine(notice), 'dim', style)),
    verdict(comparison),
  ];
  return `${lines.join('\n')}\n`;
}

/** The comparison as Markdown, with a diagram of each flow in which the changes are marked. */
export function diffMarkdown(comparison: Comparison): string {
  const { flows, removed, notices } = comparison;
  const blocks = [
    markdown(verdict(comparison)),
    ...flows.flatMap((each) => [
      `## ${markdown(headline(each))}`,
      changeList(each.flow.changes ?? [], MOST_CHANGES),
      ...(each.state === 'changed'
        ? drawings(each.flow, [], (title) => (title === '' ? '' : `### ${markdown(title)}`))
        : []),
    ]),
    ...removed.map((file) => `## ${markdown(`removed: ${file}`)}`),
    ...notices.map(markdown),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

/** The comparison as JSON: the commit, the flows with their changes in words, and the removed files. */
export function diffJson({ base, flows, removed, notices }: Comparison): string {
  const said = {
    base: base.commit,
    flows: flows.map(({ flow, state, renamedFrom }) => ({
      manifest: flow.manifest,
      name: flow.name,
      type: flow.type,
      state: isSame(flow, state) ? 'same' : state,
      renamed_from: renamedFrom ?? null,
      changes: (flow.changes ?? []).map(({ group, text }) => ({ group, text })),
    })),
    removed,
    notices,
  };
  return `${JSON.stringify(said, null, 2)}\n`;
}

/** Only what callers do not notice differs, such as comments or the order of keys. */
function isSame({ changes }: FlowResult, state: ComparedFlow['state']): boolean {
  return state === 'changed' && changes?.length === 0;
}

function headline({ flow, state, renamedFrom }: ComparedFlow): string {
  const word = isSame(flow, state) ? 'same' : state === 'unread' ? 'not compared' : state;
  const from = renamedFrom === undefined ? '' : `, before ${renamedFrom}`;
  return oneLine(`${word}: ${flow.name || flow.manifest} (${flow.manifest}${from})`);
}

function changesOf({ flow, state }: ComparedFlow): string[] {
  if (isSame(flow, state)) return ['nothing that callers notice'];
  return (flow.changes ?? []).map((change) => oneLine(sentenceLine(change)));
}

function verdict({ base, flows, removed }: Comparison): string {
  const changed = flows.filter(({ flow, state }) => state === 'changed' && !isSame(flow, state)).length;
  const added = flows.filter(({ state }) => state === 'new').length;
  const gone = removed.length;
  const how = base.name === 'HEAD' ? 'HEAD' : `merge base of HEAD and ${base.name}`;
  return oneLine(
    `Compared with ${base.commit.slice(0, 7)} (${how}): ${counted(changed, 'changed flow')}, ${added} new, ${gone} removed`,
  );
}
