import { Scenario } from '../__tests__/model/scenario.ts';
import { Time } from '../__tests__/model/time.ts';
import { WatchedOrg } from '../__tests__/model/watched-org.ts';
import { memoryLog } from '../__tests__/support/clock.ts';
import { load, manifest, to } from '../__tests__/support/load.ts';
import { record } from '../__tests__/support/record.ts';
import { INTENT } from '../__tests__/support/release.ts';
import { GenesysApi } from '../sandbox/genesys/api.ts';
import { direct } from '../sandbox/genesys/direct.ts';
import { advance } from '../src/audit/advance.ts';
import { AUDIT_PATHS } from '../src/audit/published-state.ts';
import { emptyState, stateText } from '../src/audit/state-file.ts';
import { connect } from '../src/genesys/connect.ts';
import { ConnectionError } from '../src/net/http.ts';
import { makePlan } from '../src/plan/make-plan.ts';
import { toPublishable } from '../src/plan/publishable.ts';
import { publishAll } from '../src/publish/publish.ts';
import { Journal } from '../src/release/journal.ts';
import { JobTimes, nextPoll, PollingSchedule } from '../src/release/polling-schedule.ts';
import { RegisteredJobs } from '../src/release/registered-jobs.ts';
import { line } from './measure.ts';

const FLOWS = 100;
const JOB_MS = 5000;
const LATENCY_MS = 60;
const PER_MINUTE = 300;
const CLIENT = { id: '11111111-2222-4333-8444-555555555555', secret: 'secret' };

/** PollingSchedule every 15 seconds, as the Terraform provider does. */
class EveryFifteenSeconds extends JobTimes {
  override schedule(): PollingSchedule {
    return new (class extends PollingSchedule {
      override next(): number {
        return 15_000;
      }
    })(undefined);
  }
}

/** PollingSchedule that know nothing of the jobs before. */
class Forgetful extends JobTimes {
  override expect(): undefined {
    return undefined;
  }
}

/** What it took to publish the flows. */
interface Took {
  readonly seconds: number;
  readonly requests: readonly string[];
}

const isPoll = (request: string) => request.startsWith('GET /api/v2/flows/jobs/');
const isLogin = (request: string) => request.endsWith('/oauth/token');
/** Requests that count for the limit of the platform: files go to a store of their own. */
const limited = ({ requests }: Took) => requests.filter((each) => each.includes('/api/'));

/** Publishes 100 independent flows that are not there yet, in virtual time. */
async function publish(times: JobTimes, concurrency: number): Promise<Took> {
  const time = new Time();
  const org = new WatchedOrg(time);
  org.clients.push({ ...CLIENT, lacks: [] });
  org.requestsPerMinute = PER_MINUTE;
  org.jobMs = JOB_MS;
  const api = new GenesysApi(org);
  const { genesys, clock, log, deadline } = connected(api, time);
  const publishableFlows = await independentFlows();
  const begun = time.now();
  const story = async () => {
    const { flows } = await makePlan({
      publishableFlows,
      refused: [],
      atomic: false,
      state: emptyState('default'),
      region: 'us-east-1',
      commit: 'c',
      genesys,
      github: undefined,
      overwrite: false,
      changedOnly: true,
      concurrency,
      showChanges: false,
      republishConsumers: false,
    });
    const jobs = new RegisteredJobs(genesys, clock);
    await jobs.register(
      flows.map(({ publishable: { key } }) => ({ key, purpose: 'flow' as const })),
      concurrency,
    );
    const journal = new Journal(INTENT, async () => {});
    return publishAll(
      flows,
      { concurrency, atomic: false },
      {
        genesys,
        clock,
        log,
        deadline,
        overwrite: false,
        journal,
        jobs,
        times,
      },
    );
  };
  const outcomes = await time.until(story());
  const live = outcomes.filter(({ status }) => status === 'success').length;
  if (live !== FLOWS)
    throw new Error(
      `${live} of ${FLOWS} flows went live: ${outcomes.find(({ status }) => status !== 'success')?.detail}`,
    );
  return { seconds: (time.now() - begun) / 1000, requests: api.requests };
}

/** A port of the org that every request and every answer reaches after the latency. */
function connected(api: GenesysApi, time: Time) {
  const ask = direct(api);
  const clock = {
    now: () => time.now(),
    sleep: (ms: number) => time.sleep(ms),
    random: () => 0.5,
    cancelled: false,
  };
  const log = memoryLog();
  const deadline = { at: time.now() + 24 * 3_600_000 };
  const genesys = connect(
    {
      host: 'mypurecloud.com',
      region: 'us-east-1',
      clientId: CLIENT.id,
      clientSecret: CLIENT.secret,
      gateway: undefined,
    },
    {
      clock,
      log,
      deadline,
      send: async (request) => {
        await time.sleep(LATENCY_MS);
        const answer = await ask(request);
        await time.sleep(LATENCY_MS);
        if (!answer) throw new ConnectionError('ECONNRESET');
        return answer;
      },
    },
  );
  return { genesys, clock, log, deadline };
}

/** 100 flows that refer to none of each other. */
async function independentFlows() {
  const nodes = {
    start: { type: 'start', transitions: to('say') },
    say: { type: 'say', text: 'Hello', transitions: to('e') },
    e: { type: 'end', transitions: [] },
  };
  const files = Object.fromEntries(
    Array.from({ length: FLOWS }, (_, at) => [
      `flows/${at}.flow.json`,
      manifest(nodes, {}, { name: `Flow ${at}` }),
    ]),
  );
  const workspace = await load(files);
  return (await Promise.all(workspace.flows.map(toPublishable))).flatMap((each) => each ?? []);
}

/** How soon the end of a job of any length up to an hour is noticed, and with how many looks. */
function cadence(): string[] {
  let [late, many] = [0, 0];
  for (let seconds = 0.25; seconds <= 3600; seconds *= 1.05) {
    const looks = new PollingSchedule(undefined);
    let [elapsed, count] = [0, 0];
    for (; elapsed < seconds * 1000; count++) elapsed += looks.next(elapsed);
    late = Math.max(late, elapsed / 1000 - 1.25 * seconds);
    many = Math.max(many, count / Math.log2(seconds + 2));
  }
  return [
    line('the end of a job of t seconds is noticed within 1.25 t and', late, 2, 's'),
    line('looks at it, to log2(t + 2)', many, 8, 'times'),
    `      (where nothing is known of jobs like it, one is looked at after ${nextPoll(0) / 1000} s)`,
  ];
}

/** The shortest time that the limit of requests allows for so many of them, and the last job. */
function bound(requests: number): number {
  return Math.floor((requests - 1) / PER_MINUTE) * 60 + JOB_MS / 1000;
}

/** Requests that a whole run of drift makes where 1,000 flows are as they were published. */
async function driftRequests(): Promise<number> {
  const scenario = new Scenario(1, []);
  const records = Array.from({ length: 1000 }, (_, at) => {
    const name = `Flow ${at}`;
    const flow = scenario.org.publish('INBOUNDCALL', name, `inboundCall:\n  name: ${name}\n`, {
      clientId: CLIENT.id,
    });
    return record(name, { flow_id: flow.id });
  });
  const { github } = scenario;
  await github.createBranch('flow-audit', { path: 'README.md', text: '' }, 'Begin');
  await github.commit('flow-audit', github.commits[0]?.oid ?? '', {
    headline: 'State',
    additions: [
      { path: AUDIT_PATHS.state('default'), text: stateText(advance(emptyState('default'), records)) },
    ],
    deletions: [],
  });
  const result = await scenario.time.until(scenario.run({ mode: 'drift' }).ended);
  if (result?.result !== 'success') throw new Error(`drift: ${result?.verdict}`);
  return scenario.api.requests.filter((each) => !isLogin(each)).length;
}

/** What talking to the platform costs, in requests and in virtual time. */
export async function platform(): Promise<string[]> {
  const ours = await publish(new JobTimes(), 20);
  const forgetful = await publish(new Forgetful(), 20);
  const fixed = await publish(new EveryFifteenSeconds(), 20);
  const single = await publish(new JobTimes(), 1);
  const perFlow = ours.requests.filter((each) => !isPoll(each) && !isLogin(each)).length / FLOWS;
  const whole = bound(limited(ours).length);
  const row = (what: string, took: Took) =>
    `      ${what.padEnd(34)} ${took.seconds.toFixed(0).padStart(5)} s   ${String(limited(took).length).padStart(4)} requests, ${took.requests.filter(isPoll).length} of them looks at jobs`;
  return [
    line('requests per published flow, upload and plan included, looks apart', perFlow, 5, 'requests'),
    ...cadence(),
    line(
      `${FLOWS} flows, jobs of 5 s, ${PER_MINUTE} requests a minute (${ours.seconds.toFixed(0)} s), to what the limit allows (${whole.toFixed(0)} s)`,
      ours.seconds / whole,
      1.2,
      'times',
    ),
    row('20 at once, first look by experience', ours),
    row('20 at once, without experience', forgetful),
    row('20 at once, a look every 15 s', fixed),
    row('one after the other', single),
    line('requests of drift over 1,000 unchanged flows', await driftRequests(), 12, 'requests'),
  ];
}
