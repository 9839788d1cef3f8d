import { type Dictionary, dictionary } from '../source/data.ts';
import type { Path } from '../source/document.ts';
import { type Medium, TERMINATING } from './action.ts';
import { allOf, anyOf, Onward } from './onward.ts';
import { type OpenOutput, openOutputs, readOutputs, type WrittenOutputs } from './outcome.ts';

/** Actions that go on with the loop around them. */
const CONTROLS = new Set(['loopNext', 'loopExit']);

/** One action of a sequence, with the sequences that branch off it. */
export interface Action {
  /** Its key in the YAML, such as `playAudio`; any key may occur. */
  readonly kind: string;
  readonly name: string;
  readonly value: Dictionary;
  /** Where its value stands; the key is the last step. */
  readonly at: Path;
  readonly branches: readonly Sequence[];
  /** Its outputs that have no actions and lead on behind it. */
  readonly open: readonly OpenOutput[];
  /** Whether what follows it in its sequence can be reached. */
  readonly onward: Onward;
}

/** A list of actions that run one after the other. */
export interface Sequence {
  /** What leads into it: the name of a branch such as `failure`, or empty for the body of a container. */
  readonly label: string;
  readonly at: Path;
  readonly actions: readonly Action[];
  /** True inside the body of a loop, however deep. */
  readonly inLoop: boolean;
  /** Whether a call can run off its end. */
  readonly onward: Onward;
}

/** Reads a list of actions and everything that branches off them; without recursion, however deep it goes. */
export function readSequence(setting: FlowSetting, list: unknown, at: Path): Sequence {
  const top = sequence(list, at, '', false);
  const built: Building[] = [];
  const open: Building[] = [top];
  for (let next = open.pop(); next; next = open.pop()) {
    built.push(next);
    for (const action of next.actions) {
      branchesOf(setting, action, next.inLoop || action.kind === 'loop');
      open.push(...action.branches);
    }
  }
  // Branches come after the sequence they hang on, so in reverse order every branch is resolved before its action.
  for (const each of built.toReversed()) resolveOnward(each);
  top.onward = allOf(top.actions.map(({ onward }) => onward));
  return top;
}

interface BuildingAction extends Action {
  readonly branches: Building[];
  open: readonly OpenOutput[];
  onward: Onward;
}
interface Building extends Sequence {
  readonly actions: readonly BuildingAction[];
  onward: Onward;
}

function sequence(list: unknown, at: Path, label: string, inLoop: boolean): Building {
  const items: readonly unknown[] = Array.isArray(list) ? list : [];
  const actions = items.flatMap((item, index): BuildingAction[] => {
    const kind = Object.keys(dictionary(item))[0];
    if (kind === undefined) return [];
    const value = dictionary(dictionary(item)[kind]);
    const name = typeof value.name === 'string' ? value.name : kind;
    return [{ kind, name, value, at: [...at, index, kind], branches: [], open: [], onward: Onward.never }];
  });
  return { label, at, actions, inLoop, onward: Onward.certain };
}

/** What is known of a flow as a whole before its actions are read. */
export interface FlowSetting {
  readonly root: string;
  readonly medium: Medium;
  /** The output paths of the task that a call names, in the order of the file; undefined where it is not known. */
  outputPaths(reference: unknown): readonly string[] | undefined;
}

/** Reads what hangs on an action: its branches, and its outputs that have none. */
function branchesOf(setting: FlowSetting, action: BuildingAction, inLoop: boolean): void {
  const { kind, value, at } = action;
  const outputs = readOutputs(value, at);
  for (const { label, list, at: place } of outputs.branches)
    action.branches.push(sequence(list, place, label, inLoop));
  const paths = kind === 'callTask' ? setting.outputPaths(value.targetTaskRef) : undefined;
  action.open =
    TERMINATING.has(kind) || CONTROLS.has(kind) ? [] : openOf(setting, kind, value, outputs, paths);
}

function openOf(
  { root, medium }: FlowSetting,
  kind: string,
  value: Dictionary,
  outputs: WrittenOutputs,
  paths: readonly string[] | undefined,
): readonly OpenOutput[] {
  // A loop goes on behind itself once it has run out.
  if (kind === 'loop') return [{ label: '', onward: Onward.certain }];
  if (!kind.startsWith('transferTo')) return openOutputs(root, kind, value, outputs, paths);
  // The call leaves the flow; only its failure, which digital flows do not have, comes back.
  if (outputs.branches.some(({ label }) => label === 'failure') || medium === 'digital') return [];
  return [{ label: 'failure', onward: medium === 'voice' ? Onward.certain : Onward.unknown }];
}

/** Architect's rule: an action ends its sequence by its kind, or if none of its outputs continues after it. */
function resolveOnward({ actions }: Building): void {
  for (const action of actions) {
    for (const branch of action.branches) branch.onward = allOf(branch.actions.map(({ onward }) => onward));
    const ends = TERMINATING.has(action.kind) || CONTROLS.has(action.kind);
    action.onward = ends
      ? Onward.never
      : anyOf(
          [...action.open, ...(action.kind === 'loop' ? [] : action.branches)].map(({ onward }) => onward),
        );
  }
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
