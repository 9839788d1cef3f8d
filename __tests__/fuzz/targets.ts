import { readDispatch } from '../../src/audit/external.ts';
import { readIntent } from '../../src/audit/intent-file.ts';
import { IntentKey } from '../../src/audit/intent-key.ts';
import { readRecord } from '../../src/audit/record-file.ts';
import { parseSnapshot } from '../../src/audit/snapshot.ts';
import { parseState } from '../../src/audit/state-file.ts';
import { verifyAuditLog } from '../../src/audit/verify/verify.ts';
import { weakenedChecks } from '../../src/changes/weakened-checks.ts';
import { readEvent } from '../../src/event/event.ts';
import { resolveMode } from '../../src/event/mode.ts';
import { PUBLISH_EVENTS } from '../../src/event/trust.ts';
import { checkInputs } from '../../src/inputs/inputs.ts';
import type { Ports } from '../../src/ports.ts';
import { placeOf } from '../../src/publish/message-place.ts';
import { isDisguisedLimit, isLocked, readMessages } from '../../src/publish/messages.ts';
import { run } from '../../src/run.ts';
import { readGlobs } from '../../src/text/globs.ts';
import { Redaction } from '../../src/text/redaction.ts';
import { virtualClock } from '../support/clock.ts';
import { memoryFiles } from '../support/files.ts';
import { fakeOrg, orgFlow, version } from '../support/genesys.ts';
import { type FakeGitHub, fakeGitHub } from '../support/github.ts';
import { historyOf } from '../support/history.ts';
import { load } from '../support/load.ts';
import { publishable } from '../support/publishable.ts';
import { echoesOf as echoes } from './echoes.ts';
import { mutateBytes, mutateText, mutateValue } from './mutate.ts';
import type { Random } from './random.ts';
import { BASELINE, CONFIG, FLOWS, MANIFESTS, MESSAGES, PAYLOADS, RECORD, WORKFLOW } from './seeds.ts';
import { redactedGitHub, structureFault, surfacesOf, written } from './surfaces.ts';

/** What one input came to: texts that people can read, and what is wrong in itself. */
export interface Outcome {
  readonly shown: readonly string[];
  readonly fault?: string | undefined;
}

/** One kind of hostile input: makes one and takes it. */
export type Target = (random: Random, secret: string) => Promise<Outcome>;

const SHA = 'a'.repeat(40);
const BASE = 'b'.repeat(40);
const CONTEXT = {
  repository: 'o/r',
  serverUrl: 'https://github.com',
  apiUrl: 'https://api.github.com',
  graphqlUrl: 'https://api.github.com',
  actor: 'ann',
  workflow: '',
  job: '',
  runId: 1,
  attempt: 1,
  runUrl: 'https://github.test/run/1',
  rulesUrl: '',
};

function filesOf(random: Random, extra: readonly string[]): Record<string, Buffer> {
  const source = random.pick(MANIFESTS);
  const isJson = source.startsWith('{');
  const byValue = isJson && random.chance(0.5);
  const text = byValue
    ? JSON.stringify(mutateValue(random, JSON.parse(source), extra), null, 1)
    : mutateText(random, source, extra);
  const files: Record<string, Buffer> = {
    [`flows/x.flow.${isJson ? 'json' : 'yaml'}`]: mutateBytes(random, text, extra),
    'flows/x.yaml': mutateBytes(random, mutateText(random, random.pick(FLOWS), extra), extra),
  };
  if (random.chance(0.3))
    files['.genesys-flows.yml'] = mutateBytes(random, mutateText(random, CONFIG, extra), extra);
  if (random.chance(0.2))
    files['baseline.json'] = mutateBytes(random, mutateText(random, BASELINE, extra), extra);
  return files;
}

interface Setting {
  readonly files: Record<string, Buffer>;
  readonly github: FakeGitHub;
  readonly secrets: Redaction;
  readonly lines: string[];
  readonly ports: Ports;
}

function setting(random: Random, secret: string, files: Record<string, Buffer>): Setting {
  const secrets = new Redaction();
  secrets.hide(secret);
  const lines: string[] = [];
  const clock = virtualClock();
  const say = (text: string) => void lines.push(secrets.text(text));
  const github = fakeGitHub(() => clock.now());
  const extra = echoes(secret);
  const hostile = (text: string) => (random.chance(0.4) ? mutateText(random, text, extra) : text);
  const live = random.chance(0.6)
    ? orgFlow(
        version(
          '3.0',
          random.chance(0.5) ? 'our-client' : undefined,
          random.chance(0.5) ? hostile('Ann') : undefined,
        ),
        {
          name: hostile('Test'),
          division: hostile('Home'),
          lock: random.chance(0.1) ? { holder: hostile('Ann'), clientId: undefined } : undefined,
        },
      )
    : undefined;
  const org = fakeOrg(clock, live);
  const yaml = mutateText(random, random.pick(FLOWS), extra);
  org.exportVersion = async () => yaml;
  const messages = [{ type: 'Error' as const, text: mutateText(random, random.pick(MESSAGES), extra) }];
  const fails = random.chance(0.5);
  org.onJob = () =>
    fails ? { publishes: false, status: 'failure', flowId: undefined, messages } : { messages };
  const before = random.pick(MANIFESTS);
  github.textAt = async (ref, path) =>
    ref === BASE
      ? before
      : (github.commits.find(({ oid }) => oid === ref)?.files.get(path) ?? files[path]?.toString('utf8'));
  github.changedFiles = async () => Object.keys(files).map((path) => ({ path, status: 'changed' as const }));
  const ports: Ports = {
    files: memoryFiles(files),
    clock,
    deadline: { at: clock.now() + 3_600_000, reserve: () => ({ at: clock.now() + 3_000_000 }) },
    log: {
      debug: say,
      info: say,
      warning: say,
      group: (title, body) => (say(title), body()),
      mask: (text) => secrets.hide(text),
      maskAddress: (text) => secrets.hideAddress(text),
    },
    secrets,
    git: () => Promise.reject(new Error('there is no git here')),
    genesys: async () => org,
    github: async () => redactedGitHub(github, secrets),
    uuid: () => `00000000-0000-4000-8000-${String(random.below(1e12)).padStart(12, '0')}`,
  };
  return { files, github, secrets, lines, ports };
}

async function runMode(random: Random, secret: string, mode: string, name: string): Promise<Outcome> {
  const files = filesOf(random, echoes(secret));
  const { github, secrets, lines, ports } = setting(random, secret, files);
  const given: Record<string, string> = {
    mode,
    'client-id': 'id',
    'client-secret': secret,
    'github-token': 'token-of-the-run',
    environment: random.chance(0.2) ? 'prod' : '',
    'on-conflict': random.chance(0.3) ? 'overwrite' : 'fail',
    region: random.chance(0.5) ? 'us-east-1' : '',
    'changed-only': random.chance(0.5) ? 'true' : 'false',
  };
  const { inputs } = checkInputs((input) => given[input] ?? '', {});
  const side = { repo: { full_name: 'o/r' } };
  const payload = {
    repository: { full_name: 'o/r', default_branch: 'main', private: random.chance(0.5) },
    ...(name === 'pull_request'
      ? { pull_request: { base: { ...side, sha: BASE }, head: { ...side, sha: SHA } } }
      : {}),
  };
  const event = readEvent(name, SHA, 'refs/heads/main', payload);
  const result = await run(inputs, event, CONTEXT, ports);
  const shown = [...surfacesOf(result, secrets), ...lines, ...written(github)];
  return { shown, fault: random.chance(0.3) ? structureFault(result, secrets) : undefined };
}

const validate: Target = (random, secret) => runMode(random, secret, 'validate', 'pull_request');
const plan: Target = (random, secret) =>
  runMode(random, secret, 'plan', random.chance(0.5) ? 'pull_request' : 'push');
const publish: Target = (random, secret) => runMode(random, secret, 'publish', 'push');

const weakened: Target = async (random, secret) => {
  const extra = echoes(secret);
  const one = {
    ...filesOf(random, extra),
    '.github/workflows/x.yml': Buffer.from(mutateText(random, WORKFLOW, extra)),
  };
  const two = {
    ...filesOf(random, extra),
    '.github/workflows/x.yml': Buffer.from(mutateText(random, WORKFLOW, extra)),
  };
  const github = fakeGitHub();
  github.textAt = async (ref, path) => (ref === BASE ? one : two)[path as keyof typeof one]?.toString('utf8');
  const touched = new Set([...Object.keys(one), ...Object.keys(two)]);
  const found = await weakenedChecks(await load(two), touched, { base: BASE, head: SHA }, github);
  const secrets = new Redaction();
  secrets.hide(secret);
  return { shown: [JSON.stringify(secrets.data(found))] };
};

const events: Target = async (random) => {
  const names = [
    ...PUBLISH_EVENTS,
    'pull_request',
    'pull_request_target',
    'issue_comment',
    'workflow_run',
    'merge_group',
    'x',
    '',
  ];
  const name = random.pick(names);
  const given: Record<string, string> = {
    mode: random.pick(['auto', 'publish', 'rollback', 'plan', 'drift']),
    'client-id': 'id',
    'client-secret': 'secret',
    'allow-ref': random.pick(['', '*', 'main', SHA]),
  };
  const { inputs } = checkInputs((input) => given[input] ?? '', {});
  const payload = mutateValue(random, random.pick(PAYLOADS));
  const ref = random.pick(['refs/heads/main', 'refs/heads/x', 'refs/pull/1/merge', 'refs/tags/main', '']);
  const event = readEvent(name, SHA, ref, payload);
  const head = random.pick([SHA, BASE]);
  const checkout = random.pick(['none', 'unreadable', 'several', { folder: '.', head, refs: [] }] as const);
  const resolved = resolveMode(inputs, event, checkout);
  if ('problem' in resolved) return { shown: [] };
  const changes = resolved.mode === 'publish' || resolved.mode === 'rollback';
  const isWrong =
    (changes &&
      (!PUBLISH_EVENTS.includes(name) ||
        (ref.startsWith('refs/pull/') && given['allow-ref'] !== SHA) ||
        checkout === 'unreadable')) ||
    (resolved.mode !== 'validate' && ['pull_request_target', 'issue_comment', ''].includes(name));
  return { shown: [], fault: isWrong ? `${resolved.mode} on ${name} ${ref}` : undefined };
};

const NAMES = [
  'mode',
  'manifests',
  'environment',
  'region',
  'gateway-url',
  'concurrency',
  'timeout-minutes',
  'plan-digest',
  'allow-ref',
  'audit-branch',
  'to-version',
  'flow',
  'fail-on',
];
const inputTexts: Target = async (random, secret) => {
  const extra = echoes(secret);
  const given = Object.fromEntries(
    NAMES.map((name) => [
      name,
      random.chance(0.4)
        ? mutateText(
            random,
            random.pick(['flows/**', 'prod', 'https://x.test', '3', '1.2.0', '{a,b}/**/[a-z]*.yaml']),
            extra,
          )
        : '',
    ]),
  );
  const { inputs } = checkInputs((name) => given[name] ?? '', {});
  try {
    readGlobs(inputs.manifests).matches('flows/a/b/c.flow.json');
  } catch (error) {
    if (!(error instanceof Error) || !('hint' in error)) throw error;
  }
  return { shown: [] };
};

let candidate: Awaited<ReturnType<typeof publishable>> | undefined;
const messages: Target = async (random, secret) => {
  candidate ??= await publishable();
  const list = Array.from({ length: 1 + random.below(3) }, () => ({
    type: random.pick(['Error', 'Warning', 'Unknown'] as const),
    text: mutateText(random, random.pick(MESSAGES), echoes(secret)),
  }));
  const causes = readMessages(list);
  for (const cause of causes) placeOf(candidate, cause);
  for (const { text } of list) isLocked(text);
  isDisguisedLimit(list);
  const secrets = new Redaction();
  secrets.hide(secret);
  return { shown: [JSON.stringify(secrets.data(causes))] };
};

const FACTS = { environment: 'default', commit: SHA, actor: 'a', runId: 1, runUrl: '', attempt: 1 };
const KEY = new IntentKey('secret', { repository: 'o/r', auditBranch: 'flow-audit', environment: 'default' });
const audit: Target = async (random, secret) => {
  const extra = echoes(secret);
  const record = JSON.stringify(mutateValue(random, RECORD, extra), null, 2);
  const text = random.chance(0.5) ? mutateText(random, record, extra) : `${record}\n`;
  readRecord(text, 'records/default/2026-01-01-x.json');
  readIntent(text, 'default', 0, KEY);
  parseSnapshot(mutateText(random, `# {"version":"1.0"}\n${random.pick(FLOWS).slice(0, 2000)}`, extra));
  for (const read of [
    () => parseState(text, 'default'),
    () => readDispatch(mutateValue(random, random.pick(PAYLOADS), extra), FACTS, 'id', 0),
  ]) {
    try {
      read();
    } catch (error) {
      if (!(error instanceof Error) || !('hint' in error)) throw error;
    }
  }
  const github = fakeGitHub(() => 0);
  await github.createBranch('flow-audit', { path: 'README.md', text: mutateText(random, 'x', extra) }, 'One');
  const paths = [
    'records/default/2026-01-01-x.json',
    'state/default.json',
    'intents/default.json',
    'live/default/x.yaml',
    '../x',
    '',
  ];
  const additions = Array.from({ length: 1 + random.below(3) }, () => ({
    path: random.chance(0.5) ? random.pick(paths) : mutateText(random, random.pick(paths), extra),
    text: mutateText(random, record, extra),
  }));
  await github.commit('flow-audit', github.commits.at(-1)?.oid ?? '', {
    headline: mutateText(random, 'Two', extra),
    additions,
    deletions: [],
  });
  await verifyAuditLog(historyOf(github), { head: '', auditIds: [] });
  return { shown: [] };
};

/** The targets with their shares of all inputs. */
export const TARGETS: readonly (readonly [name: string, share: number, target: Target])[] = [
  ['validate', 0.36, validate],
  ['plan', 0.08, plan],
  ['publish', 0.06, publish],
  ['weakened checks', 0.05, weakened],
  ['event payloads', 0.15, events],
  ['inputs', 0.1, inputTexts],
  ['job messages', 0.1, messages],
  ['audit files', 0.1, audit],
];
