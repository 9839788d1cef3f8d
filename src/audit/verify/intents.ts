import { canonicalJson } from '../canonical-json.ts';
import { type Intent, type IntentFlow, MOST_LIFETIME_MS } from '../intent.ts';
import { digestOf, readIntent } from '../intent-file.ts';
import { type Change, SKEW_MS, type Step } from './step.ts';

interface Standing {
  /** Undefined for a file that is no intent. */
  readonly intent: Intent | undefined;
  readonly text: string;
}

/** Checks that intents are begun, written again and closed as this action does it. */
export class IntentCheck {
  readonly #open = new Map<string, Standing>();
  /** Runs that had an intent or recovered one, by environment. */
  readonly #runs = new Map<string, Set<number>>();
  readonly #begun = new Map<string, number>();

  /** True if a run had an intent in the environment, or recovered one. */
  hasRun(environment: string, run: number): boolean {
    return this.#runs.get(environment)?.has(run) ?? false;
  }

  /** When the last intent of an environment was begun, in ms since 1970. */
  begun(environment: string): number | undefined {
    return this.#begun.get(environment);
  }

  /** Returns the digests of the intents that the commit closes, by environment. */
  check(step: Step): ReadonlyMap<string, string> {
    const closed = new Map<string, string>();
    for (const change of step.intents) {
      const { environment, path, kind } = change;
      const open = this.#open.get(environment);
      if (kind === 'D') {
        if (open) closed.set(environment, digestOf(open.text));
        this.#open.delete(environment);
        continue;
      }
      const standing = this.#read(change, step);
      const { intent } = standing;
      const fault = intent && (open ? rewritten(intent, open.intent, step) : begun(intent, step));
      if (fault !== undefined) step.fault(path, fault);
      this.#stand(environment, standing);
    }
    return closed;
  }

  /** What cannot be read stands all the same: its removal has to be recorded, too. */
  #read({ text = '', environment, path }: Change, step: Step): Standing {
    const read = readIntent(text, environment, step.commit.date, undefined);
    if (!read.ok) step.fault(path, `is not an intent of this action: ${read.why}`);
    return { intent: read.intent, text };
  }

  #stand(environment: string, standing: Standing): void {
    const { intent } = standing;
    this.#open.set(environment, standing);
    if (!intent) return;
    this.#begun.set(environment, Date.parse(intent.started));
    const runs = this.#runs.get(environment) ?? new Set();
    this.#runs.set(environment, runs.add(intent.run_id));
    if (intent.recovering) runs.add(intent.recovering.run_id);
  }
}

/** What is wrong with an intent that is written for the first time. */
function begun(intent: Intent, { commit: { parents, date } }: Step): string | undefined {
  if (intent.begun_on !== parents[0]) return 'was not begun on the commit before it';
  if (intent.sequence !== 1) return 'does not begin with sequence 1';
  const started = Date.parse(intent.started);
  return started > date + SKEW_MS || started < date - MOST_LIFETIME_MS
    ? `started at another time than its commit (${intent.started})`
    : undefined;
}

/** What is wrong with an intent that is written again. Flows may get notes, and leave it once they are recorded. */
function rewritten(intent: Intent, before: Intent | undefined, { records }: Step): string | undefined {
  if (before === undefined) return 'replaces a file that is no intent';
  if (intent.intent_id !== before.intent_id) return `replaces the intent ${before.intent_id}`;
  if (intent.sequence !== before.sequence + 1) return 'is not the next writing of its intent';
  if (fixedPart(intent) !== fixedPart(before)) return 'has another run, time or commit than before';
  const known = new Map(before.flows.map((flow) => [flow.key, fixedPartOf(flow)]));
  if (intent.flows.some((flow) => known.get(flow.key) !== fixedPartOf(flow)))
    return 'has a flow that it did not begin with, or another content of one';
  if (intent.flows.length < before.flows.length && records.length === 0)
    return 'leaves out a flow that is not recorded';
  return undefined;
}

function fixedPart(intent: Intent): string {
  const { flows: _, sequence: __, rolling_back: ___, recovering: ____, ...rest } = intent;
  return canonicalJson(rest);
}

function fixedPartOf(flow: IntentFlow): string {
  const { key, flow_id, base_version, content_digest, manifest, region, version_matrix } = flow;
  return canonicalJson([key, flow_id, base_version, content_digest, manifest, region, version_matrix]);
}
