import type { Finding } from '../../findings/finding.ts';
import { textTree } from '../../picture/text-tree.ts';
import { gateChanged } from '../../rules/manifest.ts';
import { groupBy } from '../../text/group-by.ts';
import { counted } from '../../text/plural.ts';
import { changeList } from '../changes.ts';
import { htmlLine, linkTarget, markdown } from '../escape.ts';
import { failureText } from '../failure-summary.ts';
import { findingText } from '../finding-text.ts';
import { findingCounts } from '../findings.ts';
import { listed } from '../fitting.ts';
import { flowRank } from '../flow-rank.ts';
import { flowTable } from '../flow-table.ts';
import { headline } from '../headline.ts';
import type { Links } from '../links.ts';
import { MOST_COMMENT_WIDTH } from '../picture/mermaid.ts';
import { type FirstPicture, firstPicture } from '../pictures.ts';
import type { FlowResult, RunResult } from '../result.ts';
import { withoutCommitLinks } from './commit-links.ts';
import { fitParts, type NamedPart } from './fit-parts.ts';

/** Where a comment comes from, for its last line. */
export interface CommentOrigin {
  readonly links: Links;
  /** Address of the run, which has the job summary. */
  readonly runUrl: string;
  readonly workflow: string;
  readonly job: string;
  readonly environment: string;
  /** The commit that the run is about; empty if that is not known. */
  readonly commit: string;
}

/** Characters that each part may have, and what it shows at most. */
const SIZE = { gate: 5000, flows: 12_000, gone: 3000, changes: 12_000, findings: 10_000, notices: 3000 };
const MOST = { flows: 10, changed: 10, changes: 20, findings: 8, notices: 5 };
const MOST_VERDICT = 500;
const MOST_NAME = 100;
const TREE = { lines: 80, depth: 20, width: 120 };
const ELSEWHERE = ' in the job summary';

/**
 * A run as a comment on its pull request, in Markdown of at most `most` characters. What does not fit is left out part by part, and
 * named. `lead` stands under the headline; empty for none.
 */
export function commentText(result: RunResult, origin: CommentOrigin, most: number, lead = ''): string {
  const groups = groupBy(result.findings, ({ manifest }) => manifest);
  const findingsOf = ({ manifest }: FlowResult) => groups.get(manifest) ?? [];
  const picture = firstPicture(result.flows, findingsOf, MOST_COMMENT_WIDTH);
  const parts: NamedPart[] = [
    ...[
      { name: 'weakened checks', text: gate(result) },
      { name: 'what to do', text: problem(result) },
      { name: 'table of flows', text: table(result, origin.links, findingsOf) },
      { name: 'flows that are no longer managed', text: gone(result) },
      { name: 'changes', text: changes(result) },
      { name: 'findings', text: findings(result, origin.links) },
    ].map(({ name, text }) => ({ name, text: withoutCommitLinks(text) })),
    { name: 'picture', text: pictureText(picture) },
    { name: 'flow as text', text: picture ? treeText(picture) : '' },
    { name: 'notices', text: withoutCommitLinks(notices(result)) },
  ];
  const first = `### ${withoutCommitLinks(headline(result, MOST_VERDICT))}`;
  return fitted(lead === '' ? first : `${first}\n\n${lead}`, parts, origin, result.mode, most);
}

/** The comment of a run that ended before it had a result. `text` has no secrets. */
export function failureComment(mode: string, text: string, origin: CommentOrigin, most: number): string {
  const { headline: first, hint } = failureText(mode, text, MOST_VERDICT);
  const parts = [{ name: 'what to do', text: withoutCommitLinks(hint) }];
  return fitted(`### ${withoutCommitLinks(first)}`, parts, origin, mode, most);
}

function fitted(
  first: string,
  parts: readonly NamedPart[],
  origin: CommentOrigin,
  mode: string,
  most: number,
): string {
  const where = `The [job summary](${linkTarget(origin.runUrl)}) has everything.`;
  return fitParts(first, parts, lastLine(origin, mode), { most, where });
}

/** Where the whole result is, and what the comment is about. */
function lastLine(
  { links, runUrl, workflow, job, environment, commit }: CommentOrigin,
  mode: string,
): string {
  const parts = [
    `[Job summary](${linkTarget(runUrl)})`,
    [workflow, job]
      .filter((each) => each !== '')
      .map(lineName)
      .join(' / '),
    `mode ${lineName(mode)}`,
    environment === '' ? '' : `environment ${lineName(environment)}`,
    commit === '' ? '' : `commit [${htmlLine(commit.slice(0, 7))}](${linkTarget(links.commit(commit))})`,
  ];
  return `<sub>${parts.filter((each) => each !== '').join(' · ')}</sub>`;
}

function lineName(text: string): string {
  return withoutCommitLinks(htmlLine(text, MOST_NAME));
}

/** Characters of a part with the line break that follows it. */
function sizeOf(text: string): number {
  return text.length + 2;
}

function gate({ findings: all }: RunResult): string {
  const weakened = all.filter(({ rule }) => rule === gateChanged.id);
  const quote = ({ message }: Finding) => `> ⚠️ **Weakened checks:** ${markdown(message)}`;
  return listed(weakened, { size: SIZE.gate }, sizeOf, quote, ELSEWHERE).join('\n\n');
}

function problem({ problem: stopped, verdict, flows }: RunResult): string {
  if (!stopped) return '';
  const checked = flows.length > 0 ? `\n\n${markdown(verdict, MOST_VERDICT)}` : '';
  return `> ❌ ${markdown(stopped.hint)}${checked}`;
}

function table(
  result: RunResult,
  links: Links,
  findingsOf: (flow: FlowResult) => readonly Finding[],
): string {
  if (result.flows.length === 0) return '';
  const { head, row } = flowTable(result, links, findingsOf);
  const space = { size: SIZE.flows, most: MOST.flows, rank: flowRank };
  return block(head, listed(result.flows, space, sizeOf, row, ELSEWHERE));
}

/** Rows of a table or list below their head. The line that counts the others must not become one of them. */
function block(head: string, rows: readonly string[]): string {
  const last = rows.at(-1) ?? '';
  const isCount = last.startsWith('…');
  const text = [head, ...(isCount ? rows.slice(0, -1) : rows)].join('\n');
  return isCount ? `${text}\n\n${last}` : text;
}

function gone({ gone: flows }: RunResult): string {
  if (flows.length === 0) return '';
  const row = ({ name, detail }: RunResult['gone'][number]) => `- **${markdown(name)}**: ${markdown(detail)}`;
  const rows = listed(flows, { size: SIZE.gone }, sizeOf, row, ELSEWHERE);
  return block('**Still live, no longer managed here**\n', rows);
}

function changes({ flows, mode }: RunResult): string {
  const what = mode === 'drift' ? 'changed' : 'changes';
  const texts = listed(
    flows.filter((flow) => (flow.changes ?? []).length > 0),
    { size: SIZE.changes, most: MOST.changed },
    sizeOf,
    (flow) => `**What ${what} in ${markdown(flow.name)}**\n\n${changeList(flow.changes ?? [], MOST.changes)}`,
    ELSEWHERE,
  );
  return texts.join('\n\n');
}

function findings({ findings: all }: RunResult, links: Links): string {
  const shown = all.filter(({ rule }) => rule !== gateChanged.id);
  if (shown.length === 0) return '';
  const space = { size: SIZE.findings, most: MOST.findings };
  const texts = listed(shown, space, sizeOf, (finding) => findingText(finding, links), ELSEWHERE);
  return [`**Findings: ${findingCounts(shown)}**`, ...texts].join('\n\n');
}

function notices({ notices: all }: RunResult): string {
  const space = { size: SIZE.notices, most: MOST.notices };
  return listed(all, space, sizeOf, (notice) => `> ${markdown(notice)}`, ELSEWHERE).join('\n\n');
}

function pictureText(picture: FirstPicture | undefined): string {
  if (!picture) return '';
  // Only its title is a text of Markdown.
  const end = picture.text.indexOf('\n');
  const text = withoutCommitLinks(picture.text.slice(0, end)) + picture.text.slice(end);
  return picture.more ? `${text}\n\nThe job summary has more pictures.` : text;
}

/** The picture as text, because mail and GitHub Mobile do not draw it. */
function treeText({ flow, picture }: FirstPicture): string {
  const { lines, left } = textTree(picture, TREE);
  const more = left > 0 ? [`… and ${counted(left, 'more step')}${ELSEWHERE}`] : [];
  const text = [...lines, ...more].join('\n');
  const runs = text.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(3, ...runs.map(({ length }) => length + 1)));
  const name = lineName(flow.name || flow.manifest);
  return `<details><summary>${name} as text</summary>\n\n${fence}text\n${text}\n${fence}\n\n</details>`;
}
