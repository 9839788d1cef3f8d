import { UserError } from '../errors.ts';
import { type Region, readRegion } from '../manifest/region.ts';
import { isLoopback } from '../net/loopback.ts';
import { nearestName } from '../text/nearest.ts';

/** What a run does. */
export type Mode = 'validate' | 'plan' | 'publish' | 'rollback' | 'record' | 'verify' | 'drift' | 'export';

/** The step's inputs, checked. */
export interface Inputs {
  readonly mode: Mode | 'auto';
  readonly manifests: readonly string[];
  /** True if the input was left at its default, so that the configuration file may say otherwise. */
  readonly manifestsDefault: boolean;
  readonly environment: string;
  readonly region: Region | undefined;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly gateway: URL | undefined;
  readonly token: string;
  readonly changedOnly: boolean;
  readonly failOn: 'error' | 'warning' | 'never';
  readonly concurrency: number;
  readonly timeoutMs: number;
  readonly overwrite: boolean;
  /** All flows of the run go live, or none. */
  readonly atomic: boolean;
  /** Publish unchanged flows, too, that use a common module that is published. */
  readonly republishConsumers: boolean;
  /** Keep what is live after a publish on the audit branch. */
  readonly keepLive: boolean;
  /** Publish only what was planned under this digest; empty: whatever is needed. */
  readonly planDigest: string;
  /** The flow to roll back: its name, `TYPE/name`, manifest or id. For an export a pattern over `TYPE/name`. */
  readonly flow: string;
  /** For an export the name of a division; empty: all. */
  readonly division: string;
  /** A platform version (`3.0`), a release (`1.2.0`), or `previous`. */
  readonly toVersion: string;
  /** A commit that the audit branch must still have; empty: none. */
  readonly expectedHead: string;
  /** Refs and commits beside the default branch that may be published. */
  readonly allowRefs: readonly string[];
  readonly auditBranch: string;
  readonly deployment: 'auto' | 'true' | 'false';
}

/** The default of the input `manifests`, as in action.yml. */
export const DEFAULT_MANIFESTS = 'flows/**';

type Read = (name: string) => string;
type Environment = Readonly<Record<string, string | undefined>>;

/** Reads and checks the inputs, as `checkInputs` does. Throws the problem if there is one. */
export function readInputs(read: Read, environment: Environment): Inputs {
  const { inputs, problem } = checkInputs(read, environment);
  if (problem) throw problem;
  return inputs;
}

/**
 * The inputs, with defaults in place of those that are wrong, and one problem that names all of these. `read` gives the
 * text of an input, empty if it is not set; `environment` is the process environment.
 */
export function checkInputs(
  read: Read,
  environment: Environment,
): { readonly inputs: Inputs; readonly problem: UserError | undefined } {
  const faults: string[] = [];
  const text = (name: string) => read(name).trim();
  const choice = <T extends string>(name: string, fallback: T, allowed: readonly T[]): T => {
    const value = text(name) || fallback;
    const found = allowed.find((each) => each === value);
    if (found === undefined) {
      const near = nearestName(value, allowed);
      faults.push(
        `"${name}" must be one of ${allowed.join(', ')}; it is ${JSON.stringify(value.slice(0, 60))}${near === undefined ? '' : ` (did you mean "${near}"?)`}`,
      );
    }
    return found ?? fallback;
  };
  const whole = (name: string, fallback: number, most: number): number => {
    const value = text(name);
    if (value === '') return fallback;
    const number = /^\d{1,6}$/.test(value) ? Number(value) : 0;
    if (number < 1 || number > most)
      faults.push(
        `"${name}" must be a whole number from 1 to ${most}; it is ${JSON.stringify(value.slice(0, 60))}`,
      );
    return number;
  };
  const lines = (name: string) =>
    read(name)
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('#'));
  const globs = lines('manifests');
  const allowRefs = lines('allow-ref');
  for (const ref of allowRefs) {
    if (!isRefPattern(ref))
      faults.push(
        `"allow-ref" must name branches, tags or commits, one a line; it has ${JSON.stringify(ref.slice(0, 60))}`,
      );
  }
  const regionText = text('region');
  const region = regionText === '' ? undefined : readRegion(regionText);
  if (region && !region.region) faults.push(`"region": ${region.message}. ${region.hint}`);
  const wanted = text('environment');
  if (!isEnvironment(wanted)) faults.push('"environment" must be 1 to 40 of a-z, 0-9 and the dash');
  const branch = text('audit-branch') || 'flow-audit';
  if (!isBranchName(branch)) faults.push('"audit-branch" is no name of a branch');

  if (!/^([0-9a-f]{64})?$/.test(text('plan-digest')))
    faults.push('"plan-digest" must be 64 of 0-9 and a-f, as the output plan-digest of a plan gives it');

  if (!/^([0-9a-f]{40}|[0-9a-f]{64})?$/.test(text('expected-head')))
    faults.push('"expected-head" must be the id of a commit, 40 or 64 of 0-9 and a-f');
  if (!/^(previous|\d{1,6}(\.\d{1,6}){0,2})?$/.test(text('to-version')))
    faults.push('"to-version" must be a platform version such as 3.0, a release such as 1.2.0, or previous');

  const inputs: Inputs = {
    mode: choice('mode', 'auto', [
      'auto',
      'validate',
      'plan',
      'publish',
      'rollback',
      'record',
      'verify',
      'drift',
      'export',
    ]),
    manifests: globs.length > 0 ? globs : [DEFAULT_MANIFESTS],
    manifestsDefault: globs.length === 0 || (globs.length === 1 && globs[0] === DEFAULT_MANIFESTS),
    environment: isEnvironment(wanted) ? wanted : '',
    region: region?.region,
    clientId: text('client-id') || (environment.GENESYS_CLIENT_ID ?? '').trim(),
    clientSecret: text('client-secret') || (environment.GENESYS_CLIENT_SECRET ?? '').trim(),
    gateway: gateway(text('gateway-url'), faults),
    token: text('github-token'),
    changedOnly: choice('changed-only', 'true', ['true', 'false']) === 'true',
    failOn: choice('fail-on', 'error', ['error', 'warning', 'never']),
    concurrency: whole('concurrency', 2, 20),
    timeoutMs: whole('timeout-minutes', 20, 360) * 60_000,
    overwrite: choice('on-conflict', 'fail', ['fail', 'overwrite']) === 'overwrite',
    atomic: choice('atomic', 'false', ['true', 'false']) === 'true',
    republishConsumers: choice('republish-consumers', 'false', ['true', 'false']) === 'true',
    keepLive: choice('keep-live', 'true', ['true', 'false']) === 'true',
    planDigest: text('plan-digest'),
    flow: text('flow'),
    division: text('division'),
    expectedHead: text('expected-head'),
    toVersion: text('to-version') || 'previous',
    allowRefs,
    auditBranch: branch,
    deployment: choice('deployment', 'auto', ['auto', 'true', 'false']),
  };
  const problem =
    faults.length === 0
      ? undefined
      : new UserError(
          `the inputs are not right: ${faults.join('; ')}`,
          'Correct them under "with:" of the step in the workflow.',
        );
  return { inputs, problem };
}

function isEnvironment(name: string): boolean {
  return /^[a-z0-9-]{0,40}$/.test(name);
}

/** A gateway gets the client's secret, so it must be reached by https; plain http is for a sandbox on this machine. */
function gateway(text: string, faults: string[]): URL | undefined {
  if (text === '') return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.username !== '' || url.search !== '' || url.hash !== '')
    faults.push('"gateway-url" must be an address without user, query or fragment');
  else if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) return url;
  else faults.push('"gateway-url" must use https (plain http is allowed for addresses of this machine only)');
  return undefined;
}

/** The rules of `git check-ref-format`, as far as a branch of one's own choice needs them. */
function isBranchName(name: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._/-]{0,200}$/.test(name) && !/\.\.|\/\/|\.lock(\/|$)|[./]$|\/\./.test(name);
}

/** A branch, a tag or a commit; `*` stands for anything. Refs of pull requests hold code that nobody has reviewed. */
function isRefPattern(text: string): boolean {
  return (
    /^[\w.\-/*+@#]{1,200}$/.test(text) && (!text.startsWith('refs/') || /^refs\/(heads|tags)\/./.test(text))
  );
}
