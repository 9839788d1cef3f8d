import { ActionError, ConfigurationError, errorMessage } from '../errors.ts';
import { logLine } from '../report/escape.ts';
import { VERSION } from '../version.ts';
import { type Call, parseCall } from './arguments.ts';
import { helpText } from './help.ts';
import { painted, styleFor } from './terminal.ts';
import { EXIT, type ExitCode, type World } from './world.ts';

/** Runs the command line and returns its exit code. Never rejects. */
export async function runCli(world: World): Promise<ExitCode> {
  const parsed = parseCall(world.argv);
  switch (parsed.kind) {
    case 'help':
      world.stdout.write(helpText(parsed.command));
      return world.argv.length === 0 ? EXIT.usage : EXIT.success;
    case 'version':
      world.stdout.write(`${VERSION}\n`);
      return EXIT.success;
    case 'problem':
      return failed(world, parsed.message, parsed.hint, EXIT.usage);
    case 'call':
      break;
  }
  try {
    return await runCommand(parsed.call, world);
  } catch (error) {
    if (error instanceof ActionError) {
      const code = error instanceof ConfigurationError ? EXIT.usage : EXIT.service;
      return failed(world, `${error.message}.`, error.hint, code);
    }
    const stack = error instanceof Error ? (error.stack ?? '') : '';
    return failed(
      world,
      `bug in this program: ${errorMessage(error)}.`,
      `Report it with these lines:\n${stack}`,
      EXIT.service,
    );
  }
}

/** Each command is loaded when it is called, so that none pays for the others. */
async function runCommand(call: Call, world: World): Promise<ExitCode> {
  switch (call.command) {
    case 'validate':
      return (await import('./validate.ts')).validate(call, world);
    case 'explain':
      return (await import('./show.ts')).showRule(call, world);
    case 'init':
      return (await import('./show.ts')).showInit(world);
    case 'completion':
      return (await import('./show.ts')).showCompletion(call, world);
    case 'diff':
      return (await import('./diff.ts')).diff(call, world);
    case 'draw':
      return (await import('./draw.ts')).draw(call, world);
    case 'plan':
    case 'publish':
    case 'rollback':
    case 'drift':
    case 'export':
    case 'verify':
      return (await import('./remote.ts')).remote(call.command, call, world);
  }
}

function failed(world: World, message: string, hint: string, code: ExitCode): ExitCode {
  const style = styleFor(world.stderr, world.environment);
  world.stderr.write(`${painted('error', 'red', style)} ${logLine(`${message} ${hint}`)}\n`);
  return code;
}
