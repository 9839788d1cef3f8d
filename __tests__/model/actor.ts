import { randomUUID } from 'node:crypto';
import { GenesysApi } from '../../sandbox/genesys/api.ts';
import { direct } from '../../sandbox/genesys/direct.ts';
import { ActionError } from '../../src/errors.ts';
import { connect } from '../../src/genesys/connect.ts';
import type { Genesys } from '../../src/genesys/port.ts';
import type { GitHub } from '../../src/github/port.ts';
import { type Inputs, readInputs } from '../../src/inputs/inputs.ts';
import { type Answer, ConnectionError } from '../../src/net/http.ts';
import type { Ports } from '../../src/ports.ts';
import type { RunResult } from '../../src/report/result.ts';
import { run } from '../../src/run.ts';
import type { Clock } from '../../src/runtime.ts';
import { type CancellableClock, runDeadline } from '../../src/system/deadline.ts';
import { Redaction } from '../../src/text/redaction.ts';
import { memoryLog } from '../support/clock.ts';
import { memoryFiles } from '../support/files.ts';
import type { Time } from './time.ts';

/** What GitHub does to a step that is cancelled: it is killed this long after the first signal. */
const KILLED_AFTER_MS = 10_000;
const HASTY_MS = 250;

/** Where the runs of a model act. */
export interface Stage {
  readonly time: Time;
  readonly api: GenesysApi;
  readonly github: GitHub;
  readonly random: () => number;
  readonly client: { readonly id: string; readonly secret: string };
  /** What a call of the port to GitHub gets instead of, or after, its answer. */
  githubFault(name: string): 'fails' | 'fails-after' | undefined;
}

/** What a run is about. */
export interface Job {
  readonly files: Readonly<Record<string, string>>;
  readonly commit: string;
  readonly runId: number;
  readonly attempt?: number;
  readonly inputs?: Readonly<Record<string, string>>;
  /** What comes of a request of the run, by its number from 1 on; undefined: what should. */
  readonly interfere?: (request: number) => Interference | undefined;
  /** What the run talks to instead of the org as it is. */
  readonly wrap?: (genesys: Genesys) => Genesys;
  /** Files that the run's pull request changes. */
  readonly changed?: readonly string[] | undefined;
}

/**
 * The run is killed before or after the request is served; the request fails, or fails once it is served; or Genesys Cloud
 * answers with this status.
 */
export type Interference = 'kill' | 'kill-after' | 'fail' | 'fail-after' | number;

/** A run of the action in a time of its own. */
export interface Acting {
  /** What came of it; undefined for one that was killed. Rejects as the action does. */
  readonly ended: Promise<RunResult | undefined>;
  readonly log: readonly string[];
  /** Requests so far, to Genesys Cloud and GitHub. */
  readonly requests: number;
  kill(): void;
  /** Asks it to end, as the runner does; kills it where it has not. */
  cancel(): void;
}

/** Begins a run of the action with the ports of the stage. Nothing of a run that was killed goes on. */
export function act(stage: Stage, job: Job): Acting {
  const { time, random } = stage;
  let dead = false;
  let die: () => void = () => {};
  const killed = new Promise<undefined>((done) => {
    die = () => done(undefined);
  });
  const never = new Promise<never>(() => {});
  const waiting = new Set<() => void>();
  const inputs: Inputs = readInputs((name) => job.inputs?.[name] ?? '', {
    GENESYS_CLIENT_ID: stage.client.id,
    GENESYS_CLIENT_SECRET: stage.client.secret,
  });
  /** The way to a server and back; a run that dies on it does not see the answer, and perhaps did not ask. */
  const trip = async <T>(ask: () => Promise<T>, broken: (status: number) => T | Promise<T>): Promise<T> => {
    await time.sleep(5 + random() * 200);
    if (dead && random() < 0.5) return never;
    requests++;
    const now = job.interfere?.(requests);
    if (now === 'kill') {
      kill();
      return never;
    }
    const answer = now === 'fail' || typeof now === 'number' ? undefined : { of: await ask() };
    if (now === 'kill-after') kill();
    await time.sleep(5 + random() * 100);
    if (dead) return never;
    return answer && now !== 'fail-after' ? answer.of : broken(typeof now === 'number' ? now : 0);
  };
  let cancelledAt: number | undefined;
  let requests = 0;
  const clock: Clock & CancellableClock = {
    now: () => time.now(),
    random,
    get cancelled() {
      return cancelledAt !== undefined;
    },
    get cancelledAt() {
      return cancelledAt;
    },
    async sleep(ms) {
      await new Promise<void>((wake) => {
        waiting.add(wake);
        time.after(cancelledAt !== undefined ? Math.min(ms, HASTY_MS) : ms, wake);
      });
      if (dead) await never;
    },
  };
  const deadline = runDeadline(clock, inputs.timeoutMs);
  const log = memoryLog();
  const send = direct(stage.api);
  const ports: Ports = {
    files: memoryFiles(job.files),
    clock,
    deadline,
    log,
    secrets: new Redaction(),
    git: () => Promise.reject(new Error('there is no git here')),
    uuid: randomUUID,
    genesys: async (target) =>
      (job.wrap ?? ((genesys) => genesys))(
        connect(target, {
          clock,
          log,
          deadline,
          send: async (request): Promise<Answer> => {
            const answer = await trip(
              () => send(request),
              (status) =>
                status === 0
                  ? undefined
                  : {
                      status,
                      headers: {},
                      text: JSON.stringify({ message: 'fault', code: 'fault', status }),
                    },
            );
            if (!answer) throw new ConnectionError('ECONNRESET');
            return answer;
          },
        }),
      ),
    github: async () => slowly(stage, trip),
  };
  const event = {
    name: job.changed ? 'pull_request' : 'push',
    sha: job.commit,
    ref: 'refs/heads/main',
    proposed: [],
    isDependabot: false,
    stranger: undefined,
    ownCommitOnly: false,
    isPrivate: true,
    onDefaultBranch: true,
    defaultBranchPush: true,
    range: job.changed && { base: 'b'.repeat(40), head: job.commit },
    dispatch: undefined,
  };
  const context = {
    repository: 'sandbox/call-flows',
    serverUrl: 'https://github.com',
    apiUrl: 'https://api.github.com',
    graphqlUrl: 'https://api.github.com',
    actor: 'ann',
    workflow: '',
    job: '',
    runId: job.runId,
    attempt: job.attempt ?? 1,
    runUrl: `https://github.com/sandbox/call-flows/actions/runs/${job.runId}`,
    rulesUrl: '',
  };
  const kill = () => {
    dead = true;
    die();
  };
  return {
    log: log.lines,
    get requests() {
      return requests;
    },
    ended: Promise.race([run({ ...inputs, token: 'token' }, event, context, ports), killed]),
    kill,
    cancel() {
      if (cancelledAt !== undefined) return;
      cancelledAt = time.now();
      for (const wake of waiting) wake();
      time.after(KILLED_AFTER_MS, kill);
    },
  };
}

function down(): Promise<never> {
  return Promise.reject(new ActionError('GitHub is down', 'Run again.'));
}

/** The repository, with the time that asking takes and the faults of the stage. */
function slowly(
  { github, githubFault }: Stage,
  trip: <T>(ask: () => Promise<T>, broken: () => Promise<T>) => Promise<T>,
): GitHub {
  return new Proxy(github, {
    get: (target, name: keyof GitHub) => {
      const call = target[name] as ((...args: unknown[]) => Promise<unknown>) | undefined;
      // A promise asks what it is given whether it is one, too.
      if (typeof call !== 'function') return call;
      return (...args: unknown[]) =>
        trip(async () => {
          const fault = githubFault(name);
          if (fault === 'fails') return down();
          const answer = await call(...args);
          return fault === 'fails-after' ? down() : answer;
        }, down);
    },
  });
}
