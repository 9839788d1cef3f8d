import { parseArgs } from 'node:util';
import { nearestName } from '../text/nearest.ts';
import { COMMANDS, COMMON_OPTIONS, type Command, type CommandName, type Option } from './command.ts';

/** What was typed, read and checked against the table of commands. */
export interface Call {
  readonly command: CommandName;
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, string | undefined>>;
  readonly switches: ReadonlySet<string>;
}

/** A call, a request for help (of one command, or of all), or what is wrong with what was typed. */
export type Parsed =
  | { readonly kind: 'call'; readonly call: Call }
  | { readonly kind: 'help'; readonly command: Command | undefined }
  | { readonly kind: 'version' }
  | { readonly kind: 'problem'; readonly message: string; readonly hint: string };

/** Reads the arguments behind the program's name. Never throws. */
export function parseCall(argv: readonly string[]): Parsed {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help')
    return { kind: 'help', command: name === 'help' ? commandNamed(rest[0]) : undefined };
  if (name === '--version' || name === '-V') return { kind: 'version' };
  const command = commandNamed(name);
  if (!command) {
    return problem(
      name.startsWith('-')
        ? `The option ${quoted(name)} stands before the command.`
        : `Unknown command ${quoted(name)}.`,
      suggestion(
        name,
        COMMANDS.map((each) => each.name),
      ) ?? 'Run genesys-flows --help for the list of commands.',
    );
  }
  return parseFor(command, rest);
}

function parseFor(command: Command & { readonly name: CommandName }, rest: readonly string[]): Parsed {
  const options = [...command.options, ...COMMON_OPTIONS];
  const { values, positionals, tokens } = parseArgs({
    args: [...rest],
    options: Object.fromEntries(options.map((option) => [option.name, parseOption(option)])),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  if (values.help === true) return { kind: 'help', command };
  const given = tokens.filter((token) => token.kind === 'option');
  for (const { name, rawName, value } of given) {
    const option = options.find((each) => each.name === name);
    const wrong = option ? valueProblem(option, rawName, value) : unknownOption(rawName, command, options);
    if (wrong) return wrong;
  }
  const [least, most] = command.takes;
  if (positionals.length < least)
    return problem(`The command ${command.name} needs ${command.usage}.`, usage(command));
  if (positionals.length > most)
    return problem(`Unexpected argument ${quoted(positionals[most] ?? '')}.`, usage(command));
  return {
    kind: 'call',
    call: {
      command: command.name,
      positionals,
      values: Object.fromEntries(
        given.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])),
      ),
      switches: new Set(given.filter(({ value }) => value === undefined).map(({ name }) => name)),
    },
  };
}

function parseOption(option: Option): { type: 'string' | 'boolean'; short?: string } {
  const type = option.value === undefined ? 'boolean' : 'string';
  return option.short === undefined ? { type } : { type, short: option.short };
}

function valueProblem(option: Option, rawName: string, value: string | undefined): Parsed | undefined {
  if (option.value === undefined) {
    return value === undefined
      ? undefined
      : problem(`The option ${rawName} takes no value, but has ${quoted(value)}.`, `Write ${rawName} alone.`);
  }
  const allowed = typeof option.value === 'string' ? undefined : option.value;
  if (value === undefined)
    return problem(
      `The option ${rawName} has no value.`,
      `Write ${rawName}=${typeof option.value === 'string' ? `<${option.value}>` : option.value.join('|')}.`,
    );
  if (!allowed || allowed.includes(value)) return undefined;
  return problem(
    `The option ${rawName} is ${quoted(value)}; it must be one of ${allowed.join(', ')}.`,
    suggestion(value, allowed) ?? `Write ${rawName}=${allowed[0]}.`,
  );
}

function unknownOption(rawName: string, command: Command, options: readonly Option[]): Parsed {
  if (/^--client-(id|secret)$|^--(github-)?token$/.test(rawName)) {
    return problem(
      `${rawName} is no option: other users of the machine can read arguments.`,
      'Set GENESYS_CLIENT_ID, GENESYS_CLIENT_SECRET and GITHUB_TOKEN, or use --client-secret-stdin.',
    );
  }
  const names = options.map(({ name }) => `--${name}`);
  return problem(
    `The command ${command.name} has no option ${quoted(rawName)}.`,
    suggestion(rawName, names) ?? usage(command),
  );
}

function commandNamed(name: string | undefined): (Command & { readonly name: CommandName }) | undefined {
  return COMMANDS.find((each) => each.name === name);
}

function suggestion(written: string, known: readonly string[]): string | undefined {
  const near = nearestName(written, known);
  return near === undefined ? undefined : `Did you mean ${quoted(near)}?`;
}

function usage({ name, usage: takes }: Command): string {
  return `Usage: ${['genesys-flows', name, takes].filter((each) => each !== '').join(' ')}. More: genesys-flows ${name} --help.`;
}

/** A text of the user's as one short JSON string, so that a control character in it does not reach the terminal. */
function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text);
}

function problem(message: string, hint: string): Parsed {
  return { kind: 'problem', message, hint };
}
