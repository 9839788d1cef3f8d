import type { Incoming, Reply } from '../http.ts';
import { json } from '../http.ts';
import { forbidden, missing } from './replies.ts';
import { mayUse, type TokenRights } from './rights.ts';

/** Characters that GitHub takes in a comment. */
const MOST_BODY = 65_536;

/** A comment on a pull request. */
export interface StoredComment {
  readonly id: number;
  readonly pull: number;
  readonly author: string;
  body: string;
  /** How often it was written, the first time included. */
  writes: number;
}

/** Who the tokens of workflow runs write as. */
export const BOT = 'github-actions[bot]';

/** The conversations of the pull requests of a repository. */
export class Comments {
  readonly all: StoredComment[] = [];
  /** Pull requests that exist, and whether their conversation is locked. */
  readonly pulls = new Map<number, 'open' | 'locked'>();
  readonly #slug: string;

  constructor(slug: string) {
    this.#slug = slug;
  }

  /** Adds a comment. Real ids are above 32 bits. */
  add(pull: number, body: string, author: string): StoredComment {
    const made = { id: 3_000_000_000 + this.all.length, pull, author, body, writes: 1 };
    this.all.push(made);
    return made;
  }

  of(pull: number): readonly StoredComment[] {
    return this.all.filter((each) => each.pull === pull);
  }

  url({ id, pull }: StoredComment): string {
    return `https://github.com/${this.#slug}/pull/${pull}#issuecomment-${id}`;
  }

  /** Answers REST calls about comments; undefined where the call is about something else. Tokens that may write may edit every comment. */
  route(call: string, request: Incoming, rights: TokenRights, api: string): Reply | undefined {
    const number = /^POST \/issues\/(\d+)\/comments$/.exec(call)?.[1];
    const id = /^PATCH \/issues\/comments\/(\d+)$/.exec(call)?.[1];
    if (number === undefined && id === undefined) return undefined;
    if (!mayUse(rights, 'pull-requests', 'write')) return forbidden();
    const body = json(request)?.body;
    const invalid = checked(body);
    if (id !== undefined) {
      const there = this.all.find((each) => String(each.id) === id);
      if (!there) return missing();
      if (invalid) return invalid;
      there.body = String(body);
      there.writes++;
      return { status: 200, body: this.#body(there, api) };
    }
    const state = this.pulls.get(Number(number));
    if (!state) return missing();
    if (state === 'locked') return forbidden('Unable to create comment because issue is locked.');
    return invalid ?? { status: 201, body: this.#body(this.add(Number(number), String(body), BOT), api) };
  }

  #body(comment: StoredComment, api: string): Record<string, unknown> {
    const now = new Date().toISOString();
    return {
      id: comment.id,
      node_id: `IC_${comment.id}`,
      body: comment.body,
      url: `${api}/issues/comments/${comment.id}`,
      html_url: this.url(comment),
      issue_url: `${api}/issues/${comment.pull}`,
      user: null,
      author_association: 'NONE',
      created_at: now,
      updated_at: now,
    };
  }
}

/** GitHub's answer to a body that it does not take. */
function checked(body: unknown): Reply | undefined {
  const text = typeof body === 'string' ? body : '';
  if (text.trim() !== '' && text.length <= MOST_BODY) return undefined;
  const message =
    text.trim() === '' ? "Body can't be blank" : `Body is too long (maximum is ${MOST_BODY} characters)`;
  return {
    status: 422,
    body: {
      message: 'Validation Failed',
      errors: [{ resource: 'IssueComment', code: 'unprocessable', field: 'data', message }],
      documentation_url: 'https://docs.github.com/rest/issues/comments',
      status: '422',
    },
  };
}
