import { createHash } from 'node:crypto';
import type { IntentShard } from '../audit/intent.ts';
import type { RunFacts } from '../audit/record.ts';
import { ConfigurationError } from '../errors.ts';
import type { Checked } from '../workspace/checked.ts';
import type { Prepared } from './prepare.ts';
import { type Shard, shardName, shardsOf } from './shards.ts';

/** What decides which flows a job publishes. */
export interface PartInputs {
  /** The shard that this job publishes; undefined: all flows. */
  readonly shard: Shard | undefined;
  readonly atomic: boolean;
}

/** The flows that one job publishes. */
export interface Part extends Prepared {
  readonly flows: readonly Checked[];
  /** Undefined if the job publishes all flows. */
  readonly shard: IntentShard | undefined;
}

/** What all shards of a run have in common. */
export interface FanOutPlace {
  readonly facts: Omit<RunFacts, 'shard'>;
  /** The name of the region. */
  readonly region: string;
}

/**
 * The flows of the input `shard`, or all flows. Throws a `ConfigurationError` for an atomic run in shards: shards do not wait for
 * each other, so they cannot publish all flows or none.
 */
export function partOf(
  all: readonly Checked[],
  prepared: Prepared,
  { shard, atomic }: PartInputs,
  place: FanOutPlace,
): Part {
  // A single shard has all flows, and needs no lock of its own.
  if (shard === undefined || shard.of === 1) return { ...prepared, flows: all, shard: undefined };
  if (atomic) {
    throw new ConfigurationError(
      `"shard: ${shardName(shard)}" and "atomic: true" exclude each other, because shards do not wait for each other`,
      'Remove "atomic", or publish all flows in one job without "shard".',
    );
  }
  const shards = shardsOf(all, shard.of);
  const flows = shards[shard.index - 1] ?? [];
  const files = new Set(flows.map(({ manifest }) => manifest.file));
  return {
    flows,
    publishableFlows: prepared.publishableFlows.filter(({ manifest }) => files.has(manifest.file)),
    refused: prepared.refused.filter(({ manifest }) => files.has(manifest.file)),
    shard: { ...shard, fan_out: fanOut(shards, prepared, place) },
  };
}

/** SHA-256, in hex, of the run and of the shard of each flow: what two jobs must agree on to publish at the same time. */
function fanOut(
  shards: readonly (readonly Checked[])[],
  { publishableFlows }: Prepared,
  { facts: { environment, commit, runId }, region }: FanOutPlace,
): string {
  const digests = new Map(publishableFlows.map(({ manifest, digest }) => [manifest.file, digest]));
  const content = shards.map((flows) =>
    flows.map(({ manifest: { file } }) => [file, digests.get(file) ?? null]),
  );
  return createHash('sha256')
    .update(JSON.stringify(['genesys-flow-action fan-out v1', environment, region, commit, runId, content]))
    .digest('hex');
}
