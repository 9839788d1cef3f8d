import type { Genesys } from '../genesys/port.ts';
import type { Region } from '../manifest/region.ts';
import { type DigestTarget, planDigest } from './digest.ts';
import { acts, type PlannedFlow } from './plan.ts';
import { type Shard, shardName } from './shards.ts';

/** The inputs that a plan's digest covers. */
export type DigestInputs = Pick<
  DigestTarget,
  'atomic' | 'overwrite' | 'auditBranch' | 'keepLive' | 'deployment'
>;

/** Where a plan goes, and what it is made with. */
export interface Destination {
  readonly inputs: DigestInputs;
  readonly environment: string;
  readonly region: Region;
  readonly genesys: Genesys;
  /** Undefined for all flows. */
  readonly shard?: Shard | undefined;
}

/** The digest of a plan; the org is asked for its id where anything would be published. */
export async function digestOf(
  { inputs, environment, region, genesys, shard }: Destination,
  planned: readonly PlannedFlow[],
): Promise<string> {
  const isEmpty = !planned.some(({ action }) => acts(action));
  const organization = isEmpty ? undefined : await genesys.organization();
  return planDigest(planned, {
    ...inputs,
    environment,
    region: region.name,
    organization,
    shard: shard && shardName(shard),
  });
}
