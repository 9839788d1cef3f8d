import { type DigestTarget, planDigest } from '../plan/digest.ts';
import { acts, type PlannedFlow } from '../plan/plan.ts';
import type { Connected, ConnectInputs } from './connected.ts';

/** The inputs that a plan's digest covers. */
export type DigestInputs = ConnectInputs &
  Pick<DigestTarget, 'atomic' | 'overwrite' | 'auditBranch' | 'keepLive' | 'deployment'>;

/** The digest of a plan; the org is asked for its id where anything would be published. */
export async function digestOf(
  { inputs, environment, region, genesys }: Connected<DigestInputs>,
  planned: readonly PlannedFlow[],
): Promise<string> {
  const isEmpty = !planned.some(({ action }) => acts(action));
  const organization = isEmpty ? undefined : await genesys.organization();
  return planDigest(planned, { ...inputs, environment, region: region.name, organization });
}
