import { ConfigurationError } from '../errors.ts';
import { didYouMean } from '../text/nearest.ts';
import type { Call } from './arguments.ts';
import { completionScript, SHELLS } from './completion.ts';
import { initialize, initText } from './init.ts';
import { workspaceRoot } from './root.ts';
import { styleFor } from './terminal.ts';
import { EXIT, type ExitCode, type World } from './world.ts';

/** Prints the page of a rule. Throws a `ConfigurationError` for an unknown rule. */
export async function showRule({ positionals: [id = ''] }: Call, world: World): Promise<ExitCode> {
  const { explain } = await import('./explain.ts');
  world.stdout.write(explain(id, world.home, styleFor(world.stdout, world.environment)));
  return EXIT.success;
}

/** Writes the files of a first repository, and says what comes next. */
export function showInit(world: World): ExitCode {
  world.stdout.write(initText(initialize(world.home, workspaceRoot(world.folder))));
  return EXIT.success;
}

/** Prints a completion script. Throws a `ConfigurationError` for an unknown shell. */
export function showCompletion({ positionals: [name = ''] }: Call, world: World): ExitCode {
  const shell = SHELLS.find((each) => each === name);
  if (!shell) {
    throw new ConfigurationError(
      `There is no completion for the shell ${JSON.stringify(name.slice(0, 80))}`,
      didYouMean(name, SHELLS, `Use one of ${SHELLS.join(', ')}.`),
    );
  }
  world.stdout.write(completionScript(shell));
  return EXIT.success;
}
