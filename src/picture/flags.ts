import { type Finding, rangeOf } from '../findings/finding.ts';
import type { Definition } from '../flow/definition.ts';
import type { Path } from '../source/document.ts';
import type { LineRange } from '../source/lines.ts';
import type { Flag } from './picture.ts';
import { worse } from './union.ts';
import { type CallerView, pathKey } from './view.ts';

/** Findings of one flow that are looked up; a picture with more marks cannot be read. */
const MOST_FINDINGS = 500;

/** The worst finding at each part of a flow, by the key of the part. */
export function flagsOf(
  findings: readonly Finding[],
  definition: Definition,
  view: CallerView,
): ReadonlyMap<string, Flag> {
  const flags = new Map<string, Flag>();
  for (const [at, parts] of partsOf(findings, definition, view).entries()) {
    const severity = findings[at]?.severity;
    if (!severity || severity === 'notice') continue;
    for (const key of parts) flags.set(key, worse(flags.get(key), severity) ?? severity);
  }
  return flags;
}

/**
 * For each finding the keys of the parts that it is about: the nodes that it names, else the smallest part of the file that it
 * stands in.
 */
export function partsOf(
  findings: readonly Finding[],
  definition: Definition,
  view: CallerView,
): readonly (readonly string[])[] {
  let places: readonly Placed[] | undefined;
  return findings.slice(0, MOST_FINDINGS).map((finding) => {
    if (definition.kind === 'node-graph' && finding.nodes.length > 0)
      return finding.nodes.map((node) => pathKey(['nodes', node]));
    places ??= placesOf(definition, view);
    const found = smallest(places, finding);
    return found ? [pathKey(found.at)] : [];
  });
}

/** A part of the file, with the lines that it takes. */
interface Placed {
  readonly at: Path;
  readonly file: string;
  readonly range: LineRange;
}

function placesOf(definition: Definition, view: CallerView): readonly Placed[] {
  const seen = new Set<string>();
  return view.nodes.flatMap(({ at }): Placed[] => {
    const key = pathKey(at);
    if (seen.has(key)) return [];
    seen.add(key);
    const [head, body] = [definition.locate(at, 'key'), definition.locate(at)];
    const span = { start: Math.min(head.span.start, body.span.start), end: body.span.end };
    return [{ at, file: body.document.file, range: rangeOf(body.document, span) }];
  });
}

function smallest(places: readonly Placed[], { file, range }: Finding): Placed | undefined {
  let best: Placed | undefined;
  for (const each of places) {
    if (each.file !== file || !holds(each.range, range)) continue;
    if (!best || holds(best.range, each.range)) best = each;
  }
  return best;
}

function holds(outer: LineRange, { line, column }: LineRange): boolean {
  const after = line > outer.line || (line === outer.line && column >= outer.column);
  const before = line < outer.endLine || (line === outer.endLine && column <= outer.endColumn);
  return after && before;
}
