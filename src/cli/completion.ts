import { COMMANDS, COMMON_OPTIONS, type Command } from './command.ts';

/** The shells that there is a completion script for. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** A completion script for the shell, made from the table of commands. */
export function completionScript(shell: Shell): string {
  switch (shell) {
    case 'bash':
      return bash();
    case 'zsh':
      // zsh runs completions of bash through its own adapter.
      return `autoload -U +X bashcompinit && bashcompinit\n${bash()}`;
    case 'fish':
      return fish();
  }
}

function bash(): string {
  const cases = COMMANDS.map((command) => `    ${command.name}) words="${words(command).join(' ')}" ;;`);
  const values = valueCases().map(
    ([name, list]) => `    --${name}) COMPREPLY=($(compgen -W "${list.join(' ')}" -- "$current")); return ;;`,
  );
  return `_genesys_flows() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words=""
  case "$previous" in
${values.join('\n')}
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${COMMANDS.map(({ name }) => name).join(' ')} --help --version" -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current") $(compgen -f -- "$current"))
}
complete -F _genesys_flows genesys-flows
`;
}

function fish(): string {
  const commands: readonly Command[] = COMMANDS;
  const names = commands.map(({ name }) => name).join(' ');
  const rows = commands.flatMap((command) => [
    `complete -c genesys-flows -n "not __fish_seen_subcommand_from ${names}" -f -a ${command.name} -d ${single(command.summary)}`,
    ...[...command.options, ...COMMON_OPTIONS].map(({ name, short, value, summary }) =>
      [
        `complete -c genesys-flows -n "__fish_seen_subcommand_from ${command.name}" -l ${name}`,
        short ? `-s ${short}` : '',
        value === undefined ? '' : '-r',
        typeof value === 'object' ? `-f -a ${single(value.join(' '))}` : '',
        `-d ${single(summary)}`,
      ]
        .filter((part) => part !== '')
        .join(' '),
    ),
  ]);
  return `${rows.join('\n')}\n`;
}

function words({ name, options }: Command): string[] {
  const shells = name === 'completion' ? SHELLS : [];
  return [...shells, ...[...options, ...COMMON_OPTIONS].map((option) => `--${option.name}`)];
}

/** Options that take one of a few values, with all values that any command takes. */
function valueCases(): [string, string[]][] {
  const found = new Map<string, Set<string>>();
  const all: readonly Command[] = COMMANDS;
  for (const { name, value } of all.flatMap(({ options }) => options)) {
    if (typeof value !== 'object') continue;
    found.set(name, new Set([...(found.get(name) ?? []), ...value]));
  }
  return [...found].map(([name, values]) => [name, [...values]]);
}

function single(text: string): string {
  return `'${text.replaceAll("'", "\\'")}'`;
}
