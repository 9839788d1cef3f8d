import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { digestOf, record } from '../__tests__/support/record.ts';
import { advance } from '../src/audit/advance.ts';
import type { Intent } from '../src/audit/intent.ts';
import { serializeIntent } from '../src/audit/intent-file.ts';
import { IntentKey } from '../src/audit/intent-key.ts';
import { AUDIT_PATHS, serialize } from '../src/audit/published-state.ts';
import { README } from '../src/audit/readme.ts';
import { emptyState, stateText } from '../src/audit/state-file.ts';
import { line, medianTimes, runNode } from './measure.ts';

const action = process.env.ACTION_ENTRY ?? fileURLToPath(new URL('../dist/index.js', import.meta.url));
const RUNS = 2000;
const FLOWS = 5;
const START = Date.parse('2026-01-01T00:00:00Z');
const KEY = new IntentKey('secret', { repository: 'a/b', auditBranch: 'flow-audit', environment: 'default' });
/** What is wrong with the commits of a bench: nobody signed them, and their ids were not known when they were written. */
const EXPECTED =
  /: (?:has no signature|names another commit than its parent|was changed by a commit whose seal)/;

/** Verifying an audit log of 10,000 records from a clone, as a whole process. */
export function bigTrail(): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'genesys-flow-trail-'));
  try {
    execFileSync('git', ['init', '--quiet', folder]);
    execFileSync('git', ['fast-import', '--quiet'], {
      cwd: folder,
      input: trail(),
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    const event = join(folder, 'event.json');
    writeFileSync(event, '{"repository": {"default_branch": "main"}}');
    const env = {
      PATH: process.env.PATH,
      HOME: folder,
      INPUT_MODE: 'verify',
      GITHUB_EVENT_NAME: 'workflow_dispatch',
      GITHUB_EVENT_PATH: event,
      GITHUB_WORKSPACE: folder,
      RUNNER_TEMP: folder,
    };
    const times = Array.from({ length: 3 }, () => {
      const run = runNode([action], env);
      const other = run.stdout
        .split('\n')
        .find((text) => /Commit [0-9a-f]{7}/.test(text) && !EXPECTED.test(text));
      if (other !== undefined || !run.stdout.includes(`${RUNS * FLOWS} records`))
        throw new Error(other ?? run.stdout.slice(0, 2000));
      return run;
    });
    const { wall, cpu } = medianTimes(times);
    return [
      line(
        `verifying 10,000 records in ${RUNS * 2 + 1} commits, whole process (${(cpu / 1000).toFixed(1)} s CPU without git)`,
        wall / 1000,
        5,
        's',
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function trail(): string {
  const out: string[] = [];
  const seal = KEY.state.seal({ parent: '', path: '', text: '' });
  const file = (path: string, text: string) =>
    `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`;
  const commit = (at: number, message: string, changes: string) => {
    out.push(
      `commit refs/heads/flow-audit\ncommitter bench <bench@example.com> ${Math.floor(at / 1000)} +0000\ndata ${Buffer.byteLength(message)}\n${message}\n${changes}\n`,
    );
  };
  commit(START, 'Begin the audit log', file('README.md', README));
  let state = emptyState('default');
  for (let run = 1; run <= RUNS; run++) {
    const at = START + run * 600_000;
    const timestamp = new Date(at).toISOString();
    const intent: Intent = {
      schema: 1,
      intent_id: randomUUID(),
      environment: 'default',
      run_id: run,
      attempt: 1,
      run_url: `https://github.com/a/b/actions/runs/${run}`,
      actor: 'a',
      commit: 'c'.repeat(40),
      started: timestamp,
      expires: new Date(at + 3_600_000).toISOString(),
      flows: [],
      begun_on: '0'.repeat(40),
      sequence: 1,
    };
    const text = serializeIntent(intent, KEY);
    commit(at, 'Intent: publish 5 flows to default', file(AUDIT_PATHS.intent('default'), text));
    const records = Array.from({ length: FLOWS }, (_, flow) =>
      record(`flow-${flow}`, {
        audit_id: randomUUID(),
        timestamp,
        run_id: run,
        platform_version_before: run === 1 ? null : `${run - 1}.0`,
        platform_version_after: `${run}.0`,
        content_digest: digestOf(`${flow} ${run}`),
      }),
    );
    state = advance(state, records, { intent: digestOf(text) });
    commit(
      at + 60_000,
      `Publish to default: 5 of 5 flows live\n\n${seal}`,
      records.map((each) => file(AUDIT_PATHS.record(each), serialize(each))).join('') +
        file(AUDIT_PATHS.state('default'), stateText(state)) +
        `D ${AUDIT_PATHS.intent('default')}\n`,
    );
  }
  return out.join('');
}
