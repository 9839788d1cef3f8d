import type { Incoming, Reply } from '../http.ts';
import { missing } from './replies.ts';
import type { Repository, TreeEntry } from './repository.ts';

/** GitHub lists at most so many entries. */
const MOST_ENTRIES = 1000;

/** The entries of a folder, as the contents API lists them. */
export async function folder(
  path: string,
  request: Incoming,
  repository: Repository,
  api: string,
): Promise<Reply> {
  const ref = request.query.get('ref') ?? 'refs/heads/main';
  const entries = await repository.list(`${ref}:${path}`, false).catch(() => []);
  if (entries.length === 0) return missing();
  return { status: 200, body: entries.slice(0, MOST_ENTRIES).map((each) => entry(api, path, each)) };
}

function entry(api: string, folderPath: string, { path: name, sha, type, size = 0 }: TreeEntry) {
  const path = `${folderPath}/${name}`;
  const [url, git] = [`${api}/contents/${path}`, `${api}/git/blobs/${sha}`];
  const kind = type === 'tree' ? 'dir' : 'file';
  const links = { git, html: url, self: url };
  return {
    type: kind,
    size,
    name,
    path,
    sha,
    url,
    git_url: git,
    html_url: url,
    download_url: url,
    _links: links,
  };
}
