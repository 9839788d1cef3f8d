import type { Finding, Severity } from '../../findings/finding.ts';
import { type Diagram, diagramsOf } from '../../picture/detail.ts';
import type { Picture } from '../../picture/picture.ts';
import { oneLine } from '../escape.ts';
import { flowPicture, partsOfFindings } from '../picture/flow-picture.ts';
import type { FlowResult } from '../result.ts';
import { type Placed, placed } from './layout.ts';

/** Boxes up to which the report draws a flow as a whole; larger ones have an overview, as the summary does. */
const MOST_WHOLE = 250;
/** Characters of a name or of a stop's text; a longer one would take the space of whole flows. */
const MOST_NAME = 200;
const MOST_TEXT = 2000;
/** Stops of one flow; the summary and the output files have all findings. */
const MOST_STOPS = 500;

/** A change or a finding that the reader steps to. */
export interface Stop {
  readonly kind: Severity | 'change';
  readonly text: string;
  /** File and line, or the menu or task. */
  readonly place: string;
  /** Index of the diagram and of the box or transition in it; -1 where it is not drawn. */
  readonly diagram: number;
  readonly node: number;
  readonly edge: number;
}

/** A flow as the report shows it. */
export interface ReportFlow {
  readonly name: string;
  readonly file: string;
  readonly status: string;
  /** Both versions are there, so that they are shown side by side. */
  readonly compared: boolean;
  readonly diagrams: readonly (Placed & { readonly title: string })[];
  readonly stops: readonly Stop[];
  /** Stops that are left out. */
  readonly left: number;
}

/** Everything that the report shows of a flow. */
export function reportFlow(flow: FlowResult, findings: readonly Finding[]): ReportFlow {
  const picture = flowPicture(flow, findings);
  const diagrams = picture ? drawn(picture) : [];
  const stops = [...findingStops(flow, findings, diagrams), ...changeStops(flow, diagrams)];
  return {
    name: oneLine(flow.name || flow.manifest, MOST_NAME),
    file: oneLine(flow.manifest, MOST_NAME),
    status: flow.status,
    compared: flow.earlier !== undefined,
    diagrams: diagrams.map(({ title, picture: each }) => ({ title, ...placed(each) })),
    stops: stops.slice(0, MOST_STOPS),
    left: Math.max(0, stops.length - MOST_STOPS),
  };
}

function drawn(picture: Picture): readonly Diagram[] {
  return picture.nodes.length <= MOST_WHOLE ? [{ title: '', picture, marked: true }] : diagramsOf(picture);
}

function findingStops(flow: FlowResult, findings: readonly Finding[], diagrams: readonly Diagram[]): Stop[] {
  const parts = partsOfFindings(flow, findings);
  return findings.map(
    (finding, at): Stop => ({
      kind: finding.severity,
      text: oneLine(`${finding.message}. ${finding.hint}`, MOST_TEXT),
      place: oneLine(`${finding.file}:${finding.range.line}`, MOST_NAME),
      ...placeOf(parts[at] ?? [], diagrams, ({ flag }) => flag !== undefined),
    }),
  );
}

function changeStops({ changes = [] }: FlowResult, diagrams: readonly Diagram[]): Stop[] {
  return changes.map(
    ({ group, text, part }): Stop => ({
      kind: 'change',
      text: oneLine(text, MOST_TEXT),
      place: oneLine(group, MOST_NAME),
      ...placeOf([part], diagrams, ({ mark }) => mark !== undefined),
    }),
  );
}

/** Where a part of the file is drawn: in the most detailed diagram that has it, marked if it can be. */
function placeOf(
  parts: readonly string[],
  diagrams: readonly Diagram[],
  isMarked: (each: Picture['nodes'][number] | Picture['edges'][number]) => boolean,
): Pick<Stop, 'diagram' | 'node' | 'edge'> {
  const has = (each: { readonly parts: readonly string[] }) =>
    each.parts.some((part) => parts.includes(part));
  for (const wanted of [(each: Parameters<typeof isMarked>[0]) => has(each) && isMarked(each), has]) {
    for (let diagram = diagrams.length - 1; diagram >= 0; diagram--) {
      const { nodes = [], edges = [] } = diagrams[diagram]?.picture ?? {};
      const node = nodes.findIndex(wanted);
      if (node >= 0) return { diagram, node, edge: -1 };
      const edge = edges.findIndex(wanted);
      if (edge >= 0) return { diagram, node: -1, edge };
    }
  }
  return { diagram: -1, node: -1, edge: -1 };
}
