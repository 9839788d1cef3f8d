import { type Incoming, json, type Reply } from '../http.ts';
import { issueBody, type StoredIssue } from './bodies.ts';

/** Answers calls about issues; undefined where the call is about something else. */
export function issueRoute(
  call: string,
  request: Incoming,
  issues: StoredIssue[],
  api: string,
): Reply | undefined {
  const body = json(request) ?? {};
  if (call === 'GET /issues') {
    const label = request.query.get('labels') ?? '';
    const found = issues.filter(({ state, labels }) => state === 'open' && labels.includes(label));
    return { status: 200, body: found.map((each) => issueBody(api, each)) };
  }
  if (call === 'POST /issues') {
    const made: StoredIssue = {
      number: issues.length + 1,
      title: String(body.title),
      labels: body.labels as string[],
      body: String(body.body),
      state: 'open',
    };
    issues.push(made);
    return { status: 201, body: issueBody(api, made) };
  }
  const number = /^PATCH \/issues\/(\d+)$/.exec(call)?.[1];
  const issue = issues.find((each) => String(each.number) === number);
  if (!issue) return undefined;
  if (typeof body.body === 'string') issue.body = body.body;
  if (body.state === 'closed') issue.state = 'closed';
  return { status: 200, body: issueBody(api, issue) };
}
