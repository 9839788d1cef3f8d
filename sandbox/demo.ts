import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StepResult } from './runner.ts';
import { createWorld } from './world.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const output = join(root, 'demo-output');
const example = (name: string) => readFileSync(join(root, 'examples/flows', name), 'utf8');
const say = (text = '') => process.stdout.write(`${text}\n`);

/** What the runner shows of a step: its log without the masks, indented. */
function show(result: StepResult): void {
  for (const line of result.log.trimEnd().split('\n')) {
    if (!/^::(add-mask|debug|endgroup)/.test(line))
      say(`    ${line.replace(/^::group::/, '▸ ').slice(0, 220)}`);
  }
}

function keep(name: string, text: string): void {
  writeFileSync(join(output, name), text);
}

rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
const world = await createWorld();
let failures = 0;
const expect = (what: string, holds: boolean) => {
  if (!holds) failures++;
  say(`  ${holds ? '✔' : '✘'} ${what}`);
};

try {
  say('A Genesys Cloud org and a GitHub repository run on this machine; nothing leaves it.\n');
  await world.push({ 'README.md': '# Our call flows\n' }, 'Begin');

  say('1. A pull request with faults');
  const broken = example('ivr-tester.flow.json')
    .replace('"target": "end"', '"target": "ende"')
    .replace('"media_id": "media_abc123"', '"media_id": "media_abc124"');
  const first = await world.onPullRequest({
    'flows/ivr-tester.flow.json': broken,
    'flows/main-menu.flow.yaml': example('main-menu.flow.yaml'),
    'flows/main-menu.yaml': example('main-menu.yaml').replace(
      'task[Opening Hours_14]"',
      'task[Opening Hours_41]"',
    ),
  });
  show(first);
  keep('1-pull-request-with-faults.md', first.summary);
  expect(
    'the check fails, and each fault is marked on its line',
    first.code === 1 && Number(first.outputs.errors) >= 3,
  );

  say('\n2. The pull request, mended');
  const good = {
    'flows/ivr-tester.flow.json': example('ivr-tester.flow.json'),
    'flows/main-menu.flow.yaml': example('main-menu.flow.yaml'),
    'flows/main-menu.yaml': example('main-menu.yaml'),
  };
  const second = await world.onPullRequest(good);
  show(second);
  keep('2-pull-request-mended.md', second.summary);
  expect('the check passes and says what merging would do', second.code === 0);

  say('\n3. The merge publishes');
  await world.push(good, 'Add the flows (#1)');
  const third = await world.onPush();
  show(third);
  keep('3-merge-publishes.md', third.summary);
  expect(
    'both flows are live',
    third.outputs.published === '2' && world.genesys.org.flows.every((flow) => flow.published === '1.0'),
  );
  for (const flow of world.genesys.org.flows) {
    keep(`live-${flow.name.replace(/\W+/g, '-')}.yaml`, flow.versions.at(-1)?.yaml ?? '');
  }

  say('\n4. The same commit again: nothing to do');
  const fourth = await world.onPush();
  show(fourth);
  expect('nothing is published twice', fourth.outputs.result === 'unchanged');

  say('\n5. A change that turns out bad, and the way back');
  await world.push(
    {
      'flows/main-menu.yaml': example('main-menu.yaml').replace('Welcome to the', 'Hello, this is the'),
      'flows/main-menu.flow.yaml': example('main-menu.flow.yaml').replace('patch: 0', 'patch: 1'),
    },
    'Change a text (#2)',
  );
  const changed = await world.onPush();
  show(changed);
  const back = await world.onPush({
    inputs: { mode: 'rollback', flow: 'Main Menu', 'to-version': 'previous' },
    event: { name: 'workflow_dispatch', payload: {} },
  });
  show(back);
  keep('5-rollback.md', back.summary);
  expect(
    'the version before is live again, verified and recorded',
    changed.outputs.published === '1' &&
      back.code === 0 &&
      world.genesys.org.byName('INBOUNDCALL', 'Main Menu')?.published === '1.0',
  );

  expect(
    'nothing is warned of, since the flows have no faults',
    [second, third, fourth, changed, back].every(({ log }) => !log.includes('::warning')),
  );

  say('\n6. The audit trail');
  const log = await world.github.repository.git([
    'log',
    '--reverse',
    '--stat',
    '--format=%h %s',
    'flow-audit',
  ]);
  say(log.replace(/^/gm, '    '));
  const records = await world.records();
  keep('audit-log.txt', `${log}\n`);
  keep('audit-records.jsonl', records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  expect('a record for each thing that was done', records.length === 4);
  expect('a deployment for each of them', world.github.deployments.length === 4);
  const violations = [...world.genesys.violations, ...world.github.violations];
  for (const violation of violations) say(`    ${violation}`);
  expect('every request and answer fits the descriptions of both APIs', violations.length === 0);
} finally {
  await world.close();
}

say(`\nWhere to look: ${relative(process.cwd(), output) || '.'}/`);
say(
  '  1-…, 2-…, 3-…, 5-….md   the job summaries, as GitHub shows them (open them in an editor with a Markdown preview)',
);
say('  live-….yaml             the Architect YAML that was uploaded');
say('  audit-….                the commits and records of the audit trail');
say('Next: npm run sandbox keeps both servers up for trials of your own.');
process.exitCode = failures === 0 ? 0 : 1;
