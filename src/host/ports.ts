import type { RunContext } from '../event/event.ts';
import { requireTlsChecks } from '../net/tls.ts';
import type { Ports } from '../ports.ts';
import type { Files, Log, TimeInputs, Watch } from '../runtime.ts';
import { runClock } from '../system/clock.ts';
import { runDeadline } from '../system/deadline.ts';
import { diskFiles } from '../system/files.ts';
import { watchdog } from '../system/watchdog.ts';
import type { Redaction } from '../text/redaction.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const USER_AGENT = 'genesys-flow-action';
/** Bytes of one answer of GitHub; a state file of the audit log has 100 million characters at most. */
const MOST_GITHUB_BYTES = 400 * 1024 * 1024;

/** CPU time that one file may take; the largest flow known takes less than a second. */
const FILE_MS = 30_000;

/** Its thread costs a third of the start-up time. Up to these bounds nothing that reads a file takes long. */
const UNWATCHED_BYTES = 32 * 1024;
const UNWATCHED_MS = 500;

/** The watchdog of a run, from the first file on that is large, or comes late. Also counts what is read. */
function watched(
  files: Files,
  { timeoutMs }: TimeInputs,
  environment: Environment,
): { files: Files; watch: Watch } {
  let dog: Watch | undefined;
  let current = '';
  let bytes = 0;
  let ended = false;
  const began = Date.now();
  const start = () => {
    if (dog || ended || (bytes <= UNWATCHED_BYTES && Date.now() - began <= UNWATCHED_MS)) return;
    dog = watchdog({
      stepMs: FILE_MS,
      runMs: timeoutMs,
      summaryFile: environment.GITHUB_STEP_SUMMARY,
      outputFile: environment.GITHUB_OUTPUT,
    });
    dog.enter(current);
  };
  const watch: Watch = {
    enter(what) {
      current = what;
      start();
      dog?.enter(what);
    },
    end() {
      ended = true;
      dog?.end();
    },
  };
  const read: Files['read'] = async (path) => {
    const content = await files.read(path);
    bytes += content.length;
    start();
    return content;
  };
  return { files: { ...files, read }, watch };
}

/** The HTTP client, once the environment is safe for it: certificates are checked, and proxies are used as the variables say. */
async function safeClient(environment: Environment): Promise<typeof import('../net/http.ts').httpClient> {
  requireTlsChecks(environment);
  const [{ httpClient }, { requireProxyAddresses }] = await Promise.all([
    import('../net/http.ts'),
    import('../net/proxy-address.ts'),
  ]);
  requireProxyAddresses(environment);
  return httpClient;
}

/** The ports to the real world. Clients of remote services are loaded when they are first asked for. */
export function realPorts(
  { timeoutMs }: TimeInputs,
  context: RunContext,
  environment: Environment,
  { log, secrets }: { readonly log: Log; readonly secrets: Redaction },
): Ports {
  const workspace = environment.GITHUB_WORKSPACE ?? process.cwd();
  const clock = runClock(() => {
    log.warning('The run was cancelled: nothing new is begun, and what was done is written down.');
  });
  const deadline = runDeadline(clock, timeoutMs);
  return {
    ...watched(diskFiles(workspace), { timeoutMs }, environment),
    clock,
    deadline,
    log,
    secrets,
    git: async (args, input) => {
      const { gitIn } = await import('../git/run.ts');
      return gitIn(workspace)(args, input);
    },
    // Most runs make no identifier, and loading this takes a fifth of the time that Node takes to start.
    uuid: () => process.getBuiltinModule('node:crypto').randomUUID(),
    async genesys(target) {
      const [{ connect }, httpClient] = await Promise.all([
        import('../genesys/connect.ts'),
        safeClient(environment),
      ]);
      clock.listen();
      return connect(target, { clock, log, deadline, send: httpClient(USER_AGENT, deadline) });
    },
    async github(token) {
      const [{ connect }, { redactedGitHub }, httpClient] = await Promise.all([
        import('../github/connect.ts'),
        import('../github/redacted.ts'),
        safeClient(environment),
      ]);
      const send = httpClient(USER_AGENT, deadline, MOST_GITHUB_BYTES);
      const ports = { clock, log, deadline, send };
      return redactedGitHub(connect(token, context.repository, context, USER_AGENT, ports), secrets);
    },
  };
}
