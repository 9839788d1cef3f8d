import type { Reply } from '../http.ts';

/** What GitHub answers to what it does not have, or does not show. */
export function missing(): Reply {
  return {
    status: 404,
    body: { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' },
  };
}

/** What GitHub answers to what it understood and will not do. */
export function unprocessable(message: string): Reply {
  return { status: 422, body: { message, documentation_url: 'https://docs.github.com/rest', status: '422' } };
}

/** What GitHub answers to a token that may not do this, and to what nobody may do. */
export function forbidden(message = 'Resource not accessible by integration'): Reply {
  return { status: 403, body: { message, documentation_url: 'https://docs.github.com/rest', status: '403' } };
}
