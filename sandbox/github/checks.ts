import { type Incoming, json, type Reply } from '../http.ts';
import { missing, unprocessable } from './replies.ts';
import type { Repository } from './repository.ts';

/** Annotations that GitHub takes in one request. */
const MOST_ANNOTATIONS = 50;
const MOST_TEXT = 65_535;
const MOST_BYTES = 64 * 1024;
const MOST_TITLE = 255;

type Json = Readonly<Record<string, unknown>>;

/** A check run, with the annotations of all requests. */
export interface StoredCheckRun {
  readonly id: number;
  readonly name: string;
  readonly head: string;
  readonly externalId: string;
  status: string;
  conclusion: string | null;
  title: string;
  summary: string;
  text: string;
  readonly annotations: Json[];
}

/** The check runs of a repository. */
export class Checks {
  readonly all: StoredCheckRun[] = [];

  /** Answers calls about check runs; undefined where the call is about something else. */
  async route(
    call: string,
    request: Incoming,
    repository: Repository,
    api: string,
  ): Promise<Reply | undefined> {
    const id = /^PATCH \/check-runs\/(\d+)$/.exec(call)?.[1];
    if (call !== 'POST /check-runs' && id === undefined) return undefined;
    const body = json(request) ?? {};
    const output = (body.output ?? {}) as Json;
    const problem = problemOf(body, output);
    if (problem !== undefined) return unprocessable(problem);
    if (id !== undefined) {
      const there = this.all.find((each) => String(each.id) === id);
      if (!there) return missing();
      apply(there, body, output);
      return { status: 200, body: bodyOf(there, api) };
    }
    const head = await repository.commit(String(body.head_sha));
    if (head === undefined || head !== body.head_sha)
      return unprocessable(`No commit found for SHA: ${String(body.head_sha)}`);
    const made: StoredCheckRun = {
      id: 5_000_000_000 + this.all.length,
      name: String(body.name),
      head,
      externalId: String(body.external_id ?? ''),
      status: 'queued',
      conclusion: null,
      title: '',
      summary: '',
      text: '',
      annotations: [],
    };
    this.all.push(made);
    apply(made, body, output);
    return { status: 201, body: bodyOf(made, api) };
  }
}

/** What GitHub refuses beside what its description says. */
function problemOf(body: Json, output: Json): string | undefined {
  const annotations = (output.annotations ?? []) as Json[];
  if (annotations.length > MOST_ANNOTATIONS)
    return `Invalid request.\n\nNo more than ${MOST_ANNOTATIONS} items are allowed; ${annotations.length} were supplied.`;
  if (body.status === 'completed' && typeof body.conclusion !== 'string') return 'A conclusion is required.';
  for (const name of ['summary', 'text'])
    if (String(output[name] ?? '').length > MOST_TEXT) return `output.${name} is too long`;
  const wrong = annotations.find((each) => !isValid(each));
  return wrong && `Invalid annotation: ${JSON.stringify(wrong).slice(0, 200)}`;
}

function isValid(each: Json): boolean {
  const [start, end] = [Number(each.start_line), Number(each.end_line)];
  const hasColumns = each.start_column !== undefined || each.end_column !== undefined;
  const isSmall = ['message', 'raw_details'].every(
    (name) => Buffer.byteLength(String(each[name] ?? '')) <= MOST_BYTES,
  );
  return (
    start >= 1 &&
    end >= start &&
    (!hasColumns || start === end) &&
    isSmall &&
    String(each.message ?? '') !== '' &&
    String(each.title ?? '').length <= MOST_TITLE
  );
}

function apply(run: StoredCheckRun, body: Json, output: Json): void {
  if (typeof body.status === 'string') run.status = body.status;
  if (typeof body.conclusion === 'string') run.conclusion = body.conclusion;
  for (const name of ['title', 'summary', 'text'] as const)
    if (typeof output[name] === 'string') run[name] = output[name];
  run.annotations.push(...((output.annotations ?? []) as Json[]));
}

function bodyOf(run: StoredCheckRun, api: string): Record<string, unknown> {
  const now = new Date().toISOString();
  return {
    id: run.id,
    node_id: `CR_${run.id}`,
    head_sha: run.head,
    name: run.name,
    url: `${api}/check-runs/${run.id}`,
    html_url: `https://github.com/sandbox/call-flows/runs/${run.id}`,
    details_url: `https://github.com/sandbox/call-flows/runs/${run.id}`,
    external_id: run.externalId,
    status: run.status,
    conclusion: run.conclusion,
    started_at: now,
    completed_at: run.status === 'completed' ? now : null,
    check_suite: { id: 1 },
    app: null,
    pull_requests: [],
    output: {
      title: run.title,
      summary: run.summary,
      text: run.text,
      annotations_count: run.annotations.length,
      annotations_url: `${api}/check-runs/${run.id}/annotations`,
    },
  };
}
