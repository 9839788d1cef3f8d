import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/command.ts';
import { completionScript } from '../../src/cli/completion.ts';
import { helpText } from '../../src/cli/help.ts';

describe('the help of the command line', () => {
  test('lists every command', () => {
    expect(helpText(undefined)).toMatchSnapshot();
  });

  test.each(COMMANDS.map((command) => [command.name, command] as const))('of %s', (_, command) => {
    const text = helpText(command);
    expect(text).toMatchSnapshot();
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
  });
});

describe('completion', () => {
  /** What bash would complete the words to. */
  const complete = (...words: string[]) => {
    const script = `${completionScript('bash')}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')})
COMP_CWORD=${words.length - 1}
_genesys_flows
printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, status } = spawnSync('bash', ['-c', script], { encoding: 'utf8', cwd: '/' });
    expect(status).toBe(0);
    return stdout.split('\n').filter((line) => line !== '');
  };

  test('knows commands, options and values', () => {
    expect(complete('genesys-flows', 'va')).toEqual(['validate']);
    expect(complete('genesys-flows', 'validate', '--fo')).toEqual(['--format']);
    expect(complete('genesys-flows', 'validate', '--format', 's')).toEqual(['sarif']);
    expect(complete('genesys-flows', 'completion', 'f')).toContain('fish');
  });

  test('of fish has a line for each option', () => {
    expect(completionScript('fish')).toContain(
      'complete -c genesys-flows -n "__fish_seen_subcommand_from validate" -l fix',
    );
  });
});
