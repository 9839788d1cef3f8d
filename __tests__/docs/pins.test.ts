import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Stands for a commit that only the user can know: that of the release. */
const OWN = 'your-org/genesys-flow-action@COMMIT_OF_THE_RELEASE';

const files = ['.github/workflows', 'examples/workflows', 'docs', '.']
  .flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`))
  .filter((file) => /\.(ya?ml|md)$/.test(file));
const uses = files.flatMap((file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, at) => {
      const found = /^\s*(?:- )?uses: (\S+)(.*)$/.exec(line);
      return found ? [{ place: `${file}:${at + 1}`, action: found[1] ?? '', comment: found[2] ?? '' }] : [];
    }),
);

test('every action is pinned by its commit, with its version beside it', () => {
  expect(uses.length).toBeGreaterThan(15);
  const open = uses.filter(({ action, comment }) => {
    if (action.startsWith('./')) return false;
    const isPinned = action === OWN || /^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/.test(action);
    return !isPinned || !/^ # v\d+\.\d+\.\d+$/.test(comment);
  });
  expect(open).toEqual([]);
});
