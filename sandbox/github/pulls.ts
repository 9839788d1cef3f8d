import { type Incoming, json, type Reply } from '../http.ts';
import { BOT } from './comments.ts';
import { missing, unprocessable } from './replies.ts';
import type { Repository } from './repository.ts';

const MOST_BODY = 65_536;
/** Characters of a file's diff beyond which the sandbox leaves it out, as GitHub does with large ones. */
const MOST_PATCH = 1_000_000;

/** One comment of a review. */
export interface StoredLineComment {
  readonly path: string;
  readonly line: number;
  readonly start_line?: number;
  readonly body: string;
}

/** A review of a pull request. */
export interface StoredReview {
  readonly id: number;
  readonly pull: number;
  readonly author: string;
  readonly commit: string;
  readonly event: string;
  readonly body: string;
  readonly comments: readonly StoredLineComment[];
}

/** The commits that a pull request is about. */
export interface PullRange {
  readonly base: string;
  readonly head: string;
}

/** The pull requests of a repository: their diffs and reviews. */
export class Pulls {
  readonly ranges = new Map<number, PullRange>();
  readonly reviews: StoredReview[] = [];

  of(pull: number): readonly StoredReview[] {
    return this.reviews.filter((each) => each.pull === pull);
  }

  add(review: Omit<StoredReview, 'id'>): StoredReview {
    const made = { ...review, id: 4_000_000_000 + this.reviews.length };
    this.reviews.push(made);
    return made;
  }

  /** Answers calls about files and reviews; undefined where the call is about something else. */
  async route(
    call: string,
    request: Incoming,
    repository: Repository,
    api: string,
  ): Promise<Reply | undefined> {
    const [, method, number, what] = /^(GET|POST) \/pulls\/(\d+)\/(files|reviews)$/.exec(call) ?? [];
    if (number === undefined) return undefined;
    const range = this.ranges.get(Number(number));
    if (!range) return missing();
    if (what === 'files' && method === 'GET') {
      const size = Number(request.query.get('per_page') ?? 30);
      const from = (Number(request.query.get('page') ?? 1) - 1) * size;
      const files = await filesOf(range, repository, api);
      return {
        status: 200,
        body: await Promise.all(files.slice(from, from + size).map(({ read }) => read())),
      };
    }
    if (what === 'reviews' && method === 'POST')
      return this.#review(Number(number), range, request, repository, api);
    return missing();
  }

  async #review(
    pull: number,
    range: PullRange,
    request: Incoming,
    repository: Repository,
    api: string,
  ): Promise<Reply> {
    const body = json(request) ?? {};
    const comments = (body.comments ?? []) as (StoredLineComment & { readonly side?: string })[];
    const commit = String(body.commit_id ?? range.head);
    const commits = (await repository.git(['rev-list', `${range.base}..${range.head}`])).split('\n');
    if (!commits.includes(commit))
      return unprocessable('Unprocessable Entity: commit_id is not part of the pull request');
    if (body.event === 'COMMENT' && String(body.body ?? '').trim() === '')
      return unprocessable('Unprocessable Entity: Body cannot be blank');
    const files = await filesOf(range, repository, api);
    for (const each of comments) {
      const patch = (await files.find(({ filename }) => filename === each.path)?.read())?.patch;
      if (patch === undefined) return unprocessable('Unprocessable Entity: Path could not be resolved');
      const hunk = hunks(patch).find(({ start, end }) => each.line >= start && each.line <= end);
      const first = each.start_line ?? each.line;
      if (each.side !== 'RIGHT' || !hunk || first < hunk.start || first > each.line)
        return unprocessable('Unprocessable Entity: Line could not be resolved');
      if (each.body.trim() === '' || each.body.length > MOST_BODY)
        return unprocessable(`Unprocessable Entity: Body is too long (maximum is ${MOST_BODY} characters)`);
    }
    const text = String(body.body ?? '');
    const made = this.add({ pull, author: BOT, commit, event: String(body.event), body: text, comments });
    return { status: 200, body: reviewBody(made, api) };
  }
}

interface DiffFile extends Readonly<Record<string, unknown>> {
  readonly filename: string;
  readonly sha: string;
  readonly patch?: string;
}

/** The lines of the new version that each hunk of a diff shows. */
function hunks(patch: string): { readonly start: number; readonly end: number }[] {
  return [...patch.matchAll(/^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/gm)].map(([, start, count = '1']) => ({
    start: Number(start),
    end: Number(start) + Number(count) - 1,
  }));
}

/** The files that a pull request changes; the patch of one is made when it is asked for. */
async function filesOf({ base, head }: PullRange, repository: Repository, api: string) {
  const merge = await repository.git(['merge-base', base, head]);
  const fields = (await repository.git(['diff', '--raw', '-z', '--no-abbrev', '-M', merge, head])).split(
    '\0',
  );
  const files: { readonly filename: string; read(): Promise<DiffFile> }[] = [];
  for (let at = 0; at + 1 < fields.length; ) {
    const [, , , sha = '', kind = ''] = (fields[at++] ?? '').split(' ');
    const first = fields[at++] ?? '';
    const renamed = kind.startsWith('R') ? (fields[at++] ?? '') : undefined;
    const filename = renamed ?? first;
    const read = async (): Promise<DiffFile> => {
      const paths = [filename, ...(renamed ? [first] : [])];
      const diff = await repository.git(['diff', '-M', merge, head, '--', ...paths]);
      const from = diff.indexOf('\n@@ ');
      return {
        filename,
        sha,
        status: renamed ? 'renamed' : ({ A: 'added', D: 'removed' }[kind] ?? 'modified'),
        additions: 0,
        deletions: 0,
        changes: 0,
        blob_url: api,
        raw_url: api,
        contents_url: api,
        ...(from < 0 || diff.length > MOST_PATCH ? {} : { patch: diff.slice(from + 1) }),
        ...(renamed ? { previous_filename: first } : {}),
      };
    };
    files.push({ filename, read });
  }
  return files;
}

function reviewBody(review: StoredReview, api: string): Record<string, unknown> {
  const url = `${api}/pulls/${review.pull}`;
  return {
    id: review.id,
    node_id: `PRR_${review.id}`,
    user: null,
    body: review.body,
    state: 'COMMENTED',
    html_url: url,
    pull_request_url: url,
    _links: { html: { href: url }, pull_request: { href: url } },
    commit_id: review.commit,
    author_association: 'NONE',
  };
}
