import type { Checked } from '../workspace/checked.ts';
import { acts, type PlannedFlow } from './plan.ts';
import { type Shard, shardName, shardsOf } from './shards.ts';

/** A job of the fan-out, as `strategy.matrix.include` takes it. */
export interface MatrixEntry {
  /** For the input `shard`: `2/4`. */
  readonly shard: string;
  /** For the input `plan-digest`: the digest of what the plan publishes in this shard. */
  readonly 'plan-digest': string;
  /** How many flows the plan publishes or records in it. */
  readonly flows: number;
}

/**
 * The shards in which a plan publishes or records a flow. `all` are the flows of the workspace; `digest` gives the digest of the
 * planned flows of one shard, or of all flows without one.
 */
export async function matrixOf(
  all: readonly Checked[],
  planned: readonly PlannedFlow[],
  count: number,
  digest: (planned: readonly PlannedFlow[], shard: Shard | undefined) => Promise<string>,
): Promise<MatrixEntry[]> {
  const entries: MatrixEntry[] = [];
  for (const [at, flows] of shardsOf(all, count).entries()) {
    const files = new Set(flows.map(({ manifest }) => manifest.file));
    const own = planned.filter(({ publishable }) => files.has(publishable.manifest.file));
    const todo = own.filter(({ action }) => acts(action)).length;
    if (todo === 0) continue;
    const shard = { index: at + 1, of: count };
    entries.push({
      shard: shardName(shard),
      'plan-digest': await digest(own, count === 1 ? undefined : shard),
      flows: todo,
    });
  }
  return entries;
}
