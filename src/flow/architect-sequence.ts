import { type Dictionary, dictionary } from '../source/data.ts';
import type { Path } from '../source/document.ts';
import { BRANCHES, isVoice, TERMINATING } from './architect-action.ts';

/** One action of a sequence, with the sequences that branch off it. */
export interface Action {
  /** Its key in the YAML, such as `playAudio`; any key may occur. */
  readonly kind: string;
  readonly name: string;
  readonly value: Dictionary;
  /** Where its value stands; the key is the last step. */
  readonly at: Path;
  readonly branches: readonly Sequence[];
  /** Nothing that follows it in its sequence is ever reached. */
  terminates: boolean;
}

/** A list of actions that run one after the other. */
export interface Sequence {
  /** What leads into it: the name of a branch such as `failure`, or empty for the body of a container. */
  readonly label: string;
  readonly at: Path;
  readonly actions: readonly Action[];
  /** True inside the body of a loop, however deep. */
  readonly inLoop: boolean;
  /** The sequence never falls off its end. `loop`: it does not, but only goes on with its loop. */
  terminates: boolean;
}

/** Reads a list of actions and everything that branches off them; without recursion, however deep it goes. */
export function readSequence(root: string, list: unknown, at: Path): Sequence {
  const top = sequence(list, at, '', false);
  const built: { sequence: Building; parent: BuildingAction | undefined }[] = [];
  const open: { sequence: Building; parent: BuildingAction | undefined }[] = [
    { sequence: top, parent: undefined },
  ];
  for (let next = open.pop(); next; next = open.pop()) {
    built.push(next);
    for (const action of next.sequence.actions) {
      for (const branch of branchesOf(action, next.sequence.inLoop || action.kind === 'loop')) {
        action.branches.push(branch);
        open.push({ sequence: branch, parent: action });
      }
    }
  }
  // Branches come after the sequence they hang on, so backwards every branch is settled before its action is.
  for (const each of built.toReversed()) settle(root, each.sequence);
  return top;
}

interface BuildingAction extends Action {
  readonly branches: Building[];
}
interface Building extends Sequence {
  readonly actions: readonly BuildingAction[];
}

function sequence(list: unknown, at: Path, label: string, inLoop: boolean): Building {
  const items: readonly unknown[] = Array.isArray(list) ? list : [];
  const actions = items.flatMap((item, index): BuildingAction[] => {
    const kind = Object.keys(dictionary(item))[0];
    if (kind === undefined) return [];
    const value = dictionary(dictionary(item)[kind]);
    const name = typeof value.name === 'string' ? value.name : kind;
    return [{ kind, name, value, at: [...at, index, kind], branches: [], terminates: false }];
  });
  return { label, at, actions, inLoop, terminates: false };
}

/** Every list named `actions` below an action, wherever it stands, is a branch; one that is switched off is none. */
function branchesOf(action: BuildingAction, inLoop: boolean): Building[] {
  const found: Building[] = [];
  const open: { value: unknown; at: Path; label: string }[] = [
    { value: action.value, at: action.at, label: '' },
  ];
  for (let next = open.pop(); next; next = open.pop()) {
    if (Array.isArray(next.value)) {
      for (const [index, item] of next.value.entries())
        open.push({ value: item, at: [...next.at, index], label: next.label });
      continue;
    }
    const map = dictionary(next.value);
    if (map.enabled === false) continue;
    for (const [key, child] of Object.entries(map)) {
      if (typeof child !== 'object' || child === null) continue;
      const at = [...next.at, key];
      if (key === 'actions') found.push(sequence(child, at, next.label, inLoop));
      else open.push({ value: child, at, label: key });
    }
  }
  return found.toReversed();
}

function settle(root: string, { actions }: Building): void {
  for (const action of actions) action.terminates = ends(root, action);
}

/** Architect's rule: terminating by kind, or with at least one branch and all of them terminating. */
function ends(root: string, { kind, branches, value }: BuildingAction): boolean {
  for (const branch of branches) branch.terminates = branch.actions.some((action) => action.terminates);
  if (TERMINATING.has(kind) || kind === 'loopNext' || kind === 'loopExit') return true;
  // A loop goes on behind itself once it has run out.
  if (kind === 'loop') return false;
  if (kind.startsWith('transferTo')) {
    // The call leaves the flow; only its failure, which digital flows do not have, comes back.
    if (!isVoice(root)) return branches.every((branch) => branch.terminates);
    const failure = branches.find(({ label }) => label === 'failure');
    return failure?.terminates === true;
  }
  const labels = new Set(branches.map(({ label }) => label));
  const complete = (BRANCHES[kind] ?? []).every((label) => labels.has(label));
  return (
    branches.length > 0 &&
    complete &&
    !leftOut(kind, value, branches) &&
    branches.every((branch) => branch.terminates)
  );
}

/** A case of a switch without a list of actions falls through. */
function leftOut(kind: string, value: Dictionary, branches: readonly Building[]): boolean {
  if (kind !== 'switch') return false;
  const evaluate = dictionary(value.evaluate);
  const cases = [evaluate.firstTrue, ...Object.values(dictionary(evaluate.firstMatch))].map(
    (each) => dictionary(each).cases,
  );
  const wanted = cases.reduce<number>((sum, list) => sum + (Array.isArray(list) ? list.length : 0), 0);
  return branches.filter(({ label }) => label === 'case').length < wanted;
}

/** A sequence and all that branch off it. */
export function* everySequence(top: Sequence): Generator<Sequence> {
  const open: Sequence[] = [top];
  for (let each = open.pop(); each; each = open.pop()) {
    yield each;
    for (const action of each.actions) open.push(...action.branches);
  }
}

/** All actions of a sequence and of its branches, each with the sequence that it stands in. */
export function* everyAction(
  top: Sequence,
): Generator<{ readonly action: Action; readonly sequence: Sequence }> {
  for (const each of everySequence(top)) {
    for (const action of each.actions) yield { action, sequence: each };
  }
}
