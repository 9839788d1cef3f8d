import { canonical } from '../flow/canonical.ts';
import type { Genesys, OrgFlow } from '../genesys/port.ts';
import { readYaml } from '../source/yaml.ts';

/** Whether what is live is the flow that would be uploaded, by an export of it. Costs an export job. */
export async function isLive(genesys: Genesys, live: OrgFlow, text: string): Promise<boolean> {
  if (!live.published) return false;
  const exported = readYaml('live.yaml', await genesys.exportVersion(live, live.published.id));
  const wanted = readYaml('wanted.yaml', text);
  if (exported.faults.length > 0 || wanted.faults.length > 0) return false;
  return canonical(exported.value) === canonical(wanted.value);
}
