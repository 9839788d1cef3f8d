import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RealTime } from './clock.ts';
import { Org } from './genesys/org.ts';
import { type GenesysSandbox, startGenesys } from './genesys/server.ts';
import type { TokenRights } from './github/rights.ts';
import { type GitHubSandbox, startGitHub } from './github/server.ts';
import { runStep, type Step, type StepResult } from './runner.ts';

/** An org, a GitHub and runs of the action between them. */
export interface World {
  readonly genesys: GenesysSandbox;
  readonly github: GitHubSandbox;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Puts files (null removes one) on the main branch and gives the new commit. */
  push(files: Readonly<Record<string, string | null>>, message?: string): Promise<string>;
  /** Runs the action as a push of the main branch does. */
  onPush(options?: RunOptions): Promise<StepResult>;
  /** Runs the action as a pull request with these changes does. */
  onPullRequest(
    files: Readonly<Record<string, string | null>>,
    options?: RunOptions & PullOptions,
  ): Promise<StepResult>;
  /** The text of a file on the audit branch. */
  audit(path: string): Promise<string | undefined>;
  records(environment?: string): Promise<Record<string, unknown>[]>;
  /** Resolves when the platform has finished the jobs that it was given. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** What a pull request differs in from the usual one, which has a number and a branch of its own. */
export interface PullOptions {
  readonly fork?: boolean;
  /** The same number in a later run is a push to the pull request. */
  readonly number?: number;
}

/** What a run of the action differs in from the usual one. */
export interface RunOptions {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly sha?: string;
  readonly runId?: number;
  readonly attempt?: number;
  readonly rights?: TokenRights;
  readonly event?: { readonly name: string; readonly payload: unknown };
  readonly variables?: Readonly<Record<string, string>>;
  readonly killAt?: string;
  readonly killSignal?: NodeJS.Signals;
  readonly killWhen?: () => boolean;
  /** Changes the checked-out files before the action sees them. */
  readonly prepare?: (workspace: string) => void;
  /** PollingSchedule at the files that the action leaves behind. */
  readonly collect?: (workspace: string) => void;
}

/** Starts a world on free ports of loopback. */
export async function createWorld(ports: { genesys?: number; github?: number } = {}): Promise<World> {
  const clock = new RealTime();
  const org = new Org(clock);
  const client = { id: '11111111-2222-4333-8444-555555555555', secret: 'sandbox-secret-Zm9v', lacks: [] };
  org.clients.push(client);
  org.prompts.add('media_abc123');
  org.queues.add('Support');
  const genesys = await startGenesys(org, ports.genesys);
  const github = await startGitHub(ports.github);
  let runs = 1000;

  async function run(
    sha: string,
    ref: string,
    event: Step['event'],
    options: RunOptions,
  ): Promise<StepResult> {
    const workspace = mkdtempSync(join(tmpdir(), 'genesys-flow-workspace-'));
    const runId = options.runId ?? ++runs;
    const token = `ghs_sandbox${runId}`;
    github.tokens.set(token, options.rights ?? 'write');
    github.runs.set(runId, 'in_progress');
    await github.repository.checkout(sha, workspace, `https://github.com/${github.slug}`);
    options.prepare?.(workspace);
    try {
      const ended = await runStep({
        workspace,
        event: withRepository(options.event ?? event),
        sha,
        ref,
        repository: github.slug,
        apiUrl: github.url,
        runId,
        attempt: options.attempt ?? 1,
        variables: options.variables ?? {},
        ...(options.killAt ? { killAt: options.killAt } : {}),
        ...(options.killWhen ? { killWhen: options.killWhen } : {}),
        ...(options.killSignal ? { killSignal: options.killSignal } : {}),
        inputs: {
          'client-id': client.id,
          'client-secret': client.secret,
          'gateway-url': genesys.url,
          'github-token': token,
          // It costs each publish a second; those that are about it ask for it.
          'keep-live': 'false',
          ...options.inputs,
        },
      });
      options.collect?.(workspace);
      return ended;
    } finally {
      github.runs.set(runId, 'completed');
      rmSync(workspace, { recursive: true, force: true });
    }
  }

  /** GitHub puts the repository into the payload of every event. */
  function withRepository({ name, payload }: Step['event']): Step['event'] {
    if (typeof payload !== 'object' || payload === null) return { name, payload };
    return {
      name,
      payload: { repository: { full_name: github.slug, default_branch: 'main', private: true }, ...payload },
    };
  }

  return {
    genesys,
    github,
    clientId: client.id,
    clientSecret: client.secret,
    push: (files, message = 'Change the flows') => github.repository.push('main', files, message),
    async onPush(options = {}) {
      const sha = options.sha ?? (await github.repository.commit('refs/heads/main')) ?? '';
      return run(sha, 'refs/heads/main', { name: 'push', payload: {} }, options);
    },
    async onPullRequest(files, options = {}) {
      const base = (await github.repository.commit('refs/heads/main')) ?? '';
      const number = options.number ?? ++runs;
      const head = await github.repository.push(`change-${++runs}`, files, 'Propose a change', 'main');
      if (!github.comments.pulls.has(number)) github.comments.pulls.set(number, 'open');
      github.pulls.ranges.set(number, { base, head });
      const payload = {
        pull_request: {
          number,
          base: { sha: base, repo: { full_name: github.slug } },
          head: { sha: head, repo: { full_name: options.fork ? 'somebody/call-flows' : github.slug } },
        },
      };
      return run(head, `refs/pull/${number}/merge`, { name: 'pull_request', payload }, options);
    },
    async audit(path) {
      return (await github.repository.read('refs/heads/flow-audit', path))?.toString('utf8');
    },
    async records(environment = 'default') {
      const head = await github.repository.commit('refs/heads/flow-audit');
      if (!head) return [];
      const found = (await github.repository.list(head, true)).filter(
        ({ path, type }) => type === 'blob' && path.startsWith(`records/${environment}/`),
      );
      const texts = await Promise.all(found.map(({ path }) => github.repository.read(head, path)));
      return texts.map((text) => JSON.parse(String(text)) as Record<string, unknown>);
    },
    settled: () => clock.idle(),
    async close() {
      await genesys.close();
      await github.close();
    },
  };
}
