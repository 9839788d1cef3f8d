import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import {
  convertWorkflowTemplate,
  isBasicExpression,
  isMapping,
  isScalar,
  isSequence,
  NoOperationTraceWriter,
  parseWorkflow,
} from '@actions/workflow-parser';
import type { EventsConfig } from '@actions/workflow-parser/model/workflow-template';
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/index';
import { parse } from 'yaml';
import { type Contexts, evaluate, type Status } from './expression.ts';

/** A value of a workflow; its expressions are evaluated when they are needed. */
export type Value = (contexts: Contexts, status?: Status) => string;

/** One step, as it is written. */
export interface StepDefinition {
  readonly id: string;
  readonly uses: string | undefined;
  readonly run: Value | undefined;
  /** The expression of its condition, `success() && (…)` put in front as GitHub does. */
  readonly condition: string;
  readonly with: ReadonlyMap<string, Value>;
  readonly env: ReadonlyMap<string, Value>;
}

/** One job, as it is written. */
export interface JobDefinition {
  readonly id: string;
  readonly needs: readonly string[];
  readonly condition: string;
  readonly environment: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly timeoutMinutes: unknown;
  readonly concurrency: Value | undefined;
  readonly outputs: ReadonlyMap<string, Value>;
  /** The matrix as JSON; undefined for a job without one. */
  readonly matrix: Value | undefined;
  readonly steps: readonly StepDefinition[];
}

/** A workflow file, read by GitHub's own parser. */
export interface Workflow {
  readonly file: string;
  /** What GitHub would say about the file; empty if nothing. */
  readonly errors: readonly string[];
  readonly events: EventsConfig;
  readonly permissions: unknown;
  readonly concurrency: Value | undefined;
  readonly jobs: readonly JobDefinition[];
}

interface Raw {
  readonly permissions?: unknown;
  readonly jobs: Readonly<
    Record<
      string,
      { readonly permissions?: Readonly<Record<string, string>>; readonly 'timeout-minutes'?: unknown }
    >
  >;
}

/** Reads a workflow file; a file that the parser refuses has errors and no jobs. */
export async function readWorkflow(file: string): Promise<Workflow> {
  const content = readFileSync(file, 'utf8');
  const { context, value } = parseWorkflow({ name: basename(file), content }, new NoOperationTraceWriter());
  const template = value ? await convertWorkflowTemplate(context, value) : undefined;
  const errors = context.errors.getErrors().map(({ message }) => message);
  const raw = parse(content) as Raw;
  const written = items(at(value, 'jobs'));
  const jobs = errors.length > 0 ? [] : (template?.jobs ?? []);
  return {
    file,
    errors,
    events: template?.events ?? {},
    permissions: raw.permissions,
    concurrency: groupOf(at(value, 'concurrency')),
    jobs: jobs.map((job): JobDefinition => {
      const id = job.id.value;
      const token = written.get(id);
      const steps = at(token, 'steps');
      const stepTokens = steps && isSequence(steps) ? [...steps] : [];
      return {
        id,
        needs: (job.needs ?? []).map((each) => each.value),
        condition: job.if.expression,
        environment: environmentOf(at(token, 'environment')),
        permissions: raw.jobs[id]?.permissions ?? {},
        timeoutMinutes: raw.jobs[id]?.['timeout-minutes'],
        concurrency: groupOf(at(token, 'concurrency')),
        outputs: values(at(token, 'outputs')),
        matrix: matrixOf(at(at(token, 'strategy'), 'matrix')),
        steps: (job.type === 'job' ? job.steps : []).map((step, index) => {
          const source = stepTokens[index];
          const run = at(source, 'run');
          return {
            id: step.id,
            uses: 'uses' in step ? step.uses.value : undefined,
            run: run && valueOf(run),
            condition: step.if?.expression ?? 'success()',
            with: values(at(source, 'with')),
            env: values(at(source, 'env')),
          };
        }),
      };
    }),
  };
}

function at(token: TemplateToken | undefined, key: string): TemplateToken | undefined {
  return token && isMapping(token) ? token.find(key) : undefined;
}

function items(token: TemplateToken | undefined): Map<string, TemplateToken> {
  if (!token || !isMapping(token)) return new Map();
  return new Map([...token].map(({ key, value }) => [key.toString(), value]));
}

function values(token: TemplateToken | undefined): Map<string, Value> {
  return new Map([...items(token)].map(([key, value]) => [key, valueOf(value)]));
}

function valueOf(token: TemplateToken): Value {
  if (isBasicExpression(token))
    return (contexts, status = 'success') => evaluate(token.expression, contexts, status).coerceString();
  if (!isScalar(token)) throw new Error(`a scalar is expected, not a ${token.typeName()}`);
  return () => token.toString();
}

/** A matrix that an expression gives, as in `fromJSON(needs.plan.outputs.matrix)`. */
function matrixOf(token: TemplateToken | undefined): Value | undefined {
  if (!token) return undefined;
  if (!isBasicExpression(token)) throw new Error('a matrix is expected to be an expression');
  return (contexts, status = 'success') =>
    evaluate(`toJSON(${token.expression})`, contexts, status).coerceString();
}

function environmentOf(token: TemplateToken | undefined): string {
  const name = at(token, 'name') ?? token;
  return name && isScalar(name) ? name.toString() : '';
}

/** The group of a `concurrency`, which is a text or has one. */
function groupOf(token: TemplateToken | undefined): Value | undefined {
  const group = at(token, 'group') ?? token;
  return group && valueOf(group);
}
