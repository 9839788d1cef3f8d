import type { StoredFlow } from '../../sandbox/genesys/org.ts';
import type { Intent } from '../../src/audit/intent.ts';
import type { AuditRecord } from '../../src/audit/record.ts';
import { verifyAuditLog } from '../../src/audit/verify/verify.ts';
import type { RunResult } from '../../src/report/result.ts';
import type { FakeGitHub } from '../support/github.ts';
import { historyOf } from '../support/history.ts';
import type { Scenario } from './scenario.ts';
import { digestOf, sameContent } from './watched-org.ts';

/** The records that the audit branch has. */
export function recordsOf({ commits }: FakeGitHub): AuditRecord[] {
  return [...(commits.at(-1)?.files ?? [])]
    .filter(([path]) => path.startsWith('records/'))
    .map(([, text]) => JSON.parse(text) as AuditRecord);
}

/**
 * A version is what its record says. One that is adopted may say the same in the form of an export, such as after a rollback that
 * uploaded the export of an earlier version.
 */
function hasContent(
  flow: StoredFlow,
  version: string,
  { action, content_digest: digest }: AuditRecord,
): boolean {
  if (digestOf(flow, version) === digest) return true;
  if (action !== 'adopt') return false;
  return flow.versions.some(({ id }) => digestOf(flow, id) === digest && sameContent(flow, id, version));
}

/** What is wrong with new records: a success that was none, or a rollback that did not restore the base version. */
export function falseRecords({ org }: Scenario, records: readonly AuditRecord[]): string[] {
  const wrong: string[] = [];
  for (const record of records) {
    const { flow_id: id, platform_version_after: after, platform_version_before: before, status } = record;
    const flow = org.byId(id);
    const say = (words: string) =>
      wrong.push(`${record.action} of ${record.flow_name}: ${status} (${before} → ${after}): ${words}`);
    if (status === 'success') {
      if (!flow || !after || !org.wasLive(flow, after)) say('that version was never live');
      else if (record.action === 'rollback') {
        if (flow.versions.find(({ id: each }) => each === after) === undefined) say('no such version');
      } else if (!hasContent(flow, after, record)) say('it has other content');
      const failed = flow?.versions.find(({ id: each }) => each === after)?.jobFailed;
      // One that is adopted is live by whatever way, and says what the file says.
      if (failed && record.action !== 'adopt' && record.action !== 'rollback') say('its job had failed');
    }
    if (status === 'rolled_back' && flow) {
      // What somebody published while the job ran is what it goes back to.
      const good = after === null ? before === null : org.wasLive(flow, after);
      if (!good) say('what it went back to was never live');
    }
  }
  return wrong;
}

/** What was published on top of a flow that validation refuses, or by an atomic run that had one. */
export function publishedOnRefused({ begun, github }: Scenario): string[] {
  const wrong: string[] = [];
  const records = recordsOf(github);
  for (const [runId, { commit, inputs }] of begun) {
    if (!commit || commit.refused.size === 0 || inputs.mode === 'rollback') continue;
    const mine = records.filter(({ run_id }) => run_id === runId);
    for (const { manifest, status, action } of mine) {
      if (commit.refused.has(manifest) && action !== 'adopt')
        wrong.push(`run ${runId}: ${status} of ${manifest}, which depends on a flow that is refused`);
    }
    if (inputs.atomic === 'true' && intentsOf(github).some(({ run_id }) => run_id === runId))
      wrong.push(`run ${runId} is atomic, and began although a flow is refused`);
  }
  return wrong;
}

/** What of an atomic run, whose intent is closed, is recorded as live while another flow of it is not. */
export function halfPublished({ github }: Scenario): string[] {
  const wrong: string[] = [];
  const records = recordsOf(github);
  const open = github.commits.at(-1)?.files.get('intents/default.json');
  const standing = open === undefined ? undefined : (JSON.parse(open) as Intent).intent_id;
  const intents = new Map(
    intentsOf(github)
      .toReversed()
      .map((intent) => [intent.intent_id, intent]),
  );
  for (const { intent_id: id, atomic, run_id: runId, flows } of intents.values()) {
    if (!atomic || id === standing) continue;
    const published = flows.filter(({ job_id: job }) => job !== undefined);
    const live = published.filter(
      ({ manifest }) =>
        records.findLast((each) => each.run_id === runId && each.manifest === manifest)?.status === 'success',
    );
    if (live.length > 0 && live.length < published.length)
      wrong.push(`atomic run ${runId}: ${live.length} of ${published.length} flows are live`);
  }
  return wrong;
}

/** Every intent that ever stood, as it was written each time. */
function intentsOf({ commits }: FakeGitHub): Intent[] {
  return commits.flatMap(({ files }) => {
    const text = files.get('intents/default.json');
    return text === undefined ? [] : [JSON.parse(text) as Intent];
  });
}

/**
 * Work that went live by a person's hand after `since` and that this client then covered, without putting it back and
 * without telling in the result.
 */
export function covered(
  { org }: Scenario,
  since: number,
  results: readonly (RunResult | undefined)[],
): string[] {
  const wrong: string[] = [];
  for (const flow of org.flows) {
    const events = org.live.filter((each) => each.flow === flow && each.at >= since);
    const theirs = events.findLastIndex(({ person }) => person);
    const work = events[theirs];
    if (!work || theirs === events.length - 1) continue;
    if (sameContent(flow, work.version, flow.published)) continue;
    const initial = flow.name.charAt(0);
    const flows = results.flatMap((result) => result?.flows ?? []);
    const notices = results.flatMap((result) => result?.notices ?? []);
    const told =
      flows.some(
        ({ name, status }) =>
          name.startsWith(initial) && ['rollback_failed', 'conflict', 'failure', 'pending'].includes(status),
      ) || notices.some((line) => line.includes(`"${initial}`) && line.includes('could not be rolled back'));
    if (!told)
      wrong.push(
        `version ${work.version} of ${flow.name}, published by hand, was covered by ${flow.published}`,
      );
  }
  return wrong;
}

/** The last look comes so long before a job at most: requests, one that is tried again, and the lag of what is read. */
const LAST_LOOK_MS = 4000;

/** Drafts of people, older than `since`, that a publish after that went over: they were there to be seen. */
export function draftsCovered({ org }: Scenario, since: number): string[] {
  const wrong: string[] = [];
  for (const { flow, version, at, person } of org.live) {
    const made = flow.versions.find(({ id }) => id === version);
    if (person || at < since || made?.clientId === undefined || Date.parse(made.date) < since) continue;
    // What came in while the job ran, or in the moments between the last look and its beginning, could not be seen.
    const unseen = Math.min(since, (made.jobBegun ?? since) - LAST_LOOK_MS);
    // Versions stand in the order in which they were made, whatever their ids.
    const indexOf = (wanted: string) => flow.versions.findIndex(({ id }) => id === wanted);
    const number = indexOf(version);
    const before = Math.max(
      -1,
      ...org.live.filter((each) => each.flow === flow && each.at < at).map((each) => indexOf(each.version)),
    );
    const draft = flow.versions.find(
      ({ id, user, date }, index) =>
        user !== undefined &&
        index > before &&
        index < number &&
        Date.parse(date) < unseen &&
        !org.wasLive(flow, id),
    );
    if (draft) wrong.push(`draft ${draft.id} of ${flow.name}, saved before, was covered by ${version}`);
  }
  return wrong;
}

/** Locks that runs have left although they have ended and no intent is open. */
export function lockedStill({ org, github, stage }: Scenario, log: readonly string[]): string[] {
  if (github.commits.at(-1)?.files.has('intents/default.json') || tells(log)) return [];
  return org.flows
    .filter(({ lockedBy }) => lockedBy?.clientId === stage.client.id)
    .map(({ name }) => `${name} is still locked by the action`);
}

function tells(log: readonly string[]): boolean {
  return log.some(
    (line) =>
      line.includes('A flow is still locked by this client') || line.includes('rename it in Architect'),
  );
}

/** What is wrong once order was restored and the flows were published again: locks, intents, an audit log that is not complete. */
export async function leftOver(scenario: Scenario, log: readonly string[]): Promise<string[]> {
  const { org, github } = scenario;
  const records = recordsOf(github);
  const wrong = [...lockedStill(scenario, log), ...publishedOnRefused(scenario), ...halfPublished(scenario)];
  const files = github.commits.at(-1)?.files;
  if (files?.has('intents/default.json')) wrong.push('an intent is still open');
  const { findings } = await verifyAuditLog(historyOf(github), { head: '', auditIds: [] });
  for (const { path, message } of findings) wrong.push(`audit log: ${path} ${message}`);
  const state = JSON.parse(files?.get('state/default.json') ?? '{"flows":{}}') as {
    flows: Record<string, { flow_id: string; platform_version: string }>;
  };
  for (const [key, { flow_id: id, platform_version: version }] of Object.entries(state.flows)) {
    const flow = org.byId(id);
    const last = org.live.findLast((each) => each.flow === flow);
    if (!flow || flow.published === version || last?.person) continue;
    // What is live may be what a person made, restored where the action had overwritten it.
    const theirs = flow.versions.filter(({ user }) => user !== undefined);
    if (theirs.some(({ id: each }) => sameContent(flow, each, flow.published))) continue;
    // A rollback that failed was reported, and waits for a person.
    if (records.findLast(({ flow_id }) => flow_id === id)?.status === 'rollback_failed') continue;
    wrong.push(
      `the audit log has ${key} at ${version}, and ${flow.published ?? 'nothing'} is live by the action's own doing`,
    );
  }
  return wrong;
}
