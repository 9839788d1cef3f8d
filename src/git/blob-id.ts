import { createHash } from 'node:crypto';

/** The id that git gives a content, in hexadecimal, with the algorithm by which the id `like` was made. */
export function blobId(content: Uint8Array, like: string): string {
  const hash = createHash(like.length === 64 ? 'sha256' : 'sha1');
  return hash.update(`blob ${content.length}\0`).update(content).digest('hex');
}
