import { type Dictionary, dictionary } from '../source/data.ts';
import type { Path, SourceDocument } from '../source/document.ts';
import { canonical } from './weakened-config.ts';
import type { Weakening } from './weakened-settings.ts';

/** Inputs that say what is checked, and what happens with it. */
const INPUTS: readonly string[] = [
  'mode',
  'manifests',
  'environment',
  'fail-on',
  'changed-only',
  'only-new',
  'journeys',
  'on-conflict',
  'allow-ref',
  'github-token',
  'timeout-minutes',
];
/** Inputs by which a step is known as one of this action, however it is named. */
const OWN: readonly string[] = [
  'manifests',
  'fail-on',
  'changed-only',
  'audit-branch',
  'on-conflict',
  'allow-ref',
];
/** Settings of a step or a job that decide whether its failure counts. */
const CONDITIONS: readonly string[] = ['if', 'continue-on-error'];

/** One step that uses this action. */
interface Step {
  readonly job: string;
  readonly path: Path;
  readonly inputs: Dictionary;
  readonly conditions: Dictionary;
}

/** How the steps of this action in a workflow, or in an action of the repository, differ after a change. */
export function changedSteps(
  before: SourceDocument | undefined,
  after: SourceDocument | undefined,
): Weakening[] {
  const [old, fresh] = [stepsOf(before), stepsOf(after)];
  if (old.length === 0 && fresh.length === 0) return [];
  if (!before) return [];
  if (after && after.value === undefined) return [{ path: [], text: 'the workflow cannot be read' }];
  const changes: Weakening[] = [];
  const jobs = new Set([...old, ...fresh].map(({ job }) => job));
  for (const job of jobs) {
    const [was, is] = [old, fresh].map((steps) => steps.filter((step) => step.job === job));
    changes.push(...changedJob(job, was ?? [], is ?? []));
  }
  if (fresh.length > 0 && canonical(dictionary(before.value).on) !== canonical(dictionary(after?.value).on))
    changes.push({ path: ['on'], text: 'the events that start the workflow are changed' });
  return changes;
}

function changedJob(job: string, old: readonly Step[], fresh: readonly Step[]): Weakening[] {
  const where = job === '' ? 'a step' : `job "${job.slice(0, 60)}"`;
  if (fresh.length < old.length) return [{ path: [], text: `${where}: a step of this action is removed` }];
  return old.flatMap((step, at): Weakening[] => {
    const next = fresh[at];
    if (!next) return [];
    const input = (name: string) => ({
      path: [...next.path, 'with', name],
      text: `${where}: the input ${name} is changed from ${shown(step.inputs[name])} to ${shown(next.inputs[name])}`,
    });
    const condition = (name: string) => ({ path: next.path, text: `${where}: "${name}" is changed` });
    return [
      ...INPUTS.filter((name) => canonical(step.inputs[name]) !== canonical(next.inputs[name])).map(input),
      ...Object.keys({ ...step.conditions, ...next.conditions })
        .filter((name) => canonical(step.conditions[name]) !== canonical(next.conditions[name]))
        .map(condition),
    ];
  });
}

function shown(value: unknown): string {
  return value === undefined ? 'its default' : JSON.stringify(value).slice(0, 100);
}

function stepsOf(document: SourceDocument | undefined): Step[] {
  const root = dictionary(document?.value);
  const jobs = Object.entries(dictionary(root.jobs));
  return [
    ...jobs.flatMap(([name, job]) => stepsIn(name, dictionary(job), ['jobs', name])),
    ...stepsIn('', dictionary(root.runs), ['runs']),
  ];
}

function stepsIn(job: string, owner: Dictionary, path: Path): Step[] {
  const steps: readonly unknown[] = Array.isArray(owner.steps) ? owner.steps : [];
  return steps.flatMap((each, at): Step[] => {
    const step = dictionary(each);
    const inputs = dictionary(step.with);
    const uses = typeof step.uses === 'string' ? step.uses : '';
    const isOwn =
      /genesys-flow/i.test(uses) || (uses !== '' && OWN.some((name) => Object.hasOwn(inputs, name)));
    if (!isOwn) return [];
    const conditions = Object.fromEntries(
      CONDITIONS.flatMap((name) => [
        [`${name} of the job`, owner[name]],
        [`${name} of the step`, step[name]],
      ]),
    );
    return [{ job, path: [...path, 'steps', at], inputs, conditions }];
  });
}
