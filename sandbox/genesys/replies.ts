import { randomUUID } from 'node:crypto';
import type { Reply } from '../http.ts';

/** A refusal as every operation of the platform words it. */
export function failure(
  status: number,
  code: string,
  message: string,
  contextId: string,
  headers: Record<string, string> = {},
): Reply {
  const body = { message, code, status, messageParams: {}, contextId, details: [], errors: [] };
  return { status, body, headers: { 'inin-correlation-id': contextId, ...headers } };
}

/** A page of a list, as the query asks for it. */
export function listing(found: readonly unknown[], query: URLSearchParams): Reply {
  const size = Number(query.get('pageSize') ?? 25);
  const page = Number(query.get('pageNumber') ?? 1);
  return {
    status: 200,
    body: {
      entities: found.slice((page - 1) * size, page * size),
      pageSize: size,
      pageNumber: page,
      total: found.length,
      pageCount: Math.max(1, Math.ceil(found.length / size)),
    },
  };
}

/** Things of which only the name matters here. */
export function named(names: Iterable<string>, query: URLSearchParams): Reply {
  const wanted = many(query, 'name').map((name) => name.toLowerCase());
  const found = [...names]
    .filter((name) => wanted.length === 0 || wanted.some((each) => name.toLowerCase().includes(each)))
    .map((name) => ({ id: randomUUID(), name }));
  return listing(found, query);
}

/** A parameter that may come repeated or joined by commas. */
export function many(query: URLSearchParams, name: string): string[] {
  return query.getAll(name).flatMap((each) => each.split(','));
}
