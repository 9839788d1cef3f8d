import { flowKey } from '../audit/names.ts';
import type { OrgFlow } from '../genesys/port.ts';
import type { Checked } from '../rules/across/manifests.ts';

/** Where the export of a flow goes. */
export interface Exported {
  readonly flow: OrgFlow;
  readonly file: string;
  /** The repository has the flow already, in this file. */
  readonly known: boolean;
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
  const sources = new Map<string, Checked>();
  for (const each of flows)
    if (each.graph) sources.set(flowKey(each.graph.type.api, each.graph.name).toLowerCase(), each);
  const exports: Exported[] = [];
  const left: Left[] = [];
  const chosen = new Set<string>();
  for (const flow of org.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))) {
    if (!choice.wanted(key(flow), flow)) continue;
    const source = sources.get(key(flow).toLowerCase());
    if (!flow.published) left.push({ flow, why: 'nothing of it is published' });
    else if (source?.manifest.definition?.kind === 'node-graph')
      left.push({
        flow,
        why: `${source.manifest.file} describes it as a node graph, which an export cannot be put into`,
      });
    else if (source && !choice.moved(flow)) left.push({ flow, why: `${source.manifest.file} has it` });
    else if (source?.manifest.definition)
      exports.push({ flow, file: source.manifest.definition.document.file, known: true });
    else {
      const base = `${choice.folder}/${slug(flow.type, 'flow')}/${slug(flow.name, flow.id)}`;
      let file = `${base}.yaml`;
      for (let at = 2; chosen.has(file) || choice.taken(file); at++) file = `${base}-${at}.yaml`;
      chosen.add(file);
      exports.push({ flow, file, known: false });
    }
  }
  return { exports, left };
}

function key({ type, name }: OrgFlow): string {
  return flowKey(type, name);
}

/** A name of a file that every system takes; names of flows come from the org and can be anything. */
function slug(name: string, fallback: string): string {
  const text = name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase()
    .slice(0, 80);
  return text || fallback.replace(/[^A-Za-z0-9-]+/g, '-').slice(0, 80) || 'flow';
}

/** Reads a pattern over `TYPE/name`, or over the name alone, in which `*` stands for anything; letter case does not count. */
export function namePattern(text: string): (key: string) => boolean {
  if (text === '') return () => true;
  const source = text
    .split('*')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  const pattern = new RegExp(`^${text.includes('/') ? '' : '[^/]*/'}${source}$`, 'is');
  return (each) => pattern.test(each);
}
