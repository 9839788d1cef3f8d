import { advance } from '../../../src/audit/advance.ts';
import {
  AUDIT_PATHS,
  type PublishedFlow,
  type PublishedState,
  serialize,
} from '../../../src/audit/published-state.ts';
import type { AuditRecord } from '../../../src/audit/record.ts';
import { parseState, stateText } from '../../../src/audit/state-file.ts';
import { blobId } from '../../../src/audit/verify/step.ts';
import type { TestHistory } from '../../support/history.ts';
import { record } from '../../support/record.ts';
import type { WrittenLog } from './log.ts';

/** An audit log in the hands of somebody who may write to the branch, and can have commits signed by GitHub. */
export class Tamper {
  readonly history: TestHistory;
  readonly records: readonly AuditRecord[];
  #now: number;

  constructor({ history, records, end }: WrittenLog) {
    this.history = history;
    this.records = records;
    this.#now = end;
  }

  get commits(): TestHistory['commits'] {
    return this.history.commits;
  }

  /** The text of a file as it stands at the head. */
  text(path: string): string {
    const last = this.commits.flatMap(({ changes }) => changes).findLast((each) => each.path === path);
    return this.history.texts.get(last?.blob ?? '') ?? '';
  }

  /** A commit on top with these files; null removes one. */
  commit(
    files: Readonly<Record<string, string | null>>,
    { mode = '100644', message = 'Change', date = this.#now + 60_000 } = {},
  ): string {
    const [head] = [this.commits.at(-1)];
    const sha = `${this.commits.length}`.padStart(40, 'f');
    this.#now = date;
    const changes = Object.entries(files).map(([path, text]) => {
      const there = this.#exists(path);
      if (text === null) return { kind: 'D', path, mode: '000000', blob: '0'.repeat(40) };
      return { kind: there ? 'M' : 'A', path, mode, blob: this.keep(text) };
    });
    this.commits.push({ sha, parents: head ? [head.sha] : [], signed: true, date, message, changes });
    return sha;
  }

  keep(text: string): string {
    const blob = blobId(text, 'f'.repeat(40));
    this.history.texts.set(blob, text);
    return blob;
  }

  #exists(path: string): boolean {
    const last = this.commits.flatMap(({ changes }) => changes).findLast((each) => each.path === path);
    return last !== undefined && last.kind !== 'D';
  }

  get state(): PublishedState {
    return parseState(this.text('state/default.json'), 'default');
  }

  /** A commit that changes one flow of the state. */
  changeFlow(more: Partial<PublishedFlow>, key = 'INBOUNDCALL/flow-1'): void {
    const { state } = this;
    const flow = state.flows[key];
    if (!flow) throw new Error(`no flow ${key}`);
    this.changeState({ ...state, flows: { ...state.flows, [key]: { ...flow, ...more } } });
  }

  changeState(state: PublishedState): void {
    this.commit({ 'state/default.json': stateText(state) });
  }

  /** A forged record, and the state that it comes to, in one commit. */
  forge(more: Partial<AuditRecord> = {}): void {
    const forged = this.forged(more);
    const state = stateText(advance(this.state, [forged]));
    this.commit({ [AUDIT_PATHS.record(forged)]: serialize(forged), 'state/default.json': state });
  }

  forged(more: Partial<AuditRecord> = {}): AuditRecord {
    return record('flow-1', { timestamp: new Date(this.#now).toISOString(), run_id: 999, ...more });
  }

  /** The change of a record in the commit that added it. */
  recordChange(at: number): {
    commit: TestHistory['commits'][number];
    change: TestHistory['commits'][number]['changes'][number];
  } {
    const path = AUDIT_PATHS.record(this.records[at] as AuditRecord);
    for (const commit of this.commits) {
      const change = commit.changes.find((each) => each.path === path);
      if (change) return { commit, change };
    }
    throw new Error(`no record ${path}`);
  }
}
