import type { RunResult } from '../report/result.ts';
import type { Stream } from './terminal.ts';

/** Everything that the command line touches beside the workspace and the services. */
export interface World {
  /** The arguments behind the program's name. */
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
  /** The folder of this package, which holds the pages of the rules. */
  readonly home: string;
  readonly stdout: Stream;
  readonly stderr: Stream;
  /** True where a person can answer a question. */
  readonly canAsk: boolean;
  /** All of standard input. */
  input(): Promise<string>;
  /** One line that a person types; undefined at the end of input. */
  ask(question: string): Promise<string | undefined>;
}

/** Exit codes of the command line. */
export const EXIT = { success: 0, findings: 1, usage: 2, service: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The exit code of a run: success, findings or a failed publish, or what stopped it before. */
export function exitCodeOf({ result, problem }: Pick<RunResult, 'result' | 'problem'>): ExitCode {
  if (problem) return EXIT.usage;
  return result === 'failure' ? EXIT.findings : EXIT.success;
}
