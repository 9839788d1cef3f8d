import type { FlowDifference, PartChange } from './change.ts';
import type { Part } from './part.ts';

/** What a change of a flow calls for, by semantic versioning. */
export type Bump = 'major' | 'minor' | 'patch';

/** The least raise of the version that fits the changes; undefined where there is none. */
export function bumpFor(difference: FlowDifference): Bump | undefined {
  const all = difference.changes.map((change) => bumpOf(difference, change));
  return (['major', 'minor', 'patch'] as const).find((bump) => all.includes(bump));
}

/** What one change calls for. */
export function bumpOf({ before, after }: FlowDifference, change: PartChange): Bump {
  const [old, fresh] = [before[change.before], after[change.after]];
  if (old && breaks(old, fresh, change)) return 'major';
  return change.kind === 'changed' ? 'patch' : 'minor';
}

/** An option that is gone, has another key or leads elsewhere, or an input or output that is gone. */
function breaks(
  old: Part,
  fresh: Part | undefined,
  { kind, retyped, targets, settings }: PartChange,
): boolean {
  const isOffered = (part: Part | undefined, field: string) => part?.value[field] === true;
  if (old.kind === 'choice') {
    const rekeyed = settings.some(({ path }) => path[0] === 'dtmf');
    return kind === 'removed' || retyped || rekeyed || targets.length > 0;
  }
  if (old.kind === 'node')
    return targets.some(({ field, before }) => before !== undefined && /^[0-9*#]$/.test(field));
  if (old.kind !== 'variable') return false;
  if (['isInput', 'isOutput'].some((field) => isOffered(old, field) && !isOffered(fresh, field))) return true;
  // Others find an input or output by its name.
  return old.name !== fresh?.name && ['isInput', 'isOutput'].some((field) => isOffered(old, field));
}
