import { GenesysError } from '../../src/genesys/error.ts';
import type { Genesys, JobState, OrgFlow, OrgVersion } from '../../src/genesys/port.ts';
import type { Clock } from '../../src/runtime.ts';

const US = 'our-client';

/** An org in memory that runs on a virtual clock. */
export interface FakeOrg extends Genesys {
  flow: OrgFlow | undefined;
  readonly calls: string[];
  /** How long jobs take, in ms of the clock. */
  jobMs: number;
  /** How jobs end; by default they publish. */
  onJob: (number: number) => Partial<JobState> & { readonly publishes?: boolean; readonly as?: string };
  /** What `publishVersion` does. */
  onPublishVersion: (version: string) => void;
  /** What uploads come to, in turn; `done` when there is nothing left. */
  readonly uploads: ('done' | 'unsure' | 'lost')[];
}

export function version(id: string, clientId: string | undefined = US, userName?: string): OrgVersion {
  return {
    id,
    clientId: userName === undefined ? clientId : undefined,
    userName,
    date: '2026-01-01T00:00:00Z',
    created: undefined,
    wasPublished: false,
  };
}

export function orgFlow(published: OrgVersion | undefined, more: Partial<OrgFlow> = {}): OrgFlow {
  return {
    id: 'flow-1',
    name: 'Test',
    type: 'INBOUNDCALL',
    division: 'Home',
    active: true,
    deleted: false,
    published,
    saved: published,
    checkedIn: published,
    lock: undefined,
    operation: undefined,
    ...more,
  };
}

export function fakeOrg(clock: Clock, flow?: OrgFlow): FakeOrg {
  const jobs = new Map<string, { begun: number | undefined; number: number; ended?: JobState }>();
  const exports = new Map<string, string>();
  /** Fails as the platform does where it has no flow of this id. */
  const known = (id: string) => {
    if (org.flow?.id !== id) throw new GenesysError(404, 'architect.flow.not.found', `no flow ${id}`, '');
  };
  const org: FakeOrg = {
    clientId: US,
    organization: async () => 'org-1',
    flow,
    calls: [],
    jobMs: 4000,
    onJob: () => ({}),
    onPublishVersion: (id) => {
      if (org.flow) org.flow = { ...org.flow, published: version(id) };
    },
    uploads: [],
    async flowById(id) {
      org.calls.push('flow');
      return org.flow?.id === id ? org.flow : undefined;
    },
    async flowByName(type, name) {
      org.calls.push('flow');
      return org.flow?.type === type && org.flow.name === name ? org.flow : undefined;
    },
    async flowsById(ids) {
      org.calls.push('flow');
      return org.flow && ids.includes(org.flow.id) ? [org.flow] : [];
    },
    versions: async (id) =>
      org.flow?.id === id && org.flow.published ? [{ ...org.flow.published, wasPublished: true }] : [],
    consumers: async () => [],
    async checkOut(id) {
      known(id);
      org.calls.push('check out');
      if (org.flow) org.flow = { ...org.flow, lock: { holder: 'OAuth client us', clientId: US } };
    },
    async rename(id, name) {
      known(id);
      org.calls.push(`rename ${name}`);
      if (org.flow) org.flow = { ...org.flow, name };
    },
    async checkIn(id) {
      known(id);
      org.calls.push('check in');
      if (org.flow) org.flow = { ...org.flow, lock: undefined };
      return undefined;
    },
    async listFlows() {
      org.calls.push('list');
      return org.flow ? [org.flow] : [];
    },
    existing: async (_, names) => new Set(names.map((name) => name.toLowerCase())),
    async registerJob() {
      org.calls.push('register');
      const id = `job-${jobs.size + 1}`;
      jobs.set(id, { begun: undefined, number: jobs.size + 1 });
      return { id, url: 'https://upload.invalid', headers: {} };
    },
    async upload({ id }) {
      org.calls.push('upload');
      const job = jobs.get(id);
      const how = org.uploads.shift() ?? 'done';
      if (job && how !== 'lost') job.begun ??= clock.now();
      return how === 'done' ? 'done' : 'unsure';
    },
    async job(id): Promise<JobState> {
      org.calls.push('poll');
      const job = jobs.get(id);
      if (!job || job.begun === undefined) return { status: 'registered', flowId: undefined, messages: [] };
      if (clock.now() - job.begun < org.jobMs) return { status: 'running', flowId: undefined, messages: [] };
      if (!job.ended) {
        const { publishes = true, as, ...end } = org.onJob(job.number);
        if (publishes) {
          const next = `${Math.floor(Number.parseFloat(org.flow?.saved?.id ?? '0')) + 1}.0`;
          const fresh = version(next, as ?? US);
          org.flow = {
            ...(org.flow ?? orgFlow(undefined)),
            active: true,
            published: fresh,
            saved: fresh,
            checkedIn: fresh,
          };
        }
        job.ended = { status: 'success', flowId: org.flow?.id, messages: [], ...end };
      }
      return job.ended;
    },
    async publishVersion(flowId, id) {
      known(flowId);
      org.calls.push(`publish ${id}`);
      org.onPublishVersion(id);
      return undefined;
    },
    async exportVersion(flow, id) {
      known(flow.id);
      org.calls.push(`export ${id}`);
      exports.set(id, `yaml of ${id}`);
      return `yaml of ${id}`;
    },
    async deactivate(id) {
      known(id);
      org.calls.push('deactivate');
      if (org.flow) org.flow = { ...org.flow, active: false, published: undefined };
    },
  };
  return org;
}
