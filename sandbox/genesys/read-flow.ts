import { parseDocument } from 'yaml';
import type { Org } from './org.ts';

const TYPES: Readonly<Record<string, string>> = {
  inboundCall: 'INBOUNDCALL',
  inqueueCall: 'INQUEUECALL',
  commonModule: 'COMMONMODULE',
  workflow: 'WORKFLOW',
  inboundShortMessage: 'INBOUNDSHORTMESSAGE',
  inboundChat: 'INBOUNDCHAT',
};

/** A flow as a publish job reads it. */
export interface ReadFlow {
  readonly root: string;
  readonly type: string;
  readonly name: string;
  readonly value: unknown;
}

/** Reads the YAML of a publish job, or says why the platform refuses it. */
export function readFlow(yaml: string): ReadFlow | string {
  const document = parseDocument(yaml);
  if (document.errors.length > 0) return String(document.errors[0]?.message.split('\n')[0]);
  const value = document.toJS() as Record<string, Record<string, unknown>> | null;
  const roots = Object.keys(value ?? {});
  const root = roots[0] ?? '';
  const type = TYPES[root];
  if (roots.length !== 1 || !type) return `the flow type '${root}' is not known`;
  const name = value?.[root]?.name;
  if (typeof name !== 'string' || name.trim() === '' || name !== name.trim()) {
    return `the flow name '${String(name)}' is invalid.  It must be a non-blank string with no leading or trailing spaces.`;
  }
  const start = value?.[root]?.startUpRef;
  if (typeof start === 'string' && !yaml.includes(`refId: ${/\[(.*)\]$/.exec(start)?.[1]}`)) {
    return "TypeError: Cannot read properties of undefined (reading 'refId').";
  }
  return { root, type, name, value };
}

/** The first prompt, queue or flow that the org does not have, with a path as Archy writes it. */
export function lookUp(
  org: Org,
  root: string,
  value: unknown,
): { kind: string; name: string; path: string } | undefined {
  const open: [unknown, string][] = [[(value as Record<string, unknown>)[root], `/${root}`]];
  for (let next = open.shift(); next; next = open.shift()) {
    const [each, path] = next;
    if (Array.isArray(each)) {
      for (const item of each) {
        const [kind, body] = Object.entries((item ?? {}) as Record<string, Record<string, unknown>>)[0] ?? [];
        if (kind) open.push([body, `${path}/${kind}[${String(body?.refId ?? body?.name ?? '')}]`]);
      }
    } else if (typeof each === 'object' && each !== null) {
      for (const [key, child] of Object.entries(each)) {
        const missing = missingAt(org, key, child, path);
        if (missing) return { ...missing, path };
        open.push([child, `${path}/${key}`]);
      }
    }
  }
  return undefined;
}

/** What a property names that the org does not have; undefined if it names nothing, or the org has it. */
function missingAt(
  org: Org,
  key: string,
  value: unknown,
  path: string,
): { kind: string; name: string } | undefined {
  if (key === 'prompt' && typeof value === 'string' && value.startsWith('Prompt.')) {
    const name = value.slice(7);
    return org.prompts.has(name) ? undefined : { kind: 'prompt', name };
  }
  const queue = key === 'targetQueue' ? (value as { lit?: { name?: string } }).lit?.name : undefined;
  if (queue !== undefined && !org.queues.has(queue)) return { kind: 'queue', name: queue };
  const flow = key === 'targetFlow' ? (value as { name?: string }).name : undefined;
  if (flow !== undefined && !org.byName('INBOUNDCALL', flow)?.published) return { kind: 'flow', name: flow };
  const module = key === 'commonModule' && path !== '' ? Object.keys(value as object)[0] : undefined;
  if (module !== undefined && !org.byName('COMMONMODULE', module)?.published)
    return { kind: 'common module', name: module };
  return undefined;
}
