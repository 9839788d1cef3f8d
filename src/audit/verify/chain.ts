import type { BranchCommit } from '../../git/history.ts';
import { README } from '../readme.ts';
import { blobId, SKEW_MS } from './step.ts';

/** Checks that the commits are one line, signed, not back-dated, and begin with the README alone. */
export class ChainCheck {
  #previous: BranchCommit | undefined;
  #latest = Number.NEGATIVE_INFINITY;

  /** Says what is wrong with the next commit by itself. */
  check(commit: BranchCommit): string[] {
    const faults: string[] = [];
    const { parents, signed, date, changes } = commit;
    if (parents.length > 1) faults.push('a merge: the branch must be one line of commits');
    else if (parents[0] !== this.#previous?.sha) faults.push('does not follow the commit before it');
    if (!signed) faults.push('is not signed, so GitHub did not make it for this action');
    if (Number.isNaN(date)) faults.push('has no date');
    else if (date < this.#latest - SKEW_MS) faults.push('is dated before the commit before it');
    this.#latest = Math.max(this.#latest, Number.isNaN(date) ? this.#latest : date);
    if (this.#previous === undefined) faults.push(...root(commit));
    else if (changes.length === 0) faults.push('changes nothing');
    this.#previous = commit;
    return faults;
  }
}

function root({ changes }: BranchCommit): string[] {
  const [readme, ...more] = changes;
  if (readme?.path !== 'README.md' || more.length > 0)
    return ['is the first one, and holds more or something else than the README'];
  return blobId(README, readme.blob) === readme.blob ? [] : ['has another README than this action writes'];
}
