import { ConfigurationError } from '../errors.ts';
import { oneLine } from '../report/escape.ts';
import type { FlowResult, RunResult } from '../report/result.ts';
import type { Call } from './arguments.ts';
import { drawings } from './drawing.ts';
import { prepareMode } from './run-mode.ts';
import { EXIT, type ExitCode, type World } from './world.ts';

/** Prints the flows of a path as Mermaid in Markdown. Throws a `ConfigurationError` where there is nothing to draw. */
export async function draw(call: Call, world: World): Promise<ExitCode> {
  const result = await (await prepareMode('validate', call, world)).start();
  const text = result.flows.map((flow) => drawing(flow, result)).join('');
  if (text === '') {
    const reason = result.problem?.message ?? result.findings[0]?.message ?? 'it holds no flow';
    throw new ConfigurationError(
      `Nothing to draw in ${JSON.stringify(call.positionals[0])}: ${reason}`,
      'Name a manifest or a flow file; genesys-flows validate shows what is wrong with it.',
    );
  }
  world.stdout.write(text);
  return EXIT.success;
}

function drawing(flow: FlowResult, { findings }: RunResult): string {
  const name = oneLine(flow.name || flow.manifest);
  const blocks = drawings(
    flow,
    findings.filter(({ manifest }) => manifest === flow.manifest),
    (title) => `# ${name}${title === '' ? '' : `: ${oneLine(title)}`}`,
  );
  return blocks.map((block) => `${block}\n\n`).join('');
}
