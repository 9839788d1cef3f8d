import type { Files } from '../../src/runtime.ts';
import { readGlobs } from '../../src/text/globs.ts';

/** A workspace in memory. */
export function memoryFiles(
  content: Readonly<Record<string, string | Buffer>>,
): Files & { readonly written: Record<string, string> } {
  const written: Record<string, string> = {};
  return {
    written,
    async find(globs) {
      const { matches } = readGlobs(globs);
      return Object.keys(content).filter(matches).sort();
    },
    async resolve(path) {
      const found = content[path];
      return found === undefined
        ? { ok: false, why: 'missing' }
        : { ok: true, path, size: Buffer.byteLength(found) };
    },
    async read(path) {
      return Buffer.from(content[path] ?? '');
    },
    async write(path, text) {
      written[path] = text;
    },
  };
}
