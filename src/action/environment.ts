import { readFileSync } from 'node:fs';
import { ConfigurationError, errorMessage } from '../errors.ts';
import { type Event, graphqlUrl, type RunContext, readEvent } from '../event/event.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The event that started the run, from the runner's variables and its payload file. */
export function eventOf(environment: Environment): Event {
  const path = environment.GITHUB_EVENT_PATH;
  const name = environment.GITHUB_EVENT_NAME ?? '';
  const read = (payload: unknown) =>
    readEvent(name, environment.GITHUB_SHA ?? '', environment.GITHUB_REF ?? '', payload);
  try {
    return read(path ? JSON.parse(readFileSync(path, 'utf8')) : undefined);
  } catch (error) {
    const problem = new ConfigurationError(
      `the payload of the event ${name} cannot be read from GITHUB_EVENT_PATH: ${errorMessage(error)}`,
      'Run the action in a job of GitHub Actions, and leave GITHUB_EVENT_PATH as the runner sets it.',
    );
    return { ...read(undefined), problem };
  }
}

/** What is known of the run. */
export function contextOf(environment: Environment): RunContext {
  const repository = environment.GITHUB_REPOSITORY ?? '';
  const serverUrl = environment.GITHUB_SERVER_URL ?? 'https://github.com';
  const apiUrl = environment.GITHUB_API_URL ?? 'https://api.github.com';
  const runId = Number(environment.GITHUB_RUN_ID ?? 0) || 0;
  return {
    repository,
    serverUrl,
    apiUrl,
    graphqlUrl: environment.GITHUB_GRAPHQL_URL || graphqlUrl(apiUrl),
    actor: environment.GITHUB_TRIGGERING_ACTOR ?? environment.GITHUB_ACTOR ?? '',
    workflow: environment.GITHUB_WORKFLOW ?? '',
    job: environment.GITHUB_JOB ?? '',
    runId,
    attempt: Number(environment.GITHUB_RUN_ATTEMPT ?? 1) || 1,
    runUrl: `${serverUrl}/${repository}/actions/runs/${runId}`,
    rulesUrl: rulesUrl(serverUrl, environment),
  };
}

/** An action that is used by its path in the workflow's own repository has no repository of its own. */
function rulesUrl(serverUrl: string, environment: Environment): string {
  const repository = environment.GITHUB_ACTION_REPOSITORY ?? '';
  const ref = environment.GITHUB_ACTION_REF ?? '';
  const known = /^[\w.-]+\/[\w.-]+$/.test(repository) && /^[\w./-]+$/.test(ref);
  return known ? `${serverUrl}/${repository}/blob/${ref}/docs/rules` : '';
}
