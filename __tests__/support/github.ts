import { randomUUID } from 'node:crypto';
import type { GitHub, NewDeployment, TreeChange } from '../../src/github/port.ts';

/** A repository in memory. */
export interface FakeGitHub extends GitHub {
  readonly commits: {
    readonly oid: string;
    readonly headline: string;
    readonly message: string;
    /** In ms since 1970. */
    readonly date: number;
    readonly files: ReadonlyMap<string, string>;
  }[];
  readonly runs: Map<number, 'going' | 'ended' | 'unknown'>;
  /** Who started a run, where GitHub says so. */
  readonly actors: Map<number, string>;
  readonly deployed: NewDeployment[];
  /** Runs before each commit is tried; may throw, or move the branch. */
  beforeCommit: (change: TreeChange) => void | Promise<void>;
  /** True: the commit is made and its answer is lost. */
  loseAnswer: boolean;
}

/** `now` dates the commits, in ms since 1970. */
export function fakeGitHub(now: () => number = () => Date.now()): FakeGitHub {
  const commits: FakeGitHub['commits'] = [];
  const head = () => commits.at(-1);
  const add = (headline: string, files: Map<string, string>, body?: string) => {
    const oid = randomUUID().replaceAll('-', '').padEnd(40, '0');
    const message = body === undefined ? headline : `${headline}\n\n${body}`;
    commits.push({ oid, headline, message, date: now(), files });
    return oid;
  };
  const github: FakeGitHub = {
    commits,
    runs: new Map(),
    actors: new Map(),
    deployed: [],
    beforeCommit: () => {},
    loseAnswer: false,
    changedFiles: async () => [],
    relation: async () => 'ahead',
    mergeBase: async () => undefined,
    textAt: async (ref, path) => commits.find(({ oid }) => oid === ref)?.files.get(path),
    filesIn: async (ref, folder) =>
      [...(commits.find(({ oid }) => oid === ref)?.files.keys() ?? [])].filter(
        (path) => path.startsWith(`${folder}/`) && !path.slice(folder.length + 1).includes('/'),
      ),
    branchHead: async () => head()?.oid,
    async createBranch(_, file, message) {
      if (head()) return 'exists';
      add(message, new Map([[file.path, file.text]]));
      return 'created';
    },
    async commit(_, expected, change) {
      await github.beforeCommit(change);
      if (head()?.oid !== expected) return 'moved';
      const files = new Map(head()?.files);
      for (const { path, text } of change.additions) files.set(path, text);
      for (const path of change.deletions) files.delete(path);
      const oid = add(change.headline, files, change.body);
      return github.loseAnswer ? 'moved' : { oid };
    },
    run: async (id) => ({ state: github.runs.get(id) ?? 'ended', actor: github.actors.get(id) }),
    async fileHistory(ref, path, page) {
      const end = commits.findIndex(({ oid }) => oid === ref);
      const changed = commits
        .slice(0, end + 1)
        .map(({ oid, message, files }, at) => ({
          oid,
          message,
          parent: commits[at - 1]?.oid,
          now: files.get(path),
          at,
        }))
        .filter(({ now, at }) => now !== commits[at - 1]?.files.get(path));
      return changed
        .toReversed()
        .slice((page - 1) * 100, page * 100)
        .map(({ oid, parent, message }) => ({ oid, parent, message }));
    },
    unverifiedCommits: async () => [],
    hasJobDeployment: async () => false,
    deployedAuditIds: async () => github.deployed.map(({ payload }) => String(payload.audit_id)),
    keepIssue: async () => 'none',
    createCheckRun: async () => '',
    pullFiles: async () => [],
    ownReviews: async () => [],
    createReview: async () => {},
    keepComment: async () => ({ done: 'none', url: '', duplicates: 0 }),
    deploy: async (deployment) => void github.deployed.push(deployment),
    deploymentsOf: async (_, ids) =>
      new Map(
        github.deployed.flatMap(({ payload }, at) =>
          ids.includes(String(payload.audit_id)) ? [[String(payload.audit_id), at]] : [],
        ),
      ),
    hasDeploymentStatus: async () => true,
  };
  return github;
}
