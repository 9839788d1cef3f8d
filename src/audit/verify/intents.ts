import type { Closing } from '../advance.ts';
import { canonicalJson } from '../canonical-json.ts';
import { type Intent, type IntentFlow, MOST_LIFETIME_MS } from '../intent.ts';
import { digestOf, readIntentFile } from '../intent-file.ts';
import { type Change, SKEW_MS, type Step } from './step.ts';

/** An intent file, as the last commit left it. */
interface OpenIntent {
  readonly environment: string;
  /** Undefined for a file that is not an intent. */
  readonly intent: Intent | undefined;
  readonly text: string;
  /** The earliest time of its records: the newest record when it began, or its start. In ms since 1970. */
  readonly earliest: number;
}

/** What a commit does with an intent that it closes or changes. */
export interface TouchedIntent extends Closing {
  readonly earliest: number;
}

/** Checks that this action wrote, updated and closed each intent. */
export class IntentCheck {
  /** By path: one for an environment, or those of the shards of one run. */
  readonly #open = new Map<string, OpenIntent>();
  /** Runs that had an intent or recovered one, by environment. */
  readonly #runs = new Map<string, Set<number>>();
  /** When the last intent of an environment started, in ms since 1970. */
  readonly #started = new Map<string, number>();

  /** True if a run had an intent in the environment, or recovered one. */
  hasRun(environment: string, run: number): boolean {
    return this.#runs.get(environment)?.has(run) ?? false;
  }

  /** When the last intent of an environment started, in ms since 1970. */
  started(environment: string): number | undefined {
    return this.#started.get(environment);
  }

  /**
   * Returns what the commit does with the intent that it closes or changes, by environment. `latest`: the newest timestamp of the
   * records of an environment so far.
   */
  check(step: Step, latest: (environment: string) => number): ReadonlyMap<string, TouchedIntent> {
    const touched = new Map<string, TouchedIntent>();
    const closed = new Set<string>();
    for (const change of step.intents) {
      const { environment, path, kind } = change;
      const open = this.#open.get(path);
      if (kind === 'D') {
        if (closed.has(environment)) step.report(path, 'was closed together with another intent');
        closed.add(environment);
        if (open) {
          const { earliest } = open;
          touched.set(environment, { intent: digestOf(open.text), fanOut: fanOutOf(open), earliest });
        }
        this.#open.delete(path);
        continue;
      }
      const found = this.#read(change, step, open?.earliest ?? latest(environment));
      const { intent } = found;
      const error =
        intent &&
        (open ? updateError(intent, open.intent, step) : (firstError(intent, step) ?? this.#besides(intent)));
      if (error !== undefined) step.report(path, error);
      if (!closed.has(environment))
        touched.set(environment, { fanOut: fanOutOf(found), earliest: found.earliest });
      this.#keep(path, found);
    }
    return touched;
  }

  /** What is wrong with an intent that begins while others are open; undefined if all are shards of one run. */
  #besides({ environment, shard }: Intent): string | undefined {
    for (const open of this.#open.values()) {
      if (open.environment !== environment) continue;
      if (shard === undefined || fanOutOf(open) !== shard.fan_out)
        return 'was begun while the intent of another run was open';
    }
    return undefined;
  }

  /** A file that cannot be read counts as an open intent as well: its removal must be recorded, too. */
  #read({ text = '', environment, path }: Change, step: Step, before: number): OpenIntent {
    const read = readIntentFile({ path, text }, environment, step.commit.date);
    if (!read.ok) step.report(path, `is not an intent of this action: ${read.why}`);
    const started = read.intent ? Date.parse(read.intent.started) : Number.NaN;
    const earliest = Number.isNaN(started) ? before : Math.max(before, started);
    return { environment, intent: read.intent, text, earliest };
  }

  #keep(path: string, found: OpenIntent): void {
    const { intent, environment } = found;
    this.#open.set(path, found);
    if (!intent) return;
    this.#started.set(environment, Date.parse(intent.started));
    const runs = this.#runs.get(environment) ?? new Set();
    this.#runs.set(environment, runs.add(intent.run_id));
    if (intent.recovering) runs.add(intent.recovering.run_id);
  }
}

function fanOutOf({ intent }: OpenIntent): string | undefined {
  return intent?.shard?.fan_out;
}

/** What is wrong with the first version of an intent; undefined if nothing is. */
function firstError(intent: Intent, { commit: { parents, date } }: Step): string | undefined {
  if (intent.begun_on !== parents[0]) return 'names another commit than its parent in "begun_on"';
  if (intent.sequence !== 1) return 'must start with sequence 1';
  const started = Date.parse(intent.started);
  return started > date + SKEW_MS || started < date - MOST_LIFETIME_MS
    ? `has a start time that does not fit the date of its commit (${intent.started})`
    : undefined;
}

/**
 * What is wrong with an update of an intent; undefined if nothing is. Details of a flow may be added, and a flow may be
 * removed once it is recorded.
 */
function updateError(intent: Intent, before: Intent | undefined, { records }: Step): string | undefined {
  if (before === undefined) return 'replaces a file that is not an intent';
  if (intent.intent_id !== before.intent_id) return `replaces the intent ${before.intent_id}`;
  if (intent.sequence !== before.sequence + 1)
    return `has sequence ${intent.sequence}, but ${before.sequence + 1} comes next`;
  if (fixedPart(intent) !== fixedPart(before)) return 'changes the run, the time or the commit of the intent';
  const known = new Map(before.flows.map((flow) => [flow.key, fixedPartOf(flow)]));
  if (intent.flows.some((flow) => known.get(flow.key) !== fixedPartOf(flow)))
    return 'adds a flow to the intent, or changes the content of one';
  if (intent.flows.length < before.flows.length && records.length === 0)
    return 'removes a flow that has no record';
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
