import { loadWorkspace } from './manifest/workspace.ts';
import { validate } from './modes/validate.ts';
import type { Ports } from './ports.ts';
import type { RunResult } from './report/result.ts';
import { type Event, type RunContext, resolveMode } from './runner/event.ts';
import type { Inputs } from './runner/inputs.ts';

/** The story of a run: find out what is asked, read and check the flows, then validate, plan or publish; some modes need no flows. */
export async function run(
  inputs: Inputs,
  event: Event,
  context: RunContext,
  ports: Ports,
): Promise<RunResult> {
  const { log } = ports;
  const { mode, because } = resolveMode(inputs, event);
  log.info(`Mode: ${mode}${because ? ` (${because})` : ''}`);
  const notices = because ? [`Mode ${mode}: ${because}.`] : [];

  const task = { inputs, event, context, ports, notices };
  // What talks to Genesys Cloud or GitHub is loaded by runs that need it.
  if (mode === 'rollback') return (await import('./modes/rollback.ts')).rollback(task);
  if (mode === 'drift') return (await import('./modes/drift.ts')).drift(task);
  if (mode === 'verify') return (await import('./modes/verify.ts')).verify(task);
  if (mode === 'record') return (await import('./modes/record.ts')).record(task);

  const workspace = await log.group('Read and check the flows', async () => {
    const loaded = await loadWorkspace(inputs, ports.files, ports.clock.now(), mode === 'export');
    log.info(`${loaded.flows.length} flows under ${loaded.globs.join(', ')}`);
    for (const file of loaded.ignored) log.debug(`${file} is neither a manifest nor a flow`);
    return loaded;
  });
  if (workspace.notice) notices.push(workspace.notice);
  const all = { ...task, workspace };
  switch (mode) {
    case 'validate':
      return validate(all);
    case 'plan':
      return (await import('./modes/plan.ts')).plan(all);
    case 'export':
      return (await import('./modes/export.ts')).exportFlows(all);
    case 'publish':
      return (await import('./modes/publish.ts')).publish(all);
  }
}
