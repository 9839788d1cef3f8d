import { flowKey } from '../audit/names.ts';
import type { OrgFlow } from '../genesys/port.ts';
import { matchesWildcard } from '../text/wildcard.ts';
import type { Checked } from '../workspace/checked.ts';
import { fileName } from './file-name.ts';

/** The file that the export of a flow is written to. */
export interface Exported {
  readonly flow: OrgFlow;
  readonly file: string;
  /** True if the repository already has the flow in this file. */
  readonly known: boolean;
  /** Why the name of the file differs from that of the flow; undefined if it does not. */
  readonly changed: string | undefined;
}

/** A flow that is not exported, and why. */
export interface Left {
  readonly flow: OrgFlow;
  readonly why: string;
}

/**
 * Decides which flows of the org are exported, and to which file: the file that the repository already has, else a new one
 * named after type and name. Never chooses a file that holds something else. `moved` is true for a flow whose live version
 * differs from its file. Pure.
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
  // In lower case, so that two names are never the same file on a file system that ignores case.
  const chosen = new Set<string>();
  for (const flow of org.toSorted((a, b) =>
    key(a) === key(b) ? (a.id < b.id ? -1 : 1) : key(a) < key(b) ? -1 : 1,
  )) {
    if (!choice.wanted(key(flow), flow)) continue;
    const source = sourceOf(flow);
    if (!flow.published) left.push({ flow, why: 'it has no published version' });
    else if (source?.manifest.definition?.kind === 'node-graph')
      left.push({
        flow,
        why: `${source.manifest.file} describes it as a node graph, and an export is Architect YAML`,
      });
    else if (source && !choice.moved(flow))
      left.push({ flow, why: `${source.manifest.file} has its live version` });
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
 * Finds the file of a flow in the repository: by id, else by exact name, else by its name in another case, unless that file
 * belongs to another flow of the org.
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

/** Reads a pattern for `TYPE/name`, or for the name alone; `*` matches any text, and letter case is ignored. */
export function namePattern(text: string): (key: string) => boolean {
  if (text === '') return () => true;
  const pattern = text.toLowerCase();
  // A type has no slash in it; a name may.
  const part = (each: string) => (text.includes('/') ? each : each.slice(each.indexOf('/') + 1));
  return (each) => matchesWildcard(pattern, part(each).toLowerCase());
}
