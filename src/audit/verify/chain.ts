import type { BranchCommit } from '../../git/history.ts';
import { README } from '../readme.ts';
import { blobId, SKEW_MS } from './step.ts';

/** Checks that the commits have one parent each, are signed and not dated back, and that the first one adds only the README. */
export class ChainCheck {
  #previous: BranchCommit | undefined;
  #latest = Number.NEGATIVE_INFINITY;

  /** Returns what is wrong with the next commit, apart from its files. */
  check(commit: BranchCommit): string[] {
    const errors: string[] = [];
    const { parents, signed, date, changes } = commit;
    if (parents.length > 1) errors.push('is a merge commit, which this action never makes');
    else if (parents[0] !== this.#previous?.sha) errors.push('is not a child of the previous commit');
    if (!signed) errors.push('has no signature, so GitHub did not make it for this action');
    if (Number.isNaN(date)) errors.push('has no date');
    else if (date < this.#latest - SKEW_MS) errors.push('has an earlier date than the previous commit');
    this.#latest = Math.max(this.#latest, Number.isNaN(date) ? this.#latest : date);
    if (this.#previous === undefined) errors.push(...root(commit));
    else if (changes.length === 0) errors.push('changes nothing');
    this.#previous = commit;
    return errors;
  }
}

function root({ changes }: BranchCommit): string[] {
  const [readme, ...more] = changes;
  if (readme?.path !== 'README.md' || more.length > 0)
    return ['is the first commit and must add README.md only'];
  return blobId(README, readme.blob) === readme.blob
    ? []
    : ['has a README.md that this action did not write'];
}
