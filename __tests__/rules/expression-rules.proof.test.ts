import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { describe, expect, test } from 'vitest';
import { EXPRESSION_RULES } from '../../src/rules/expressions/index.ts';
import { END, HEAD, statement } from '../support/expression-flow.ts';
import { findingsOf, load } from '../support/load.ts';

const RULES: ReadonlySet<string> = new Set(EXPRESSION_RULES.map(({ id }) => id));

const canHook = 'registerHooks' in nodeModule;

describe.skipIf(!canHook)('what is loaded (skipped where Node cannot tell)', () => {
  /** The modules about expressions that a run over one flow loads. */
  const loads = (text: string): string[] => {
    const script = `
      import { registerHooks } from 'node:module';
      const seen = [];
      registerHooks({ load(url, context, next) { seen.push(url); return next(url, context); } });
      const { readInputs } = await import('./src/inputs/inputs.ts');
      const { loadWorkspace } = await import('./src/workspace/workspace.ts');
      const { memoryFiles } = await import('./__tests__/support/files.ts');
      const files = memoryFiles({ 'flows/x.yaml': ${JSON.stringify(text)} });
      const { flows } = await loadWorkspace(readInputs(() => '', {}), files, 0, { touched: undefined });
      process.stdout.write(JSON.stringify({ flows: flows.length, seen }));`;
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(run.status, run.stderr).toBe(0);
    const { flows, seen } = JSON.parse(run.stdout) as { flows: number; seen: string[] };
    expect(flows).toBe(1);
    return seen.filter((url) => /\/src\/(?:rules\/)?expressions\/|decimal\.js|temporal/.test(url));
  };

  test('a flow without expressions loads none of the code about them', () => {
    expect(loads(`${HEAD}${END}`)).toEqual([]);
  });

  test('a flow with expressions loads what checks them, and nothing that evaluates them', () => {
    const loaded = loads(statement('string', "'Lower(Flow.name)'"));
    expect(loaded.some((url) => url.endsWith('/src/expressions/checker.ts'))).toBe(true);
    expect(loaded.filter((url) => /evaluator|functions\/|decimal|temporal/.test(url))).toEqual([]);
  });
});

const corpus = '../shared/flows/corpus';

describe.skipIf(!existsSync(corpus))('the corpus (skipped where it is not there)', () => {
  /** Findings that were looked at one by one: each is a real mistake of its flow. */
  const REAL = new Set([
    'unknown-variable Variable "Task.EWT" is not declared',
    'undeclared-variable',
    'read-never-set Variable "Flow.DTMFRating"',
    'read-never-set Variable "Flow.Rating1"',
    'read-never-set Variable "State.callbackConversationId"',
    'read-never-set Variable "Flow.firstName"',
    'set-never-read Variable "Task.AnalyzeString"',
    'set-never-read Variable "Task.GatherString"',
    'set-never-read Variable "Flow.phoneNumber"',
    'set-never-read Variable "Flow.targetQueueName"',
  ]);

  test('rules about expressions find nothing but real errors', async () => {
    const watched = new Set([...RULES, 'set-never-read', 'read-never-set']);
    const others: string[] = [];
    let expressions = 0;
    for (const part of ['plain', 'templated'])
      for (const name of readdirSync(`${corpus}/${part}`)) {
        if (!/\.(ya?ml|tftpl)$/.test(name)) continue;
        const text = readFileSync(`${corpus}/${part}/${name}`, 'utf8');
        expressions += text.split(/\bexp:/).length - 1;
        const substitutions = Object.fromEntries(
          [...text.matchAll(/\{\{([^{}\r\n]+)\}\}/g)].map(([, token = '']) => [token.trim(), 'Made Up']),
        );
        const files = {
          'x.flow.json': JSON.stringify({
            target_region: 'us-east-1',
            flow_file: 'flow.yaml',
            substitutions,
          }),
          'flow.yaml': text,
        };
        for (const { rule, message } of findingsOf(await load(files, { manifests: '*.flow.json' }))) {
          const line = `${rule} ${message}`;
          if (watched.has(rule) && ![...REAL].some((real) => line.startsWith(real)))
            others.push(`${name}: ${line}`);
        }
      }
    expect(others).toEqual([]);
    expect(expressions).toBeGreaterThan(700);
  });
});
