import type { JobScript, Org } from './org.ts';
import { lookUp, type ReadFlow, readFlow } from './read-flow.ts';

/** A publish job. */
export interface Job {
  readonly id: string;
  readonly clientId: string;
  status: 'Registered' | 'Started' | 'Success' | 'Failure';
  flowId: string | undefined;
  messages: { readonly dateTime: string; readonly type: string; readonly text: string }[] | undefined;
}

const SESSION_ENDED = 'Architect Scripting session ended in error ( code: 99 )';

/** Runs a job as the platform's Archy does: reads the YAML, looks everything up, saves and publishes in one go. */
export async function runJob(org: Org, job: Job, yaml: string): Promise<void> {
  job.status = 'Started';
  const script: JobScript | undefined = org.jobScripts.shift();
  const begun = org.clock.now();
  await new Promise<void>((wake) => org.clock.after(script?.kind === 'slow' ? script.ms : org.jobMs, wake));
  if (endAsScripted(org, job, script)) return;
  const flow = readFlow(yaml);
  const errors =
    substitutionErrors(yaml) ?? (typeof flow === 'string' ? [`- ERROR! ${flow}`, SESSION_ENDED] : undefined);
  if (errors || typeof flow === 'string') return fail(org, job, errors ?? []);
  const refused = permissionErrors(org, job) ?? lockErrors(org, job, flow) ?? referenceErrors(org, flow);
  if (refused) return fail(org, job, refused);
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

function fail(org: Org, job: Job, texts: readonly string[]): void {
  const dateTime = new Date(org.clock.now()).toISOString();
  job.messages = texts.map((text) => ({ dateTime, type: 'Error', text }));
  job.status = 'Failure';
}

/** Ends a job the way its script says; false where it goes on. */
function endAsScripted(org: Org, job: Job, script: JobScript | undefined): boolean {
  switch (script?.kind) {
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

function substitutionErrors(yaml: string): string[] | undefined {
  const token = /\{\{ *([^{}]+?) *\}\}/.exec(yaml)?.[1];
  if (token === undefined) return undefined;
  return [
    `pre-processor substitution key of '{{ ${token} }}' was found in the flow YAML, but was not found in the options file.`,
    'setting the Archy exit code to 100',
  ];
}

function permissionErrors(org: Org, job: Job): string[] | undefined {
  const client = org.clients.find(({ id }) => id === job.clientId);
  const missing = ['architect:flow:add', 'architect:ui:view'].find((each) => client?.lacks.includes(each));
  if (missing === 'architect:ui:view') return [SESSION_ENDED, 'setting the Archy exit code to 99'];
  return missing === undefined ? undefined : [`the '${missing}' permission is required`, SESSION_ENDED];
}

function lockErrors(org: Org, job: Job, flow: ReadFlow): string[] | undefined {
  const lockedBy = org.byName(flow.type, flow.name)?.lockedBy;
  if (!lockedBy || (lockedBy.clientId === job.clientId && org.unknowns.ownLock !== 'refused'))
    return undefined;
  return [
    `ArchSession.startWithAuthToken - Caught unhandled exception during callback function execution.  Ending session.  Exception info: the flow (name: '${flow.name}', type: '${flow.type.toLowerCase()}' ) is locked by another entity. You can use the --forceUnlock command line parameter if you wish to publish flows locked by another entity.`,
  ];
}

function referenceErrors(org: Org, flow: ReadFlow): string[] | undefined {
  const missing = lookUp(org, flow.root, flow.value);
  if (!missing) return undefined;
  return [
    `find '${missing.kind}' by value of '${missing.name}' - no matches`,
    `    Path: '${missing.path}'`,
    `    Property name: '${missing.kind}'`,
    'ERROR - the flow has 1 error(s). (see above)',
    'setting the Archy exit code to 107',
  ];
}
