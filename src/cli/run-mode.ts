import { ConfigurationError } from '../errors.ts';
import type { Event, RunContext } from '../event/event.ts';
import type { Mode } from '../event/mode.ts';
import { realPorts } from '../host/ports.ts';
import { checkInputs, type Inputs } from '../inputs/inputs.ts';
import { proxySecrets } from '../net/proxy-address.ts';
import { redactedResult } from '../report/redacted.ts';
import type { RunResult } from '../report/result.ts';
import { run } from '../run.ts';
import { Redaction } from '../text/redaction.ts';
import type { Call } from './arguments.ts';
import { type Clone, localContext, localEvent, readClone } from './clone.ts';
import type { CommandName } from './command.ts';
import { terminalLog } from './log.ts';
import { pathsToGlobs, workspaceRoot } from './root.ts';
import { Progress } from './terminal.ts';
import type { World } from './world.ts';

/** A run of a mode from the command line, ready to start. */
export interface Prepared {
  readonly inputs: Inputs;
  readonly root: string;
  readonly clone: Clone | undefined;
  /** Runs the mode. The result has no secrets in it. */
  start(change?: Partial<Inputs>, about?: Partial<Event>): Promise<RunResult>;
}

/** Reads inputs and the clone for a mode. Throws a `ConfigurationError` for invalid options. */
export async function prepareMode(mode: Mode, call: Call, world: World): Promise<Prepared> {
  const root = workspaceRoot(world.folder);
  const secrets = new Redaction();
  const log = terminalLog(world, secrets, call.switches.has('verbose') || isChange(mode));
  const secret = call.switches.has('client-secret-stdin') ? (await world.input()).trim() : '';
  log.mask(secret);
  for (const name of ['GENESYS_CLIENT_SECRET', 'GITHUB_TOKEN']) log.mask(world.environment[name] ?? '');
  for (const each of proxySecrets(world.environment)) log.mask(each);
  const inputs = inputsOf(mode, call, world, { root, secret });
  const environment = { ...world.environment, GITHUB_WORKSPACE: root };
  const clone = mode === 'validate' ? undefined : await readClone(root, mode);
  const context: RunContext = localContext(clone, world.environment);
  const event: Event = localEvent(clone);
  const progress = new Progress(world.stderr, Date.now);
  return {
    inputs,
    root,
    clone,
    async start(change = {}, about = {}) {
      const all = { ...inputs, ...change };
      const ports = realPorts(all, context, environment, { log, secrets });
      const watch = {
        enter(what: string) {
          progress.show(`Checking ${what}`);
          ports.watch?.enter(what);
        },
        end: () => ports.watch?.end(),
      };
      try {
        return redactedResult(await run(all, { ...event, ...about }, context, { ...ports, watch }), secrets);
      } finally {
        progress.clear();
      }
    },
  };
}

/** Modes that show what they do while they do it: they change something. */
function isChange(mode: Mode): boolean {
  return mode === 'publish' || mode === 'rollback' || mode === 'export';
}

interface Where {
  readonly root: string;
  readonly secret: string;
}

/** The inputs of a run, from options that have the names of the action's inputs. */
function inputsOf(mode: Mode, call: Call, world: World, { root, secret }: Where): Inputs {
  const { values, switches, positionals } = call;
  const given: Readonly<Record<string, string | undefined>> = {
    ...values,
    mode,
    manifests: WITH_PATHS.has(call.command) ? pathsToGlobs(positionals, world.folder, root).join('\n') : '',
    flow: mode === 'rollback' || mode === 'export' ? positionals[0] : undefined,
    'client-secret': secret,
    'github-token': world.environment.GITHUB_TOKEN,
    'changed-only': mode === 'validate' ? 'false' : undefined,
  };
  const read = (name: string) => given[name] ?? (switches.has(name) ? 'true' : '');
  const { inputs, problem } = checkInputs(read, world.environment);
  if (problem)
    throw new ConfigurationError(
      problem.message,
      `Run genesys-flows ${call.command} --help for the options.`,
    );
  return inputs;
}

/** Commands whose arguments are paths of flows. */
const WITH_PATHS: ReadonlySet<CommandName> = new Set(['validate', 'draw', 'plan', 'publish']);
