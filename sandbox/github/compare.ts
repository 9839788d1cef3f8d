import type { Reply } from '../http.ts';
import { wholeCommit } from './bodies.ts';
import { missing } from './replies.ts';
import type { Repository } from './repository.ts';

/** Files that one answer lists at most; GitHub tells of no more. */
const FILES_LIMIT = 300;

/** How two commits relate, and the files that differ between them, by git itself. */
export async function compare(
  base: string,
  head: string,
  repository: Repository,
  { server, root }: { readonly server: string; readonly root: string },
): Promise<Reply> {
  const [from, to] = [await repository.commit(base), await repository.commit(head)];
  if (!from || !to) return missing();
  const merge = await repository.git(['merge-base', from, to]).catch(() => undefined);
  if (!merge) return missing();
  const status = from === to ? 'identical' : merge === from ? 'ahead' : merge === to ? 'behind' : 'diverged';
  const text = await repository.git(['diff', '--raw', '-z', '--no-abbrev', '-M', merge, to]);
  const fields = text.split('\0');
  const files: Record<string, unknown>[] = [];
  for (let at = 0; at + 1 < fields.length; ) {
    const [, , , sha = '', kind = ''] = (fields[at++] ?? '').split(' ');
    const first = fields[at++] ?? '';
    const renamed = kind.startsWith('R') ? (fields[at++] ?? '') : undefined;
    files.push({
      sha,
      filename: renamed ?? first,
      status: renamed ? 'renamed' : ({ A: 'added', D: 'removed' }[kind] ?? 'modified'),
      additions: 0,
      deletions: 0,
      changes: 0,
      blob_url: `${server}/blob`,
      raw_url: `${server}/raw`,
      contents_url: `${server}/contents`,
      ...(renamed ? { previous_filename: first } : {}),
    });
  }
  const count = async (range: string) => Number(await repository.git(['rev-list', '--count', range]));
  const url = `${server}${root}/compare`;
  const commit = (sha: string) => wholeCommit(server, sha);
  return {
    status: 200,
    body: {
      url,
      html_url: url,
      permalink_url: url,
      diff_url: url,
      patch_url: url,
      base_commit: commit(from),
      merge_base_commit: commit(merge),
      status,
      ahead_by: await count(`${from}..${to}`),
      behind_by: await count(`${to}..${from}`),
      total_commits: await count(`${from}..${to}`),
      commits: [],
      files: files.slice(0, FILES_LIMIT),
    },
  };
}
