import type { Definition } from '../flow/definition.ts';
import { architectParts } from './architect-parts.ts';
import { differenceOf, type FlowDifference } from './change.ts';
import { nodeGraphParts } from './node-graph-parts.ts';
import type { Part } from './part.ts';

/** A version of a flow with what differs between it and a later one. */
export interface EarlierVersion {
  readonly definition: Definition;
  readonly difference: FlowDifference;
  /** Compares the two versions in another form, for whoever has only this; undefined as in `compareVersions`. */
  readonly compare: (before: Definition, after: Definition) => EarlierVersion | undefined;
}

/** The parts of a flow, from whichever format it is written in. */
export function readParts({ kind, value }: Definition): readonly Part[] {
  return kind === 'architect' ? architectParts(value) : nodeGraphParts(value);
}

/** What differs between two versions of a flow; undefined where they are written in different formats. */
export function compareVersions(before: Definition, after: Definition): EarlierVersion | undefined {
  if (before.kind !== after.kind) return undefined;
  const difference = differenceOf(readParts(before), readParts(after));
  return { definition: before, difference, compare: compareVersions };
}
