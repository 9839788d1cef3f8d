import type { Finding } from '../findings/finding.ts';
import { type Diagram, diagramsOf } from '../picture/detail.ts';
import type { Picture } from '../picture/picture.ts';
import { counted } from '../text/plural.ts';
import { htmlLine, markdown } from './escape.ts';
import { flowRank } from './flow-rank.ts';
import { flowPicture } from './picture/flow-picture.ts';
import { legend } from './picture/legend.ts';
import { mermaid } from './picture/mermaid.ts';
import type { FlowResult } from './result.ts';

/** Diagrams of one summary, how many of them are open, and how many one flow has where there are other flows. */
const MOST_DIAGRAMS = 10;
const MOST_OPEN = 3;
const MOST_OF_ONE = 4;
/** Flows without a picture that are named. */
const MOST_NAMED = 20;

/** Pictures as Markdown, and what has none. */
export interface Pictures {
  readonly texts: readonly string[];
  /** Says which pictures are left out, and where they are; empty for none. */
  readonly left: string;
}

/**
 * Pictures of the flows of a run, those that fail or change first, in at most `size` bytes. A picture is made only for a flow that
 * has space.
 */
export function pictures(
  flows: readonly FlowResult[],
  findingsOf: (flow: FlowResult) => readonly Finding[],
  size: number,
): Pictures {
  const wanted = inOrder(flows, findingsOf);
  const texts: string[] = [];
  const without: FlowResult[] = [];
  let parts = 0;
  let space = size;
  for (const [at, flow] of wanted.entries()) {
    const picture =
      texts.length < MOST_DIAGRAMS && space > 0 ? flowPicture(flow, findingsOf(flow)) : undefined;
    if (texts.length >= MOST_DIAGRAMS || space <= 0) without.push(flow);
    if (!picture) continue;
    const all = diagramsOf(picture);
    const most = Math.min(
      MOST_DIAGRAMS - texts.length,
      at === wanted.length - 1 ? MOST_DIAGRAMS : MOST_OF_ONE,
    );
    for (const [number, diagram] of all.entries()) {
      const text = number < most ? element(flow, diagram, all.length, texts.length < MOST_OPEN) : '';
      const bytes = Buffer.byteLength(text) + 2;
      if (text === '' || bytes > space) parts++;
      else {
        texts.push(text);
        space -= bytes;
      }
    }
  }
  return { texts, left: leftOut(without, parts) };
}

/** The picture that says most about a run. */
export interface FirstPicture {
  readonly flow: FlowResult;
  readonly picture: Picture;
  /** As Markdown. */
  readonly text: string;
  /** There are further diagrams, of this flow or others. */
  readonly more: boolean;
}

/**
 * The first picture of a run: of a flow that fails or changes; of a large flow the first part with a finding or change. `width` is
 * that of `mermaid`.
 */
export function firstPicture(
  flows: readonly FlowResult[],
  findingsOf: (flow: FlowResult) => readonly Finding[],
  width: number,
): FirstPicture | undefined {
  const wanted = inOrder(flows, findingsOf);
  for (const flow of wanted.slice(0, MOST_DIAGRAMS)) {
    const whole = flowPicture(flow, findingsOf(flow));
    if (!whole) continue;
    const all = diagramsOf(whole);
    for (const diagram of [...all.slice(1, MOST_DIAGRAMS), ...all.slice(0, 1)]) {
      const drawing = mermaid(diagram.picture, width);
      if (drawing === undefined) continue;
      const text = element(flow, diagram, all.length, true, drawing);
      return { flow, picture: diagram.picture, text, more: all.length > 1 || wanted.length > 1 };
    }
  }
  return undefined;
}

/** The flows that have a picture, those that fail or change first. */
function inOrder(
  flows: readonly FlowResult[],
  findingsOf: (flow: FlowResult) => readonly Finding[],
): readonly FlowResult[] {
  return flows
    .filter(({ definition, status }) => definition !== undefined && status !== 'unchanged')
    .map((flow, at) => ({ flow, at, rank: pictureRank(flow, findingsOf(flow)) }))
    .toSorted((a, b) => a.rank - b.rank || a.at - b.at)
    .map(({ flow }) => flow);
}

/** Failed flows first, then those with findings or changes. */
function pictureRank(flow: FlowResult, findings: readonly Finding[]): number {
  const rank = flowRank(flow);
  return rank === 2 && (findings.length > 0 || (flow.changes ?? []).length > 0) ? 1 : rank;
}

function element(
  flow: FlowResult,
  { title, picture }: Diagram,
  count: number,
  open: boolean,
  text = mermaid(picture),
): string {
  const name = htmlLine(flow.name || flow.manifest, 200);
  const part = title === '' ? (count > 1 ? ': overview' : '') : `: ${htmlLine(title, 200)}`;
  const body =
    text === undefined
      ? 'This part is too large to be drawn.'
      : `\`\`\`mermaid\n${text}\n\`\`\`\n\n${legend(picture)}`.trimEnd();
  return `<details${open ? ' open' : ''}><summary>Picture of ${name}${part}</summary>\n\n${body}\n\n</details>`;
}

function leftOut(flows: readonly FlowResult[], parts: number): string {
  const named = flows.slice(0, MOST_NAMED).map(({ name, manifest }) => markdown(name || manifest, 100));
  const more = flows.length > named.length ? ` and ${flows.length - named.length} more` : '';
  const sentences = [
    ...(flows.length > 0
      ? [`Not drawn: ${counted(flows.length, 'flow')} (${named.join(', ')}${more}).`]
      : []),
    ...(parts > 0
      ? [`${counted(parts, 'more diagram')} of the flows above ${parts === 1 ? 'is' : 'are'} left out.`]
      : []),
  ];
  return sentences.join(' ');
}
