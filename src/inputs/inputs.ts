import { type ActionError, ConfigurationError } from '../errors.ts';
import { MODES } from '../event/mode.ts';
import { MOST_SHARDS } from '../plan/shards.ts';
import type { CommentPolicy } from '../report/comment/news.ts';
import type { RunInputs } from '../run.ts';
import type { TimeInputs } from '../runtime.ts';
import type { Parse } from './parse-input.ts';
import * as parse from './parse-input.ts';

/** The step's inputs, checked: what the run needs, and the time that it has. */
export type Inputs = RunInputs & TimeInputs & ReportInputs;

/** What is shown beside log, summary and annotations. */
export interface ReportInputs {
  /** Write the HTML report. */
  readonly report: boolean;
  /** Where the findings are written as SARIF; empty: they are not. */
  readonly sarifFile: string;
  /** Create a check run with an annotation for each finding. */
  readonly checkRun: boolean;
  /** Suggest safe fixes in a review of the pull request. */
  readonly suggestions: boolean;
  /** Write findings that the team accepted into that file, too. */
  readonly sarifSuppressed: boolean;
  /** When to comment on the pull request. */
  readonly comment: CommentPolicy;
}

/** One input: its name in action.yml, how its text is read, and what counts where it is not set. */
interface Input<T> {
  readonly name: string;
  readonly parse: Parse<T>;
  /** The default of action.yml. */
  readonly fallback?: string;
  /** The environment variable that is read where the input is empty. */
  readonly variable?: string;
}

const MINUTE_MS = 60_000;
const DEFAULT_MANIFESTS = 'flows/**';
const anyText: Parse<string> = (text) => ({ value: text });

/** Every input of the action, by the property that it becomes. */
const INPUTS: { readonly [Name in keyof Inputs]: Input<Inputs[Name]> } = {
  mode: { name: 'mode', parse: parse.oneOf(['auto', ...MODES]), fallback: 'auto' },
  manifests: { name: 'manifests', parse: globs, fallback: DEFAULT_MANIFESTS },
  manifestsDefault: { name: 'manifests', parse: isDefaultManifests, fallback: DEFAULT_MANIFESTS },
  environment: { name: 'environment', parse: parse.environmentName },
  region: { name: 'region', parse: parse.region },
  clientId: { name: 'client-id', parse: anyText, variable: 'GENESYS_CLIENT_ID' },
  clientSecret: { name: 'client-secret', parse: anyText, variable: 'GENESYS_CLIENT_SECRET' },
  gateway: { name: 'gateway-url', parse: parse.gateway },
  token: { name: 'github-token', parse: anyText },
  changedOnly: { name: 'changed-only', parse: parse.flag, fallback: 'true' },
  onlyNew: { name: 'only-new', parse: parse.flag, fallback: 'false' },
  failOn: { name: 'fail-on', parse: parse.oneOf(['error', 'warning', 'never']), fallback: 'error' },
  concurrency: { name: 'concurrency', parse: parse.whole(1, 20), fallback: '2' },
  timeoutMs: { name: 'timeout-minutes', parse: parse.whole(1, 360, MINUTE_MS), fallback: '20' },
  overwrite: { name: 'on-conflict', parse: parse.choice('overwrite', 'fail'), fallback: 'fail' },
  atomic: { name: 'atomic', parse: parse.flag, fallback: 'false' },
  republishConsumers: { name: 'republish-consumers', parse: parse.flag, fallback: 'false' },
  keepLive: { name: 'keep-live', parse: parse.flag, fallback: 'true' },
  planDigest: { name: 'plan-digest', parse: parse.planDigest },
  shards: { name: 'shards', parse: parse.whole(1, MOST_SHARDS), fallback: '1' },
  shard: { name: 'shard', parse: parse.shard },
  flow: { name: 'flow', parse: anyText },
  division: { name: 'division', parse: anyText },
  toVersion: { name: 'to-version', parse: parse.targetVersion, fallback: 'previous' },
  expectedHead: { name: 'expected-head', parse: parse.commitId },
  discardIntent: { name: 'discard-intent', parse: parse.intentDigest },
  allowRefs: { name: 'allow-ref', parse: parse.refPatterns },
  auditBranch: { name: 'audit-branch', parse: parse.branchName, fallback: 'flow-audit' },
  report: { name: 'report', parse: parse.flag, fallback: 'false' },
  sarifFile: { name: 'sarif-file', parse: parse.sarifPath },
  checkRun: { name: 'check-run', parse: parse.flag, fallback: 'false' },
  suggestions: { name: 'suggestions', parse: parse.flag, fallback: 'false' },
  sarifSuppressed: { name: 'sarif-suppressed', parse: parse.flag, fallback: 'true' },
  comment: {
    name: 'comment',
    parse: parse.oneOf(['off', 'on-findings', 'changes', 'always']),
    fallback: 'off',
  },
  deployment: { name: 'deployment', parse: parse.oneOf(['auto', 'true', 'false']), fallback: 'auto' },
};

type Read = (name: string) => string;
type Environment = Readonly<Record<string, string | undefined>>;

/** Reads and checks the inputs, as `checkInputs` does. Throws the problem if there is one. */
export function readInputs(read: Read, environment: Environment): Inputs {
  const { inputs, problem } = checkInputs(read, environment);
  if (problem) throw problem;
  return inputs;
}

/**
 * Returns the inputs, with defaults in place of invalid ones, and one problem that lists every invalid input. `read`
 * returns the text of an input, empty if it is not set; `environment` is the process environment.
 */
export function checkInputs(
  read: Read,
  environment: Environment,
): { readonly inputs: Inputs; readonly problem: ActionError | undefined } {
  const invalid = new Set<string>();
  const valueOf = <T>({ name, parse: parsed, fallback = '', variable }: Input<T>): T => {
    const text = read(name).trim() || (variable ? (environment[variable] ?? '').trim() : '');
    const found = parsed(text || fallback);
    if ('value' in found) return found.value;
    invalid.add(`"${name}" ${found.message}`);
    const standard = parsed(fallback);
    if ('value' in standard) return standard.value;
    throw new Error(`the default of the input ${name} is not valid`);
  };
  const inputs = mapInputs(valueOf);
  const problem =
    invalid.size === 0
      ? undefined
      : new ConfigurationError(
          `the inputs are not valid: ${[...invalid].join('; ')}`,
          'Correct them under "with:" of the step in the workflow.',
        );
  return { inputs, problem };
}

/** The inputs, each by its entry of the table. The cast is safe: every property has the type of its entry. */
function mapInputs(valueOf: <T>(input: Input<T>) => T): Inputs {
  const entries = Object.entries(INPUTS).map(([property, input]) => [
    property,
    valueOf(input as Input<unknown>),
  ]);
  return Object.fromEntries(entries) as Inputs;
}

/** Globs, one a line; a text of comments only counts as not set. */
function globs(text: string): { readonly value: readonly string[] } {
  const found = parse.lines(text);
  return found.value.length > 0 ? found : { value: [DEFAULT_MANIFESTS] };
}

function isDefaultManifests(text: string): { readonly value: boolean } {
  const { value } = globs(text);
  return { value: value.length === 1 && value[0] === DEFAULT_MANIFESTS };
}
