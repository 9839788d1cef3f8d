import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { record } from '../__tests__/support/record.ts';
import { advance } from '../src/audit/advance.ts';
import { LEDGER, serialize } from '../src/audit/ledger.ts';
import { emptyState, stateText } from '../src/audit/state-file.ts';
import { line, median } from './measure.ts';

const action = fileURLToPath(new URL('../dist/index.js', import.meta.url));
const RUNS = 2000;
const FLOWS = 5;

/** Verifying a trail of 10,000 records from a clone, as a whole process. */
export function bigTrail(): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'genesys-flow-trail-'));
  try {
    execFileSync('git', ['init', '--quiet', folder]);
    execFileSync('git', ['fast-import', '--quiet'], {
      cwd: folder,
      input: trail(),
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    const env = {
      PATH: process.env.PATH,
      HOME: folder,
      INPUT_MODE: 'verify',
      GITHUB_WORKSPACE: folder,
      RUNNER_TEMP: folder,
    };
    const times = Array.from({ length: 3 }, () => {
      const begun = performance.now();
      const run = spawnSync(process.execPath, [action], { env, encoding: 'utf8' });
      // Commits of a bench are not signed, and everything else of them has to be right.
      if (!run.stdout.includes(`${RUNS * FLOWS} records`)) throw new Error(run.stdout.slice(-500));
      return performance.now() - begun;
    });
    return [
      line(`verifying 10,000 records in ${RUNS * 2} commits, whole process`, median(times) / 1000, 5, 's'),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function trail(): string {
  const out: string[] = [];
  const file = (path: string, text: string) =>
    `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`;
  const commit = (changes: string) => {
    out.push(
      `commit refs/heads/flow-audit\ncommitter bench <bench@example.com> ${1_700_000_000 + out.length} +0000\ndata 1\nx\n${changes}\n`,
    );
  };
  let state = emptyState('default');
  for (let run = 1; run <= RUNS; run++) {
    commit(file(LEDGER.intent('default'), `{"run":${run}}`));
    const records = Array.from({ length: FLOWS }, (_, at) =>
      record(`flow-${at}`, {
        audit_id: randomUUID(),
        platform_version_after: `${run}.0`,
        content_digest: `digest-${run}`,
      }),
    );
    state = advance(state, records);
    commit(
      records.map((each) => file(LEDGER.record(each), serialize(each))).join('') +
        file(LEDGER.state('default'), stateText(state)) +
        `D ${LEDGER.intent('default')}\n`,
    );
  }
  return out.join('');
}
