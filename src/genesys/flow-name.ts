import { ActionError } from '../errors.ts';
import type { OrgFlow } from './port.ts';

/** A name that fits several flows of the org and is exactly that of none. */
export class AmbiguousName extends ActionError {
  constructor(name: string, found: readonly OrgFlow[]) {
    const names = found.map((flow) => `"${flow.name}"`).toSorted();
    super(
      `the org has no flow "${name}", but ${names.join(' and ')}, which differ from it only in case`,
      'Write the name exactly as one of them, or set "flow_id".',
    );
    this.name = 'AmbiguousName';
  }
}

/** The flow of exactly this name, else the only one whose name differs in case alone. Throws `AmbiguousName` where there are several. */
export function flowNamed(flows: readonly OrgFlow[], name: string): OrgFlow | undefined {
  const exact = flows.find((flow) => flow.name === name);
  if (exact) return exact;
  const loose = flows.filter((flow) => flow.name.toLowerCase() === name.toLowerCase());
  if (loose.length > 1) throw new AmbiguousName(name, loose);
  return loose[0];
}
