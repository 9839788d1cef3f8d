import { describe, expect, test } from 'vitest';
import { type Parsed, parseCall } from '../../src/cli/arguments.ts';
import { COMMANDS } from '../../src/cli/command.ts';

const problem = (...argv: string[]) => {
  const parsed: Parsed = parseCall(argv);
  return parsed.kind === 'problem' ? `${parsed.message} ${parsed.hint}` : parsed;
};

describe('the arguments of the command line', () => {
  test('are a command, its arguments and its options', () => {
    expect(parseCall(['validate', 'flows', '--format', 'json', '--fail-on=warning', '-w', 'more'])).toEqual({
      kind: 'call',
      call: {
        command: 'validate',
        positionals: ['flows', 'more'],
        values: { format: 'json', 'fail-on': 'warning' },
        switches: new Set(['watch']),
      },
    });
  });

  test('after -- are no options', () => {
    expect(parseCall(['validate', '--', '--fix'])).toMatchObject({
      call: { positionals: ['--fix'], switches: new Set() },
    });
  });

  test.each([
    [['--help'], { kind: 'help', command: undefined }],
    [[], { kind: 'help', command: undefined }],
    [['help', 'draw'], { kind: 'help', command: { name: 'draw' } }],
    [['publish', '--help'], { kind: 'help', command: { name: 'publish' } }],
    [['--version'], { kind: 'version' }],
  ])('%j asks for help or the version', (argv, wanted) => {
    expect(parseCall(argv)).toMatchObject(wanted);
  });

  test.each([
    [['validat'], 'Unknown command "validat". Did you mean "validate"?'],
    [['xyz'], 'Unknown command "xyz". Run genesys-flows --help for the list of commands.'],
    [
      ['--fix'],
      'The option "--fix" stands before the command. Run genesys-flows --help for the list of commands.',
    ],
    [
      ['validate', '--fromat', 'json'],
      'The command validate has no option "--fromat". Did you mean "--format"?',
    ],
    [
      ['validate', '--format', 'jsn'],
      'The option --format is "jsn"; it must be one of text, json, sarif, github. Did you mean "json"?',
    ],
    [['validate', '--format'], 'The option --format has no value. Write --format=text|json|sarif|github.'],
    [['validate', '--fix=yes'], 'The option --fix takes no value, but has "yes". Write --fix alone.'],
    [
      ['explain'],
      'The command explain needs <rule>. Usage: genesys-flows explain <rule>. More: genesys-flows explain --help.',
    ],
    [
      ['explain', 'a', 'b'],
      'Unexpected argument "b". Usage: genesys-flows explain <rule>. More: genesys-flows explain --help.',
    ],
    [
      ['plan', '--client-secret', 'x'],
      '--client-secret is no option: other users of the machine can read arguments. Set GENESYS_CLIENT_ID, GENESYS_CLIENT_SECRET and GITHUB_TOKEN, or use --client-secret-stdin.',
    ],
    [['validate\u001b[2J'], 'Unknown command "validate\\u001b[2J". Did you mean "validate"?'],
  ])('%j is explained', (argv, message) => {
    expect(problem(...argv)).toBe(message);
  });

  test('of every command are unique', () => {
    for (const { name, options } of COMMANDS) {
      const names = options.map((option) => option.name);
      expect(new Set(names).size, name).toBe(names.length);
    }
  });
});
