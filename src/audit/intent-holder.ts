import { ActionError } from '../errors.ts';
import type { Claim, Intent, IntentFlow, NewIntent } from './intent.ts';
import type { PublishedState } from './published-state.ts';
import type { RunFacts } from './record.ts';

/** Another run claimed the intent of this run, because this run looked interrupted. */
export class IntentLost extends ActionError {
  constructor() {
    super(
      'another run claimed the intent of this run and recovers its flows',
      'Read the log of that run. This run changes nothing more.',
    );
    this.name = 'IntentLost';
  }
}

type Me = Pick<RunFacts, 'runId' | 'attempt' | 'shard'>;

/** True if this run, or this shard of it, wrote the intent or claimed it. */
export function holds(
  {
    run_id: run,
    attempt,
    shard,
  }: Pick<Intent, 'run_id' | 'attempt'> & { shard?: Intent['shard'] | Claim['shard'] },
  me: Me,
): boolean {
  const index = typeof shard === 'object' ? shard.index : shard;
  return run === me.runId && attempt === me.attempt && index === me.shard?.index;
}

/** True for the intent of another shard of the same fan-out: it has no flow in common with this shard, so both may go on. */
export function isSister({ shard }: Pick<Intent, 'shard'>, { shard: own }: Me): boolean {
  return shard !== undefined && shard.fan_out === own?.fan_out && shard.index !== own.index;
}

/** The same intent, held by the same run and shard. */
export function sameClaim(one: Intent, other: Intent): boolean {
  return (
    one.intent_id === other.intent_id &&
    one.recovering?.run_id === other.recovering?.run_id &&
    one.recovering?.attempt === other.recovering?.attempt &&
    one.recovering?.shard === other.recovering?.shard
  );
}

/** True if two states say the same of the flows of an intent, so that what was planned from one is right for the other. */
export function samePlan(
  { flows }: Pick<NewIntent, 'flows'>,
  before: PublishedState,
  now: PublishedState,
): boolean {
  const [old, current] = [entries(before), entries(now)];
  return flows.every((flow) => namesOf(flow).every((name) => old.get(name) === current.get(name)));
}

/** The entries of a state as JSON, by key and by id. */
function entries({ flows }: PublishedState): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [key, flow] of Object.entries(flows)) {
    const text = JSON.stringify(flow);
    found.set(key, text);
    found.set(flow.flow_id, text);
  }
  return found;
}

function namesOf({ key, flow_id: id }: IntentFlow): string[] {
  return id === '' ? [key] : [key, id];
}
