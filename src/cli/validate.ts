import { oneLine } from '../report/escape.ts';
import type { RunResult } from '../report/result.ts';
import type { Call } from './arguments.ts';
import { findingsText } from './findings-text.ts';
import { type Prepared, prepareMode } from './run-mode.ts';
import { styleFor } from './terminal.ts';
import { type ExitCode, exitCodeOf, type World } from './world.ts';

/** Checks the flows and prints the findings; with `--fix` after safe fixes, with `--watch` again after each change. */
export async function validate(call: Call, world: World): Promise<ExitCode> {
  const prepared = withBase(await prepareMode('validate', call, world), call, world);
  if (call.switches.has('watch')) {
    const { watchWorkspace } = await import('./watch.ts');
    return watchWorkspace(prepared.root, () => checkOnce(prepared, call, world), world);
  }
  return checkOnce(prepared, call, world);
}

/** With `--new-since` each start reports only what the base does not have, and says what was left out. */
function withBase(prepared: Prepared, { values }: Call, world: World): Prepared {
  const named = values['new-since'];
  if (named === undefined) return prepared;
  return {
    ...prepared,
    async start() {
      const { newSince } = await import('./new-since.ts');
      const { inputs, event } = await newSince(prepared.root, named);
      const result = await prepared.start(inputs, event);
      for (const notice of result.notices) world.stderr.write(`${oneLine(notice)}\n`);
      return result;
    },
  };
}

async function checkOnce(prepared: Prepared, call: Call, world: World): Promise<ExitCode> {
  let result = await prepared.start();
  if (call.switches.has('fix')) {
    const { applyFixes } = await import('./fix.ts');
    const fixed = applyFixes(result, prepared.root);
    world.stderr.write(fixed.text);
    if (fixed.changed > 0) result = await prepared.start();
  }
  world.stdout.write(await formatted(result, call, prepared, world));
  return exitCodeOf(result);
}

async function formatted(result: RunResult, call: Call, { root }: Prepared, world: World): Promise<string> {
  switch (call.values.format) {
    case 'json': {
      const { findingsJson } = await import('../report/findings.ts');
      return findingsJson(result.findings);
    }
    case 'sarif': {
      const { sarifOf } = await import('./sarif.ts');
      return sarifOf(result, world);
    }
    case 'github': {
      const { workflowCommands } = await import('./workflow-commands.ts');
      return workflowCommands(result.findings);
    }
    default:
      return findingsText(result, root, styleFor(world.stdout, world.environment));
  }
}
