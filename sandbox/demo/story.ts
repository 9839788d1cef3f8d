import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { StepResult } from '../runner.ts';
import type { World } from '../world.ts';
import type { Check, Leftover, Scene } from './page.ts';

/** Takes a step of the story and the files that belong to it, by name. */
export type Tell = (scene: Scene, files: Readonly<Record<string, string>>) => void;

type Files = Readonly<Record<string, string>>;

const KINDS: Readonly<Record<string, string>> = { error: 'Error', warning: 'Warning', notice: 'Notice' };
const PULL = 1;
const NEXT_PULL = 2;
const COMMENTED = { comment: 'changes', report: 'true' };

const example = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../examples/flows/${name}`, import.meta.url)), 'utf8');

const GOOD: Files = {
  'flows/ivr-tester.flow.json': example('ivr-tester.flow.json'),
  'flows/main-menu.flow.yaml': example('main-menu.flow.yaml'),
  'flows/main-menu.yaml': example('main-menu.yaml'),
};
const BROKEN: Files = {
  ...GOOD,
  'flows/ivr-tester.flow.json': example('ivr-tester.flow.json')
    .replace('"target": "end"', '"target": "ende"')
    .replace('"media_id": "media_abc123"', '"media_id": "media_abc124"'),
  'flows/main-menu.yaml': example('main-menu.yaml').replace(
    'task[Opening Hours_14]"',
    'task[Opening Hours_41]"',
  ),
};
/** A new greeting, and another key for the option that ends the call. */
const CHANGED: Files = {
  'flows/main-menu.yaml': example('main-menu.yaml')
    .replace('Welcome to the', 'Hello, this is the')
    .replace('to hang up press 9', 'to hang up press 8')
    .replace('dtmf: digit_9', 'dtmf: digit_8'),
  'flows/main-menu.flow.yaml': example('main-menu.flow.yaml').replace('major: 2', 'major: 3'),
};

/** Plays the story and tells each step as it ends. */
export async function playStory(world: World, tell: Tell): Promise<void> {
  await world.push({ 'README.md': '# Our call flows\n' }, 'Begin');
  await pullRequests(world, tell);
  await publishes(world, tell);
  await changes(world, tell);
}

async function pullRequests(world: World, tell: Tell): Promise<void> {
  const broken = await world.onPullRequest(BROKEN, { number: PULL, inputs: COMMENTED });
  scene(tell, broken, {
    title: 'A pull request with errors',
    text: 'A transition and a reference lead to nothing, and a prompt is not in the registry.',
    comment: commentOf(world, PULL),
    report: '1-report.html',
    checks: [
      { what: 'the check fails', holds: broken.code === 1 },
      {
        what: 'each error is marked on its line',
        holds: (broken.log.match(/^::error .*file=/gm)?.length ?? 0) >= 3,
      },
    ],
  });
  const fixed = await world.onPullRequest(GOOD, { number: PULL, inputs: COMMENTED });
  scene(tell, fixed, {
    title: 'The errors are fixed',
    text: 'The next push to the pull request updates the same comment.',
    comment: commentOf(world, PULL),
    checks: [
      { what: 'the check passes', holds: fixed.code === 0 },
      { what: 'the pull request still has one comment', holds: world.github.comments.of(PULL).length === 1 },
      clean(fixed),
    ],
  });
}

async function publishes(world: World, tell: Tell): Promise<void> {
  await world.push(GOOD, 'Add the flows (#1)');
  const merged = await world.onPush({ inputs: { 'keep-live': 'true' } });
  scene(tell, merged, {
    title: 'The merge publishes',
    text: 'Both flows are created, read back until they are live, and recorded.',
    checks: [
      {
        what: 'both flows are live',
        holds:
          merged.outputs.published === '2' &&
          world.genesys.org.flows.every(({ published }) => published === '1.0'),
      },
      clean(merged),
    ],
  });
  const again = await world.onPush();
  scene(tell, again, {
    title: 'The same commit again',
    text: 'A repeated run finds nothing to do.',
    checks: [
      { what: 'nothing is published twice', holds: again.outputs.result === 'unchanged' },
      clean(again),
    ],
  });
}

async function changes(world: World, tell: Tell): Promise<void> {
  const proposed = await world.onPullRequest(CHANGED, { number: NEXT_PULL, inputs: COMMENTED });
  scene(tell, proposed, {
    title: 'A pull request that changes what callers hear',
    text: 'The comment says in words and in a picture what differs from the version that is live.',
    comment: commentOf(world, NEXT_PULL),
    report: '5-report.html',
    checks: [{ what: 'the check passes', holds: proposed.code === 0 }, clean(proposed)],
  });
  await world.push(CHANGED, 'Change the greeting (#2)');
  const published = await world.onPush({ inputs: { 'keep-live': 'true' } });
  scene(tell, published, {
    title: 'The change is published',
    text: 'Only the flow that changed is published.',
    checks: [
      { what: 'version 2.0 is live', holds: published.outputs.published === '1' && live(world) === '2.0' },
      clean(published),
    ],
  });
  const dispatch = { name: 'workflow_dispatch', payload: {} };
  const rolledBack = await world.onPush({
    inputs: { mode: 'rollback', flow: 'Main Menu', 'to-version': 'previous' },
    event: dispatch,
  });
  scene(tell, rolledBack, {
    title: 'A rollback',
    text: 'One dispatch makes the version before live again.',
    checks: [
      { what: 'version 1.0 is live again', holds: rolledBack.code === 0 && live(world) === '1.0' },
      clean(rolledBack),
    ],
  });
  const [version] = world.genesys.org.byName('INBOUNDCALL', 'Main Menu')?.versions ?? [];
  const byHand = (version?.yaml ?? '').replace('Welcome to the', 'Changed by hand, the');
  world.genesys.org.publish('INBOUNDCALL', 'Main Menu', byHand, { user: 'Ann' });
  const drifted = await world.onPush({ inputs: { mode: 'drift' }, event: { name: 'schedule', payload: {} } });
  scene(tell, drifted, {
    title: 'A change in Architect',
    text: 'The nightly run reports that a flow no longer is what was published from git.',
    issue: world.github.issues.at(-1)?.body ?? '',
    checks: [{ what: 'one flow has drifted', holds: drifted.code === 1 && drifted.outputs.drifted === '1' }],
  });
}

/** What the story left in the org and on the audit branch. */
export async function leftovers(world: World): Promise<Leftover[]> {
  const log = await world.github.repository.git([
    'log',
    '--reverse',
    '--stat',
    '--format=%h %s',
    'flow-audit',
  ]);
  const records = await world.records();
  const flows = world.genesys.org.flows.map(({ name, versions }) => ({
    file: `live-${name.replace(/\W+/g, '-')}.yaml`,
    title: `Architect YAML of ${name}, as it was uploaded`,
    text: versions[0]?.yaml ?? '',
  }));
  return [
    { file: 'audit-log.txt', title: 'Commits of the audit branch', text: `${log}\n` },
    {
      file: 'audit-records.jsonl',
      title: 'Audit records',
      text: records.map((each) => `${JSON.stringify(each)}\n`).join(''),
    },
    ...flows,
  ];
}

function scene(
  tell: Tell,
  { log, summary, files }: StepResult,
  about: Pick<Scene, 'title' | 'text' | 'comment' | 'issue' | 'report' | 'checks'>,
): void {
  const report = files['report-file'];
  tell(
    { ...about, log: readable(log), summary },
    about.report !== undefined && report !== undefined ? { [about.report]: report } : {},
  );
}

/** The log as the runner shows it: without masks, with the titles of groups, and with errors and warnings in words. */
function readable(log: string): string {
  const lines = log.trimEnd().split('\n');
  return lines
    .filter((line) => !/^::(?:add-mask|debug|endgroup)/.test(line))
    .map((line) =>
      line
        .replace(/^::group::/, '▸ ')
        .replace(/^::(error|warning|notice)(?: [^:]*)?::/, (_, kind: string) => `${KINDS[kind] ?? kind}: `)
        .replaceAll('%25', '%'),
    )
    .join('\n');
}

function clean({ log }: StepResult): Check {
  return { what: 'there is no warning', holds: !/^::warning/m.test(log) };
}

function commentOf({ github }: World, pull: number): string {
  return github.comments.of(pull)[0]?.body ?? '';
}

function live({ genesys }: World): string | undefined {
  return genesys.org.byName('INBOUNDCALL', 'Main Menu')?.published;
}
