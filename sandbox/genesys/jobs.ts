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

/** Runs a job as the platform's Archy does: reads the YAML, looks everything up, saves and publishes in one go. */
export async function runJob(org: Org, job: Job, yaml: string): Promise<void> {
  job.status = 'Started';
  const script: JobScript | undefined = org.jobScripts.shift();
  const begun = org.clock.now();
  await new Promise<void>((wake) => org.clock.after(script?.kind === 'slow' ? script.ms : org.jobMs, wake));
  const now = () => new Date(org.clock.now()).toISOString();
  const fail = (...texts: string[]) => {
    job.messages = texts.map((text) => ({ dateTime: now(), type: 'Error', text }));
    job.status = 'Failure';
  };
  if (script?.kind === 'failure') {
    job.messages = script.messages.map((each) => ({ dateTime: now(), ...each }));
    job.status = 'Failure';
    return;
  }
  if (script?.kind === 'failure-without-messages') {
    job.status = 'Failure';
    return;
  }
  if (script?.kind === 'prompts-gone') org.prompts.clear();
  if (script?.kind === 'nothing-happened') {
    job.status = 'Success';
    return;
  }
  const token = /\{\{ *([^{}]+?) *\}\}/.exec(yaml)?.[1];
  if (token) {
    return fail(
      `pre-processor substitution key of '{{ ${token} }}' was found in the flow YAML, but was not found in the options file.`,
      'setting the Archy exit code to 100',
    );
  }
  const flow = readFlow(yaml);
  if (typeof flow === 'string')
    return fail(`- ERROR! ${flow}`, 'Architect Scripting session ended in error ( code: 99 )');
  const client = org.clients.find(({ id }) => id === job.clientId);
  const missing = ['architect:flow:add', 'architect:ui:view'].find((each) => client?.lacks.includes(each));
  if (missing === 'architect:ui:view')
    return fail(
      'Architect Scripting session ended in error ( code: 99 )',
      'setting the Archy exit code to 99',
    );
  if (missing)
    return fail(
      `the '${missing}' permission is required`,
      'Architect Scripting session ended in error ( code: 99 )',
    );
  const there = org.byName(flow.type, flow.name);
  const own = there?.lockedBy?.clientId === job.clientId;
  const locked = there?.lockedBy && (!own || org.unknowns.ownLock === 'refused');
  if (locked) {
    return fail(
      `ArchSession.startWithAuthToken - Caught unhandled exception during callback function execution.  Ending session.  Exception info: the flow (name: '${flow.name}', type: '${flow.type.toLowerCase()}' ) is locked by another entity. You can use the --forceUnlock command line parameter if you wish to publish flows locked by another entity.`,
    );
  }
  const fault = lookUp(org, flow.root, flow.value);
  if (fault) {
    return fail(
      `find '${fault.kind}' by value of '${fault.name}' - no matches`,
      `    Path: '${fault.path}'`,
      `    Property name: '${fault.kind}'`,
      'ERROR - the flow has 1 error(s). (see above)',
      'setting the Archy exit code to 107',
    );
  }
  const published = org.publish(flow.type, flow.name, yaml, { clientId: job.clientId });
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

interface ReadFlow {
  readonly root: string;
  readonly type: string;
  readonly name: string;
  readonly value: unknown;
}

function readFlow(yaml: string): ReadFlow | string {
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
function lookUp(
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
        if (key === 'prompt' && typeof child === 'string' && child.startsWith('Prompt.')) {
          const name = child.slice(7);
          if (!org.prompts.has(name)) return { kind: 'prompt', name, path };
        }
        const queue = key === 'targetQueue' ? (child as { lit?: { name?: string } }).lit?.name : undefined;
        if (queue !== undefined && !org.queues.has(queue)) return { kind: 'queue', name: queue, path };
        const flow = key === 'targetFlow' ? (child as { name?: string }).name : undefined;
        if (flow !== undefined && !org.byName('INBOUNDCALL', flow)?.published)
          return { kind: 'flow', name: flow, path };
        const module = key === 'commonModule' && path !== '' ? Object.keys(child as object)[0] : undefined;
        if (module !== undefined && !org.byName('COMMONMODULE', module)?.published)
          return { kind: 'common module', name: module, path };
        open.push([child, `${path}/${key}`]);
      }
    }
  }
  return undefined;
}
