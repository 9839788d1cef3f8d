import type { Intent, IntentFlow } from '../audit/intent.ts';

/** What may be added to the intent of a flow while it is being published. */
export type Note = Partial<
  Pick<IntentFlow, 'job_id' | 'placeholder_job_id' | 'rollback_job_id' | 'rollback_from' | 'target_version'>
>;

/**
 * The open intent of a run. What changes what the next run would have to look for, should this one be killed, is written
 * down here before it is done. Notes that come together are written in one commit.
 */
export class Journal {
  readonly #write: (intent: Intent) => Promise<void>;
  #intent: Intent;
  #written: Intent;
  #writing: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  constructor(intent: Intent, write: (intent: Intent) => Promise<void>) {
    this.#intent = intent;
    this.#written = intent;
    this.#write = write;
  }

  /** The intent as it stands. */
  get intent(): Intent {
    return this.#intent;
  }

  /** Adds to what is said of a flow; resolves when it is written. Throws an `ActionError` where the intent is not ours any more. */
  async note(key: string, note: Note): Promise<void> {
    const entry = this.#written.flows.find((flow) => flow.key === key);
    const names = Object.keys(note) as (keyof Note)[];
    // What stands there already, as that of a rollback does from the start, needs no commit.
    if (entry && names.every((name) => entry[name] === note[name])) return;
    return this.#change(new Map([[key, note]]), {});
  }

  /** Writes down, in one commit, that an atomic run goes back, and the version that each of these flows goes back to. */
  async noteRollback(trigger: string, targets: ReadonlyMap<string, string>): Promise<void> {
    const notes = [...targets].map(([key, target_version]) => [key, { target_version }] as const);
    return this.#change(new Map(notes), { rolling_back: trigger });
  }

  #change(notes: ReadonlyMap<string, Note>, more: Partial<Pick<Intent, 'rolling_back'>>): Promise<void> {
    const flows = this.#intent.flows.map((flow) => noted(flow, notes.get(flow.key)));
    this.#intent = { ...this.#intent, ...more, flows };
    this.#next ??= (this.#writing ?? Promise.resolve())
      .catch(() => {})
      .then(() => {
        this.#writing = this.#next;
        this.#next = undefined;
        return this.#keep(this.#intent);
      });
    return this.#next;
  }

  async #keep(intent: Intent): Promise<void> {
    await this.#write(intent);
    this.#written = intent;
  }
}

/** A flow with a note; a job that published another version than the one it goes back to now says nothing of this one. */
function noted(flow: IntentFlow, note: Note | undefined): IntentFlow {
  const { rollback_job_id: _, rollback_from: __, ...rest } = flow;
  const other = note?.target_version !== undefined && note.target_version !== flow.target_version;
  return { ...(other ? rest : flow), ...note };
}
