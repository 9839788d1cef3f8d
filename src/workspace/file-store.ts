import { posix } from 'node:path';
import type { Files } from '../runtime.ts';
import { MAX_FILE_BYTES, type SourceDocument } from '../source/document.ts';
import { readSource, unreadable } from '../source/read.ts';

/** A file's bytes, or why it may not be read. */
export type Loaded =
  | {
      readonly ok: true;
      readonly path: string;
      readonly bytes: Uint8Array;
      /** The same decoded, for a file that has been parsed. */
      readonly text?: string;
    }
  | { readonly ok: false; readonly missing?: boolean; readonly message: string; readonly hint: string };

const ENDINGS = /\.(json|ya?ml)$/i;

/** Reads each file of the workspace once, so that what is hashed, checked and uploaded are the same bytes. */
export class FileStore {
  readonly #files: Files;
  readonly #known = new Map<string, Promise<Loaded>>();
  readonly #parsed = new Map<string, Promise<SourceDocument>>();

  constructor(files: Files) {
    this.#files = files;
  }

  load(path: string): Promise<Loaded> {
    const known = this.#known.get(path);
    if (known) return known;
    const fresh = this.#load(path);
    this.#known.set(path, fresh);
    return fresh;
  }

  /** The parsed file; one that may not be read is a document with that problem. */
  parse(path: string): Promise<SourceDocument> {
    const known = this.#parsed.get(path);
    if (known) return known;
    const fresh = this.#parse(path);
    this.#parsed.set(path, fresh);
    return fresh;
  }

  /** Drops the bytes of a file that was not parsed; it is read again if it is asked for. */
  forget(path: string): void {
    if (!this.#parsed.has(path)) this.#known.delete(path);
  }

  async #parse(path: string): Promise<SourceDocument> {
    const loaded = await this.load(path);
    if (!loaded.ok) return unreadable(path, loaded.message, loaded.hint);
    const document = await readSource(path, loaded.bytes);
    // The text is all that is kept: it was decoded without loss, and has the bytes in it.
    if (Buffer.byteLength(document.text) === loaded.bytes.length) {
      const same: Loaded = {
        ok: true,
        path: loaded.path,
        text: document.text,
        get bytes() {
          return Buffer.from(document.text);
        },
      };
      this.#known.set(path, Promise.resolve(same));
    }
    return document;
  }

  async #load(path: string): Promise<Loaded> {
    if (!ENDINGS.test(path)) {
      return no(`File ${path} does not end in .json, .yaml or .yml`, 'Use a JSON or YAML file.');
    }
    if (path.startsWith('../') || posix.isAbsolute(path)) return no(...OUTSIDE(path));
    const found = await this.#files.resolve(path);
    if (!found.ok) {
      if (found.why === 'outside') return no(...OUTSIDE(path));
      if (found.why === 'git') return no(`File ${path} is under .git`, 'Move it to another folder.');
      if (found.why === 'no-file') return no(`${path} is not a file`, 'Write the path of a file.');
      const hint = 'Correct the path (relative to the manifest), or add the file.';
      return { ...no(`File ${path} does not exist`, hint), missing: true };
    }
    if (!ENDINGS.test(found.path))
      return no(
        `${path} links to a file that does not end in .json, .yaml or .yml`,
        'Use a JSON or YAML file.',
      );
    if (found.size > MAX_FILE_BYTES) {
      const size = `${(found.size / 1024 / 1024).toFixed(1)} MiB`;
      return no(`File ${path} is too large (${size})`, `Reduce it to ${MAX_FILE_BYTES / 1024 / 1024} MiB.`);
    }
    return { ok: true, path, bytes: await this.#files.read(found.path) };
  }
}

function no(message: string, hint: string) {
  return { ok: false, message, hint } as const;
}

const OUTSIDE = (path: string): [string, string] => [
  `File ${path} is outside the workspace`,
  'Copy it into this repository. Links out of the workspace are not followed.',
];

/** The path of `target` as seen from the folder of `from`; both are relative to the workspace root. */
export function beside(from: string, target: string): string {
  return posix.normalize(posix.join(posix.dirname(from), target.replaceAll('\\', '/')));
}
