import type { ChangedFile } from './port.ts';
import type { Repository } from './repository.ts';

/** The compare API lists at most this many files and says nothing of the rest. */
const COMPARE_LIMIT = 300;

/** Files between the merge base of two commits and the second one; undefined if even the trees are too large to list. */
export async function changedFiles(
  repository: Repository,
  base: string,
  head: string,
): Promise<readonly ChangedFile[] | undefined> {
  const { owner, repo, octokit, call } = repository;
  const compared = await call('compare two commits', 'contents: read', () =>
    octokit.rest.repos.compareCommitsWithBasehead({ owner, repo, basehead: `${base}...${head}` }),
  );
  const files = compared?.data.files ?? [];
  if (files.length < COMPARE_LIMIT) {
    return files.flatMap((file): ChangedFile[] => {
      const path = file.filename;
      if (file.status === 'removed') return [{ path, status: 'removed' }];
      if (file.status === 'renamed' && file.previous_filename) {
        return [
          { path: file.previous_filename, status: 'removed' },
          { path, status: 'added', from: file.previous_filename },
        ];
      }
      return [{ path, status: file.status === 'added' || file.status === 'copied' ? 'added' : 'changed' }];
    });
  }
  const from = compared?.data.merge_base_commit.sha ?? base;
  const [before, after] = [await blobs(repository, from), await blobs(repository, head)];
  return before && after && difference(before, after);
}

/** Every file of a commit with the id of its content; undefined if GitHub cuts the list short. */
async function blobs(
  { owner, repo, octokit, call }: Repository,
  sha: string,
): Promise<Map<string, string> | undefined> {
  const tree = await call('list the files of a commit', 'contents: read', () =>
    octokit.rest.git.getTree({ owner, repo, tree_sha: sha, recursive: 'true' }),
  );
  if (!tree || tree.data.truncated) return undefined;
  return new Map(tree.data.tree.filter(({ type }) => type === 'blob').map(({ path, sha: id }) => [path, id]));
}

function difference(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): ChangedFile[] {
  const changed: ChangedFile[] = [];
  for (const [path, id] of after) {
    const old = before.get(path);
    if (old === undefined) changed.push({ path, status: 'added' });
    else if (old !== id) changed.push({ path, status: 'changed' });
  }
  for (const path of before.keys()) if (!after.has(path)) changed.push({ path, status: 'removed' });
  return changed;
}
