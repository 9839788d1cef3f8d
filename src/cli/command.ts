/** An option of a command, as `node:util`'s `parseArgs` takes it, with what help and completion say of it. */
export interface Option {
  readonly name: string;
  readonly short?: string;
  /** The values that the option takes, or a word for them; absent for a switch. */
  readonly value?: string | readonly string[];
  readonly summary: string;
}

/** A command of the command line: what it takes and what it does. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** The arguments behind the name, as help shows them: `[paths…]`, `<rule>`. */
  readonly usage: string;
  /** How many arguments it takes at least and at most. */
  readonly takes: readonly [number, number];
  readonly options: readonly Option[];
  /** It reads or changes something in Genesys Cloud or on GitHub. */
  readonly remote?: 'read' | 'change';
}

const ANY = Number.POSITIVE_INFINITY;
const FORMATS = ['text', 'json', 'sarif', 'github'] as const;

const environment: Option = {
  name: 'environment',
  short: 'e',
  value: 'name',
  summary: 'Merge this environment of the manifests.',
};
const failOn: Option = {
  name: 'fail-on',
  value: ['error', 'warning', 'never'],
  summary: 'Least severity that makes the exit code 1 (default: error).',
};
const format = (...values: readonly string[]): Option => ({
  name: 'format',
  short: 'f',
  value: values,
  summary: `Output format (default: ${values[0]}).`,
});
const timeout: Option = {
  name: 'timeout-minutes',
  value: 'n',
  summary: 'Give up after this time (default: 20).',
};
const auditBranch: Option = {
  name: 'audit-branch',
  value: 'name',
  summary: 'Branch that holds the audit log (default: flow-audit).',
};
const connection: readonly Option[] = [
  environment,
  { name: 'region', value: 'region', summary: 'AWS region of the org; every manifest must agree with it.' },
  { name: 'gateway-url', value: 'url', summary: 'Gateway in front of Genesys Cloud.' },
  {
    name: 'client-secret-stdin',
    summary: 'Read the OAuth client secret from standard input instead of GENESYS_CLIENT_SECRET.',
  },
  timeout,
];
const confirmed: Option = { name: 'yes', short: 'y', summary: 'Do not ask for confirmation.' };

/** Options that every command takes. */
export const COMMON_OPTIONS: readonly Option[] = [
  { name: 'help', short: 'h', summary: 'Show help.' },
  { name: 'verbose', short: 'v', summary: 'Show what the run does, step by step.' },
];

/** Every command, in the order of the help text. */
export const COMMANDS = [
  {
    name: 'validate',
    summary: 'Check flows and manifests. Needs no network and no credentials.',
    usage: '[paths…]',
    takes: [0, ANY],
    options: [
      format(...FORMATS),
      failOn,
      environment,
      {
        name: 'new-since',
        value: 'base',
        summary: 'Report only findings that the base does not have: a branch, tag or commit.',
      },
      { name: 'fix', summary: 'Apply safe fixes, show them, and check again.' },
      { name: 'watch', short: 'w', summary: 'Check again whenever a file changes.' },
    ],
  },
  {
    name: 'diff',
    summary: 'Show what differs from the commit that the work started from. Needs no network.',
    usage: '[base]',
    takes: [0, 1],
    options: [format('text', 'json', 'markdown'), environment],
  },
  {
    name: 'draw',
    summary: 'Print a flow as a Mermaid diagram. Needs no network.',
    usage: '<path>',
    takes: [1, 1],
    options: [environment],
  },
  {
    name: 'explain',
    summary: 'Show the page of a rule: what it finds, why, and how to fix it.',
    usage: '<rule>',
    takes: [1, 1],
    options: [],
  },
  {
    name: 'init',
    summary: 'Write a workflow, a configuration file and an example flow. Overwrites nothing.',
    usage: '',
    takes: [0, 0],
    options: [],
  },
  {
    name: 'plan',
    summary: 'Compare the flows with the org and show what a publish would do.',
    usage: '[paths…]',
    takes: [0, ANY],
    options: [...connection, auditBranch, format('text', 'json')],
    remote: 'read',
  },
  {
    name: 'publish',
    summary: 'Publish the flows that differ from what was published last.',
    usage: '[paths…]',
    takes: [0, ANY],
    options: [
      ...connection,
      auditBranch,
      confirmed,
      { name: 'concurrency', value: 'n', summary: 'Flows published at once (default: 2).' },
      { name: 'atomic', summary: 'Publish all flows, or none.' },
      {
        name: 'on-conflict',
        value: ['fail', 'overwrite'],
        summary: 'What to do where another user changed a flow (default: fail).',
      },
      { name: 'plan-digest', value: 'digest', summary: 'Publish only what was planned under this digest.' },
      {
        name: 'allow-ref',
        value: 'ref',
        summary: 'Branch, tag or commit that may be published beside the default branch.',
      },
      format('text', 'json'),
    ],
    remote: 'change',
  },
  {
    name: 'rollback',
    summary: 'Return a flow to an earlier version.',
    usage: '<flow>',
    takes: [1, 1],
    options: [
      ...connection,
      auditBranch,
      confirmed,
      {
        name: 'to-version',
        value: 'version',
        summary: 'Platform version (3.0), release version (1.2.0) or previous (default).',
      },
      {
        name: 'allow-ref',
        value: 'ref',
        summary: 'Branch, tag or commit that may be used beside the default branch.',
      },
      format('text', 'json'),
    ],
    remote: 'change',
  },
  {
    name: 'drift',
    summary: 'List the flows that changed in the org since they were published from git.',
    usage: '',
    takes: [0, 0],
    options: [...connection, auditBranch, format('text', 'json')],
    remote: 'read',
  },
  {
    name: 'export',
    summary: 'Write flows of the org and manifests for them into the workspace.',
    usage: '[pattern]',
    takes: [0, 1],
    options: [
      ...connection,
      { name: 'division', value: 'name', summary: 'Only the flows of this division.' },
      format('text', 'json'),
    ],
    remote: 'read',
  },
  {
    name: 'verify',
    summary: 'Check the whole audit log for changes that the action did not make.',
    usage: '',
    takes: [0, 0],
    options: [
      auditBranch,
      { name: 'expected-head', value: 'commit', summary: 'Commit that the audit branch must still have.' },
      format('text', 'json'),
    ],
  },
  {
    name: 'completion',
    summary: 'Print a completion script for a shell.',
    usage: '<bash|zsh|fish>',
    takes: [1, 1],
    options: [],
  },
] as const satisfies readonly Command[];

/** The name of a command. */
export type CommandName = (typeof COMMANDS)[number]['name'];
