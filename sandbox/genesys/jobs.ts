import { parseDocument } from 'yaml';
import type { JobScript, Org } from './org.ts';

/** A publish job. */
export interface Job {
  readonly id: string;
  readonly clientId: string;
  status: 'Registered' | 'Started' | 'Success' | 'Failure';
  flowId: string | undefined;
  messages: { readonly dateTime: string; readonly type: string; readonly text: string }[] | undefined;
}

const TYPES: Readonly<Record<string, string>> = {
  inboundCall: 'INBOUNDCALL',
  inqueueCall: 'INQUEUECALL',
  commonModule: 'COMMONMODULE',
  workflow: 'WORKFLOW',
  inboundShortMessage: 'INBOUNDSHORTMESSAGE',
  inboundChat: 'INBOUNDCHAT',
};

const ENDED_IN_ERROR = 'Architect Scripting session ended in error ( code: 99 )';

/** Runs a job as the platform's Archy does: reads the YAML, looks everything up, saves and publishes in one go. */
export async function runJob(org: Org, job: Job, yaml: string): Promise<void> {
  job.status = 'Started';
  const script: JobScript | undefined = org.jobScripts.shift();
  const begun = org.clock.now();
  await new Promise<void>((wake) => org.clock.after(script?.kind === 'slow' ? script.ms : org.jobMs, wake));
  if (script && endAtOnce(org, job, script)) return;
  const flow = readFlow(yaml);
  const refused = 'refused' in flow ? flow.refused : refusal(org, job, flow);
  if (refused) return fail(org, job, refused);
  const { type, name } = flow as ReadFlow;
  const published = org.publish(type, name, yaml, { clientId: job.clientId });
  if (org.unknowns.lockAfterJob === 'released') published.lockedBy = undefined;
  if (script?.kind === 'inactive') published.active = false;
  const made = published.versions.at(-1);
  if (made) made.jobBegun = begun;
  if (script?.kind === 'failure-but-live') {
    if (made) made.jobFailed = true;
    job.status = 'Failure';
    return;
  }
  if (script?.kind !== 'success-without-flow-id') job.flowId = published.id;
  job.status = 'Success';
}

function fail(org: Org, job: Job, texts: readonly string[]): void {
  const dateTime = new Date(org.clock.now()).toISOString();
  job.messages = texts.map((text) => ({ dateTime, type: 'Error', text }));
  job.status = 'Failure';
}

/** Ends a job whose script leaves nothing else to do; false for one that goes on. */
function endAtOnce(org: Org, job: Job, script: JobScript): boolean {
  switch (script.kind) {
    case 'failure': {
      const dateTime = new Date(org.clock.now()).toISOString();
      job.messages = script.messages.map((each) => ({ dateTime, ...each }));
      job.status = 'Failure';
      return true;
    }
    case 'failure-without-messages':
      job.status = 'Failure';
      return true;
    case 'nothing-happened':
      job.status = 'Success';
      return true;
    case 'prompts-gone':
      org.prompts.clear();
      return false;
    default:
      return false;
  }
}

/** What the platform says where it does not publish a flow that it could read. */
function refusal(org: Org, job: Job, flow: ReadFlow): readonly string[] | undefined {
  const client = org.clients.find(({ id }) => id === job.clientId);
  const missing = ['architect:flow:add', 'architect:ui:view'].find((each) => client?.lacks.includes(each));
  if (missing === 'architect:ui:view') return [ENDED_IN_ERROR, 'setting the Archy exit code to 99'];
  if (missing) return [`the '${missing}' permission is required`, ENDED_IN_ERROR];
  const holder = org.byName(flow.type, flow.name)?.lockedBy;
  if (holder && (holder.clientId !== job.clientId || org.unknowns.ownLock === 'refused')) {
    return [
      `ArchSession.startWithAuthToken - Caught unhandled exception during callback function execution.  Ending session.  Exception info: the flow (name: '${flow.name}', type: '${flow.type.toLowerCase()}' ) is locked by another entity. You can use the --forceUnlock command line parameter if you wish to publish flows locked by another entity.`,
    ];
  }
  const absent = lookUp(org, flow.root, flow.value);
  if (!absent) return undefined;
  return [
    `find '${absent.kind}' by value of '${absent.name}' - no matches`,
    `    Path: '${absent.path}'`,
    `    Property name: '${absent.kind}'`,
    'ERROR - the flow has 1 error(s). (see above)',
    'setting the Archy exit code to 107',
  ];
}

interface ReadFlow {
  readonly root: string;
  readonly type: string;
  readonly name: string;
  readonly value: unknown;
}

/** The flow of a YAML text, or what the platform says where it cannot read it. */
function readFlow(yaml: string): ReadFlow | { readonly refused: readonly string[] } {
  const token = /\{\{ *([^{}]+?) *\}\}/.exec(yaml)?.[1];
  if (token) {
    return {
      refused: [
        `pre-processor substitution key of '{{ ${token} }}' was found in the flow YAML, but was not found in the options file.`,
        'setting the Archy exit code to 100',
      ],
    };
  }
  const flow = parseFlow(yaml);
  return typeof flow === 'string' ? { refused: [`- ERROR! ${flow}`, ENDED_IN_ERROR] } : flow;
}

function parseFlow(yaml: string): ReadFlow | string {
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

interface Absent {
  readonly kind: string;
  readonly name: string;
  readonly path: string;
}

/** The first prompt, queue or flow that the org does not have, with a path as Archy writes it. */
function lookUp(org: Org, root: string, value: unknown): Absent | undefined {
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
        const absent = absentAt(org, key, child);
        if (absent) return { ...absent, path };
        open.push([child, `${path}/${key}`]);
      }
    }
  }
  return undefined;
}

/** What a property names that the org does not have. */
function absentAt(org: Org, key: string, child: unknown): Omit<Absent, 'path'> | undefined {
  const { lit, name } = (child ?? {}) as { lit?: { name?: string }; name?: string };
  if (key === 'prompt' && typeof child === 'string' && child.startsWith('Prompt.')) {
    const prompt = child.slice(7);
    return org.prompts.has(prompt) ? undefined : { kind: 'prompt', name: prompt };
  }
  if (key === 'targetQueue' && lit?.name !== undefined)
    return org.queues.has(lit.name) ? undefined : { kind: 'queue', name: lit.name };
  if (key === 'targetFlow' && name !== undefined)
    return org.byName('INBOUNDCALL', name)?.published ? undefined : { kind: 'flow', name };
  const module = key === 'commonModule' ? Object.keys(child as object)[0] : undefined;
  if (module === undefined || org.byName('COMMONMODULE', module)?.published) return undefined;
  return { kind: 'common module', name: module };
}
