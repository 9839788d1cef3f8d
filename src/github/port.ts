import type { NewCheckRun } from './check-runs.ts';
import type { NewReview, PullFile } from './reviews.ts';

/** How to log in to GitHub. */
export interface GitHubInputs {
  /** Empty if none is given. */
  readonly token: string;
}

/** A file that differs between two commits. */
export interface ChangedFile {
  readonly path: string;
  readonly status: 'added' | 'changed' | 'removed';
  /** The earlier path of a file that was renamed; its status is `added`. */
  readonly from?: string;
}

/** How a commit relates to another one; `unknown` if GitHub does not have one of them any more. */
export type Relation = 'identical' | 'ahead' | 'behind' | 'diverged' | 'unknown';

/** What a commit on the audit branch changes. */
export interface TreeChange {
  readonly headline: string;
  /** The rest of the commit's message. */
  readonly body?: string;
  readonly additions: readonly { readonly path: string; readonly text: string }[];
  readonly deletions: readonly string[];
}

/** A workflow run on GitHub. */
export interface WorkflowRun {
  readonly state: 'going' | 'ended' | 'unknown';
  /** Who started it; undefined if GitHub does not say. */
  readonly actor?: string | undefined;
  /** The attempt that the other fields describe, and the commit of its event. */
  readonly attempt?: number | undefined;
  readonly commit?: string | undefined;
}

/** A commit that changed a file. */
export interface FileCommit {
  readonly oid: string;
  /** Its first parent; undefined for the first commit of a branch. */
  readonly parent: string | undefined;
  /** Headline and body. */
  readonly message: string;
}

/** A deployment to create; other systems read its payload. */
export interface NewDeployment {
  readonly sha: string;
  readonly environment: string;
  readonly description: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly state: 'success' | 'failure' | 'error' | 'inactive';
  readonly logUrl: string;
}

/** The one issue with this label and title; without a body there is nothing to report. */
export interface Issue {
  readonly label: string;
  readonly title: string;
  readonly body: string | undefined;
}

/** The one comment of this action on a pull request that a key identifies. */
export interface StickyComment {
  /** Number of the pull request. */
  readonly pull: number;
  /** Identifies the comment among those of this action; hexadecimal. */
  readonly key: string;
  /** The run that the text is about: a comment about a newer one is not overwritten. */
  readonly run: { readonly id: number; readonly attempt: number };
  /** Markdown without the hidden first line, which `keepComment` adds. */
  readonly body: string;
  /** False: update the comment if there is one, and create none. */
  readonly create: boolean;
}

/** What happened to a comment; `newer`: it is about a newer run and stays. `url` is empty where there is no comment. */
export interface KeptComment {
  readonly done: 'created' | 'updated' | 'newer' | 'none';
  readonly url: string;
  /** Further comments with the key, which two runs at the same time created. They now refer to the first one. */
  readonly duplicates: number;
}

/** The repository on GitHub. Every call throws a `GitHubError` after its last attempt fails. */
export interface GitHub {
  /** Files that differ between the merge base of two commits and the second; undefined if GitHub does not list them all. */
  changedFiles(base: string, head: string): Promise<readonly ChangedFile[] | undefined>;
  /** How `head` relates to `base`: `behind` means that `head` is an ancestor of `base`. */
  relation(base: string, head: string): Promise<Relation>;
  /** The commit that two commits have in common; undefined where GitHub does not know one of them. */
  mergeBase(base: string, head: string): Promise<string | undefined>;
  /** The text of a file in a commit; undefined if it is not there. */
  textAt(ref: string, path: string): Promise<string | undefined>;
  /** The paths of the files in a folder of a commit, without those of its folders; none if there is no such folder. */
  filesIn(ref: string, folder: string): Promise<readonly string[]>;
  /** The commit a branch points to; undefined if there is no such branch. */
  branchHead(branch: string): Promise<string | undefined>;
  /** Creates an orphan branch with one commit. `exists`: another run created it first. */
  createBranch(
    branch: string,
    file: { path: string; text: string },
    message: string,
  ): Promise<'created' | 'exists'>;
  /** One atomic commit on top of `head`. `moved`: the branch does not point to `head` any more, and nothing was written. */
  commit(branch: string, head: string, change: TreeChange): Promise<{ readonly oid: string } | 'moved'>;
  /** A workflow run; its state is `unknown` if the token may not read it, and `ended` if GitHub does not have it any more. */
  run(id: number): Promise<WorkflowRun>;
  /** Commits up to `ref` that changed a file, the newest first, 100 a page; none past the last page. */
  fileHistory(ref: string, path: string, page: number): Promise<readonly FileCommit[]>;
  /** Ids of the commits up to `head` whose signature GitHub does not accept, or that have none. */
  unverifiedCommits(head: string): Promise<readonly string[]>;
  /** Whether GitHub created a deployment for this run, because its job names an environment. */
  hasJobDeployment(sha: string, runId: number): Promise<boolean>;
  /** Creates a deployment and its status; `made` is the id of a deployment that lacks only its status. */
  deploy(deployment: NewDeployment, made?: number): Promise<void>;
  /** Ids of the deployments of these records, by audit id, among the newest ones of the environment. */
  deploymentsOf(environment: string, auditIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  hasDeploymentStatus(id: number): Promise<boolean>;
  /** The audit ids in the payloads of the deployments that this action made. */
  deployedAuditIds(): Promise<readonly string[]>;
  keepIssue(issue: Issue): Promise<'opened' | 'updated' | 'closed' | 'none'>;
  /** Creates or updates the comment of a key; only comments that the token itself wrote count. */
  keepComment(comment: StickyComment): Promise<KeptComment>;
  /** Creates a completed check run and returns its address. */
  createCheckRun(check: NewCheckRun): Promise<string>;
  /** The files that a pull request adds or changes, the first 3,000, in the state of its head. */
  pullFiles(pull: number): Promise<readonly PullFile[]>;
  /** The texts of the reviews of a pull request that the token itself wrote. */
  ownReviews(pull: number): Promise<readonly string[]>;
  createReview(review: NewReview): Promise<void>;
}
