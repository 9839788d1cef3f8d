import { advance, type Closing } from '../advance.ts';
import type { PublishedState } from '../published-state.ts';
import { isOwnRecord } from '../record-file.ts';
import { emptyState, parseState, statePieces, stateText } from '../state-file.ts';
import { readSeal, type StateKeys } from '../state-seal.ts';
import { blobId, type Change, type Step } from './step.ts';

/** Computes each state from the records, compares it field by field with its file, and checks the seal of its commit. */
export class StateCheck {
  readonly #read: (blob: string) => Promise<string | undefined>;
  readonly #keyOf: StateKeys;
  readonly #states = new Map<string, PublishedState>();
  /** How many seals were checked, and how many were made with a key that is not known here. */
  readonly seals = { checked: 0, unchecked: 0 };

  constructor(read: (blob: string) => Promise<string | undefined>, keyOf: StateKeys) {
    this.#read = read;
    this.#keyOf = keyOf;
  }

  /** `touched`: what the commit does with intents, by environment. */
  async check(step: Step, touched: ReadonlyMap<string, Closing>): Promise<void> {
    const own = step.records.map(([, record]) => record).filter(isOwnRecord);
    const environments = new Set([
      ...own.map(({ environment }) => environment),
      ...step.states.map(({ environment }) => environment),
      ...[...touched].flatMap(([environment, { intent }]) => (intent === undefined ? [] : [environment])),
    ]);
    for (const environment of environments) {
      const before = this.#states.get(environment) ?? emptyState(environment);
      const mine = own.filter((record) => record.environment === environment);
      const closing = touched.get(environment);
      const [parent = ''] = step.commit.parents;
      const expected =
        mine.length === 0 && closing?.intent === undefined
          ? { ...before, accepted: parent }
          : advance(before, mine, closing);
      const change = step.states.find((each) => each.environment === environment);
      if (change && change.kind !== 'D') await this.#compare(change, expected, step);
      else step.report(`state/${environment}.json`, change ? 'was removed' : 'was not updated');
    }
  }

  async #compare(change: Change, expected: PublishedState, step: Step): Promise<void> {
    const { environment, path, blob } = change;
    if (blobId(statePieces(expected), blob) === blob) {
      this.#states.set(environment, expected);
      this.#seal(step, environment, path, expected);
      return;
    }
    // Continues from what the file says, so that one change is one finding and not one in each later commit.
    const found = stateOf(await this.#read(blob), environment);
    step.report(path, found ? difference(expected, found) : 'is not a state');
    this.#states.set(environment, found ?? expected);
  }

  #seal({ commit, report }: Step, environment: string, path: string, state: PublishedState): void {
    const seal = readSeal(commit.message);
    if (!seal) return report(path, 'was changed by a commit without a seal of this action');
    const key = this.#keyOf(environment);
    if (!key || key.id !== seal.keyId) {
      this.seals.unchecked++;
      return;
    }
    this.seals.checked++;
    if (!key.matches(seal, { parent: commit.parents[0] ?? '', path, text: stateText(state) }))
      report(path, 'was changed by a commit whose seal does not match the secret of the OAuth client');
  }
}

function stateOf(text: string | undefined, environment: string): PublishedState | undefined {
  try {
    return text === undefined ? undefined : parseState(text, environment);
  } catch {
    return undefined;
  }
}

/** The first difference between the state computed from the records and the state in the file. */
function difference(expected: PublishedState, found: PublishedState): string {
  const keys = new Set([...Object.keys(expected.flows), ...Object.keys(found.flows)]);
  for (const key of keys) {
    const [wanted, has] = [expected.flows[key], found.flows[key]];
    const name = JSON.stringify(key.slice(0, 200));
    if (!wanted) return `has flow ${name}, which no record published`;
    if (!has) return `lacks flow ${name}, which record ${wanted.audit_id} published`;
    for (const field of Object.keys(wanted) as (keyof typeof wanted)[]) {
      if (JSON.stringify(wanted[field]) !== JSON.stringify(has[field]))
        return `flow ${name}: "${field}" does not match its records`;
    }
  }
  return 'does not match its records';
}
