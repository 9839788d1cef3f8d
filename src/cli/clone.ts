import { userInfo } from 'node:os';
import { localRunId } from '../audit/run-id.ts';
import { ConfigurationError, errorMessage } from '../errors.ts';
import { type Event, graphqlUrl, type RunContext } from '../event/event.ts';
import type { Mode } from '../event/mode.ts';
import type { Git } from '../runtime.ts';

/** What the clone in the workspace says about itself. */
export interface Clone {
  readonly head: string;
  /** `refs/heads/…` of the branch that is checked out; empty on a detached head. */
  readonly ref: string;
  /** True where the head is part of the remote's default branch, as far as the clone knows. */
  readonly onDefaultBranch: boolean;
  /** Files that differ from the head or are not tracked, at most ten of them. */
  readonly dirty: readonly string[];
  /** `owner/name` of the remote `origin` and the host it is on; empty if that is not known. */
  readonly repository: string;
  readonly host: string;
}

const MOST_DIRTY = 10;

/** Reads the clone. Throws a `ConfigurationError` where the mode needs one and there is none. */
export async function readClone(root: string, mode: Mode): Promise<Clone | undefined> {
  const { gitIn } = await import('../git/run.ts');
  const git = gitIn(root);
  try {
    return await cloneOf(git);
  } catch (error) {
    if (mode === 'export' || mode === 'plan') return undefined;
    throw new ConfigurationError(
      `The mode ${mode} needs a git clone in ${JSON.stringify(root)}: ${errorMessage(error)}`,
      'Clone the repository of the flows and run the command there.',
    );
  }
}

async function cloneOf(git: Git): Promise<Clone> {
  const read = async (...args: string[]) => (await git(args)).toString('utf8').trim();
  const optional = (...args: string[]) => read(...args).catch(() => '');
  const head = await read('rev-parse', '--verify', '--quiet', 'HEAD^{commit}');
  const main = await optional('symbolic-ref', '--quiet', 'refs/remotes/origin/HEAD');
  const isPart = main !== '' && (await optional('merge-base', head, main)) === head;
  const status = (await git(['status', '--porcelain', '-z', '--untracked-files=all'])).toString('utf8');
  const dirty = status.split('\0').filter((entry) => entry !== '');
  const { repository, host } = remoteOf(await optional('config', '--get', 'remote.origin.url'));
  return {
    head,
    ref: await optional('symbolic-ref', '--quiet', 'HEAD'),
    onDefaultBranch: isPart,
    dirty: dirty.slice(0, MOST_DIRTY).map((entry) => entry.slice(3)),
    repository,
    host,
  };
}

/** Owner, name and host of a remote's address: `https://host/owner/name.git`, `git@host:owner/name.git`. */
export function remoteOf(url: string): { readonly repository: string; readonly host: string } {
  const scp = /^[\w.-]+@([\w.-]+):([\w.-]+\/[\w.-]+)$/.exec(url);
  if (scp) return { host: scp[1] ?? '', repository: withoutGit(scp[2] ?? '') };
  if (!URL.canParse(url)) return { repository: '', host: '' };
  const { hostname, pathname } = new URL(url);
  const path = withoutGit(pathname.replace(/^\//, ''));
  return /^[\w.-]+\/[\w.-]+$/.test(path)
    ? { host: hostname, repository: path }
    : { repository: '', host: '' };
}

function withoutGit(path: string): string {
  return path.endsWith('.git') ? path.slice(0, -4) : path;
}

/** What is known of a run on a person's own machine. */
export function localContext(
  clone: Clone | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): RunContext {
  const host = clone?.host || 'github.com';
  const serverUrl = environment.GITHUB_SERVER_URL ?? `https://${host}`;
  const standard = host === 'github.com' ? 'https://api.github.com' : `https://${host}/api/v3`;
  const apiUrl = environment.GITHUB_API_URL ?? standard;
  const repository = environment.GITHUB_REPOSITORY ?? clone?.repository ?? '';
  return {
    repository,
    serverUrl,
    apiUrl,
    graphqlUrl: environment.GITHUB_GRAPHQL_URL ?? graphqlUrl(apiUrl),
    actor: userInfo().username,
    workflow: '',
    job: '',
    runId: localRunId(Math.random),
    attempt: 1,
    runUrl: `${serverUrl}/${repository}/commit/${clone?.head ?? ''}`,
    rulesUrl: '',
  };
}

/** A run that a person starts, which no event of GitHub brought about. */
export function localEvent(clone: Clone | undefined): Event {
  return {
    name: 'cli',
    sha: clone?.head ?? '',
    range: undefined,
    proposed: [],
    isDependabot: false,
    stranger: undefined,
    ownCommitOnly: false,
    isPrivate: true,
    isLocal: true,
    ref: clone?.ref ?? '',
    onDefaultBranch: clone?.onDefaultBranch ?? false,
    defaultBranchPush: false,
    dispatch: undefined,
  };
}
