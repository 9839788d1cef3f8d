import type { ReferenceKind } from '../flow/graph.ts';

/** A published or saved state of a flow. */
export interface OrgVersion {
  /** A number such as `3.0`, or, of a draft, any other text (`saved_version_<guid>`): see `PlatformVersion`. */
  readonly id: string;
  /** OAuth client that made it, if a client did. */
  readonly clientId: string | undefined;
  /** Name of the user who made it, if a user did. */
  readonly userName: string | undefined;
  readonly date: string | undefined;
  /** When it was made, in ms since 1970, if the platform says so. */
  readonly created: number | undefined;
  /** True if it was ever published; false for a draft or a check-in. */
  readonly wasPublished: boolean;
}

/** A flow as the org has it. */
export interface OrgFlow {
  readonly id: string;
  readonly name: string;
  /** API spelling, such as `INBOUNDCALL`. */
  readonly type: string;
  /** Name of its division. */
  readonly division: string;
  readonly active: boolean;
  readonly deleted: boolean;
  readonly published: OrgVersion | undefined;
  readonly saved: OrgVersion | undefined;
  readonly checkedIn: OrgVersion | undefined;
  /** Name of the user or client that holds the lock, and the id of that client. */
  readonly lock: { readonly holder: string; readonly clientId: string | undefined } | undefined;
  readonly operation:
    | { readonly id: string; readonly complete: boolean; readonly error: string | undefined }
    | undefined;
}

/** A job and its upload: the pre-signed URL and exactly the headers that it was signed with. */
export interface RegisteredJob {
  readonly id: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** One message of a job, as the platform words it. */
export interface JobMessage {
  readonly type: 'Error' | 'Warning' | 'Unknown';
  readonly text: string;
}

/** State of a publish job. A status that is not known counts as running. */
export interface JobState {
  readonly status: 'running' | 'registered' | 'success' | 'failure';
  readonly flowId: string | undefined;
  readonly messages: readonly JobMessage[];
}

/** What publishing needs of the Genesys Cloud org. Every call throws a `GenesysError` after its last attempt fails. */
export interface Genesys {
  /** The OAuth client that the calls are made as. */
  readonly clientId: string;
  /** The id of the org; undefined where the platform does not say, such as behind a gateway that does not pass the request on. */
  organization(): Promise<string | undefined>;
  flowById(id: string): Promise<OrgFlow | undefined>;
  /** The flow of this API type and exactly this name, else the only one of another case. Throws `AmbiguousName` for several. */
  flowByName(type: string, name: string): Promise<OrgFlow | undefined>;
  /** Those of these flows that the org has and that are not deleted, 25 a request. */
  flowsById(ids: readonly string[]): Promise<OrgFlow[]>;
  /** Every flow of the org that is not deleted, from its list, 100 a request; undefined if that would be more than `most` requests. */
  listFlows(most?: number): Promise<OrgFlow[] | undefined>;
  /** Every version of a flow, and whether it was ever published. */
  versions(flowId: string): Promise<OrgVersion[]>;
  /** Names of the flows whose published version uses this one, from the platform's dependency tracking; undefined if that is not available. */
  consumers(flow: OrgFlow): Promise<readonly string[] | undefined>;
  /** Which of these names the org has, in lower case; undefined if there is no list of the kind, or the client may not view it. */
  existing(kind: ReferenceKind, names: readonly string[]): Promise<ReadonlySet<string> | undefined>;
  registerJob(): Promise<RegisteredJob>;
  /** One attempt. `unsure`: the connection broke, and the file may have arrived. */
  upload(job: RegisteredJob, text: string): Promise<'done' | 'unsure'>;
  job(id: string): Promise<JobState>;
  /**
   * Makes an earlier version the published one; asynchronous on the platform's side. Returns the id of the operation, whose
   * result `OrgFlow.operation` shows. The platform also accepts a version that does not exist, and does nothing then.
   */
  publishVersion(flowId: string, version: string): Promise<string | undefined>;
  /** The Architect YAML of one version; waits for the export job. */
  exportVersion(flow: Pick<OrgFlow, 'id' | 'name'>, version: string): Promise<string>;
  deactivate(flowId: string): Promise<void>;
  /** Locks a flow for this client; a rename needs the lock. */
  checkOut(flowId: string): Promise<void>;
  /** Gives a flow that is checked out another name. */
  rename(flowId: string, name: string): Promise<void>;
  /** Releases the lock; asynchronous on the platform's side. Returns the id of the operation. */
  checkIn(flowId: string): Promise<string | undefined>;
}
