import { COMMANDS, COMMON_OPTIONS, type Command, type Option } from './command.ts';

/** Help about one command, or the list of all. Ends with a line break. */
export function helpText(command: Command | undefined): string {
  return command ? commandHelp(command) : overview();
}

function overview(): string {
  return lines([
    'Check, publish and audit Genesys Cloud call flows that are kept in git.',
    '',
    'Usage: genesys-flows <command> [options]',
    '',
    'Commands:',
    ...table(COMMANDS.map(({ name, summary }) => [name, summary])),
    '',
    'Options:',
    ...table([
      ['-h, --help', 'Show help; behind a command, help about that command.'],
      ['-V, --version', 'Show the version.'],
    ]),
    '',
    'Exit codes: 0 success, 1 findings or a failed publish, 2 wrong usage or configuration,',
    '3 Genesys Cloud or GitHub cannot be reached or refuses.',
    '',
    'Credentials come from the environment: GENESYS_CLIENT_ID, GENESYS_CLIENT_SECRET, GITHUB_TOKEN.',
  ]);
}

function commandHelp({ name, summary, usage, options }: Command): string {
  return lines([
    summary,
    '',
    `Usage: ${['genesys-flows', name, '[options]', usage].filter((each) => each !== '').join(' ')}`,
    '',
    'Options:',
    ...table([...options, ...COMMON_OPTIONS].map((option) => [optionText(option), option.summary])),
  ]);
}

function optionText({ name, short, value }: Option): string {
  const shown = typeof value === 'string' ? ` <${value}>` : value ? ` <${value.join('|')}>` : '';
  return `${short ? `-${short}, ` : '    '}--${name}${shown}`;
}

/** Two columns; a first cell that is too wide has its second one on the next line. */
function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.min(32, Math.max(...rows.map(([first]) => first.length)));
  return rows.flatMap(([first, second]) =>
    first.length > width
      ? [`  ${first}`, `  ${' '.repeat(width)}  ${second}`]
      : [`  ${first.padEnd(width)}  ${second}`],
  );
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
