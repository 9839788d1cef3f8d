import { randomUUID } from 'node:crypto';
import { GenesysApi } from '../../sandbox/genesys/api.ts';
import { Architect } from '../../sandbox/genesys/architect.ts';
import type { JobScript, StoredFlow } from '../../sandbox/genesys/org.ts';
import { callFlow, goOn, say } from '../support/architect.ts';
import { type FakeGitHub, fakeGitHub } from '../support/github.ts';
import { manifest, to } from '../support/load.ts';
import { type Acting, act, type Job, type Stage } from './actor.ts';
import { seeded, Time } from './time.ts';
import { WatchedOrg } from './watched-org.ts';

const PEOPLE = ['Ann', 'Bob'];
const CLIENT = { id: '11111111-2222-4333-8444-555555555555', secret: 'secret' };
const SCRIPTS: readonly JobScript[] = [
  { kind: 'slow', ms: 9000 },
  { kind: 'failure', messages: [{ type: 'Error', text: 'The variable is not known.' }] },
  { kind: 'failure', messages: [{ type: 'Error', text: "could not find the flow with id 'x'." }] },
  {
    kind: 'failure',
    messages: [
      { type: 'Error', text: "could not find the flow with id 'x'." },
      { type: 'Error', text: 'setting the Archy exit code to 107' },
    ],
  },
  { kind: 'failure-without-messages' },
  { kind: 'success-without-flow-id' },
  { kind: 'nothing-happened' },
  { kind: 'failure-but-live' },
  { kind: 'inactive' },
];

/** One flow of the repository, as it is now. */
export interface Source {
  name: string;
  says: string;
  flowId: string;
  /** Flows that it depends on by `depends_on`, by the initials of their names. */
  readonly needs?: readonly string[];
  /** What validation refuses it for; undefined: nothing. */
  broken?: 'rule' | 'unreadable' | undefined;
}

/** What is merged at some moment. */
export interface Commit {
  readonly id: string;
  readonly files: Readonly<Record<string, string>>;
  /** Manifests of flows that validation refuses, and of those that depend on them. */
  readonly refused: ReadonlySet<string>;
}

/** How a run of the model was begun. */
export interface Begun {
  readonly commit: Commit | undefined;
  readonly inputs: Readonly<Record<string, string>>;
}

/** A repository, an org, people and runs of the action, all of them at once, as a seed has it. */
export class Scenario {
  readonly random: () => number;
  readonly time = new Time();
  readonly org: WatchedOrg;
  readonly api: GenesysApi;
  readonly github: FakeGitHub;
  readonly stage: Stage;
  readonly flows: Source[];
  /** The flows refer to each other. */
  circle: boolean;
  readonly commits: Commit[] = [];
  /** By the ids of the runs. */
  readonly begun = new Map<number, Begun>();
  /** Faults come at random; false while order is restored. */
  troubled = true;
  #runs = 0;
  #edits = 0;

  /** `names`: the flows of the repository, in an org that does what the contract says; without them the seed chooses. */
  constructor(seed: number, names?: readonly string[]) {
    this.random = seeded(seed);
    this.org = new WatchedOrg(this.time);
    this.org.clients.push({ ...CLIENT, lacks: [] });
    this.org.jobMs = 1000 + this.random() * 5000;
    this.org.operationMs = this.pick([100, 3000]);
    this.org.unknowns.publishVersion = this.pick([
      'works',
      'works',
      'new-version',
      'new-version',
      'nothing',
      'refused',
    ]);
    this.org.unknowns.savedIds = this.pick(['numbers', 'guids']);
    this.org.unknowns.checkIn = this.pick(['unlocks', 'makes-version']);
    this.org.unknowns.ownLock = this.pick(['passes', 'refused']);
    this.org.unknowns.readLagMs = this.pick([0, 0, 1500]);
    this.org.unknowns.lockAfterJob = this.pick(['released', 'kept']);
    this.org.unknowns.exports = this.pick(['noisy', 'rewritten']);
    this.api = new GenesysApi(this.org);
    this.github = fakeGitHub(() => this.time.now());
    this.github.relation = async (base, head) => {
      const [from, to] = [base, head].map((id) => this.commits.findIndex((commit) => commit.id === id));
      if (from === undefined || to === undefined || from < 0 || to < 0) return 'unknown';
      return from === to ? 'identical' : from < to ? 'ahead' : 'behind';
    };
    this.stage = {
      time: this.time,
      api: this.api,
      github: this.github,
      random: this.random,
      client: CLIENT,
      githubFault: (name) => this.#githubFault(name),
    };
    const some = ['A', 'B', 'C'].slice(0, 1 + Math.floor(this.random() * 3));
    this.flows = (names ?? some).map((name, at) => ({
      name,
      says: 'Hello',
      flowId: '',
      needs: names === undefined ? some.slice(0, at).filter(() => this.chance(0.4)) : [],
    }));
    this.circle = this.chance(0.3) && names === undefined;
    if (names !== undefined) {
      this.troubled = false;
      Object.assign(this.org.unknowns, {
        publishVersion: 'works',
        savedIds: 'numbers',
        checkIn: 'unlocks',
        ownLock: 'refused',
        readLagMs: 0,
        lockAfterJob: 'kept',
        exports: 'noisy',
      });
    }
    this.commit();
  }

  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.random() * items.length)] as T;
  }

  chance(share: number): boolean {
    return this.random() < share;
  }

  /** Merges what the flows are now. */
  commit(): void {
    const files: Record<string, string> = {};
    for (const [at, { name, says, flowId, needs = [], broken }] of this.flows.entries()) {
      const dependsOn = needs.map((need) => `${need}.flow.json`);
      if (this.circle) {
        // Each hands calls over to the next one, and the last one to the first.
        const next = this.flows[(at + 1) % this.flows.length]?.name ?? name;
        const file = `${stem(name)}.yaml`;
        files[`flows/${file}`] = callFlow(name, say(says), goOn(next));
        files[`flows/${stem(name)}.flow.json`] = JSON.stringify({
          target_region: 'us-east-1',
          flow_id: flowId,
          flow_file: file,
          depends_on: dependsOn,
          // What the flows say does not matter here; that they need each other does.
          validation_rules: { rules: { 'cross-flow-loop': 'warning' } },
        });
        if (broken === 'rule')
          files[`flows/${file}`] = callFlow(name, goOn('Nobody')).replace(
            './tasks/task[Main_1]',
            './tasks/task[Nowhere]',
          );
        if (broken === 'unreadable') files[`flows/${stem(name)}.flow.json`] = `{"flow_file": "${file}",`;
        continue;
      }
      const nodes = {
        start: { type: 'start', transitions: to('say') },
        say: { type: 'say', text: says, transitions: to(broken === 'rule' ? 'nowhere' : 'e') },
        e: { type: 'end', transitions: [] },
      };
      const more = { flow_id: flowId, depends_on: dependsOn };
      const text = manifest(nodes, more, { name });
      files[`flows/${stem(name)}.flow.json`] = broken === 'unreadable' ? text.slice(0, -9) : text;
    }
    const id = randomUUID().replaceAll('-', '').padEnd(40, '0');
    this.commits.push({ id, files, refused: this.#refused() });
  }

  /** The manifests of flows that are broken, and of those that depend on them, directly or through others. */
  #refused(): Set<string> {
    const initials = new Set<string>();
    for (let more = true; more; ) {
      const found = this.flows.filter(
        ({ name, needs = [], broken }) =>
          !initials.has(stem(name)) && (broken || needs.some((need) => initials.has(need))),
      );
      for (const { name } of found) initials.add(stem(name));
      more = found.length > 0;
    }
    return new Set([...initials].map((initial) => `flows/${initial}.flow.json`));
  }

  /** Changes the text of a flow, or its name where its id is known, and merges that. */
  edit(): void {
    const flow = this.pick(this.flows);
    const stored = this.org.byName('INBOUNDCALL', flow.name);
    if (flow.broken ? this.chance(0.6) : this.chance(0.15)) {
      flow.broken = flow.broken ? undefined : this.pick(['rule', 'unreadable']);
    } else if (stored && this.chance(0.2)) {
      flow.flowId = stored.id;
      flow.name = `${stem(flow.name)} ${++this.#edits}`;
    } else flow.says = `Welcome ${++this.#edits}`;
    this.commit();
  }

  /** Begins a run on a commit (the newest, where none is named). */
  run(
    inputs: Readonly<Record<string, string>> = {},
    commit = this.commits.at(-1),
    interfere?: Job['interfere'],
    more: Pick<Job, 'wrap' | 'changed'> = {},
  ): Acting {
    const runId = ++this.#runs;
    this.github.changedFiles = async () => (more.changed ?? []).map((path) => ({ path, status: 'changed' }));
    const { id, files } = commit ?? { id: '', files: {} };
    this.begun.set(runId, { commit, inputs });
    // Without it nothing is known of a region, and nothing begins, while no manifest can be read.
    const region = 'mode' in inputs ? {} : { region: 'us-east-1' };
    this.github.runs.set(runId, 'going');
    const acting = act(this.stage, {
      files,
      commit: id,
      runId,
      inputs: { ...region, ...inputs },
      ...(interfere ? { interfere } : {}),
      ...more,
    });
    const over = () => void this.github.runs.set(runId, 'ended');
    acting.ended.then(over, over);
    return acting;
  }

  /** Something that a person does in Architect at some moment of the next `withinMs`. */
  disturb(withinMs: number): void {
    this.time.after(this.random() * withinMs, () => {
      const flow = this.org.flows.length > 0 ? this.pick(this.org.flows) : undefined;
      if (flow) this.#edit(flow, new Architect(this.org, this.pick(PEOPLE)));
    });
  }

  #edit(flow: StoredFlow, person: Architect): void {
    const yaml = `inboundCall:\n  name: ${flow.name}\n  description: by hand ${++this.#edits}\n`;
    const deed = this.pick(['edit', 'save', 'check in', 'publish', 'publish', 'let go']);
    if (deed === 'edit') person.edit(flow);
    else if (deed === 'save') person.save(flow, yaml);
    else if (deed === 'publish') person.publish(flow, yaml);
    else person.checkIn(flow);
  }

  /** Lets go of what people hold, and lets nothing more go wrong. */
  restoreOrder(): void {
    this.troubled = false;
    this.org.jobScripts.length = 0;
    this.api.faults.clear();
    for (const flow of this.org.flows) if (flow.lockedBy?.user) flow.lockedBy = undefined;
  }

  /** Makes the next jobs and requests go wrong, perhaps. */
  trouble(): void {
    for (let n = this.random() * 2; n > 1; n--) this.org.jobScripts.push(this.pick(SCRIPTS));
    const requests = [
      'POST /login/oauth/token',
      'GET /api/v2/flows.*',
      'POST /api/v2/flows/jobs',
      'GET /api/v2/flows/jobs/.*',
      'PUT /upload/.*',
      'PUT /api/v2/flows/.*',
      'POST /api/v2/flows/actions/.*',
      'POST /api/v2/flows/export/jobs',
      'GET /api/v2/flows/export/jobs/.*',
      'GET /upload/.*',
    ];
    for (let n = this.random() * 4; n > 1; n--) {
      const error = (status: number, headers = {}) => ({
        status,
        headers,
        body: { message: 'fault', code: 'fault', status },
      });
      this.api.faults.add({
        on: this.pick(requests),
        after: Math.floor(this.random() * 6),
        times: this.pick([1, 1, 2, 8]),
        reply: this.pick([
          'drop',
          'drop-after',
          error(500),
          error(503),
          error(401),
          error(403),
          error(409),
          error(429, { 'retry-after': '2' }),
        ]),
      });
    }
  }

  #githubFault(name: string): 'fails' | 'fails-after' | undefined {
    if (!this.troubled || !this.chance(0.01)) return undefined;
    return name === 'commit' && this.chance(0.5) ? 'fails-after' : 'fails';
  }
}

/** What a flow is called whatever its name is changed to, and its files, too. */
function stem(name: string): string {
  return name.split(' ')[0] ?? name;
}
