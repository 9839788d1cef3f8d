import type { RunContext } from '../../src/event/event.ts';

/** The context of a run about which only its repository is known. */
export const context: RunContext = {
  repository: 'o/r',
  serverUrl: '',
  apiUrl: '',
  graphqlUrl: '',
  actor: '',
  workflow: '',
  job: '',
  runId: 1,
  attempt: 1,
  runUrl: '',
  rulesUrl: '',
};
