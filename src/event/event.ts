import type { ActionError } from '../errors.ts';
import { dictionary } from '../source/data.ts';
import { trustOf } from './trust.ts';

/** The type of the `repository_dispatch` events that are recorded. */
export const DISPATCH_TYPE = 'genesys_flow_deploy';

/** The user as which Dependabot works. */
const DEPENDABOT = 'dependabot[bot]';

/** What the runner says about the run, as far as the action goes by it. */
export interface Event {
  readonly name: string;
  /** The commit that is checked out. */
  readonly sha: string;
  /** The two ends of what a pull request or a merge group changes. */
  readonly range: { readonly base: string; readonly head: string } | undefined;
  /** Number of the pull request that the event is about; absent for other events. */
  readonly pull?: number | undefined;
  /** Commits that a pull request, or the workflow run before, proposes. */
  readonly proposed: readonly string[];
  /** True if Dependabot caused the run: then it has no secrets of Actions, and a token that may only read. */
  readonly isDependabot: boolean;
  /** Why the code of the run may be a stranger's; undefined where the payload shows that it is not. */
  readonly stranger: string | undefined;
  /** True where only the commit of the event is trusted, whatever else is checked out. */
  readonly ownCommitOnly: boolean;
  /** False where everybody can read the repository, or where the payload does not say. */
  readonly isPrivate: boolean;
  /** The branch or tag that the event is about, such as `refs/heads/main`. */
  readonly ref: string;
  readonly onDefaultBranch: boolean;
  readonly defaultBranchPush: boolean;
  /** What a `repository_dispatch` event carries; unchecked. */
  readonly dispatch: { readonly type: string; readonly payload: unknown } | undefined;
  /** True where a person runs the command line on a machine of their own: there is no event of GitHub. */
  readonly isLocal?: true;
  /** Why the payload could not be read, so that neither the change nor the branch is known. */
  readonly problem?: ActionError;
}

/** What is known of the run for records and links. */
export interface RunContext {
  readonly repository: string;
  readonly serverUrl: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  readonly actor: string;
  /** Name of the workflow and id of the job; the same in every leg of a matrix. */
  readonly workflow: string;
  readonly job: string;
  readonly runId: number;
  readonly attempt: number;
  readonly runUrl: string;
  /** Address of the folder with a page per rule, at the version of the action that runs; empty if that is not known. */
  readonly rulesUrl: string;
}

/** The address of the GraphQL API that belongs to a REST API, where the runner does not name it. */
export function graphqlUrl(apiUrl: string): string {
  return apiUrl.replace(/\/v3\/?$/, '').replace(/\/$/, '') + '/graphql';
}

/** Reads the event's payload; everything in it is untrusted and checked. */
export function readEvent(name: string, sha: string, ref: string, payload: unknown): Event {
  const pull = dictionary(field(payload, 'pull_request'));
  const group = dictionary(field(payload, 'merge_group'));
  const base = text(field(pull.base, 'sha')) || text(group.base_sha);
  const head = text(field(pull.head, 'sha')) || text(group.head_sha);
  const before = dictionary(field(payload, 'workflow_run'));
  const valid = [base, head].every(isCommit);
  const main = text(field(field(payload, 'repository'), 'default_branch'));
  // GitHub runs these on the default branch only; payloads of a schedule need not name it.
  const isUnnamed =
    main === '' &&
    ['schedule', 'repository_dispatch'].includes(name) &&
    (ref === '' || ref.startsWith('refs/heads/'));
  const onDefaultBranch = isUnnamed || (main !== '' && ref === `refs/heads/${main}`);
  return {
    name,
    sha,
    range: valid ? { base, head } : undefined,
    pull: pullNumber(pull.number),
    proposed: [head, text(pull.merge_commit_sha), text(before.head_sha)].filter(isCommit),
    isDependabot: field(field(payload, 'sender'), 'login') === DEPENDABOT,
    ...trustOf(name, payload),
    isPrivate: field(field(payload, 'repository'), 'private') === true,
    ref,
    onDefaultBranch,
    dispatch:
      name === 'repository_dispatch'
        ? { type: text(field(payload, 'action')), payload: field(payload, 'client_payload') }
        : undefined,
    defaultBranchPush: name === 'push' && onDefaultBranch,
  };
}

function isCommit(id: string): boolean {
  return /^[0-9a-f]{40,64}$/.test(id);
}

function field(value: unknown, name: string): unknown {
  return dictionary(value)[name];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function pullNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined;
}
