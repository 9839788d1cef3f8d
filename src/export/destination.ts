import { flowKey } from '../audit/names.ts';
import type { OrgFlow } from '../genesys/port.ts';
import { matchesWildcard } from '../text/wildcard.ts';
import type { Checked } from '../workspace/checked.ts';
import { fileName } from './file-name.ts';

/** Where the export of a flow goes. */
export interface Exported {
  readonly flow: OrgFlow;
  readonly file: string;
  /** The repository has the flow already, in this file. */
  readonly known: boolean;
  /** Why the file is not called as the flow is; undefined where it is. */
  readonly changed: string | undefined;
}

/** A flow that is left as it is, and why. */
export interface Left {
  readonly flow: OrgFlow;
  readonly why: string;
}

/**
 * Decides which flows of the org are exported, and to which file each: that of the repository where it has one, else one
 * named after type and name. No file that holds something else is ever chosen. `moved` tells flows whose live version is
 * not the one of the file. Pure.
 */
export function destinations(
  org: readonly OrgFlow[],
  flows: readonly Checked[],
  choice: {
    readonly wanted: (key: string, flow: OrgFlow) => boolean;
    readonly moved: (flow: OrgFlow) => boolean;
    readonly taken: (file: string) => boolean;
    readonly folder: string;
  },
): { readonly exports: Exported[]; readonly left: Left[] } {
  const sourceOf = sourcesOf(org, flows);
  const exports: Exported[] = [];
  const left: Left[] = [];
  // Of lower-case letters, so that no two of them are one file where case does not count.
  const chosen = new Set<string>();
  for (const flow of org.toSorted((a, b) =>
    key(a) === key(b) ? (a.id < b.id ? -1 : 1) : key(a) < key(b) ? -1 : 1,
  )) {
    if (!choice.wanted(key(flow), flow)) continue;
    const source = sourceOf(flow);
    if (!flow.published) left.push({ flow, why: 'nothing of it is published' });
    else if (source?.manifest.definition?.kind === 'node-graph')
      left.push({
        flow,
        why: `${source.manifest.file} describes it as a node graph, which an export cannot be put into`,
      });
    else if (source && !choice.moved(flow)) left.push({ flow, why: `${source.manifest.file} has it` });
    else if (source?.manifest.definition)
      exports.push({ flow, file: source.manifest.definition.document.file, known: true, changed: undefined });
    else {
      const { name, changed } = fileName(flow.name, flow.id);
      const base = `${choice.folder}/${fileName(flow.type, 'flow').name}/${name}`;
      const first = `${base}.yaml`;
      let file = first;
      for (let at = 2; chosen.has(file) || choice.taken(file); at++) file = `${base}-${at}.yaml`;
      chosen.add(file);
      const taken = file === first ? undefined : `${first} belongs to another file or flow`;
      exports.push({ flow, file, known: false, changed: taken ?? changed });
    }
  }
  return { exports, left };
}

function key({ type, name }: OrgFlow): string {
  return flowKey(type, name);
}

/**
 * Finds the file that the repository has of a flow: the one with its id, else with exactly its name, else with its name in
 * another case, unless that file is of another flow of the org.
 */
function sourcesOf(
  org: readonly OrgFlow[],
  flows: readonly Checked[],
): (flow: OrgFlow) => Checked | undefined {
  const byId = new Map<string, Checked>();
  const exact = new Map<string, Checked>();
  const loose = new Map<string, Checked>();
  for (const each of flows) {
    if (!each.graph) continue;
    const name = flowKey(each.graph.type.api, each.graph.name);
    if (each.manifest.flowId) byId.set(each.manifest.flowId, each);
    exact.set(name, each);
    loose.set(name.toLowerCase(), each);
  }
  const own = (flow: OrgFlow) => byId.get(flow.id) ?? exact.get(key(flow));
  const others = new Set(org.map(own));
  return (flow) => {
    const found = loose.get(key(flow).toLowerCase());
    return own(flow) ?? (found && !others.has(found) ? found : undefined);
  };
}

/** Reads a pattern over `TYPE/name`, or over the name alone, in which `*` stands for anything; letter case does not count. */
export function namePattern(text: string): (key: string) => boolean {
  if (text === '') return () => true;
  const pattern = text.toLowerCase();
  // A type has no slash in it; a name may.
  const part = (each: string) => (text.includes('/') ? each : each.slice(each.indexOf('/') + 1));
  return (each) => matchesWildcard(pattern, part(each).toLowerCase());
}
