import type { Context, TargetChange } from './change.ts';
import type { Part, Target } from './part.ts';
import { targetName } from './parts-words.ts';
import { pairTexts, settingPairs } from './setting-sentences.ts';
import { clipped, was } from './words.ts';

const INPUTS: Readonly<Record<string, string>> = {
  'no-input': 'silence',
  'no-match': 'a wrong key',
  failure: 'a failed transfer',
};

/** Sentences about a node of a node graph, in the words of its author: its key, and where its transitions lead. */
export function nodeSentences(context: Context): readonly string[] {
  const { difference, change } = context;
  const [old, fresh] = [difference.before[change.before], difference.after[change.after]];
  if (fresh && change.kind === 'added')
    return [`new node (${fresh.type || 'no type'}${leads(fresh, difference.after)})`];
  if (!fresh || !old) return old ? [`the node is removed (${old.type || 'no type'})`] : [];
  return [
    ...(change.renamed ? [`the node is now called ${fresh.name} (was ${old.name})`] : []),
    ...(change.retyped ? [`is now of type ${fresh.type || 'none'} (was ${old.type || 'none'})`] : []),
    ...transitionTexts(context),
    ...fieldTexts(context),
  ];
}

function leads({ targets }: Part, parts: readonly Part[]): string {
  const names = [...new Set(targets.map((target) => targetName(parts, target)))];
  if (names.length === 0) return '';
  return ` → ${names.slice(0, 5).join(', ')}${names.length > 5 ? ', …' : ''}`;
}

function transitionTexts({ difference, change }: Context): string[] {
  const to = ({ after }: TargetChange) => (after ? targetName(difference.after, after) : '');
  const from = ({ before }: TargetChange) => (before ? targetName(difference.before, before) : '');
  const removed = change.targets.filter(({ after }) => !after);
  const reported = new Set<TargetChange>();
  return change.targets.flatMap((each): string[] => {
    if (reported.has(each)) return [];
    const name = inputWords(each.field);
    if (each.before && each.after) return [`${name} now goes to ${to(each)} (was ${from(each)})`];
    if (each.after) {
      const moved = removed.find(
        (other) =>
          !reported.has(other) && leadsTo(other.before, difference.match.toAfter) === each.after?.part,
      );
      if (moved && each.after.part >= 0) {
        reported.add(moved);
        return [`the way to ${to(each)} is now ${name} (was ${inputWords(moved.field)})`];
      }
      return [
        each.field in INPUTS || each.field === ''
          ? `${name} now goes to ${to(each)}`
          : `new ${name}: goes to ${to(each)}`,
      ];
    }
    const replaced = change.targets.some(
      (other) => !other.before && other.after?.part === leadsTo(each.before, difference.match.toAfter),
    );
    return replaced ? [] : [`${name} is removed (was ${from(each)})`];
  });
}

function leadsTo(target: Target | undefined, toAfter: Int32Array): number {
  return target && target.part >= 0 ? (toAfter[target.part] ?? -1) : -2;
}

function inputWords(field: string): string {
  if (field === '') return 'the next step';
  return (Object.hasOwn(INPUTS, field) ? INPUTS[field] : undefined) ?? `option ${field}`;
}

function fieldTexts(context: Context): string[] {
  const pairs = settingPairs(context);
  const found: string[] = [];
  const rest = pairs.filter(({ path, before, after }) => {
    const [old, fresh] = clipped(before, after);
    const set = fresh !== 'not set';
    switch (path.length === 1 ? path[0] : '') {
      case 'text':
        found.push(
          set
            ? `now says “${fresh}”${old === 'not set' ? '' : ` (was “${old}”)`}`
            : `says nothing now (was “${old}”)`,
        );
        return false;
      case 'media_id':
        found.push(set ? `now plays prompt ${fresh}${was(old)}` : `plays no prompt now${was(old)}`);
        return false;
      case 'queue':
        found.push(
          set ? `now transfers to queue ${fresh}${was(old)}` : `transfers to no queue now${was(old)}`,
        );
        return false;
      default:
        return true;
    }
  });
  return [...found, ...pairTexts('', rest)];
}
