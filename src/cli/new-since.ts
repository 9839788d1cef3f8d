import type { Event } from '../event/event.ts';
import { gitIn } from '../git/run.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { baseOf } from './base.ts';

/** What a run that reports only new findings differs in. */
export interface NewSince {
  readonly inputs: Pick<Inputs, 'onlyNew' | 'token'>;
  readonly event: Pick<Event, 'sha' | 'range'>;
}

/**
 * A run that compares with the commit that HEAD and `named` have in common; without a token, so that only the clone is read.
 * Throws a `ConfigurationError` where there is no such commit.
 */
export async function newSince(root: string, named: string): Promise<NewSince> {
  const git = gitIn(root);
  const { commit } = await baseOf(git, named);
  const head = (await git(['rev-parse', '--verify', 'HEAD^{commit}'])).toString('utf8').trim();
  return { inputs: { onlyNew: true, token: '' }, event: { sha: head, range: { base: commit, head } } };
}
